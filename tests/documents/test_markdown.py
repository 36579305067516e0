"""Markdown read back by markdown-it, with tables and links on, as the viewers people use do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hostile import TEXTS, documents, printable, tables, words
from hypothesis import given
from markdown_it import MarkdownIt
from reading_back import document_words, table_words

from crosscase.documents.values import Bullets, Document, Heading, Paragraph, Run, Table, text
from crosscase.documents.writing import Form, write
from crosscase.study.name_gate import NameGate

OURS = {
    "heading", "paragraph", "inline", "text", "text_special", "softbreak", "hardbreak", "strong", "em", "s",
    "blockquote", "bullet_list", "ordered_list", "list_item", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def markdown(value: Table | Document) -> str:
    return write(value, Form.md, gate=NameGate()).decode()


def read(source: str) -> tuple[str, set[str]]:
    """The text that a viewer shows, and the kinds of things it found."""
    viewer = MarkdownIt("gfm-like")
    viewer.linkify.set({"fuzzy_link": False})
    shown, kinds = "", set()
    for block in viewer.parse(source):
        for token in (block, *(block.children or ())):
            kinds.add(token.type.removesuffix("_open").removesuffix("_close"))
            shown += token.content if token.type.startswith("text") else ""
    return shown, kinds


@given(documents())
def test_no_text_of_a_document_becomes_markup_a_tag_or_a_link(document: Document) -> None:
    _, kinds = read(markdown(document))
    assert kinds <= OURS


@given(tables())
def test_a_table_stays_a_table_of_as_many_rows_and_columns(table: Table) -> None:
    tokens = MarkdownIt("gfm-like").parse(markdown(replace(table, caption="", note="")))
    kinds = [token.type for token in tokens]
    assert kinds.count("th_open") == len(table.columns)
    assert kinds.count("td_open") == len(table.columns) * len(table.rows)


SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def seen(text: str) -> str:
    return words(text).translate(SUPERSCRIPTS)


@given(TEXTS.map(printable), TEXTS.map(printable), TEXTS.map(printable))
def test_a_viewer_shows_every_word(one: str, two: str, three: str) -> None:
    runs = (Run(one, bold=True), Run(two), Run(three, italic=True), Run(one, bold=True, italic=True))
    document = Document(
        one,
        (
            Heading(2, two),
            Paragraph(runs),
            Paragraph(runs, "quote"),
            Bullets((runs, text(three)), numbered=True),
            Paragraph(text(two), "note"),
            Table(("a", "b"), ((one, runs), (two, 3)), three, one),
        ),
        notice=three,
    )
    shown, _ = read(markdown(document))
    # a line break in a cell or heading is shown as a sign
    assert seen(shown).replace("⏎", "") == seen("".join(document_words(document))).replace("⏎", "")


def test_a_document_is_laid_out_as_markdown() -> None:
    table = Table(("case", "n"), (("alta", 3), ("a|b", 12)), "Tall", "Alle kodere.")
    runs = (Run("Lite "), Run("kapasitet", bold=True), Run(".\nNy linje "), Run("her", italic=True))
    document = Document(
        "Funn",
        (
            Heading(1, "Én"),
            Paragraph(runs),
            Paragraph(text("Sagt."), "quote"),
            Bullets((text("a"), text("b"))),
            table,
        ),
        subtitle="Utkast",
        notice="Konstruert.",
    )
    assert markdown(document) == (
        "# Funn\n\n*Utkast*\n\n> Konstruert.\n\n## Én\n\nLite **kapasitet**.\\\nNy linje *her*\n\n> Sagt.\n\n"
        "- a\n- b\n\n**Tall**\n\n| case | n |\n| --- | ---: |\n| alta | 3 |\n| a\\|b | 12 |\n\n*Alle kodere.*\n"
    )


@pytest.mark.parametrize(
    "line",
    ["- x", "+ x", "1. x", "12) x", "# x", "> x", "    x", "===", "---", "***", "| a |", "```", "[a]: b"],
)
def test_a_paragraph_that_begins_like_something_else_stays_one(line: str) -> None:
    document = Document("t", (Paragraph(text(f"a\n{line}")), Paragraph(text(line))))
    tokens = MarkdownIt("gfm-like").parse(markdown(document))
    assert [token.type for token in tokens if token.type.endswith("_open")] == [
        "heading_open",
        "paragraph_open",
        "paragraph_open",
    ]


def test_tables_alone_have_their_caption_and_note_around_them() -> None:
    table = Table(("a",), (("b",),), "Hva", "Hvordan")
    assert [line for line in markdown(table).split("\n") if line] == [
        "**Hva**",
        "| a |",
        "| --- |",
        "| b |",
        "*Hvordan*",
    ]
    shown, _ = read(markdown(table))
    assert shown == "".join(table_words(table))


@pytest.mark.parametrize(
    ("said", "look", "tag", "shown"),
    [
        (("folk", ", land", " og by"), {"bold": True}, "strong", "land"),
        (("folk", " (land)", "by"), {"bold": True}, "strong", "(land"),
        (("folk og ", "land", "."), {"strike": True}, "s", "land"),
        (("Til ", "folk, ", "land"), {"strike": True}, "s", "folk,"),
    ],
)
def test_what_came_and_what_went_is_seen_whatever_stands_around_it(
    said: tuple[str, str, str], look: dict[str, bool], tag: str, shown: str
) -> None:
    before, marked, after = said
    source = markdown(Document("", (Paragraph((Run(before), Run(marked, **look), Run(after))),)))
    [inline] = [each for each in MarkdownIt("gfm-like").parse(source) if each.type == "inline"]
    kinds = [token.type for token in inline.children or ()]
    assert (inline.children or [])[kinds.index(f"{tag}_open") + 1].content == shown
    assert "".join(t.content for t in inline.children or ()) == "".join(said)
