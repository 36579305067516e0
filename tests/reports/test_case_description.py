"""Case descriptions as they are handed out: what stands in them, and what never does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crosscase.casework.themes import statements_of_themes
from crosscase.documents.values import Bullets, Document, Heading, Paragraph, plain, texts_of
from crosscase.documents.writing import Form, write
from crosscase.reports.case_description.document import case_document
from crosscase.reports.case_description.draft import draft_document, draft_facts, draft_table
from crosscase.study.folder import Study
from crosscase.study.name_gate import NameGate
from crosscase.study.opening import open_folder
from crosscase.study.theme_file import Theme
from described import STATEMENTS, case_text, described
from studies import put
from validations import answer, validated_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return open_folder(described(tmp_path_factory.mktemp("described")))


LINES_OF_NOTES = "Linjene i notene er talt fra der kildens tekst begynner, slik arbeidsbenken viser dem."


def lines(document: Document) -> list[str]:
    """What one reads, without footnotes: headings, paragraphs and points in order."""
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Paragraph):
            found.append(plain(block.runs))
        elif isinstance(block, Bullets):
            found += [plain(item) for item in block.items]
    return found


def notes(document: Document) -> list[str]:
    """The footnotes in order."""
    runs = [
        run
        for block in document.blocks
        for item in (
            block.items
            if isinstance(block, Bullets)
            else (block.runs,)
            if isinstance(block, Paragraph)
            else ()
        )
        for run in item
    ]
    return ["".join(each.text for each in run.note) for run in runs if run.note]


def every_word(document: Document) -> str:
    return "\n".join(words for _, words in texts_of(document))


def test_a_description_has_its_sections_as_the_template_sets_them(study: Study) -> None:
    document = case_document(study, ["alta"])
    edition, *rest = lines(document)
    assert edition.startswith("Utgave ")
    assert edition.endswith(
        ", 20. desember 2021, 7 utsagn.".replace("20. desember", "20.\N{NO-BREAK SPACE}desember")
    )
    assert rest == [
        "Innledning", "Alta har planer.",
        "Utfordringsbildet", "Det merkes på nettet.", "Skolene melder fra.",
        "Tiltak", "Avtalen gjelder. Status:\N{NO-BREAK SPACE}pågår.", "En plan kommer. Status:\N{NO-BREAK SPACE}planlagt.",
        "Suksesskriterier", "Kunnskap er på plass", "Åpne tilbud <b>",
        LINES_OF_NOTES,
    ]  # fmt: skip
    assert [(each.numbered, each.boxed) for each in document.blocks if isinstance(each, Bullets)] == [
        (False, False),
        (True, True),
    ]
    [facts] = document.tables
    assert [[plain(cell) for cell in row] for row in facts.rows] == [
        ["Innbyggere", "21\N{NO-BREAK SPACE}071"],
        ["Fylke", "Finnmark"],
    ]
    assert document.notice == "Konstruerte notater."


def test_footnotes_quote_those_who_agreed_to_it_alone_and_a_public_version_has_none(study: Study) -> None:
    document = case_document(study, ["alta"])
    assert notes(document) == [
        "I1 (rådgiver), fokusgruppe 30.\N{NO-BREAK SPACE}november 2021, linje 4: «Vi merker det mest på nettet.»",
        "I2 (leder), fokusgruppe 30.\N{NO-BREAK SPACE}november 2021, linje 5 (gjengitt med andre ord)\n"
        "I1 (rådgiver), fokusgruppe 30.\N{NO-BREAK SPACE}november 2021, linje 4: «Vi merker det mest på nettet.»",
        *["I1 (rådgiver), fokusgruppe 30.\N{NO-BREAK SPACE}november 2021, linje 10: «Det er mangel på ressurser for å "
          "prioritere tiltak.»"] * 2,
        *["I2 (leder), fokusgruppe 30.\N{NO-BREAK SPACE}november 2021, linje 11 (gjengitt med andre ord)"] * 2,
    ]  # fmt: skip
    for paraphrased in ("Skolene melder om", "mangler vi kunnskap", "I3"):
        assert paraphrased not in every_word(document)
    public = case_document(study, ["alta"], public=True)
    assert notes(public) == []
    assert lines(document) == [*lines(public), LINES_OF_NOTES]
    assert "I1" not in every_word(public)


def test_the_edition_is_another_after_any_word_and_the_same_without_a_change(
    tmp_path: Path, study: Study
) -> None:
    again = open_folder(described(tmp_path / "same"))
    one = lines(case_document(study, ["alta"]))[0]
    assert lines(case_document(again, ["alta"]))[0] == one
    reworded = {**STATEMENTS, "innledning": [{"id": "innled0001", "text": {"nb": "Alta har en plan."}}]}
    other = open_folder(described(tmp_path / "other", reworded))
    moved = {**STATEMENTS, "tiltak": STATEMENTS["tiltak"][1:]}
    moved["utfordringer"] = [*STATEMENTS["utfordringer"], STATEMENTS["tiltak"][0]]  # in order as before
    elsewhere = open_folder(described(tmp_path / "elsewhere", moved))
    for each in (other, elsewhere):
        assert lines(case_document(each, ["alta"]))[0].split()[1] != one.split()[1]


def test_another_language_stands_where_there_is_one(study: Study) -> None:
    document = case_document(study, ["alta"], language="en")
    shown = lines(document)
    assert shown[0].endswith("20\N{NO-BREAK SPACE}December 2021, 7 statements.")
    assert shown[1:3] == ["Introduction", "Alta has plans."]
    assert "Avtalen gjelder. Status:\N{NO-BREAK SPACE}ongoing." in shown
    assert notes(document)[0].endswith("line 4: “Vi merker det mest på nettet.”")


def test_for_those_who_write_it_everything_has_its_number_and_marks(study: Study) -> None:
    shown = lines(case_document(study, ["alta"], marks=True))
    at = shown.index("2.2 Skolene melder fra.")
    assert "utford0002" in shown[at + 1]
    assert "2 sitater (I2 og I1)" in shown[at + 1]
    assert "I2, linje 5 i alta/fokusgruppe kan bare gjengis med andre ord" in shown[at + 1]
    assert "Foreslått: Dette er bare foreslått." in shown
    assert any("uten belegg" in line for line in shown)


def test_all_cases_stand_in_one_document_with_contents(tmp_path: Path) -> None:
    root = described(tmp_path / "two")
    renamed = {
        k: [{**each, "id": each["id"][::-1], "evidence": []} for each in v] for k, v in STATEMENTS.items()
    }
    put(root, "cases/skien.yaml", case_text(renamed).replace('"Alta"', '"Skien"', 1))
    document = case_document(open_folder(root), ["alta", "skien"])
    assert [each.text for each in document.headings if each.level == 1] == ["Alta", "Skien"]
    assert len(document.tables) == 2
    anchors = document.anchors
    assert len(set(anchors)) == len(anchors)
    for form in (Form.docx, Form.html, Form.md):
        assert write(document, form, gate=NameGate())


def test_an_outline_has_what_is_coded_under_its_section_and_nothing_without_consent(study: Study) -> None:
    document = draft_document(study, "alta")
    text = "\n".join(lines(document))
    sections = text.split("\n2 Utfordringsbildet\n")[1].split("\n3 Tiltak\n")
    assert "«Skolene melder om rasistiske utsagn hver uke.»" in sections[0]
    assert "kan bare gjengis med andre ord · brukt i 2.2 · skolene000" in sections[0]
    assert "★ nøkkelsitat · brukt i 3.1 og 3.2 · ressurser0" in sections[1]
    assert "Vi tør ikke si det" not in every_word(document)
    table = draft_table(study, "alta")
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert {(row["section"], row["coding"]) for row in rows} == {
        ("utfordringer", "mednettet0"), ("utfordringer", "skolene000"), ("tiltak", "ressurser0"), ("tiltak", "innenfor00"),
        ("kriterier", "kunnskap00"), ("kriterier", "torikke000"),
    }  # fmt: skip
    assert [row["words"] for row in rows if row["consent"] == "none"] == [None]


def test_words_that_are_lost_are_not_in_the_outline_where_somebody_in_the_source_has_not_agreed(
    tmp_path: Path,
) -> None:
    root = described(tmp_path / "study")
    text = root / "interviews/alta/fokusgruppe.md"
    text.write_text(text.read_text(encoding="utf-8").replace("Vi tør ikke si det.", "…"), encoding="utf-8")
    study = open_folder(root)
    lost = next(each for each in study.codings("alta/fokusgruppe") if each.id == "torikke000")
    assert (lost.at, lost.quote) == (None, "Vi tør ikke si det.")
    for told in (
        every_word(draft_document(study, "alta")),
        json.dumps(draft_facts(study, "alta"), ensure_ascii=False),
        str(draft_table(study, "alta")),
    ):
        assert "torikke000" in told
        assert "tør ikke" not in told


def test_a_theme_appears_in_the_statements_that_share_its_quotes(study: Study) -> None:
    themes = [
        Theme(id="K1", codes=("barriers/capacity",)),
        Theme(id="K2", codes=("challenges/schools",), against=("barriers/knowledge",)),
        Theme(id="K3"),
    ]
    found = statements_of_themes(study, themes)
    assert {
        id: [(each.case, each.number, each.against) for each in these] for id, these in found.items()
    } == {
        "K1": [("alta", "3.1", False), ("alta", "3.2", False)],
        "K2": [("alta", "2.2", False), ("alta", "4.1", True), ("alta", "4.2", True)],
        "K3": [],
    }


def test_an_unknown_attribute_value_stays_as_it_is(tmp_path: Path) -> None:
    root = described(tmp_path / "study")
    put(root, "cases/skien.yaml", 'name: "Skien"\nattributes: {innbyggere: "ukjent"}\n')
    [facts] = case_document(open_folder(root), ["alta"]).tables
    assert plain(facts.rows[0][1]) == "21071"


def test_a_description_says_in_which_round_it_was_validated_and_what_informants_do_not_agree_on(
    tmp_path: Path,
) -> None:
    answers = [
        answer("a000000001", "alta/I1", "aaaaaaaaa3", "correct"),
        answer("a000000002", "alta/I3", "aaaaaaaaa3", "wrong", text="Det gjør det ikke."),
        answer("a000000003", "alta/I1", "aaaaaaaaa4", "correct"),
    ]
    shown = lines(
        case_document(open_folder(validated_study(tmp_path / "study", answers)), ["alta"], public=True)
    )
    assert "Validert i runde 1" in shown[0]
    assert (
        "2 av 3 informanter har svart, på til sammen 2 av 5 utsagn. Nå er 1 bekreftet, 1 omstridt og 3 ikke besvart."
        in shown[0]
    )
    [disputed] = [line for line in shown if "Det mangler folk og penger." in line]
    assert disputed.startswith("Det mangler folk og penger. Omstridt i runde 1")
    assert "Kommunen har to stillinger." in shown
