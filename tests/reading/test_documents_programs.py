"""Documents that LibreOffice wrote: the same text comes of every format that it saves."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from crosscase.reading.docx import docx_contents, read_docx
from crosscase.reading.docx_parts import Contents
from crosscase.reading.html import read_html
from crosscase.reading.odt import odt_contents, read_odt
from crosscase.reading.rtf import read_rtf
from crosscase.reading.taken import Taken
from crosscase.study.problems import StudyError

pytestmark = pytest.mark.program

HERE = Path(__file__).parent
NOTES = (
    (HERE.parents[1] / "interviews" / "alta" / "fokusgruppe.md")
    .read_text(encoding="utf-8")
    .split("---\n", 2)[2]
)
READERS: dict[str, Callable[[bytes, str], Taken]] = {
    "docx": read_docx, "odt": read_odt, "rtf": read_rtf, "html": read_html,
}  # fmt: skip
TALK = """# Notater fra samtalen

# Utfordringer

I1: Vi har altfor lite tid[1] og få penger her.\tEtter  tab.
Skjult: synlig
Tekst i boks

[1] En fotnote om tid.

## Lister

a) først
b) så
  b.1. under

Slått sammen | c
I1 | to avsnitt her |

En fet linje
Slutt[2].

[2] En sluttnote.
"""

Saved = Callable[[Path, str], bytes]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, needs: Callable[[str], str]) -> Saved:
    """What LibreOffice makes of a file in another format; it starts once for each."""
    office = needs("soffice")
    needs("lowriter")
    folder = tmp_path_factory.mktemp("office")
    made: dict[tuple[bytes, str], bytes] = {}

    def convert(file: Path, suffix: str) -> bytes:
        raw = file.read_bytes()
        if (raw, suffix) not in made:
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            out = folder / f"out-{len(made)}"
            subprocess.run(
                [office, profile, "--headless", "--convert-to", suffix, "--outdir", str(out), str(file)],
                check=True, capture_output=True, timeout=280,
            )  # fmt: skip
            made[raw, suffix] = (out / f"{file.stem}.{suffix}").read_bytes()
        return made[raw, suffix]

    return convert


def words(text: str) -> list[str]:
    """The words alone, without what marks headings, lists and rows."""
    return re.findall(r"[^\W_]+", text)


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf"])
def test_a_text_with_everything_in_it_is_the_same_in_every_format(suffix: str, saved: Saved) -> None:
    found = READERS[suffix](saved(HERE / "data" / "samtale.fodt", suffix), "samtale")
    assert found.text.body == TALK
    [comment] = found.comments
    assert (found.text.body[comment.start : comment.end], comment.author, comment.text) == (
        "få penger", "Kari Nordmann", "Viktig poeng\nom penger",
    )  # fmt: skip
    assert {("hidden text", "hemmelig"), ("deletion", "strøket")} <= {
        (one.what, one.words) for one in found.left_out
    }
    assert any(one.what == "running head" and "Topptekst Alta" in one.words for one in found.left_out)
    assert [guess.words for guess in found.guesses] == ["En fet linje"]


CONTENTS: dict[str, Callable[[bytes, str], Contents]] = {"docx": docx_contents, "odt": odt_contents}


@pytest.mark.parametrize("suffix", CONTENTS)
def test_tracked_changes_keep_who_and_where(suffix: str, saved: Saved) -> None:
    contents = CONTENTS[suffix](saved(HERE / "data" / "samtale.fodt", suffix), "samtale")
    [new], [gone] = contents.insertions, contents.deletions
    assert (new.author, new.date[:19], contents.body[new.start : new.end]) == (
        "Kari",
        "2022-01-02T03:04:05",
        "altfor",
    )
    assert (gone.author, gone.text) == ("Ola", "strøket")
    assert contents.body[gone.start :].startswith("få penger")


@pytest.mark.parametrize("suffix", READERS)
def test_notes_keep_every_word_and_line(suffix: str, saved: Saved, tmp_path: Path) -> None:
    document = docx.Document()
    for line in NOTES.split("\n"):
        if line.startswith("# "):
            document.add_heading(line[2:], 1)
        elif line:
            document.add_paragraph(line)
    file = tmp_path / "notater.docx"
    document.save(str(file))
    found = READERS[suffix](saved(file, suffix), "notater")
    assert [line for line in found.text.body.split("\n") if line] == [
        line for line in NOTES.split("\n") if line
    ]
    assert found.left_out == ()


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf"])
def test_no_word_that_libreoffice_shows_is_lost(suffix: str, saved: Saved, tmp_path: Path) -> None:
    file = tmp_path / f"samtale.{suffix}"
    file.write_bytes(saved(HERE / "data" / "samtale.fodt", suffix))
    shown = words(saved(file, "txt").decode("utf-8-sig"))
    read = set(words(READERS[suffix](file.read_bytes(), "samtale").text.body))
    # LibreOffice's plain text shows what was taken out and hidden, runs into the next word, and no notes or boxes
    assert {word for word in shown if word not in read} <= {
        "tid1",
        "strøketfå",
        "hemmeligsynlig",
        "Slutti",
        "strøket",
    }


def test_an_old_word_file_is_told_as_such_though_it_is_called_docx(saved: Saved) -> None:
    old = saved(HERE / "data" / "samtale.fodt", "doc")
    with pytest.raises(StudyError) as refused:
        read_docx(old, "x.docx")
    assert str(refused.value) == "x.docx: is an old Word or Office file; open it in Word and save it as .docx"
