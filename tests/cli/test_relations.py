"""crosscase cooccurrence, crosstab, case table and saturation: what a user reads, finds in files, and is told."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest

from crosscase.cli import progress
from studies import Coded, make_study, put

COMMANDS = (["cooccurrence"], ["crosstab", "fylke"], ["case", "table"], ["saturation"])
CAPACITY = "mangel på ressurser for å prioritere tiltak"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Two cases, one of which lacks the attribute of the other."""
    coded = [
        Coded("barriers/capacity", CAPACITY), Coded("challenges", "mangel på ressurser"),
        Coded("challenges/schools", "prioritere tiltak. Vi er"), Coded("barriers/knowledge", "mangler vi kunnskap"),
    ]  # fmt: skip
    codings = {
        ("alta/fokusgruppe", "koder-a"): coded,
        ("skien/plan", "koder-a"): [Coded("barriers/capacity", "Alle ansatte")],
    }
    files = {"cases/alta.yaml": 'name: "Alta"\nattributes:\n  fylke: "=Finnmark"\n  innbyggere: "21 071"\n'}
    return make_study(tmp_path / "study", codings=codings, files=files)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_codes_that_occur_together_are_listed_with_what_the_figures_mean(run, study: Path) -> None:
    shown = run("cooccurrence", where=study)
    assert shown.code == 0
    assert [re.split(r"  +", line) for line in shown.lines[:3]] == [
        ["code", "with", "pairs", "codings", "codings of the other", "c", "Jaccard"],
        ["barriers/capacity", "challenges", "1", "2", "1", "0.50", "0.33"],
        ["barriers/capacity", "challenges/schools", "1", "2", "1", "0.50", "0.18"],
    ]
    assert "Counted are the codings of Koder-A in 2 sources." in shown.lines
    assert "Pairs: two codings that share at least one character." in shown.lines
    first = run("cooccurrence", "--most", "1", where=study)
    assert "barriers/capacity" in first.lines[1]
    assert first.lines[-1] == "The first 1 of 2."


def test_a_square_has_a_row_and_a_column_for_each_code(run, study: Path) -> None:
    shown = run(
        "cooccurrence", "--square", "--relation", "near", "--reach", "paragraph", "--below", where=study
    )
    table = [line.split() for line in shown.lines[:6]]
    assert table[0] == ["code", "codings", "1", "2", "3", "4", "5"]
    assert [row[1] for row in table[1:]] == [
        "barriers", "barriers/capacity", "barriers/knowledge", "challenges", "challenges/schools",
    ]  # fmt: skip
    assert table[4] == ["4", "challenges", "2", "2", "2", "·", "1", "1"]
    data = json.loads(run("cooccurrence", "--square", "--measure", "c", "--format", "json", where=study).out)
    assert data["codes"][0] == {
        "the code": "barriers/capacity", "its codings": 2, "barriers/capacity": None, "barriers/knowledge": 0.0,
        "challenges": 0.5, "challenges/schools": 0.5,
    }  # fmt: skip


def test_a_crosstab_tells_counts_of_cases_and_who_is_not_in_them(run, study: Path) -> None:
    shown = run("crosstab", "FYLKE", "--depth", "1", where=study)
    assert [line.split() for line in shown.lines[:3]] == [
        ["code", "=Finnmark", "no", "value"],
        ["barriers", "1", "of", "1", "1", "of", "1"],
        ["challenges", "1", "of", "1", "0", "of", "1"],
    ]
    assert "1 case is too little for percents and tests:" in shown.out
    assert "Without fylke: skien." in shown.lines
    assert "%" not in shown.out
    table = rows_of(run("crosstab", "fylke", "--depth", "1", "--format", "csv", where=study).out)
    assert table[0] == {
        "code": "barriers", "attribute": "fylke", "value": "'=Finnmark", "cases_with": "1", "cases": "1",
        "which": "alta",
    }  # fmt: skip


