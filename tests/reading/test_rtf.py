"""RTF files as texts, by the rules of the format: letters of every encoding, and what they belong to."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.reading.rtf import read_rtf
from crosscase.reading.taken import LeftOut, Taken


def taken(inner: str, head: str = "\\ansi\\ansicpg1252") -> Taken:
    return read_rtf(f"{{\\rtf1{head} {inner}}}".encode("latin-1"), "notater.rtf")


def body_of(inner: str, head: str = "\\ansi\\ansicpg1252") -> str:
    return taken(inner, head).text.body


def test_paragraphs_breaks_tabs_and_braces() -> None:
    assert body_of(r"I1: Hei\line du\par\par\par I2:\tab Ja \{x\} \\ {\b i} {\i gruppe}\par") == (
        "I1: Hei\ndu\n\nI2:\tJa {x} \\ i gruppe\n"
    )


@pytest.mark.parametrize(
    ("inner", "head"),
    [
        (r"Bl\'e5fjell p\'e5 S\'f8r\'f8ya \'96", r"\ansi\ansicpg1252"),
        (r"Bl\u229\'e5fjell p\u229? S\u248?r\uc0\u248 ya \u8211 ", ""),
        ("Blåfjell på Sørøya \x96", r"\ansi"),
        (r"Bl\'8cfjell p\'8c S\'bfr\'bfya \'d0", r"\mac"),
        (
            r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset77 B;}}\f1 Bl\'8cfjell p\'8c\f0  S\'f8r\'f8ya \'96",
            r"\ansi",
        ),
    ],
)
def test_letters_are_read_in_the_encoding_that_is_said(inner: str, head: str) -> None:
    assert body_of(inner, head) == "Blåfjell på Sørøya –\n"


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp"])
    )
)
def test_every_letter_comes_through(words: str) -> None:
    expected = normalize("NFC", f"[{words}]".replace("\u2011", "-"))
    units = words.encode("utf-16-le")
    codes = [
        int.from_bytes(units[place : place + 2], "little", signed=True) for place in range(0, len(units), 2)
    ]
    assert body_of("[" + "".join(f"\\u{code}?" for code in codes) + "]") == f"{expected}\n"


STYLES = r"{\stylesheet{\s0 Normal;}{\s1\b\sbasedon0 heading 1;}{\s2\outlinelevel1 Tema;}{\s3 Title;}}"


def test_headings_are_known_by_style_and_level() -> None:
    inner = (
        STYLES + r"\pard\s3 Notater\par\pard\s1 Uten{\b for}dringer\par Neste\par\pard\plain tekst\par"
        r"\pard\s2 Under\par\pard\outlinelevel2 Tre\par\pard x\par"
    )
    assert body_of(inner) == "# Notater\n\n# Utenfordringer\n\n# Neste\n\ntekst\n\n## Under\n\n### Tre\n\nx\n"


def test_lists_keep_the_labels_that_the_file_holds() -> None:
    inner = (
        r"\pard{\listtext\pard\plain \'b7\tab}\ilvl0\ls1 punkt\par\pard{\pntext\f1 o\tab}\ilvl1 under\par"
        r"\pard{\listtext 1.\tab}\ilvl0 en\par{\listtext b)\tab}b\par\pard slutt\par"
    )
    assert body_of(inner) == "- punkt\n  - under\n1. en\nb) b\n\nslutt\n"


def test_rows_of_a_table_are_lines_and_words_around_it_are_not_in_it() -> None:
    inner = (
        r"\pard f\'f8r\par\trowd\cellx1\cellx2\pard\intbl Kommune\cell Svar\cell\row"
        r"\trowd\pard\intbl Alta\cell\pard\intbl ja | nei\par og\cell\row\pard etter\par"
    )
    assert body_of(inner) == "før\n\nKommune | Svar\nAlta | ja | nei og\n\netter\n"


def test_footnotes_stand_at_the_end_of_their_section() -> None:
    inner = (
        STYLES + r"\pard\s1 A\par\pard en{\super\chftn}{\footnote\pard {\chftn} Fot \'f8\par mer} her\par"
        r"\pard\s1 B\par\pard to{\footnote\ftnalt Slutt}\par"
    )
    assert body_of(inner) == "# A\n\nen[1] her\n\n[1] Fot ø\nmer\n\n# B\n\nto[2]\n\n[2] Slutt\n"


def test_comments_hang_on_their_words() -> None:
    inner = (
        r"Vi har {\*\atrfstart 3}for {\b lite}{\*\atrfend 3}{\*\atnid K}{\*\atnauthor Kari \'d8}\chatn"
        r"{\*\annotation{\*\atnref 3}{\*\atndate 1}\pard Viktig\par poeng} tid{\*\atnid O}{\*\atnauthor Ola}\chatn"
        r"{\*\annotation{\*\atndate 1} her}\par"
    )
    found = taken(inner)
    assert found.text.body == "Vi har for lite tid\n"
    assert [(found.text.body[one.start : one.end], one.text) for one in found.comments] == [
        ("for lite", "Viktig\npoeng"),
        ("", "her"),
    ]
    assert [one.author for one in found.comments] == ["Kari Ø", "Ola"]


def test_what_is_no_text_is_left_out_and_told() -> None:
    inner = (
        r"{\header Alta kommune\par}{\footer 1\par}{\info{\title Hemmelig}}a{\pict\pngblip 89504e47}"
        r"{\*\shppict{\pict 00ff}}{\nonshppict{\pict 00ff}}{\object{\*\objdata 00}{\result{\pict 00}}}"
        r"{\v skjult \u248?rd}{\deleted str\'f8ket}{\field{\*\fldinst{HYPERLINK x}}{\fldrslt lenke}}\par"
    )
    found = taken(inner)
    assert found.text.body == "alenke\n"
    assert sorted(found.left_out, key=lambda one: (one.what, one.words)) == [
        LeftOut("deletion", "strøket", "", 1),
        LeftOut("embedded object", "", "", 1),
        LeftOut("hidden text", "skjult ørd", "", 1),
        LeftOut("picture", "", "", 2),
        LeftOut("running head", "Alta kommune", "", 1),
    ]
    assert found.notes == ("changes were tracked: what was taken out is left out (1)",)


def test_text_boxes_stand_after_their_paragraph() -> None:
    assert body_of(r"rundt{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt\pard I boks\par}}} om\par") == (
        "rundt om\nI boks\n"
    )


def test_bytes_of_a_picture_are_skipped_whatever_they_look_like() -> None:
    raw = b"{\\rtf1 a{\\pict\\bin10 }}}{{{\\par}b\\par}"
    assert len(raw.partition(b"\\bin10 ")[2]) > 10
    assert read_rtf(raw, "x").text.body == "ab\n"


def test_bold_lines_are_offered_as_headings() -> None:
    found = taken(r"{\b Barrierer}\par Vanlig tekst som er lang nok til det.\par")
    assert [(one.line, one.words) for one in found.guesses] == [(0, "Barrierer")]


def test_letters_that_nobody_knows_are_told() -> None:
    found = taken(r"a\'81b\par")
    assert found.text.body == "a\ufffdb\n"
    assert found.notes == ("1 signs could not be read and stand as \ufffd",)


def test_signs_of_the_private_use_area_do_not_make_headings_or_tables() -> None:
    signs = "".join(f"\\u{code - 0x10000}?" for code in range(0xE0E0, 0xE0F0))
    assert body_of(f"a{signs}b\\par") == "ab\n"
