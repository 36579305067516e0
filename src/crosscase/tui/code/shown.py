"""Which codings are drawn, and how."""

from __future__ import annotations

from dataclasses import dataclass

from crosscase.study.folder import Study
from crosscase.study.model import Code, Coding
from crosscase.tui.transcript.spans import Mark

UNKNOWN_COLOR = "#808080"
UNKNOWN_TAG = "??"
LOST_FLAG = "!"


@dataclass(frozen=True, slots=True)
class Shown:
    """A choice of codings.

    Attributes:
        others: whether other coders' codings are drawn.
        coder: only this coder's, where given.
        code: only codings of this code (by id) and the codes under it, where given.
    """

    others: bool = True
    coder: str = ""
    code: str = ""


def key_of(coding: Coding) -> tuple[str, str]:
    """What the view knows a coding by: two coders may have written the same id."""
    return coding.coder, coding.id


def coders_shown(study: Study, source_id: str, shown: Shown) -> list[str]:
    """Whose codings are drawn; before anybody has said who codes, everybody's are."""
    coders = study.coders_of(source_id)
    if shown.coder:
        return [coder for coder in coders if coder == shown.coder]
    if shown.others or not study.coder:
        return list(coders)
    return [coder for coder in coders if coder == study.coder]


def codings_shown(study: Study, source_id: str, shown: Shown) -> list[Coding]:
    """The codings that are drawn, by position; those whose words were lost last."""
    codings = study.codings(source_id, coders_shown(study, source_id, shown))
    return [c for c in codings if is_shown(study, c, shown)] if shown.code else list(codings)


def is_shown(study: Study, coding: Coding, shown: Shown) -> bool:
    """Whether the filter by code lets a coding of a shown coder through."""
    if not shown.code or shown.code not in study.codebook.by_id:
        return True
    code = study.codebook.resolve(coding.code)
    while code is not None and code.id != shown.code:
        code = study.codebook.parent(code)
    return code is not None


def marks_of(study: Study, codings: list[Coding]) -> list[Mark]:
    """Codings as the view draws them; lost ones have no place and no mark."""
    return [mark for coding in codings if (mark := mark_of(study, coding)) is not None]


def mark_of(study: Study, coding: Coding) -> Mark | None:
    """One coding as the view draws it, None where its words were lost."""
    if coding.at is None:
        return None
    code = study.codebook.resolve(coding.code)
    found = study.found(coding)
    mine = coding.coder == study.coder
    return Mark(
        key_of(coding),
        *coding.at,
        color_of(code),
        tag_of(code),
        coding.coder,
        mine,
        faint=not mine,
        flag=LOST_FLAG if found is not None and found.status == "changed" else "",
    )


def color_of(code: Code | None) -> str:
    """The colour of a code, grey where it is unknown or none."""
    color = code.color if code is not None else ""
    return color if len(color) == 7 and color.startswith("#") and _is_hex(color[1:]) else UNKNOWN_COLOR


def tag_style(code: Code | None) -> str:
    """How the two letters of a code are drawn: on its colour, in whichever of black and white reads better there.

    Contrast as in WCAG 2, relative luminance.
    """
    color = color_of(code)
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    ink = "#000000" if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) else "#ffffff"
    return f"bold {ink} on {color}"


def tag_of(code: Code | None) -> str:
    """The two letters of a code."""
    return code.tag[:2] if code is not None and code.tag else UNKNOWN_TAG


def _is_hex(text: str) -> bool:
    return all(character in "0123456789abcdefABCDEF" for character in text)