def test_a_case_table_is_read_by_programs(run, study: Path, tmp_path: Path) -> None:
    done = run("case", "table", "--kind", "count", "--names", "short", "--format", "csv", where=study)
    first, second = rows_of(done.out)
    assert first["fylke"] == "'=Finnmark"  # a spreadsheet must not reckon with it
    assert (first["innbyggere"], second["innbyggere"]) == ("21071", "")
    assert (first["barriers"], first["barriers_capacity"], second["barriers_capacity"]) == ("2", "1", "1")
    assert "Counted are the codings" not in done.out
    assert "Counted are the codings of Koder-A in 2 sources." in done.err
    assert run("case", "table", "--output", str(tmp_path / "t.xlsx"), where=study).code == 0
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert len(book.worksheets) == 2
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert next(cell for cell in cells if cell.value == "=Finnmark").data_type == "s"
    assert next(cell for cell in cells if cell.value == 21071).data_type == "n"
    shown = run("case", "table", "--codebook", "--codes", "challenges", where=study)
    assert shown.lines[-2].split("  ")[-1].strip() == "Rasisme i skolen"


def test_saturation_lists_interviews_and_says_how_little_one_proves(run, study: Path) -> None:
    shown = run("saturation", where=study)
    assert shown.lines[1].split() == ["1", "alta/fokusgruppe", "2021-11-30", "4", "4", "4", "4.0", "4–4"]
    assert "With 1 source there is nothing to compare: the curve says nothing of saturation." in shown.lines
    both = run(
        "saturation",
        "--kinds",
        "document,focus-group",
        "--order",
        "skien/plan",
        "--format",
        "json",
        where=study,
    )
    steps = json.loads(both.out)["steps"]
    assert [(step["id"], step["new"], step["mean"]) for step in steps] == [
        ("skien/plan", 1, 2.5), ("alta/fokusgruppe", 3, 4.0),
    ]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: "-".join(words))
