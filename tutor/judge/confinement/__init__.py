"""The layers that confine a learner's code, one a module. `tutor.judge.confinement.confine` puts them together."""
