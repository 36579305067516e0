"""crosscase matrix, as a user runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from crosscase.api import open_study
from studies import make_study


def test_codes_by_cases_with_what_must_be_read_with_them(run, study: Path) -> None:
    shown = run("matrix", "--study", study)
    assert (shown.code, shown.err) == (0, "")
    assert shown.lines == [
        "Codings: codes by case",
        "Code                Alta  Skien  Total  Cases with the code",
        "barriers               2      ·      2               1 of 2",
        "barriers/capacity      1      ·      1               1 of 2",
        "barriers/knowledge     1      ·      1               1 of 2",
        "challenges             1      ·      1               1 of 2",
        "challenges/schools     1      ·      1               1 of 2",
        "Total                  3      ·      3",
        "",
        "Numbers are codings.",
        "A code counts with the codes below it.",
        "Totals count each coding once, also where it is in several cells.",
        "Counted are the codings of Koder-A in 1 source.",
    ]


def test_every_axis_cell_and_form_is_written(run, study: Path, tmp_path: Path) -> None:
    for by in ("case", "source", "section", "coder", "speaker", "role"):
        for cell in ("coverage", "quotes"):
            shown = run("matrix", "--by", by, "--cell", cell, "--coders", "everybody", "--study", study)
            assert (shown.code, shown.err) == (0, ""), (by, cell, shown)
            assert "Traceback" not in shown.out
    for form in ("csv", "json", "md", "xlsx", "docx", "html"):
        for cell in ("coverage", "quotes", "summary"):
            file = tmp_path / f"{cell}.{form}"
            done = run("matrix", "--cell", cell, "--output", file, "--study", study)
            assert (done.code, done.out) == (0, f"wrote {file}\n")
            assert file.stat().st_size > 50


def test_numbers_for_programs_are_plain_and_python_has_the_same(run, study: Path) -> None:
    shown = run("matrix", "--by", "speaker", "--cell", "coverage", "--format", "csv", "--study", study)
    rows = list(csv.reader(io.StringIO(shown.out)))
    assert rows[0][:3] == ["speaker", "name", "barriers"]
    # of I1's 26 words 7 are coded with what is below barriers, of I2's 17 3
    assert [[row[0], float(row[2])] for row in rows[1:]] == [
        ["alta/I1", 7 / 26], ["alta/I2", 3 / 17], ["total", 10 / 43],
    ]  # fmt: skip
    assert "Counted are the codings of Koder-A in 1 source.\n" in shown.err
    frame = open_study(study).matrix("speaker", "coverage")
    assert frame.loc["alta/I2", "barriers"] == 3 / 17
    assert (frame.index.name, frame.columns.name) == ("speaker", "code")
    assert frame.attrs["counted"] == "Kodingene til Koder-A i 1 kilde er talt med."
    facts = json.loads(run("matrix", "--depth", "1", "--format", "json", "--study", study).out)
    assert facts["values"] == open_study(study).matrix(depth=1).to_numpy().tolist() == [[2, 1], [0, 0]]


def test_order_groups_and_turning_are_as_asked_for(run, tmp_path: Path) -> None:
    attributes = {"alta": "21 071", "skien": "900", "voss": ""}
    files = {
        f"cases/{case}.yaml": f'name: {case.title()}\nattributes: {{innbyggere: "{size}"}}\n'
        for case, size in attributes.items()
    }
    study = make_study(tmp_path / "s", cases=dict.fromkeys(attributes, "x"), files=files)
    head = [line.split()[1:4] for line in run("matrix", "--order", "innbyggere", "--study", study).lines[1:2]]
    assert head == [["Skien", "Alta", "Voss"]]
    grouped = run("matrix", "--group-by", "innbyggere", "--depth", "1", "--study", study)
    assert [line.split("  ")[0] for line in grouped.lines[2:8]] == [
        "innbyggere: 900", "", "innbyggere: 21 071", "", "Without a value", "",
    ]  # fmt: skip
    assert "Without “innbyggere”: Voss." in grouped.lines
    turned = run("matrix", "--depth", "1", "--transpose", "--order", "voss,alta", "--study", study).lines
    assert [line.split() for line in turned[1:5]] == [
        ["Cases", "barriers", "challenges", "Total"], ["Voss", "·", "·", "·"], ["Alta", "2", "1", "3"],
        ["Total", "2", "1", "3"],
    ]  # fmt: skip


def test_one_group_alone_can_be_shown_by_its_name(run, study: Path) -> None:
    for order in ("skien", "Skien", "skien,skien"):
        shown = run("matrix", "--order", order, "--study", study)
        assert shown.lines[1].split() == ["Code", "Skien", "Total", "Cases", "with", "the", "code"], order


def test_a_figure_is_drawn_to_its_file(run, study: Path, tmp_path: Path) -> None:
    done = run("matrix", "--depth", "1", "--figure", tmp_path / "m.svg", "--study", study)
    assert (done.code, done.out) == (0, f"wrote {tmp_path / 'm.svg'}\n")
    assert "Barrierer" in (tmp_path / "m.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (["--by", "rol"], "nothing can be counted by rol; did you mean role?"),
        (["--codes", "barriers/capasity"], "there is no code barriers/capasity; did you mean barriers/capacity?"),
        (["--cell", "counts"], "--cell counts: a cell cannot hold that; did you mean count?"),
        (["--coders", "koder-x"], "there is no coder koder-x; did you mean koder-a?"),
        (["--order", "totl"], "there is no order totl by case; did you mean total?"),
        (["--order", "alta,skein"], "there is no case skein; did you mean skien?"),
        (["--group-by", "fylke"], "no case has an attribute fylke; cases have none"),
        (["--cell", "quotes", "--figure", "x.svg"], "--figure is for numbers, and --cell quotes shows words; leave"),
        (["--figure", "x.svg", "--format", "csv"], "--figure draws in place of the table; leave out --format, or --figure"),
        (["--figure", "x.svg", "--output", "x.csv"], "--figure draws in place of the table; leave out --output"),
        (["--cell", "summary", "--by", "role"], "summaries are written of cases; leave out --by role"),
        (["--cell", "summary", "--no-below"], "a summary is of a code with all below it; leave out --no-below"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_with_the_nearest(run, study: Path, words: list[str], refused: str) -> None:
    assert run("matrix", *words, "--study", study).refused().startswith(refused)


def test_studies_without_codings_codes_or_cases_say_so_in_one_line_and_work(run, tmp_path: Path) -> None:
    uncoded = make_study(tmp_path / "uncoded", codings={})
    shown = run("matrix", "--depth", "1", "--study", uncoded)
    assert shown.code == 0
    assert "None of the codes has codings here." in shown.lines
    no_codes = make_study(tmp_path / "codes", codings={}, codebook="")
    assert run("matrix", "--study", no_codes).lines == ["There are no codes to show."]
    assert run("matrix", "--output", tmp_path / "none.xlsx", "--study", no_codes).code == 0
    cells = {cell.value for row in load_workbook(tmp_path / "none.xlsx").active for cell in row}
    assert {"Alta", "Skien", "Det er ingen koder å vise."} <= cells
    bare = make_study(tmp_path / "bare", cases={}, sources={}, codings={})
    assert run("matrix", "--study", bare).lines == ["There is nothing to count by: no groups."]
    for cell in ("quotes", "summary"):
        assert run("matrix", "--cell", cell, "--study", bare).code == 0
    one = make_study(
        tmp_path / "one", cases={"alta": "Alta"}, sources={"alta/fokusgruppe": "I1: ja\n"}, codings={}
    )
    assert run("matrix", "--cell", "coverage", "--study", one).code == 0
