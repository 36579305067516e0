"""Three versions of a YAML file made one, or one with both versions of a record side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import Any

from crosscase.study.merge import Choose, Conflict, Merging, Side, is_records
from crosscase.study.merge_case import merge_case
from crosscase.study.merge_codebook import merge_codebook
from crosscase.study.merge_codings import ALONE, NotMergeable, Surroundings, merge_codings
from crosscase.study.merge_round import merge_round
from crosscase.study.merge_yaml import emit_styled, read_styled, reads_as
from crosscase.study.yaml_in import YamlError

LABELS: dict[Side, str] = {"ours": "<<<<<<< ours", "base": "||||||| base", "theirs": ">>>>>>> theirs"}
_SIDES: tuple[Side, ...] = ("ours", "base", "theirs")
_START, _MIDDLE, _PART, _END = (
    re.compile(rf"{mark}(?: .*)?\r?\n?") for mark in ("<{7}", r"\|{7}", "={7}", ">{7}")
)
LineMerge = Callable[[str, str, str], str | None]


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge.

    Attributes:
        text: the file's content; where there are conflicts, with both versions of each record in it.
        conflicts: what both sides changed differently, and nobody has chosen.
    """

    text: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """The three versions of a file, as texts; `base` is None where it is not known."""

    base: str | None
    ours: str
    theirs: str


def merge_file(
    file: str,
    sides: Sides,
    about: Surroundings = ALONE,
    choose: Callable[[Conflict], Side | None] = lambda conflict: None,
    by_lines: LineMerge = lambda base, ours, theirs: None,
) -> Merged:
    """Merge three versions of a YAML file of a study.

    Args:
        file: its path; which folder it is in says what it holds.
        choose: whose version of a conflict stands; None where it is to be left open.
        by_lines: a merge of lines, None where they cannot be; it is taken where it holds what the merge by id
            gives, because it keeps comments.

    Raises:
        NotMergeable: a side cannot be read, or is not of the shape a merge by id needs.
    """
    if sides.ours == sides.theirs or sides.theirs == sides.base:
        return Merged(sides.ours)
    if sides.ours == sides.base:
        return Merged(sides.theirs)
    values = [_read(text) for text in (sides.base or "", sides.ours, sides.theirs)]
    open_: list[Conflict] = []

    def merged(side: Side) -> Any:
        open_.clear()

        def chosen(conflict: Conflict) -> Side:
            if (choice := choose(conflict)) is None:
                open_.append(conflict)
            return choice or side

        return _merge_values(file, values, chosen, about)

    data = merged("ours")
    if not open_:
        lines = by_lines(sides.base or "", sides.ours, sides.theirs)
        if lines is not None and reads_as(lines, data):
            return Merged(lines)
        return Merged(_opening(sides.ours) + emit_styled(data))
    conflicts = tuple(open_)
    versions = [list(_chunks(merged(side))) for side in _SIDES]
    return Merged(_opening(sides.ours) + _side_by_side(versions), conflicts)


def sides_of(text: str) -> Sides | None:
    """The versions in a file with conflict markers; None where it holds none.

    Raises:
        NotMergeable: the markers do not fit together.
    """
    found: dict[Side, list[str]] = {side: [] for side in _SIDES}
    where: Side | None = None
    regions = bases = 0
    for line in _lines(text):
        if _START.fullmatch(line) and where is None:
            where, regions = "ours", regions + 1
        elif _MIDDLE.fullmatch(line) and where == "ours":
            where, bases = "base", bases + 1
        elif _PART.fullmatch(line) and where in ("ours", "base"):
            where = "theirs"
        elif _END.fullmatch(line) and where == "theirs":
            where = None
        elif where is None and any(mark.fullmatch(line) for mark in (_START, _MIDDLE, _PART, _END)):
            raise NotMergeable("a line of a conflict stands alone")
        else:
            for side in _SIDES if where is None else (where,):
                found[side].append(line)
    if where is not None:
        raise NotMergeable("a conflict does not end")
    if not regions:
        return None
    texts = {side: "".join(lines) for side, lines in found.items()}
    return Sides(texts["base"] if bases == regions else None, texts["ours"], texts["theirs"])


def is_codings(file: str) -> bool:
    """Whether a path is that of a codings file."""
    return PurePosixPath(file).parts[-4:-3] == ("codings",)


