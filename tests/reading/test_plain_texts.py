"""Plain text and Markdown: encodings, what is no text, and lines that look like headings."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crosscase.reading.encodings import text_of
from crosscase.reading.headings import guessed_headings
from crosscase.reading.texts import read_markdown, read_plain, read_text
from crosscase.study.problems import StudyError

WORDS = "Blåbær, rømme og én kaffe på Ås – 20 €."


def refused(raw: bytes, label: str = "notat.txt") -> str:
    with pytest.raises(StudyError) as error:
        read_plain(raw, label)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
)
def test_utf_8_and_what_says_what_it_is_are_read_without_a_remark(encoding: str) -> None:
    mark = {
        "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff", "utf-32-be": b"\0\0\xfe\xff",
    }.get(encoding, b"")  # fmt: skip
    taken = read_plain(mark + f"{WORDS}\r\nTo.\r".encode(encoding), "notat.txt")
    assert (taken.text.body, taken.notes) == (f"{WORDS}\nTo.\n", ())


def test_cp1252_is_read_and_said_with_a_word_to_look_at() -> None:
    taken = read_plain(f"Dato: i dag\r\n{WORDS}\r\n".encode("cp1252"), "notat.txt")
    assert taken.text.body == f"Dato: i dag\n{WORDS}\n"
    assert taken.notes == ("read as cp1252 (Windows): look at æ, ø, å, such as in “Blåbær”",)


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_bytes_that_stand_for_nothing_in_cp1252_are_refused_with_their_line(byte: int) -> None:
    raw = b"linje en\nlinje to\n" + bytes([byte]) + b"\xe6\n"
    assert refused(raw) == (
        f"notat.txt:3: byte 0x{byte:02x} is neither UTF-8 nor cp1252; save the file as UTF-8"
    )


def test_utf_8_with_a_broken_byte_is_not_taken_for_cp1252() -> None:
    raw = "Blåbær\nog rømme\n".encode() + b"gr\xf8t\n"
    assert refused(raw) == ("notat.txt:3: byte 0xf8 is not UTF-8; save the file as UTF-8 and import it again")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty; there is nothing to import"),
        (b"\xef\xbb\xbf \n\t\n", "is empty; there is nothing to import"),
        (b"tekst\0mer", "is not a text (it holds zero bytes)"),
        ("uten merke".encode("utf-16-le"), "is not a text (it holds zero bytes)"),
        (bytes(range(1, 128)), "is not a text (it holds control characters)"),
        (bytes(range(1, 128)) + b"\xe6" * 50, "is not a text (it holds control characters)"),
        (b"%PDF-1.7\n", "is a PDF, not a text; rename it to end in .pdf"),
        (b"PK\x03\x04", "is a Word, LibreOffice or zip file, not a text"),
        (b"\xd0\xcf\x11\xe0\xa1", "is an old Word or Excel file, or one with a password, not a text"),
        (b"{\\rtf1 a}", "is an RTF file, not a text; rename it to end in .rtf"),
        (b"\xff\xd8\xff\xe0", "is a picture, not a text"),
        (b"\xff\xfea\0\xd8", "byte 0xd8 is not UTF-16; save the file as UTF-8 and import it again"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(raw: bytes, said: str) -> None:
    assert said in refused(raw)


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xff\xfe\0\0")
def test_any_bytes_give_a_text_that_can_be_kept_or_one_line(raw: bytes) -> None:
    try:
        body = read_plain(raw, "a.txt").text.body
    except StudyError as error:
        said = str(error)
    else:
        assert body.encode().decode() == body
        assert "\r" not in body
        assert unicodedata.is_normalized("NFC", body)
        return
    assert said.startswith("a.txt")
    assert "\n" not in said


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=80))
def test_utf_8_is_always_read_as_itself(text: str) -> None:
    assert text_of(text.encode(), "a.txt") == (text.removeprefix("\ufeff"), "") or text.startswith(
        ("%PDF-", "{\\rtf", "GIF8", "$FL2", "PK\x03\x04")
    )


@given(st.text("abc æøåÆØÅéü\n", min_size=1, max_size=80).filter(str.strip))
def test_norwegian_in_cp1252_is_read_as_itself(text: str) -> None:
    """Two of these signs side by side may be good UTF-8 by chance: such a text is UTF-8."""
    found, note = text_of(text.encode("cp1252"), "a.txt")
    assert (found, bool(note)) == (text, not text.isascii())


GUIDE = """Utfordringsbildet

Intervjuer: Hva er vanskelig?
I1: Vi har for lite tid.

2. Barrierer

I1: Det er mangel på folk.

2.1 Kapasitet

I2: Ja. Skolene melder om det hver uke.

Dette er en setning.

og dette begynner smått

Tiltak:

Vi er to stykker på alt, og det er for lite til alt som skal gjøres i løpet av et år i kommunen

http://eksempel

I1: Slutt.
"""


def test_short_lines_that_stand_alone_look_like_headings_and_sentences_and_labels_do_not() -> None:
    found = guessed_headings(GUIDE)
    assert [(one.level, one.words) for one in found] == [
        (1, "Utfordringsbildet"),
        (1, "2. Barrierer"),
        (2, "2.1 Kapasitet"),
    ]
    lines = GUIDE.split("\n")
    assert [lines[one.line] for one in found] == [one.words for one in found]


def test_a_text_of_short_lines_has_no_headings() -> None:
    assert guessed_headings("Ja\n\nNei\n\nKanskje\n\nVet ikke\n") == ()


def test_the_last_line_of_a_text_is_no_heading() -> None:
    assert guessed_headings("Et avsnitt med ord.\n\nEt avsnitt til.\n\nHilsen Kari\n") == ()


def test_headings_of_markdown_are_marked_and_never_guessed() -> None:
    assert read_markdown(GUIDE.encode(), "a.md").guesses == ()
    assert len(read_plain(GUIDE.encode(), "a.txt").guesses) == 3


def test_front_matter_of_markdown_says_what_it_knows() -> None:
    taken = read_markdown(b"---\ntitle: Notat\nspeakers: [I1, I2]\ntags: x\n---\nI1: Ja.\n", "mappe/en.md")
    assert (taken.text.name, taken.text.title, taken.text.body) == ("en", "Notat", "I1: Ja.\n")
    assert [speaker.name for speaker in taken.text.speakers] == ["I1", "I2"]


def test_a_text_is_read_from_its_file_by_its_ending(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("---\ntitle: nei\n---\n", encoding="utf-8")
    assert read_text(tmp_path / "en.txt").text.body == "---\ntitle: nei\n---\n"
    with pytest.raises(StudyError, match=r"only \.txt and \.md files can be read"):
        read_text(tmp_path / "en.docx")
