"""The pictures in the documentation show the program as it is."""

import html
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "screenshots"
CELL = 12.2
MOMENTS = {
    "coding": "▸ HV Hverdagsrasisme",
    "coding-light": "▸ HV Hverdagsrasisme",
    "picker": "Møteplasser på tvers",
    "find": "3 of 7",
    "codebook": "For lite tid, folk eller penger",
    "split": "[x] 2 FL Folk og tid",
    "quotes": "4 of 574 quotes in 3 of 5 cases",
    "survey": "differs",
    "selection": "Alta (R050) · a case of the study",
    "matrix": "Rasisme på fritidsarenaer × Kristiansand",
    "framework": "Barrierer × Alta · complete",
    "themes": "proposed: contrasts",
    "cases": "Statement 4.1 · ongoing",
    "validation": "they do not agree: I1 correct; I2 correct with changes; I3 wrong",
    "search": "7 ticked",
    "memos": "Etter første gjennomgang",
    "import": "[x] Utfordringsbildet  looks like a heading",
    "review": "[-Og skal-]{+Skal+}",
    "edit": "2 changed",
    "names": "Karis ord",
    "suggestions": "learned: like 13 examples",
    "beside": "notes by koder-b",
}
"""What each picture was taken for: a key that does something else by now would show something else."""
FRAME = ("Kommunenes arbeid", "koder-a", "? Help")
"""What is always there, but for what lies over the whole screen."""
OVER = {
    "import": ("Bring texts in", "skien", "^s Import"),
    "review": ("Codings whose text was edited", "k Keep", "? Help"),
    "edit": ("Kommunenes arbeid", "koder-a", "^s Save"),
    "names": ("Names", "decided", "^s Replace"),
}
NO_CASE = frozenset({"survey"})
"""Pictures in which no case is named."""
QUICKLY = """
import sys
from runpy import run_path

scripts, tests = sys.argv[1:3]
sys.path[:0] = [scripts, tests]
sys.argv[:3] = [scripts + "/screenshots.py"]
from quick_apps import quick_apps

with quick_apps():
    run_path(sys.argv[0], run_name="__main__")
"""
"""The script of the pictures, without the waiting."""
TEXT = re.compile(r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')


def rows_of(svg: str) -> list[str]:
    """The words of a picture, row by row, each run of letters at its column."""
    rows: dict[float, str] = {}
    for x, y, letters in TEXT.findall(svg):
        row = rows.get(float(y), "")
        rows[float(y)] = row.ljust(round(float(x) / CELL)) + html.unescape(letters).replace("\xa0", " ")
    return [rows[y].rstrip() for y in sorted(rows)]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    # a keymap and a coder of somebody's own must not show
    environment = os.environ | {
        "CROSSCASE_CODER": "somebody",
        "NO_COLOR": "1",
        "CROSSCASE_KEYMAP": "no/such/file",
    }
    command = [
        sys.executable,
        "-c",
        QUICKLY,
        str(ROOT / "scripts"),
        str(Path(__file__).parent),
        "--to",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_every_picture_shows_what_the_program_shows_now(taken: Path) -> None:
    assert {file.name for file in taken.iterdir()} == {file.name for file in KEPT.glob("*.svg")}
    for file in sorted(KEPT.glob("*.svg")):
        now = rows_of((taken / file.name).read_text("utf-8"))
        assert rows_of(file.read_text("utf-8")) == now, f"{file.name} is out of date: run `make screenshots`"


@pytest.mark.slow
def test_pictures_show_a_whole_screen_of_the_example_at_its_moment(taken: Path) -> None:
    assert {file.stem for file in taken.iterdir()} == MOMENTS.keys()
    for file in taken.iterdir():
        shown = "\n".join(rows_of(file.read_text("utf-8")))
        for words in (*OVER.get(file.stem, FRAME), MOMENTS[file.stem]):
            assert words in shown, file.name
        assert file.stem in NO_CASE or re.search("alta|skiptvet|skien", shown, re.IGNORECASE)
        assert "somebody" not in shown


def test_pictures_load_nothing_from_elsewhere() -> None:
    for file in KEPT.glob("*.svg"):
        svg = file.read_text("utf-8")
        assert "url(http" not in svg
        assert "@import" not in svg
        assert not re.search(r'(?:href|src)="[^#]', svg)


def test_every_picture_is_shown_in_the_readme_or_a_tutorial() -> None:
    names = ("tutorial", "analysis", "material", "survey", "synthesis", "language", "cases", "validation")
    tutorials = (ROOT / "docs" / f"{name}.md" for name in names)
    pages = [ROOT / "README.md", *tutorials]
    shown: set[str] = set()
    for page in pages:
        shown |= set(re.findall(r"!\[[^\]]+\]\([^)]*screenshots/([\w-]+\.svg)\)", page.read_text("utf-8")))
    assert shown == {file.name for file in KEPT.glob("*.svg")}


@pytest.mark.program
def test_the_pictures_of_the_form_are_those_that_its_script_takes_and_the_documentation_shows(
    tmp_path: Path, needs: Callable[[str], str]
) -> None:
    needs("chromium")
    command = [sys.executable, str(ROOT / "scripts" / "form_screenshots.py"), "--to", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # letters differ from machine to machine, sizes do not
    sizes = {file.name: picture_size(file) for file in tmp_path.iterdir()}
    assert sizes == {
        "validation-form-desktop.png": (1280, 800),
        "validation-form-phone.png": (720, 1480),
        "validation-form-anew.png": (960, 1050),
    }
    assert sizes == {file.name: picture_size(file) for file in KEPT.glob("*.png")}
    page = (ROOT / "docs" / "validation.md").read_text("utf-8")
    assert set(re.findall(r"!\[[^\]]+\]\(screenshots/([\w-]+\.png)\)", page)) == sizes.keys()


def picture_size(file: Path) -> tuple[int, int]:
    """Width and height of a PNG, in dots."""
    head = file.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
