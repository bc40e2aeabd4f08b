"""The command line, `gradlings`: the second face of the tutor. It never imports Textual."""


def main() -> int:
    """The entry point of the installed command; the exit code."""
    from tutor.cli.entry import run

    return run()
