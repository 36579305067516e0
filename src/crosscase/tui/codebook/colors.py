"""Colours to pick from: named, with who has them, since no colour says enough by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

from crosscase.study.code_marks import PALETTE
from crosscase.study.codebook import Codebook
from crosscase.study.model import Code
from crosscase.study.plurals import counted
from crosscase.tui.code.shown import color_of, tag_of, tag_style
from crosscase.tui.picker import Entry
from crosscase.tui.words import shown

# as Okabe and Ito call them, in the order of PALETTE
NAMES = ("orange", "sky blue", "bluish green", "yellow", "blue", "vermilion", "reddish purple")
_TYPED = re.compile(r"#?([0-9a-fA-F]{6})")


def color_entries(book: Codebook, code: Code) -> list[Entry]:
    """The palette, then other colours of the codebook; each with how many codes have it."""
    names = dict(zip(PALETTE, NAMES, strict=True))
    used = [color_of(each).upper() for each in book]
    others = [color for color in dict.fromkeys(used) if color not in names]
    return [_entry(code, color, names.get(color, ""), used.count(color)) for color in (*PALETTE, *others)]


def _entry(code: Code, color: str, name: str, count: int) -> Entry:
    now = color_of(code).upper() == color
    label = Content.assemble(
        Content.styled(f" {shown(tag_of(code))} ", Style.parse(_ground(color))),
        f"  {name or 'another colour':<20}",
        (color, "dim"),
        ("  as it is now" if now else "", "bold"),
    )
    return Entry(color, label, f"{name} {color}", f"{counted(count, 'code')} of this colour")


def _ground(color: str) -> str:
    return tag_style(Code("", "", 0, "", {}, color=color))


def typed_color(query: str) -> Sequence[Entry]:
    """A colour typed by its six digits, such as `#1B9E77`."""
    match = _TYPED.fullmatch(query.strip())
    if match is None:
        return ()
    color = f"#{match[1].upper()}"
    label = Content.assemble(Content.styled("    ", Style.parse(_ground(color))), f"  {color}")
    return (Entry(color, label, query, "Enter takes it", sure=True),)
