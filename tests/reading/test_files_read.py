"""Any file is read by what it is; folders are walked in order; what is dangerous or no file is one line."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosscase.reading.files import SUFFIXES, AnswersWanted, files_in, read_content, read_file
from crosscase.study.problems import StudyError

RTF = rb"{\rtf1\ansi\ansicpg1252 I1: Bl\'e5b\'e6r.\par I2: Ja.}"
HTML = "<html><head><meta charset='utf-8'></head><body><h1>Tema</h1><p>I1: Blåbær.</p></body></html>"
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Kari>Blåbær.</v>\n"
SRT = "1\n00:00:01,000 --> 00:00:04,000\nKari: Blåbær.\n"


def docx(*paragraphs: str) -> bytes:
    import docx as library

    document = library.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def odt(*paragraphs: str) -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.text import P

    document = OpenDocumentText()
    for paragraph in paragraphs:
        document.text.addElement(P(text=paragraph))
    out = BytesIO()
    document.write(out)
    return out.getvalue()


def samples() -> dict[str, bytes]:
    """A small good file of each format that is one text, but for PDF."""
    return {
        "a.txt": b"I1: Bl\xc3\xa5b\xc3\xa6r.\n",
        "a.md": "# Tema\n\nI1: Blåbær.\n".encode(),
        "a.docx": docx("I1: Blåbær."),
        "a.odt": odt("I1: Blåbær."),
        "a.rtf": RTF,
        "a.html": HTML.encode(),
        "a.vtt": VTT.encode(),
        "a.srt": SRT.encode(),
    }


FORMATS = {
    "a.txt": "text", "a.md": "Markdown", "a.docx": "Word", "a.odt": "LibreOffice", "a.rtf": "RTF",
    "a.html": "HTML", "a.vtt": "WebVTT", "a.srt": "SRT",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_each_format_gives_its_words_and_says_what_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(samples()[name])
    read = read_file(tmp_path / name)
    [taken] = read.takens
    assert read.format == FORMATS[name]
    assert "Blåbær." in taken.text.body
    assert (taken.text.name, taken.text.label) == ("a", str(tmp_path / name))


def test_a_table_gives_one_text_a_question(tmp_path: Path) -> None:
    (tmp_path / "svar.csv").write_text(
        "nr;F4;F5\nR1;En lang nok grunn.\nR2;Nei.;Jo.\n".replace("grunn.", "grunn.;")
    )
    read = read_file(tmp_path / "svar.csv", AnswersWanted(("F4", "F5"), "nr"))
    assert [(one.text.question, one.text.kind) for one in read.takens] == [
        ("F4", "open-answers"), ("F5", "open-answers"),
    ]  # fmt: skip
    with pytest.raises(StudyError, match="has no column F6, which --column names; it has nr, F4, F5"):
        read_file(tmp_path / "svar.csv", AnswersWanted(("F6",), "nr"))


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("plan.txt", b"%PDF-1.4\n", "is a PDF by another name; rename it to end in .pdf"),
        ("plan.docx", b"%PDF-1.4\n", "is a PDF by another name; rename it to end in .pdf"),
        ("plan.md", b"{\\rtf1 a}", "is an RTF file by another name; rename it to end in .rtf"),
        ("plan.vtt", b"{\\rtf1 a}", "is an RTF file by another name; rename it to end in .rtf"),
        ("plan.doc", b"\xd0\xcf\x11\xe0", "is an old Word file; save it as .docx and import that"),
        ("tale.mp3", b"ID3", "is a recording; import its transcript"),
        ("uten-endelse", b"abc", "is of no kind that can be read; save it as one of .docx, .odt, .txt, .pdf"),
        ("tom.docx", b"", "is empty; there is nothing to import"),
        ("tom.pdf", b"", "is empty; there is nothing to import"),
        ("program.txt", b"\x7fELF\2\1\1\0", "is a program, not a text"),
        ("bilde.docx", b"\x89PNG\r\n\x1a\n", ""),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_one_line(
    tmp_path: Path, name: str, raw: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(StudyError) as error:
        read_file(tmp_path / name)
    assert str(error.value).startswith(str(tmp_path / name))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_of_500_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.txt"
    with path.open("wb") as file:
        file.truncate(500 * 2**20)
    before = os.times().system + os.times().user
    with pytest.raises(StudyError, match="is larger than 64 MB; divide it and import the parts"):
        read_file(path)
    assert os.times().system + os.times().user - before < 0.2


def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ror.txt")
    (tmp_path / "lenke.txt").symlink_to(tmp_path / "ingen")
    for name, said in (
        ("ror.txt", "is not a file"), ("lenke.txt", "there is no such file"),
        ("ingen.txt", "there is no such file"), ("ingen", "there is no such file"), ("", "is a folder"),
    ):  # fmt: skip
        with pytest.raises(StudyError, match=said):
            read_file(tmp_path / name)


def test_folders_are_walked_in_order_and_say_whose_their_files_are(tmp_path: Path) -> None:
    for name in (
        "inn/Alta/b.docx", "inn/Alta/A.txt", "inn/Alta/dypt/c.odt", "inn/Skien/d.md", "inn/e.pdf",
        "inn/Alta/.DS_Store", "inn/Alta/~$b.docx", "inn/Alta/.~lock.b.odt#", "inn/.git/config",
        "inn/Skien/bilde.png", "inn/Skien/gammel.doc", "inn/Skien/Thumbs.db", "en.txt",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "inn/lenke").symlink_to(tmp_path / "inn/Alta")
    found = files_in([tmp_path / "en.txt", tmp_path / "inn", tmp_path / "inn/Alta/A.txt"])
    listed = [(one.path.relative_to(tmp_path).as_posix(), one.case, one.skipped) for one in found]
    assert [(path, case) for path, case, skipped in listed if not skipped] == [
        ("en.txt", ""),
        ("inn/Alta/A.txt", "Alta"),
        ("inn/Alta/b.docx", "Alta"),
        ("inn/Alta/dypt/c.odt", "Alta"),
        ("inn/e.pdf", ""),
        ("inn/Skien/d.md", "Skien"),
    ]
    assert {(path, skipped) for path, _, skipped in listed if skipped} == {
        ("inn/.git", "hidden"),
        ("inn/Alta/.DS_Store", "hidden"),
        ("inn/Alta/.~lock.b.odt#", "a lock file"),
        ("inn/Alta/~$b.docx", "a lock file"),
        ("inn/Skien/Thumbs.db", "hidden"),
        ("inn/Skien/bilde.png", "of no kind that can be read"),
        ("inn/Skien/gammel.doc", "is an old Word file; save it as .docx and import that"),
        ("inn/lenke", "a link to a folder"),
    }


def test_links_that_lead_nowhere_or_in_a_circle_are_passed_over_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "god.txt").write_text("I1: Ja.\n")
    (tmp_path / "rundt.txt").symlink_to("rundt.txt")
    (tmp_path / "borte.txt").symlink_to("intet.txt")
    (tmp_path / "hit").symlink_to("hit")
    said = {one.path.name: one.skipped for one in files_in([tmp_path])}
    assert said.pop("god.txt") == ""
    assert said.pop("borte.txt") == "a link to what is gone"
    assert set(said.values()) == {"cannot be read: too many levels of symbolic links"}


def test_a_folder_in_the_folder_that_nobody_may_list_does_not_keep_the_others_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("inn/a.txt", "inn/lukket/b.txt", "inn/åpen/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("I1: Ja.\n")
    listed = os.scandir

    def refusing(folder: Path) -> object:
        if Path(folder).name == "lukket":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", refusing)  # whoever may read everything cannot be kept out otherwise
    found = [(one.path.name, one.skipped) for one in files_in([tmp_path / "inn"])]
    assert found == [
        ("a.txt", ""),
        ("lukket", "cannot be listed: permission denied"),
        ("c.txt", ""),
    ]


TEXTS = [suffix for suffix in SUFFIXES if suffix not in (".csv", ".tsv", ".xlsx", ".xlsm", ".sav", ".zsav")]
FUZZED = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def as_one_line(raw: bytes, label: str) -> None:
    try:
        _, taken = read_content(raw, label)
    except StudyError as error:
        said = str(error)
    else:
        assert taken.text.body.strip()
        assert taken.text.body.encode()
        assert "\r" not in taken.text.body
        return
    assert said.startswith(label)
    assert "\n" not in said


@FUZZED
@given(st.sampled_from(TEXTS), st.binary(max_size=400))
def test_any_bytes_by_any_name_are_a_text_or_one_line(suffix: str, raw: bytes) -> None:
    as_one_line(raw, f"a{suffix}")


@FUZZED
@given(st.sampled_from(sorted(FORMATS)), st.data())
def test_a_file_that_was_cut_or_changed_is_a_text_or_one_line(name: str, data: st.DataObject) -> None:
    raw = bytearray(samples()[name])
    if data.draw(st.booleans()):
        del raw[data.draw(st.integers(1, len(raw))) :]
    for _ in range(data.draw(st.integers(0, 6))):
        if raw:
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    as_one_line(bytes(raw), name)


@FUZZED
@given(st.sampled_from(["a.docx", "a.odt"]), st.data())
def test_an_archive_whose_parts_were_changed_is_a_text_or_one_line(name: str, data: st.DataObject) -> None:
    """The checksums of the archive are right, so that the damage reaches whoever reads the parts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(samples()[name])) as archive, zipfile.ZipFile(out, "w") as other:
        parts = [part for part in archive.namelist() if part.endswith(".xml")]
        chosen = data.draw(st.sampled_from(parts))
        for part in archive.namelist():
            raw = bytearray(archive.read(part))
            if part == chosen and raw:
                at = data.draw(st.integers(0, len(raw) - 1))
                raw[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
            other.writestr(part, bytes(raw))
    as_one_line(out.getvalue(), name)
