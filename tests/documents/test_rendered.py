"""Word and Excel files as another program shows them: LibreOffice, on paper."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import picture

from crosscase.documents.values import (
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    text,
)
from crosscase.documents.writing import Form, write
from crosscase.reports.transcript import transcript_document, transcript_of
from crosscase.study.name_gate import NameGate
from crosscase.study.opening import open_folder
from studies import make_study

pytestmark = pytest.mark.program

ROWS = tuple((f"kommune {number}", number, "=1+1", "Ord om kapasitet. " * 5) for number in range(60))
TABLE = Table(("kommune", "svar", "formel", "sitat"), ROWS, "Sitater", "Alle kodere.")
RUNS = (Run("Lite "), Run("kapasitet", bold=True, shade="#0072B2"), Run(" <b>&amp;</b> \x1b[2J slutt."))
DOCUMENT = Document(
    "Funn i fem kommuner",
    (
        Heading(1, "Barrierer", "b"),
        Paragraph(RUNS),
        Paragraph(text("Vi er to stykker."), "quote"),
        Bullets((text("først"), text("sist")), numbered=True),
        Bullets((text("igjen"),), numbered=True),
        TABLE,
        Figure("", picture(40, 20), "Søyler", "Andel som svarte"),
    ),
    notice="Konstruerte notater.",
)


@pytest.fixture
def shown(tmp_path: Path, needs: Callable[[str], str]) -> Callable[[bytes, str], list[str]]:
    """The text of each page of a file, as LibreOffice lays it out."""
    office, reader = needs("soffice"), needs("pdftotext")
    # its parts are packages of their own
    needs("lowriter")
    needs("localc")

    def pages(content: bytes, name: str) -> list[str]:
        file = tmp_path / name
        file.write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
            check=True,
            capture_output=True,
            timeout=280,
        )
        paper = file.with_suffix(".pdf")
        done = subprocess.run([reader, "-layout", str(paper), "-"], check=True, capture_output=True)
        return done.stdout.decode().removesuffix("\f").split("\f")

    return pages


def test_a_word_file_shows_every_block_and_repeats_the_head_of_a_table(shown) -> None:
    pages = shown(write(DOCUMENT, Form.docx, gate=NameGate()), "a.docx")
    first, whole = pages[0], "\n".join(pages)
    for line in (
        "Funn i fem kommuner",
        "Konstruerte notater.",
        "Barrierer",
        "Lite kapasitet <b>&amp;</b> ␛[2J slutt.",
        "Vi er to stykker.",
    ):
        assert line in first
    numbered = [
        line.split() for line in first.split("\n") if line.split()[1:] in (["først"], ["sist"], ["igjen"])
    ]
    assert numbered == [["1.", "først"], ["2.", "sist"], ["1.", "igjen"]]
    with_rows = [page for page in pages if "=1+1" in page]
    assert len(with_rows) > 1
    assert all(
        ["kommune", "svar", "formel", "sitat"] in map(str.split, page.split("\n")) for page in with_rows
    )
    assert whole.count("=1+1") == len(ROWS)
    assert "Andel som svarte" in pages[-1]
    ends = ["".join(page.split())[-len("1/3") :] for page in pages]
    assert ends == [f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)]


def test_an_excel_file_shows_text_as_text_and_repeats_the_head(shown) -> None:
    pages = shown(write(DOCUMENT, Form.xlsx, gate=NameGate()), "a.xlsx")
    whole = "\n".join(pages)
    assert "Sitater" in pages[0]
    assert "Konstruerte notater." in pages[0]
    assert whole.count("=1+1") == len(ROWS)
    assert "Alle kodere." in pages[-1]
    assert all("formel" in page for page in pages if "=1+1" in page)


def test_the_head_of_a_text_with_its_codings_stands_on_one_line(shown, tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path / "study"))
    transcript = transcript_of(study, study.sources["alta/fokusgruppe"])
    pages = shown(write(transcript_document([transcript]), Form.docx, gate=NameGate()), "a.docx")
    assert ["linje", "Tekst", "Kodinger"] in [line.split() for page in pages for line in page.split("\n")]
