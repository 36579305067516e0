"""Web pages as texts: what a reader of the page sees."""

from __future__ import annotations

import pytest

from crosscase.reading.html import read_html
from crosscase.reading.taken import LeftOut, Taken
from crosscase.study.problems import StudyError


def taken(inner: str, head: str = "") -> Taken:
    return read_html(
        f"<!doctype html><html><head>{head}</head><body>{inner}</body></html>".encode(), "side.html"
    )


def body_of(inner: str) -> str:
    return taken(inner).text.body


def test_blocks_are_lines_and_blanks_collapse() -> None:
    inner = "<div>en <p>to\n  <i> tre</i> <b>fire </b> fem</p>seks<br>\n sju</div><span>åtte</span>"
    assert body_of(inner) == "en\nto tre fire fem\nseks\nsju\nåtte\n"


def test_headings_keep_their_level_and_the_pages_title_is_the_texts() -> None:
    found = taken("<h1>En <em>to</em></h1><p>x<h6>Seks</h6>y", "<title> Notater\n fra Alta </title>")
    assert (found.text.title, found.text.body) == ("Notater fra Alta", "# En to\n\nx\n\n###### Seks\n\ny\n")


def test_entities_are_letters() -> None:
    assert body_of("<p>&aelig;&oslash;&#229; &#x2013; &lt;b&gt; &amp;amp; &ukjent; a&shy;b") == (
        "æøå – <b> &amp; &ukjent; ab\n"
    )


def test_lists_have_their_labels() -> None:
    inner = (
        "<ul><li>a<ul><li>b</ul><li><p>c</p><p>d</p></ul><p>tekst</p>"
        "<ol start=3><li>e<li value=9>f<li>g</ol><ol type=a><li>h</ol>"
    )
    assert body_of(inner).split("\n") == [
        "- a", "  - b", "- c", "  d", "", "tekst", "3. e", "9. f", "10. g", "a. h", "",
    ]  # fmt: skip


def test_numbers_of_notes_stand_in_brackets() -> None:
    inner = (
        '<p>her<a href="#fn1" role="doc-noteref"><sup>1</sup></a>. Der<a href="#sdfootnote2sym">2</a>, '
        '<a href="#_ftn3">[3]</a> og <a href="#fn">en lenke</a> <a>4</a><p><a href="#sdfootnote2anc">2</a>Fot '
        '<a href="#fnref1" role="doc-backlink">tilbake</a>'
    )
    assert body_of(inner) == "her[1]. Der[2], [3] og en lenke 4\n[2] Fot\n"


def test_rows_of_a_table_are_lines() -> None:
    inner = "<table><caption>Svar</caption><tr><th>a<th>b<tr><td>c<td><p>d</p><p>e</p></table>etter"
    assert body_of(inner) == "Svar\na | b\nc | d e\n\netter\n"
    assert body_of("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>") == "a | b | c\n"


def test_what_no_reader_sees_is_left_out_and_told() -> None:
    inner = (
        "<script>alert('x')</script><style>p{}</style><nav>Hjem <a>Om</a></nav><p>synlig<!-- merknad -->"
        "<span hidden>a</span><span style='DISPLAY : none'>b</span><del>c</del><ins>d</ins>"
        "<img alt='Kart' src='http://x/y.png'><iframe src=x></iframe><button>Lagre</button><input value=z>"
    )
    found = taken(inner)
    assert found.text.body == "synligd\n"
    assert {(one.what, one.words) for one in found.left_out} == {
        ("navigation", "Hjem Om"), ("hidden text", "a"), ("hidden text", "b"), ("deletion", "c"), ("picture", "Kart"),
    }  # fmt: skip
    assert LeftOut("picture", "Kart", "") in found.left_out


def test_lines_of_preformatted_text_stay() -> None:
    assert body_of("<pre>I1: a\nI2:   b</pre>") == "I1: a\nI2:   b\n"


@pytest.mark.parametrize(
    ("raw", "noted"),
    [
        ("<p>Sørøya – på</p>".encode(), False),
        ("<p>Sørøya – på</p>".encode("utf-8-sig"), False),
        ("<p>Sørøya – på</p>".encode("utf-16"), False),
        ("<meta charset=iso-8859-1><p>Sørøya – på</p>".encode("cp1252"), False),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>Sørøya – på</p>".encode(
                "cp1252"
            ),
            False,
        ),
        ("<meta charset=utf-8><p>Sørøya – på</p>".encode("cp1252"), True),
        ("<meta charset=hex><p>Sørøya – på</p>".encode(), False),
        ("<meta charset=no-such><p>Sørøya – på</p>".encode(), False),
        ('<?xml version="1.0" encoding="utf-8"?><p>Sørøya – på</p>'.encode(), False),
    ],
)
def test_the_encoding_is_the_pages_own_or_told(raw: bytes, noted: bool) -> None:
    found = read_html(raw, "x")
    assert found.text.body == "Sørøya – på\n"
    assert any("cp1252" in note for note in found.notes) is noted


def test_an_entity_of_the_document_type_draws_in_nothing() -> None:
    raw = (
        b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname">]><html><body><p>a &e; b</p></body></html>'
    )
    with open("/etc/hostname", encoding="utf-8") as file:
        secret = file.read().strip()
    assert secret not in read_html(raw, "x").text.body


@pytest.mark.parametrize("raw", [b"Bare tekst < og >", b"\x89PNG\r\n\x1a\n....", b"<p>a\0b</p>", b"%PDF-1.7"])
def test_what_is_no_page_is_refused(raw: bytes) -> None:
    with pytest.raises(StudyError, match=r"^x: is "):
        read_html(raw, "x")


def test_a_page_with_hundreds_of_open_elements_is_read_whole_and_one_with_thousands_refused() -> None:
    open_elements = [f"<div>ord{number}" for number in range(1500)]
    body = read_html("".join(open_elements).encode(), "x").text.body
    assert body == "".join(f"ord{number}\n" for number in range(1500))
    with pytest.raises(StudyError, match=r"^x: is nested too deep to be read whole"):
        read_html(b"<div>a" * 5000 + b"innerst", "x")


@pytest.mark.parametrize("element", ["main", "article", "section", "header", "custom-part"])
def test_a_page_that_does_not_say_where_its_body_begins_is_read_whole(element: str) -> None:
    page = f"<title>T</title><{element}><p>Alt her.</p></{element}><p>Og dette.</p>"
    body = read_html(page.encode(), "side.html").text.body
    assert "Alt her." in body
    assert "Og dette." in body
    assert body.index("Alt her.") < body.index("Og dette.")
