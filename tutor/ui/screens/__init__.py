"""A file for each screen and window. A screen arranges panels and passes on; what to do is decided in `tutor.session`."""