def test_every_form_is_written_in_the_studys_language(
    run, study: Path, tmp_path: Path, words: list[str]
) -> None:
    for form in ("csv", "json", "md", "xlsx", "docx", "html"):
        done = run(*words, "--output", str(tmp_path / f"t.{form}"), where=study)
        assert (done.code, done.out) == (0, f"wrote {tmp_path / f't.{form}'}\n"), done
    told = "Kodingene til Koder-A i 2 kilder er talt med."
    assert told in json.loads((tmp_path / "t.json").read_text("utf-8"))["notes"]
    for form in ("md", "html"):
        assert told in (tmp_path / f"t.{form}").read_text("utf-8")
    written = docx.Document(str(tmp_path / "t.docx"))
    assert told in [paragraph.text for paragraph in written.paragraphs]
    assert len(written.tables) == 1
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert any(told in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_figures_are_drawn_to_files(run, study: Path, tmp_path: Path) -> None:
    svg, png = tmp_path / "f.svg", tmp_path / "f.png"
    assert run("cooccurrence", "--figure", str(svg), where=study).out == f"wrote {svg}\n"
    drawn = "".join(ElementTree.parse(svg).getroot().itertext())
    assert "Kapasitet" in drawn
    assert run("saturation", "--figure", str(png), where=study).code == 0
    head = png.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert min(struct.unpack(">II", head[16:])) > 300
    told = run("saturation", "--figure", str(png), where=study).refused()
    assert "is there already" in told
    assert ".svg" in run("saturation", "--figure", str(tmp_path / "f.pdf"), where=study).refused()


def test_a_figure_that_may_not_be_written_is_refused_before_it_is_drawn(
    run, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)  # whatever is begun says so
    (study / "f.svg").write_text("there", encoding="utf-8")
    for words in (["matrix"], ["cooccurrence"], ["saturation"]):
        told = run(*words, "--figure", "f.svg", where=study)
        assert (told.code, "drawing" in told.err, "f.svg is there already" in told.err) == (2, False, True), (
            words
        )
    assert "drawing" not in run("matrix", "--figure", "nowhere/f.svg", where=study).err


def test_a_value_of_an_attribute_cannot_command_the_terminal(run, study: Path) -> None:
    value = '"\\e]0;title\\a\\e[2J\\r\\nAlta"'
    put(study, "cases/alta.yaml", f'name: "Alta"\nattributes:\n  fylke: {value}\n')
    shown = run("crosstab", "fylke", where=study)
    assert "␛]0;title␇␛[2J␍⏎Alta" in shown.lines[0]
    assert all(line.isprintable() for line in shown.lines)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("cooccurrence --relation overlaping", "there is no relation overlaping; did you mean overlap?"),
        ("cooccurrence --relation near --reach -5", "-5 is no reach; give a number of characters from 0 on"),
        ("cooccurrence --reach 5", "a reach is said of near alone, and this is overlap; leave it out"),
        ("cooccurrence --codes barriers/capasity", "there is no code barriers/capasity; did you mean barriers/capacity?"),
        ("cooccurrence --coders koder-x", "there is no coder koder-x; did you mean koder-a?"),
        ("cooccurrence --measure c", "--measure is said of a square or a figure; give --square too"),
        ("cooccurrence --square --most 3", "--most is said of the list of pairs; leave out --square and --figure"),
        ("cooccurrence --figure f.svg --measure pairs", "the figure prints pairs in any case"),
        ("crosstab fykle", "no case has an attribute fykle; did you mean fylke?"),
        ("case table --kind counts", "there is no kind of table counts; did you mean count?"),
        ("case table --depth 0", "invalid value for '--depth'"),
        ("saturation --unit interview", "there is no unit interview; there are source, case"),
        ("saturation --order alta/fokusgrupe", "there is nothing to count called alta/fokusgrupe"),
        ("saturation --kinds ,", "no kind of source is named; give one of focus-group, interview, document"),
        ("saturation --figure f.svg --format csv", "--figure draws in place of the table; leave out --format"),
        ("cooccurrence --figure f.svg --output f.csv", "--figure draws in place of the table; leave out --output"),
        ("saturation --orders 0", "orders 0: give a number from 1 to 100000"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line(run, study: Path, words: str, told: str) -> None:
    assert run(*words.split(), where=study).refused().startswith(told)


def test_a_study_without_codings_or_codes_is_said_so_and_every_command_works(run, tmp_path: Path) -> None:
    attribute = {"cases/alta.yaml": 'name: "Alta"\nattributes: {fylke: Finnmark}\n'}
    folder = make_study(tmp_path / "s", codings={}, files=attribute)
    for words in COMMANDS:
        shown = run(*words, where=folder)
        assert (shown.code, shown.err) == (0, "")
        assert "No codings are counted." in shown.lines
    assert "There are no codings to show." in run("cooccurrence", where=folder).lines
    assert (
        "No sources of these kinds are coded: focus group, interview."
        in run("saturation", where=folder).lines
    )
    for form in ("csv", "xlsx", "docx", "html", "json", "md"):
        for words in COMMANDS:
            out = tmp_path / f"{words[-1]}.{form}"
            assert run(*words, "--output", str(out), where=folder).code == 0
    for words in (["cooccurrence"], ["saturation"]):
        assert run(*words, "--figure", str(tmp_path / f"{words[0]}.svg"), where=folder).code == 0
    (folder / "codebook/codebook.yaml").unlink()
    assert run("cooccurrence", where=folder).code == 0
    assert run("case", "table", where=folder).code == 0


def test_a_name_of_the_roster_is_never_handed_out(run, study: Path) -> None:
    put(study, "private/roster.yaml", 'people:\n  - {name: "Finnmark", as: "[sted]"}\n')
    told = run("crosstab", "fylke", "--format", "csv", where=study).refused()
    assert "roster" in told
    assert "Finnmark" not in run("cooccurrence", "--format", "csv", where=study).out


def test_whose_codings_count_can_be_chosen(run, tmp_path: Path) -> None:
    folder = make_study(tmp_path / "s")
    shown = run("case", "table", "--kind", "count", "--format", "csv", where=folder)
    assert rows_of(shown.out)[0]["barriers/capacity"] == "1"
    other = run("saturation", "--coders", "koder-b", where=folder)
    assert "Counted are the codings of Koder-B in 1 source." in other.lines
    assert other.lines[1].split()[3] == "1"
    every = run("saturation", "--coders", "everybody", where=folder)
    assert any("Koder-A in 1 source and Koder-B in 1 source" in line for line in every.lines)
