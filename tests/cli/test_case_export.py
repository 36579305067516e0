"""`crosscase case export` and `case show`: descriptions as files, through the gate, and shown by another program."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as open_word

from described import described
from studies import contents, put


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return described(tmp_path_factory.mktemp("exported"))


def test_a_word_file_has_headings_lists_a_table_and_footnotes_of_words_own(
    run, study: Path, tmp_path: Path
) -> None:
    file = tmp_path / "alta.docx"
    done = run("case", "export", "alta", "--output", str(file), where=study)
    assert (done.code, done.out) == (0, f"wrote {file}\n")
    word = open_word(str(file))
    styles = [(p.style.name, p.text) for p in word.paragraphs if p.text]
    assert [text for style, text in styles if style == "Heading 1"] == [
        "Innledning", "Utfordringsbildet", "Tiltak", "Suksesskriterier",
    ]  # fmt: skip
    assert ("List Bullet", "Avtalen gjelder. Status:\N{NO-BREAK SPACE}pågår.") in styles
    assert [text for style, text in styles if style == "Box List Number"] == [
        "Kunnskap er på plass",
        "Åpne tilbud <b>",
    ]
    assert ("Notice", "Konstruerte notater.") in styles
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["Innbyggere", "21\N{NO-BREAK SPACE}071"]
    notes = zipfile.ZipFile(file).read("word/footnotes.xml").decode()
    assert notes.count("Vi merker det mest på nettet.") == 2
    assert "Skolene melder om" not in notes
    public = tmp_path / "public.docx"
    assert run("case", "export", "--public", "--output", str(public), where=study).code == 0
    assert "word/footnotes.xml" not in zipfile.ZipFile(public).namelist()


def test_one_file_each_goes_into_a_folder_that_is_made(run, study: Path, tmp_path: Path) -> None:
    folder = tmp_path / "each"
    words = ("case", "export", "--each", "--format", "html", "--output", str(folder))
    assert run(*words, where=study).code == 0
    assert [file.name for file in folder.iterdir()] == ["alta.html"]
    page = (folder / "alta.html").read_text(encoding="utf-8")
    assert "Åpne tilbud &lt;b&gt;" in page
    assert "is there already" in run(*words, where=study).refused()


def test_json_has_the_statements_with_what_they_rest_on_and_only_words_that_may_be_quoted(
    run, study: Path
) -> None:
    [facts] = json.loads(run("case", "export", "--format", "json", where=study).out)
    assert facts["edition"]["statements"] == 7
    told = {each["id"]: each for section in facts["sections"] for each in section["statements"]}
    assert "tiltak0003" not in told
    assert [(each["coding"], each["quote"]) for each in told["utford0002"]["evidence"]] == [
        ("skolene000", None),
        ("mednettet0", "Vi merker det mest på nettet."),
    ]
    [public] = json.loads(run("case", "export", "--public", "--format", "json", where=study).out)
    assert all("evidence" not in each for section in public["sections"] for each in section["statements"])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("skien",), "skien is not described yet; see crosscase case draft skien"),
        (("alta", "--format", "csv"), "'csv' is not one of 'md', 'html', 'docx', 'json'"),
        (("--each", "--format", "docx"), "where to? give the folder with --output"),
        (("--each", "--output", "x"), "what shall the files be? give --format docx, html, md or json"),
        (("--each", "--format", "md", "--output", "cases/x"), "a part of the study itself"),
    ],
)
def test_what_cannot_be_is_one_line_and_nothing_is_written(
    run, study: Path, words: tuple[str, ...], why: str
) -> None:
    before = contents(study)
    assert why in run("case", "export", *words, where=study).refused()
    assert contents(study) == before


def test_no_name_of_the_roster_is_let_out_by_a_statement_or_a_footnote(run, tmp_path: Path) -> None:
    for name in ("Avtalen", "ressurser"):
        study = described(tmp_path / name)
        put(study, "private/roster.yaml", f'people:\n  - name: "{name}"\n    as: "[navn]"\n')
        file = tmp_path / f"{name}.docx"
        assert (
            "holds a name of the roster"
            in run("case", "export", "--output", str(file), where=study).refused()
        )
        assert not file.exists()


def test_the_case_is_shown_with_its_description_and_what_to_look_at(run, study: Path) -> None:
    shown = run("case", "show", "alta", where=study).out
    assert "informant alta/I3" in shown
    assert "3.1 Avtalen gjelder (pågår)" in shown
    facts = json.loads(run("case", "show", "alta", "--format", "json", where=study).out)
    tiltak = facts["description"]["sections"][2]["statements"]
    assert [(each["number"], each["state"]) for each in tiltak] == [
        ("3.1", None),
        ("3.2", None),
        (None, "proposed"),
    ]
    assert {mark["kind"] for mark in tiltak[2]["marks"]} == {"proposed", "no-evidence"}
    assert (
        "proposed,tiltak/tiltak0003,Dette er bare foreslått."
        in run("case", "show", "alta", "--format", "csv", where=study).lines
    )


def test_themes_name_the_statements_they_appear_in(run, tmp_path: Path) -> None:
    study = described(tmp_path / "study")
    put(study, "synthesis/themes.yaml", 'themes:\n  - id: K1\n    sentence: {nb: "Ressurser mangler."}\n'
        "    codes: [barriers/capacity]\n")  # fmt: skip
    assert "in alta 3.1" in run("theme", "show", "K1", where=study).out
    shown = " ".join(run("joint", "K1", where=study).out.split())
    assert (
        "rest on the same quotes" in shown
        or "bygger på de samme sitatene: - Alta 3.1 Avtalen gjelder" in shown
    )
    [theme] = json.loads(run("joint", "K1", "--format", "json", where=study).out)["themes"]
    assert [(each["case"], each["number"], each["shared"]) for each in theme["statements"]] == [
        ("alta", "3.1", ["ressurser0"]), ("alta", "3.2", ["innenfor00", "ressurser0"]),
    ]  # fmt: skip
    report = tmp_path / "report.html"
    assert run("report", "--chapters", "findings,cases", "--output", str(report), where=study).code == 0
    page = report.read_text(encoding="utf-8")
    assert (
        'Temaet går igjen i casebeskrivelsene: <a href="#statement-tiltak0001">Alta\N{NO-BREAK SPACE}3.1</a>'
        in page
    )
    assert 'id="statement-tiltak0001"' in page
    assert '<ol class="boxed">' in page


@pytest.mark.program
def test_libreoffice_shows_footnotes_at_the_foot_and_numbers_the_box_from_one(
    run, needs: Callable[[str], str], study: Path, tmp_path: Path
) -> None:
    office, reader = needs("soffice"), needs("pdftotext")
    needs("lowriter")
    file = tmp_path / "alta.docx"
    assert run("case", "export", "alta", "--output", str(file), where=study).code == 0
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    done = subprocess.run(
        [reader, "-layout", str(tmp_path / "alta.pdf"), "-"], check=True, capture_output=True
    )
    page = done.stdout.decode().split("\f")[0]
    assert page.index("Åpne tilbud <b>") < page.index("«Vi merker det mest på nettet.»")
    assert [
        line.split()[0]
        for line in page.split("\n")
        if "Kunnskap er på plass" in line or "Åpne tilbud" in line
    ] == [
        "1.",
        "2.",
    ]
