"""A document as one self-contained page: nothing is loaded from elsewhere, nothing in it can run."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from crosscase.documents.anchors import Anchors, listed
from crosscase.documents.escaping import color_of, ink_on, language_of, xml_text
from crosscase.documents.footnotes import NoteMark, with_marks
from crosscase.documents.layout import SCREEN, natural_widths, numeric_columns, shares
from crosscase.documents.numbering import captioned
from crosscase.documents.values import (
    Block,
    Bullets,
    Cell,
    Contents,
    Document,
    Figure,
    Heading,
    Paragraph,
    Rich,
    Run,
    Table,
    is_rich,
    runs_of,
    shade_of,
)

_DEEPEST = 6
_NOTES = {
    "en": {"notes": "Notes", "note": "note", "back": "back to the text"},
    "nb": {"notes": "Noter", "note": "note", "back": "tilbake til teksten"},
}


def write_html(document: Document) -> bytes:
    """The page. Its title is the first heading; the document's headings begin one level below, footnotes come last."""
    document, notes = with_marks(document)
    anchors = Anchors(document)
    page: str = _template().render(
        language=language_of(document.language),
        title=xml_text(document.title),
        subtitle=xml_text(document.subtitle),
        notice=xml_text(document.notice),
        long=document.long,
        style=Markup(_part("page.css")),  # our own file, not data
        words=_NOTES["nb" if document.language.lower() in ("nb", "nn", "no") else "en"],
        blocks=[_block(block, document, anchors) for block in document.blocks],
        notes=[_runs(note, anchors) for note in notes],
    )
    return page.encode()


def _part(name: str) -> str:
    return (files("crosscase.documents") / name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(_part("page.html.jinja"))


def _block(block: Block, document: Document, anchors: Anchors) -> dict[str, object]:
    """What the template needs to know of a block; every text goes through its autoescape."""
    if isinstance(block, Heading):
        level = min(max(block.level, 1) + 1, _DEEPEST)
        return {
            "kind": "heading",
            "level": level,
            "text": xml_text(block.text),
            "id": anchors.here(block.anchor),
        }
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "style": block.style, "runs": _runs(block.runs, anchors)}
    if isinstance(block, Bullets):
        return {
            "kind": "list",
            "numbered": block.numbered,
            "boxed": block.boxed,
            "items": [_runs(item, anchors) for item in block.items],
        }
    if isinstance(block, Contents):
        return _contents(block, document, anchors)
    caption = xml_text(captioned(block, document.language))
    if isinstance(block, Figure):
        return {"kind": "figure", "picture": _picture(block), "alt": xml_text(block.alt), "caption": caption,
                "id": anchors.here(block.anchor)}  # fmt: skip
    return _table(block, caption, anchors)


def _contents(contents: Contents, document: Document, anchors: Anchors) -> dict[str, object]:
    entries = [
        (heading.level, anchors.to(heading.anchor), xml_text(heading.text))
        for heading in listed(document, contents)
    ]
    return {"kind": "contents", "title": xml_text(contents.title), "entries": entries}


def _table(table: Table, caption: str, anchors: Anchors) -> dict[str, object]:
    numeric = numeric_columns(table)
    return {
        "kind": "table",
        "id": anchors.here(table.anchor),
        "caption": caption,
        "note": xml_text(table.note),
        "widths": [f"{100 * share:.2f}%" for share in shares(table, SCREEN)] if _must_wrap(table) else [],
        "columns": [(xml_text(name), number) for name, number in zip(table.columns, numeric, strict=True)],
        "rows": [
            [
                (_in_cell(_runs(runs_of(cell), anchors)), number, _cell_css(cell))
                for cell, number in zip(row, numeric, strict=True)
            ]
            for row in table.rows
        ],
    }


def _cell_css(cell: Cell) -> str:
    shade = color_of(shade_of(cell)) if is_rich(cell) else ""
    return f"background:{shade}" if shade else ""


def _must_wrap(table: Table) -> bool:
    """Whether a browser has to be told what is worth the room: where all fits it lays a table out by itself."""
    return bool(table.widths) or sum(natural_widths(table)) > SCREEN


def _picture(figure: Figure) -> str:
    """The picture as an address that holds it: as an image a drawing can neither run scripts nor load anything."""
    if figure.svg:
        kind, raw = "svg+xml", figure.svg.encode("utf-8", "replace")
    elif figure.png:
        kind, raw = "png", figure.png
    else:
        return ""
    return f"data:image/{kind};base64,{base64.b64encode(raw).decode('ascii')}"


def _runs(runs: Rich, anchors: Anchors) -> list[dict[str, object]]:
    return [
        {
            "text": xml_text(run.text),
            "css": _css(run),
            "bold": run.bold,
            "italic": run.italic,
            "underline": run.underline,
            "strike": run.strike,
            "superscript": run.superscript,
            "to": anchors.to(run.link),
            "file": anchors.file(run.file),
            "id": anchors.here(run.anchor),
            "note": run.text if isinstance(run, NoteMark) else "",
        }
        for run in runs
    ]


def _in_cell(runs: list[dict[str, object]]) -> list[dict[str, object]]:
    """Runs of a narrow cell: a path may go on on the next line after each `/`."""
    for run in runs:
        words = str(run["text"])
        if "/" in words and not any(map(str.isspace, words)):
            run["text"] = Markup("/<wbr>").join(words.split("/"))  # escapes what it joins
    return runs


def _css(run: Run) -> str:
    shade, color = color_of(run.shade), color_of(run.color)
    if shade and not color:
        color = ink_on(shade)
    parts = [f"background:{shade}" if shade else "", f"color:{color}" if color else ""]
    return ";".join(part for part in parts if part)
