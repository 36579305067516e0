"""`crosscase report` as a user runs it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from docx import Document as open_word
from lxml import html

from crosscase.cli import progress
from studies import make_study
from surveys import survey_study


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 600)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return survey_study(tmp_path / "study")


def test_a_report_is_written_as_the_name_says_and_leads_back_to_the_study(run, folder: Path) -> None:
    (folder / "out").mkdir()
    for name, way in (("report.html", "./"), ("out/report.html", "../")):
        done = run("report", "-o", name, where=folder)
        assert (done.code, done.out, done.err) == (0, f"wrote {name}\n", "")
        tree = html.fromstring((folder / name).read_bytes())
        files = [href for href in tree.xpath("//@href") if not href.startswith("#")]
        assert f"{way}survey/responses.csv" in files
        assert all((folder / name).parent.joinpath(file).exists() for file in files)
    assert run("report", "--output", "report.docx", where=folder).code == 0
    assert open_word(folder / "report.docx").paragraphs[0].text == "En liten studie"


def test_a_report_written_elsewhere_does_not_tell_the_way_to_the_study(
    run, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "elsewhere.html"
    assert run("report", "--output", str(file), "--study", str(folder)).code == 0
    content = file.read_text(encoding="utf-8")
    assert all(href.startswith("#") for href in html.fromstring(content).xpath("//@href"))
    assert "survey/responses.csv F1.nei" in html.fromstring(content).text_content()
    assert str(tmp_path) not in content


def test_the_same_study_gives_the_same_bytes(run, folder: Path, tmp_path: Path) -> None:
    for form in ("html", "docx"):
        files = [tmp_path / f"{name}.{form}" for name in "ab"]
        for file in files:
            run("report", "--output", str(file), "--study", str(folder))
        assert files[0].read_bytes() == files[1].read_bytes()


def test_chapters_coders_and_the_summary_are_chosen_by_options(run, folder: Path) -> None:
    done = run("report", "--format", "html", "--chapters", "cases,method", "--english-summary", where=folder)
    assert done.code == 0
    tree = html.fromstring(done.out.encode())
    assert tree.xpath("//h2/text()") == ["Summary in English", "Metode", "Casene hver for seg", "Belegg"]
    assert "Kodingene til Koder-A i 1 kilde er talt med." in tree.text_content()
    done = run("report", "--format", "html", "--coders", "koder-b", where=folder)
    assert "Kodingene til Koder-B i 1 kilde er talt med." in html.fromstring(done.out.encode()).text_content()


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ([], "html or docx? give --format, or --output FILE.html"),
        (["-o", "a.pdf"], "a.pdf: a report is written as html or docx; end the name so, or give --format"),
        (["--format", "html", "--chapters", "finding"], "there is no chapter finding; did you mean findings?"),
        (["--format", "html", "--coders", "koder-x"], "there is no coder koder-x; did you mean koder-a?"),
        (["-o", "survey/report.html"], "survey/report.html is, or would be, a part of the study itself (survey); write to "
         "another folder"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line(run, folder: Path, options: list[str], line: str) -> None:
    assert run("report", *options, where=folder).refused() == line


def test_word_for_a_terminal_is_refused_before_the_report_is_put_together(
    run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(
        "crosscase.reports.study_report.plan.desk_for", lambda *_: pytest.fail("put together")
    )
    line = run("report", "--format", "docx", where=folder).refused()
    assert line == "docx cannot be shown on a terminal; give --output FILE.docx"


def test_what_cannot_be_read_is_one_line_beside_a_report_without_it(run, tmp_path: Path) -> None:
    folder = make_study(
        tmp_path / "s",
        files={"synthesis/themes.yaml": "themes: [\n", "synthesis/summaries/alta.yaml": "summaries: 7\n"},
    )
    done = run("report", "-o", "r.html", where=folder)
    assert done.code == 1
    lines = done.err.rstrip("\n").split("\n")
    assert [line.partition(": ")[2].partition(":")[0] for line in lines] == [
        "synthesis/themes.yaml",
        "synthesis/summaries/alta.yaml",
    ]
    assert "Kodeboken har 5 koder" in (folder / "r.html").read_text(encoding="utf-8")


def test_a_report_that_may_not_be_written_is_refused_before_it_is_made(
    run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)  # whatever is begun says so
    (folder / "r.html").write_text("the former one", encoding="utf-8")
    for name, why in (
        ("r.html", "r.html is there already"),
        ("nowhere/r.html", "there is no folder nowhere"),
    ):
        done = run("report", "-o", name, where=folder)
        assert (done.code, "report" in done.err, why in done.err) == (2, False, True)


def test_what_many_themes_lack_is_one_line(run, tmp_path: Path) -> None:
    themes = "themes:\n" + "".join(f"  - {{id: T{n}, codes: [barriers], survey: [F1]}}\n" for n in range(7))
    folder = make_study(tmp_path / "s", files={"synthesis/themes.yaml": themes})
    done = run("report", "-o", "r.html", where=folder)
    assert (done.code, done.err) == (
        1,
        "crosscase: synthesis/themes.yaml: T0, T1, T2, T3, T4 and 2 more: there is no survey in this study: nothing is "
        "set beside themes\n",
    )


def test_a_report_that_is_stopped_leaves_the_file_as_it_was(
    run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crosscase.documents import files

    (folder / "r.html").write_text("the former one", encoding="utf-8")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "write_all", stopped)
    assert run("report", "-o", "r.html", "--replace", where=folder).code == 130
    assert (folder / "r.html").read_text(encoding="utf-8") == "the former one"
    monkeypatch.undo()
    monkeypatch.setattr("crosscase.reports.study_report.plan.evidence_blocks", stopped)
    assert run("report", "-o", "new.html", where=folder).code == 130
    assert not (folder / "new.html").exists()


def test_long_work_counts_its_steps_aloud(run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    done = run("report", "-o", "r.docx", where=folder)
    assert "writing the report: 1 of " in done.err
    assert open_word(io.BytesIO((folder / "r.docx").read_bytes())).paragraphs