def is_of_round(file: str) -> bool:
    """Whether a path is that of a file of a validation round."""
    return re.search(r"(?:^|/)validation/round-[1-9][0-9]*/", file) is not None


def sources_named(sides: Sides) -> tuple[str, ...]:
    """The sources that versions of a codings file say they are of: more than one where it was renamed."""
    found = (re.search(r'^source: *"?([a-z0-9/-]+)"? *$', text or "", re.MULTILINE) for text in _texts(sides))
    return tuple(dict.fromkeys(match[1] for match in found if match is not None))


def _texts(sides: Sides) -> tuple[str | None, str, str]:
    return sides.base, sides.ours, sides.theirs


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends; they end at `\\n` alone."""
    yield from (f"{line}\n" for line in text.split("\n")[:-1])
    if last := text.rpartition("\n")[2]:
        yield last


def _read(text: str) -> Any:
    try:
        return read_styled(text.removeprefix("\ufeff"))
    except YamlError as error:
        raise NotMergeable(f"one version cannot be read: {error}") from None


def _merge_values(file: str, values: Sequence[Any], choose: Choose, about: Surroundings) -> Any:
    base, ours, theirs = values
    merging = Merging(choose)
    if is_codings(file):
        return merge_codings(base, ours, theirs, merging, about)
    if PurePosixPath(file).parts[-2:] == ("codebook", "codebook.yaml"):
        return merge_codebook(base, ours, theirs, merging)
    if PurePosixPath(file).parts[-2:-1] == ("cases",):
        return merge_case(base, ours, theirs, merging)
    if is_of_round(file):
        return merge_round(file, base, ours, theirs, merging)
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        raise NotMergeable("it does not hold keys and values")
    return merging.mapping(base if isinstance(base, dict) else {}, ours, theirs, ())


def _opening(text: str) -> str:
    """The comment and blank lines before the first key."""
    kept = []
    for line in text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")[:-1]:
        if line.strip() and not line.startswith("#"):
            break
        kept.append(f"{line}\n")
    return "".join(kept)


def _chunks(data: Any) -> Iterator[str]:
    """The lines of a document in pieces that stand or fall together: a key, a record without those below it."""
    for key, value in data.items():
        if value and is_records(value):
            yield emit_styled({key: ["-"]}).partition("\n")[0] + "\n"
            yield from _record_chunks(value, "  ")
        elif isinstance(value, dict) and value:
            yield emit_styled({key: {"-": ""}}).partition("\n")[0] + "\n"
            for inner, item in value.items():
                if item and is_records(item):
                    yield _indented(emit_styled({inner: ["-"]}).partition("\n")[0] + "\n", "  ")
                    yield from _record_chunks(item, "    ")
                else:
                    yield _indented(emit_styled({inner: item}), "  ")
        else:
            yield emit_styled({key: value})


def _record_chunks(records: Sequence[Any], indent: str) -> Iterator[str]:
    for record in records:
        below = record.get("children") if is_records(record.get("children")) else None
        own = {key: value for key, value in record.items() if below is None or key != "children"}
        yield _indented(emit_styled([own]), indent)
        if below:
            yield f"{indent}  children:\n"
            yield from _record_chunks(below, indent + "    ")


def _indented(lines: str, indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in lines.split("\n")[:-1])


def _side_by_side(versions: Sequence[Sequence[str]]) -> str:
    """One text of three that are mostly the same; where they differ, all three between markers."""
    ours, base, theirs = versions
    # both others against ours: what all three share, in order
    in_base = _matches(ours, base)
    in_theirs = _matches(ours, theirs)
    done, written = [0, 0, 0], list[str]()
    for place in (*(p for p in range(len(ours)) if p in in_base and p in in_theirs), len(ours)):
        ends = [place, in_base.get(place, len(base)), in_theirs.get(place, len(theirs))]
        parts = ["".join(version[a:b]) for version, a, b in zip(versions, done, ends, strict=True)]
        if any(part != parts[0] for part in parts):
            written.append(f"{LABELS['ours']}\n{parts[0]}{LABELS['base']}\n{parts[1]}")
            written.append(f"=======\n{parts[2]}{LABELS['theirs']}\n")
        else:
            written.append(parts[0])
        if place < len(ours):
            written.append(ours[place])
        done = [end + 1 for end in ends]
    return "".join(written)


def _matches(one: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return {a + k: b + k for a, b, size in blocks for k in range(size)}
