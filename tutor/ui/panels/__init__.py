"""The parts of which screens are made, each with one thing to show. They tell by messages, and are told by calls."""
