"""Files that mean harm, or were harmed: one line each, before they fill the memory."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from word_made import odt, odt_parts, p, packed, word, word_parts

from crosscase.reading.docx import read_docx
from crosscase.reading.html import read_html
from crosscase.reading.limits import LARGEST, MOST_PARTS, MOST_UNPACKED, checked_archive, parse_xml, read_part
from crosscase.reading.odt import read_odt
from crosscase.reading.rtf import read_rtf
from crosscase.reading.taken import Taken
from crosscase.study.problems import StudyError

Reader = Callable[[bytes, str], Taken]
READERS: dict[str, Reader] = {"docx": read_docx, "odt": read_odt, "rtf": read_rtf, "html": read_html}
HOST = "file:///etc/hostname"


def refusal(read: Reader, raw: bytes, label: str = "notes/fil") -> str:
    """The one line that a file is refused with."""
    with pytest.raises(StudyError) as refused:
        read(raw, label)
    line = str(refused.value)
    assert line.startswith(f"{label}: ")
    assert "\n" not in line
    return line.removeprefix(f"{label}: ")


def claiming(raw: bytes, size: int) -> bytes:
    """An archive whose headers say another unpacked size for its largest part than it has."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        true = max(part.file_size for part in archive.infolist())
    return raw.replace(true.to_bytes(4, "little"), size.to_bytes(4, "little"))


