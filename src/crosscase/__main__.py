"""Where the program starts: the two ways that must be quick, then the commands."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from pathlib import Path


def main() -> int:
    """Run the program.

    Returns:
        0 done, 1 there are findings, 2 wrong use, 130 stopped by Ctrl-C, 141 nobody reads the output.
    """
    words = sys.argv[1:]
    if words in (["--version"], ["-V"]):
        from crosscase import __version__

        print(f"crosscase {__version__}")
        return 0
    given = workbench_options(words)
    if given is not None and sys.stdin.isatty() and sys.stdout.isatty():
        # nothing that start-up makes is garbage: the workbench collects from its first frame on
        gc.disable()
        from crosscase.tui.app import run

        return run(Path(given.get("--study", ".")), given.get("--coder", ""), opened_pages)
    from crosscase.cli.app import run_command

    # without a terminal there is nobody to open a screen for
    return run_command(words if given is None else [*words, "status"])


def opened_pages(root: Path) -> Mapping[tuple[int, str, str], str]:
    """When informants first opened their served page, by round, case and informant; raises StudyError."""
    from crosscase.web.collecting import served_opened

    return served_opened(root)


def workbench_options(words: list[str]) -> dict[str, str] | None:
    """`--study` and `--coder` where they are all there is; None where a command (or help) is asked for."""
    given: dict[str, str] = {}
    waiting = iter(words)
    for word in waiting:
        name, equals, value = word.partition("=")
        if name not in ("--study", "--coder"):
            return None
        if not equals:
            if (following := next(waiting, None)) is None:
                return None
            value = following
        given[name] = value
    return given


if __name__ == "__main__":
    sys.exit(main())
