"""The layers that confine a learner's code, one a module. `tutor.judge.confine` puts them together."""
