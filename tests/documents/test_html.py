"""Pages read back by the standard library's parser."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

import pytest
from hostile import documents, picture, words
from hypothesis import given
from reading_back import document_words

from crosscase.documents.values import Document, Figure, Heading, Paragraph, Run, Table
from crosscase.documents.writing import Form, write
from crosscase.study.name_gate import NameGate

TAGS = frozenset(
    {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "blockquote",
    }
    | {
        "ul",
        "ol",
        "li",
        "figure",
        "figcaption",
        "img",
        "div",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
    }
    | {"tr", "th", "td", "a", "span", "strong", "em", "u", "s", "sup", "wbr"}
)
ATTRIBUTES = frozenset(
    {"lang", "charset", "name", "content", "http-equiv", "class", "role", "id", "src", "alt", "tabindex"}
    | {"aria-label", "style", "scope", "href"}
)
CSS = re.compile(r"(background:#[0-9A-F]{6};?)?(color:#[0-9A-F]{6})?|width:[0-9.]+%")


class Page(HTMLParser):
    """What a browser would find."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.body = ""
        self.alts = ""
        self.open: list[str] = []
        self.feed(content.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "img", "col", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "body" in self.open:
            self.body += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(value: Table | Document) -> Page:
    return Page(write(value, Form.html, gate=NameGate()))


@given(documents())
def test_a_page_says_every_word_and_holds_no_tag_or_address_but_its_own(document: Document) -> None:
    found = page(document)
    assert {tag for tag, _ in found.tags} <= TAGS
    assert {name for _, attributes in found.tags for name in attributes} <= ATTRIBUTES
    assert words(found.body) == words("".join(document_words(document)))
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9-]*", name) for name in ids)
    for _, attributes in found.tags:
        assert CSS.fullmatch(attributes.get("style", ""))
        if "href" in attributes:
            assert attributes["href"].removeprefix("#") in ids
            assert attributes["href"].startswith("#")
        assert attributes.get("src", "data:").startswith("data:")
    pictures = [block for block in document.blocks if isinstance(block, Figure)]
    assert [words(image["alt"]) for image in found.all("img")] == [words(figure.alt) for figure in pictures]


def test_a_page_has_language_head_rows_anchors_and_figures_of_its_own() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    document = Document(
        "Rapport",
        (
            Heading(1, "Én", "K 1"),
            Heading(2, "To", "K-1"),
            Paragraph((Run("se", link="#K-1"), Run("ute", link="http://x.no"))),
            Table(("navn", "tall"), (("a", 3),), "Hva", widths=(3, 1)),
            Figure(svg, b"", "Alt"),
            Figure("", picture(2, 2), "Alt 2", "Bildetekst"),
        ),
        language="nn",
    )
    found = page(document)
    assert found.all("html") == [{"lang": "nn"}]
    assert [found.all(tag)[0]["id"] for tag in ("h2", "h3")] == ["K-1", "K-1-2"]
    assert [link["href"] for link in found.all("a")] == ["#K-1-2"]
    names = [tag for tag, _ in found.tags]
    assert names[names.index("thead") : names.index("tbody")] == ["thead", "tr", "th", "th"]
    assert [head.get("class", "") for head in found.all("th")] == ["", "number"]
    assert [column["style"] for column in found.all("col")] == ["width:75.00%", "width:25.00%"]
    drawing, photo = found.all("img")
    assert base64.b64decode(drawing["src"].removeprefix("data:image/svg+xml;base64,")).decode() == svg
    assert base64.b64decode(photo["src"].removeprefix("data:image/png;base64,")) == picture(2, 2)
    assert "script" not in names


def test_a_page_lets_nothing_be_loaded_or_run() -> None:
    raw = write(Document("t", ()), Form.html, gate=NameGate()).decode()
    policies = [meta["content"] for meta in Page(raw.encode()).all("meta") if "http-equiv" in meta]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert not re.search(r"https?:|url\(|@import|<script|<link", raw)


@pytest.mark.parametrize(
    ("shade", "color"),
    [("#000000", "#FFFFFF"), ("#F0E442", "#000000"), ("#0072B2", "#FFFFFF"), ("#D55E00", "#000000")],
)
def test_words_on_a_shade_are_black_or_white_whichever_is_read_better(shade: str, color: str) -> None:
    def luminance(code: str) -> float:
        linear = [
            ((part / 255 + 0.055) / 1.055) ** 2.4 if part > 10 else part / 255 / 12.92
            for part in bytes.fromhex(code[1:])
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    ground = luminance(shade)
    better = "#000000" if (ground + 0.05) / 0.05 > 1.05 / (ground + 0.05) else "#FFFFFF"
    assert better == color
    found = page(Document("t", (Paragraph((Run("a", shade=shade),)),)))
    assert found.all("span") == [{"class": "shade", "style": f"background:{shade};color:{color}"}]


def test_a_table_alone_is_a_page_called_by_its_caption() -> None:
    found = page(Table(("a",), (("b",),), "Sitater"))
    assert found.body.split() == ["Sitater", "a", "b"]