def bomb(megabytes: int = 260) -> bytes:
    """A Word file that is small, and enormous when it is unpacked."""
    parts = word_parts(p("x"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name != "word/document.xml":
                archive.writestr(name, content)
        with archive.open("word/document.xml", "w") as stream:
            for _ in range(megabytes):
                stream.write(b" " * 2**20)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_fills_the_memory() -> None:
    raw = bomb()
    assert len(raw) < 2**20
    tracemalloc.start()
    line = refusal(read_docx, raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert line == "is far larger unpacked than a text can be; do not trust the file"
    assert peak < 32 * 2**20


def test_a_zip_bomb_that_lies_about_its_size_is_refused_too() -> None:
    tracemalloc.start()
    line = refusal(read_docx, claiming(bomb(), 1000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger unpacked" in line or "damaged" in line
    assert peak < 32 * 2**20


def test_what_comes_out_of_one_archive_is_counted_over_all_its_parts() -> None:
    noise = bytes(range(256)) * 4 * 2**10
    archive = checked_archive(packed({f"{place}": noise for place in range(40)}, zipfile.ZIP_STORED), "x")
    for place in range(MOST_UNPACKED // len(noise)):
        assert read_part(archive, str(place % 40), "x") == noise
    with pytest.raises(StudyError, match="far larger unpacked"):
        read_part(archive, "0", "x")


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "a/../../b", "C:/x.xml", "c:x", "word\\..\\x", "~/x", "a/.."]
)
@pytest.mark.parametrize(("read", "parts"), [(read_docx, word_parts(p("x"))), (read_odt, odt_parts("x"))])
def test_a_part_that_would_leave_the_archive_is_refused(
    read: Reader, parts: dict[str, str], name: str
) -> None:
    assert refusal(read, packed({**parts, name: "x"})).endswith("would lie outside it; do not trust the file")


def test_a_name_with_two_dots_in_it_is_no_way_out() -> None:
    assert read_docx(packed({**word_parts(p("ord")), "word/a..b.xml": "x"}), "x").text.body == "ord\n"


def test_too_many_parts_are_refused() -> None:
    raw = packed({f"p{number}": "" for number in range(MOST_PARTS + 1)}, zipfile.ZIP_STORED)
    assert refusal(read_docx, raw).startswith("holds more than 10,000 parts")


def test_a_part_with_a_password_is_refused() -> None:
    raw = bytearray(word(p("x")))
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        entries = [part.header_offset for part in archive.infolist()]
    for start in entries:
        raw[start + 6] |= 1
    central = raw.find(b"PK\x01\x02")
    while central >= 0:
        raw[central + 8] |= 1
        central = raw.find(b"PK\x01\x02", central + 1)
    assert refusal(read_docx, bytes(raw)).startswith("is protected by a password")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_cannot_be_unpacked_piece_by_piece_are_refused(method: int) -> None:
    assert "packed in an unusual way" in refusal(read_docx, packed(word_parts(p("x")), method))


@pytest.mark.parametrize("suffix", READERS)
def test_more_than_64_megabytes_are_refused(suffix: str) -> None:
    assert refusal(READERS[suffix], b" " * (LARGEST + 1)).startswith("is larger than 64 MB")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{HOST}">]>',
        f'<!DOCTYPE x SYSTEM "{HOST}">',
        '<!DOCTYPE x [<!ENTITY e "ha"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>',
    ],
)
def test_xml_with_entities_is_refused_in_every_part(declared: str, encoding: str) -> None:
    head, declared_head = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<?xml version="1.0" encoding="{encoding}"?>',
    )
    makers = [
        (read_docx, word_parts(p("x"), comments=""), "word/document.xml"),
        (read_docx, word_parts(p("x"), comments=""), "word/comments.xml"),
        (read_odt, odt_parts("<text:p>x</text:p>"), "content.xml"),
        (read_odt, odt_parts("<text:p>x</text:p>"), "styles.xml"),
    ]
    for read, parts, name in makers:
        content = str(parts[name]).replace(head, declared_head + declared).replace(">x<", ">&e;<")
        line = refusal(read, packed({**parts, name: content.encode(encoding)}))
        assert line.startswith("its XML has a document type (DTD)")


def test_an_entity_that_nobody_declared_is_damage() -> None:
    assert refusal(read_docx, word(p("<w:r><w:t>&e;</w:t></w:r>"))).startswith("its XML is damaged")


def test_xml_with_more_markup_than_a_text_has_is_refused() -> None:
    with pytest.raises(StudyError, match="far larger"):
        parse_xml(b"<a>" + b"<b/>" * 5_000_001 + b"</a>", "x")


def test_xml_that_is_nested_without_end_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("x") + "</w:sdtContent></w:sdt>" * 3000
    refusal(read_docx, word(deep))


@pytest.mark.parametrize("suffix", READERS)
def test_an_empty_file_is_told_as_such(suffix: str) -> None:
    for raw in (b"", b" \n\n"):
        assert refusal(READERS[suffix], raw) == "is empty; there is nothing to import"


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf"])
def test_other_files_by_these_names_are_told_as_what_they_are(suffix: str) -> None:
    read = READERS[suffix]
    assert "is a PDF" in refusal(read, b"%PDF-1.7\n...")
    assert "old Word" in refusal(read, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refusal(read, protected).startswith("is protected by a password")
    assert "is not " in refusal(read, b"Bare en tekst.\n" * 40)
    assert "is not " in refusal(read, bytes(range(256)) * 4)


def test_documents_of_other_programs_are_told_apart() -> None:
    assert "rename it to .docx" in refusal(read_odt, word(p("x")))
    assert "rename it to .odt" in refusal(read_docx, odt("<text:p>x</text:p>"))
    assert "rename it to .rtf" in refusal(read_docx, rb"{\rtf1 x}")
    assert "is a zip file" in refusal(read_docx, packed({"bilder/1.png": "x"}))
    assert "is a zip file" in refusal(read_odt, packed({"bilder/1.png": "x"}))
    sheet = {**odt_parts(""), "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    assert "is a LibreOffice spreadsheet" in refusal(read_odt, packed(sheet))
    book = word_parts(p("x"))
    book["_rels/.rels"] = str(book["_rels/.rels"]).replace("word/document.xml", "xl/workbook.xml")
    assert "is an Excel workbook" in refusal(read_docx, packed(book))


def test_a_libreoffice_text_with_a_password_is_told_as_such() -> None:
    parts = odt_parts("<text:p>x</text:p>")
    parts["META-INF/manifest.xml"] = "<m><manifest:encryption-data/></m>"
    parts["content.xml"] = bytes(range(256))
    assert refusal(read_odt, packed(parts)).startswith("is protected by a password")


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf"])
def test_a_file_that_was_cut_off_anywhere_is_refused(suffix: str) -> None:
    good = {
        "docx": word("".join(p(f"avsnitt {number}") for number in range(50))),
        "odt": odt("".join(f"<text:p>avsnitt {number}</text:p>" for number in range(50))),
        "rtf": b"{\\rtf1\\ansi " + b"avsnitt\\par " * 50 + b"}",
    }[suffix]
    for end in range(1, len(good) - 1, max(len(good) // 40, 1)):
        refusal(READERS[suffix], good[:end])


def test_a_word_file_without_its_text_is_refused() -> None:
    parts = word_parts(p("x"))
    del parts["word/document.xml"]
    assert "nothing in it says where its text is" in refusal(read_docx, packed(parts))


def test_a_file_without_words_is_refused() -> None:
    picture = '<w:r><w:drawing><wp:inline><a:blip r:embed="r1"/></wp:inline></w:drawing></w:r>'
    assert refusal(read_docx, word(p(" "))) == "holds no words; there is nothing to import"
    assert "scanned pages need OCR first" in refusal(read_docx, word(p(picture)))
    for raw, read in ((odt("<text:p/>"), read_odt), (rb"{\rtf1\par }", read_rtf), (b"<p></p>", read_html)):
        assert refusal(read, raw).startswith("holds no words")


def test_names_of_files_cannot_break_the_line() -> None:
    with pytest.raises(StudyError) as refused:
        read_docx(b"x", "a\nb\x1b[2J.docx")
    assert str(refused.value).startswith("a\\nb\\x1b[2J.docx: is not a Word file")
