"""A transcript as one page that holds everything it needs: codings in the margin, a legend, filters."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crosscase.documents.escaping import xml_text
from crosscase.documents.transcript import Line, Transcript, texts_of_transcript

if TYPE_CHECKING:
    from jinja2 import Template

    from crosscase.study.name_gate import NameGate

_FOLDER = Path(__file__).parent / "templates"


def transcript_page(transcript: Transcript, *, gate: NameGate) -> bytes:
    """The page as UTF-8; without its script everything is shown, with it codes, coders and speakers can be chosen.

    Raises:
        StudyError: a text holds a name of the roster.
    """
    gate.check(texts_of_transcript(transcript))
    script = _part("transcript.js")
    style = _part("transcript.css") + "".join(
        f".k{place} {{ --c: {entry.color}; --on: {_ink(entry.color)}; }}\n"
        for place, entry in enumerate(transcript.legend)
    )
    from markupsafe import Markup

    page = _template().render(
        t=transcript, w=transcript.words, lines=[_line(transcript, place) for place in range(len(transcript.lines))],
        # both are our own; every colour in the style is six digits, which the legend's entries are checked for
        style=Markup(style), style_hash=_hash(style), script=Markup(script), script_hash=_hash(script),
    )  # fmt: skip
    return page.encode()


@cache
def _part(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        finalize=_held,
    )  # fmt: skip
    return environment.get_template("transcript.html")


def _held(value: Any) -> Any:
    """A text in characters that a page can hold; what is markup already stays."""
    return xml_text(value) if type(value) is str else value


def _hash(content: str) -> str:
    """What a content security policy knows a style or a script by."""
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _ink(color: str) -> str:
    """Black or white, whichever reads better on a colour (WCAG 2 relative luminance)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000" if luminance > 0.179 else "#fff"


def _line(transcript: Transcript, place: int) -> dict[str, Any]:
    """What the template needs of a line."""
    line = transcript.lines[place]
    here = [number for number, mark in enumerate(transcript.marks) if mark.first <= place <= mark.last]
    lanes: list[dict[str, int] | None] = [None] * transcript.lanes
    for number in here:
        mark = transcript.marks[number]
        lanes[mark.lane] = {"entry": mark.entry, "place": number}
    return {
        "number": line.number, "level": line.level, "tag_level": min(6, line.level + 1), "speaker": line.speaker,
        "marks": here, "lanes": lanes, "stretches": _stretches(transcript, line),
        "notes": [_note(transcript, number) for number in here if transcript.marks[number].first == place],
    }  # fmt: skip


def _stretches(transcript: Transcript, line: Line) -> list[dict[str, Any]]:
    found = []
    for stretch in line.stretches:
        entries = [transcript.legend[transcript.marks[number].entry] for number in stretch.marks]
        found.append(
            {
                "text": stretch.text, "marks": stretch.marks, "label": stretch.label, "is_time": stretch.is_time,
                "entry": transcript.marks[stretch.marks[0]].entry if stretch.marks else 0,
                "title": " · ".join(
                    f"{entry.name} ({transcript.marks[number].coder})"
                    for number, entry in zip(stretch.marks, entries, strict=True)
                ),
            }
        )  # fmt: skip
    return found


def _note(transcript: Transcript, number: int) -> dict[str, Any]:
    mark = transcript.marks[number]
    entry = transcript.legend[mark.entry]
    return {
        "place": number, "entry": mark.entry, "tag": entry.tag, "name": entry.name, "coder": mark.coder,
        "memo": mark.memo, "key": mark.key,
    }  # fmt: skip
