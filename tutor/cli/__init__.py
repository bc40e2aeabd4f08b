"""The command line, `gradlings`: the second face of the tutor. It never imports Textual."""


def main() -> int:
    """The entry point of the installed command; the exit code."""
    try:
        from tutor.cli.entry import run

        return run()
    except KeyboardInterrupt:  # as early as while modules are being loaded
        return 130
