"""What git runs to merge one YAML file of a study: `python -m crosscase.cli.merge_driver BASE OURS THEIRS PATH`.

A process of its own for every file: it loads nothing it does not need.
"""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

from crosscase.study.merge_codings import ALONE
from crosscase.study.merge_file import Sides, is_codings, merge_file, sources_named
from crosscase.study.problems import one_line

MERGED, OPEN, NOT_MINE = 0, 20, 30
"""Exit codes: 0 merged, 20 merged but for what a person must choose, else nothing was done."""


def main(words: list[str]) -> int:
    """Merge three files into the second.

    Args:
        words: the files with base, ours and theirs, and the path they stand for, from the top of the repository.

    Returns:
        One of the exit codes above. Anything unforeseen is the last one: git then merges by lines.
    """
    try:
        base, ours, theirs = (Path(word).read_bytes().decode() for word in words[:3])
        return _merge(words[1], words[3], Sides(base, ours, theirs))
    except Exception as error:
        print(
            one_line(f"crosscase: {''.join(words[3:4])}: left to git's merge of lines: {error}"),
            file=sys.stderr,
        )
        return NOT_MINE


def _merge(target: str, file: str, sides: Sides) -> int:
    from crosscase.study.git_repo import merge_lines

    about = ALONE
    if is_codings(file):
        from crosscase.study.merge_lookup import surroundings

        about = surroundings(Path.cwd(), file, sources_named(sides))
    merged = merge_file(file, sides, about, by_lines=merge_lines)
    Path(target).write_bytes(merged.text.encode())
    if not merged.conflicts:
        return MERGED
    count = len(merged.conflicts)
    what = "1 thing was" if count == 1 else f"{count} things were"
    print(
        one_line(
            f"crosscase: {file}: {what} changed differently on both sides; "
            f"choose with `crosscase merge {quote(file)}`"
        ),
        file=sys.stderr,
    )
    return OPEN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
