"""Lists that go to a file, or to a pipe: every command that lists has the same options, and the same gate."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest
from docx import Document as open_word
from openpyxl import load_workbook

from crosscase.cli import output
from studies import contents, make_study, put

COMMANDS = [
    ("status",),
    ("check",),
    ("codings",),
    ("codebook", "list"),
    ("codebook", "show", "barriers/capacity"),
    ("source", "list"),
    ("case", "list"),
    ("case", "show", "alta"),
]
SAID = {
    "status": "alta/fokusgruppe",
    "check": "codings/alta/fokusgruppe/koder-b.yaml",
    "codings": "mangel på ressurser",
    "codebook list": "barriers/capacity",
    "codebook show": "Vi er to stykker på alt.",
    "source list": "alta/fokusgruppe",
    "case list": "Alta",
    "case show": "alta/fokusgruppe",
}
FORMS = ("csv", "json", "md", "xlsx", "docx", "html")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study", notice="Konstruerte notater.", coders=("koder-a",))


def text_of(path: Path) -> str:
    """The words of a file of any form."""
    if path.suffix == ".docx":
        word = open_word(str(path))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])
    if path.suffix == ".xlsx":
        return "\n".join(str(cell.value) for row in load_workbook(path).worksheets[0] for cell in row)
    return path.read_text(encoding="utf-8").replace("<wbr>", "")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_every_list_goes_to_a_file_whose_name_says_the_form(
    run, study: Path, command: tuple[str, ...], form
) -> None:
    file = study.parent / f"list.{form}"
    done = run(*command, "--output", str(file), where=study)
    assert (done.code, done.out, done.err) == (int(command[0] == "check"), f"wrote {file}\n", "")
    said = text_of(file)
    assert SAID[" ".join(command[:2])] in said
    if form in ("docx", "xlsx", "html"):
        assert "Konstruerte notater." in said


@pytest.mark.parametrize("form", FORMS)
def test_a_file_and_a_pipe_get_the_same(run, program, study: Path, form: str) -> None:
    file = study.parent / f"list.{form}"
    assert run("codebook", "list", "--output", str(file), where=study).code == 0
    if form in ("docx", "xlsx"):
        import subprocess

        piped = subprocess.run(
            [sys.executable, "-m", "crosscase", "codebook", "list", "--format", form],
            cwd=study,
            capture_output=True,
            check=True,
        ).stdout
        assert piped == file.read_bytes()
    elif form != "md":  # a file of Markdown has its caption and note too
        assert program("codebook", "list", "--format", form, where=study).out == file.read_text(
            encoding="utf-8"
        )


def test_the_format_wins_over_the_files_name(run, study: Path) -> None:
    file = study.parent / "list.txt"
    assert run("codings", "--format", "json", "--output", str(file), where=study).code == 0
    assert {row["case"] for row in json.loads(file.read_text(encoding="utf-8"))} == {"alta"}


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(run, study: Path) -> None:
    file = put(study.parent, "list.csv", "mine\n")
    line = run("codings", "--output", str(file), where=study).refused()
    assert line == f"{file} is there already; give another name, or --replace to write over it"
    assert file.read_text(encoding="utf-8") == "mine\n"
    assert run("codings", "--output", str(file), "--replace", where=study).code == 0
    assert file.read_text(encoding="utf-8").startswith("id,")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("list", "the name does not say the form; end it with one of .csv, "),
        ("list.doc", "the name does not say the form; end it with one of .csv, "),
        ("missing/list.csv", "there is no folder "),
        (".", "the name does not say the form"),
    ],
)
def test_a_file_that_cannot_be_is_one_line_and_nothing_is_written(
    run, study: Path, name: str, why: str
) -> None:
    before = contents(study)
    assert why in run("codings", "--output", name, where=study).refused()
    assert contents(study) == before


def test_no_list_is_written_over_the_studys_own_files_by_accident(run, study: Path) -> None:
    before = contents(study)
    assert run("codings", "--format", "md", "--output", "study.yaml", where=study).refused()
    assert contents(study) == before


@pytest.mark.parametrize("form", ["xlsx", "docx"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_word_and_excel_are_not_poured_into_a_terminal(
    run, study: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], form: str
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    line = run(*command, "--format", form, where=study).refused()
    assert line == f"{form} cannot be shown on a terminal; give --output FILE.{form}"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_no_list_lets_a_name_of_the_roster_out(run, study: Path, command: tuple[str, ...], form: str) -> None:
    name = {
        "check": "koder-b.yaml",
        "case list": "Skien",
        "codebook list": "Kapasitet",
        "codebook show": "Kapasitet",
    }
    put(
        study,
        "private/roster.yaml",
        f'people:\n  - {{name: {name.get(" ".join(command[:2]), "fokusgruppe")}, as: "[Informant 2]"}}\n',
    )
    file = study.parent / f"list.{form}"
    for where in (("--format", form), ("--output", str(file))):
        line = run(*command, *where, where=study).refused()
        assert "holds a name of the roster (of [Informant 2]), nothing was written" in line
        assert not re.search("kapasitet|fokusgruppe|koder-b|skien", line.lower())
    assert not file.exists()
    # one's own screen is no place outside
    assert run(*command, where=study).err == ""


def test_pages_and_word_leave_out_what_a_table_leaves_out_and_sheets_have_it_all(run, study: Path) -> None:
    out = io.StringIO(run("codings", "--format", "csv", where=study).out)
    everything = next(csv.reader(out))
    for form in ("xlsx", "docx"):
        assert run("codings", "--output", f"../list.{form}", where=study).code == 0
    sheet = load_workbook(study.parent / "list.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[3]] == everything
    shown = [cell.text for cell in open_word(str(study.parent / "list.docx")).tables[0].rows[0].cells]
    assert set(shown) < set(everything)


def test_a_status_that_people_read_says_who_counts_and_percents(run, study: Path) -> None:
    for form in ("docx", "xlsx"):
        assert run("status", "--output", f"../status.{form}", where=study).code == 0
    said = text_of(study.parent / "status.docx")
    assert "En liten studie" in said
    assert "counted in each source: consensus, else koder-a (main coder), else all coders" in said
    assert re.search(r"\n\d+ %\n", said)
    sheet = load_workbook(study.parent / "status.xlsx").worksheets[0]
    shares = [row[4].value for row in sheet.iter_rows(min_row=4, max_row=5)]
    assert all(0 <= share <= 1 for share in shares)


# what stands for the name gate itself, and lists of names for whoever has the roster
NAMES_SHOWN = ("output.py", "names_checked.py", "names_replaced.py")


def test_every_command_names_the_study_whose_gate_its_list_passes() -> None:
    calls = []
    for file in sorted(Path(output.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if (
                isinstance(called, ast.Name)
                and called.id in ("write", "write_json")
                and file.name not in NAMES_SHOWN
            ):
                on_screen = any(ast.unparse(argument) == "Format.table" for argument in node.args)
                calls.append((file.name, on_screen or any(word.arg == "study" for word in node.keywords)))
    assert len(calls) > 10
    assert [name for name, gated in calls if not gated] == []
