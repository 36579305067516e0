"""Summaries of cells and the framework matrix: what is on the disk, what changed under them, how far it has come."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import yaml

from crosscase.documents.values import Document, Table, plain
from crosscase.documents.writing import Form, forms_of, write
from crosscase.reports.synthesis.framework import (
    framework_document,
    framework_for,
    framework_table,
    wide_table,
)
from crosscase.reports.synthesis.framework_words import completeness_line, left_out, state_line
from crosscase.study.coding_edits import add_coding, remove_coding, set_code
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.name_gate import NameGate
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.refactoring import merge_codes, rename_code
from crosscase.synthesis.cells import cells_of
from crosscase.synthesis.framework import Completeness, framework
from crosscase.synthesis.summaries import cell_summary, remove_summary, write_summary
from crosscase.synthesis.summary_state import State, state_of
from studies import BODY, CASES, Coded, contents, make_study, put

ROOT = Path(__file__).resolve().parents[2]
ALTA = "synthesis/summaries/alta.yaml"
CAPACITY, KNOWLEDGE, SCHOOLS = "cccccccap1", "cccccckno1", "k7f3q2m9x0"
OTHER = "w2p8r5t1v4"
CODINGS = {
    ("alta/fokusgruppe", "koder-a"): [
        Coded("challenges/schools", "Skolene melder om rasistiske utsagn hver uke.", id=SCHOOLS),
        Coded("barriers/resources", "mangel på ressurser for å prioritere tiltak", id=CAPACITY),
        Coded("barriers/knowledge", "mangler vi kunnskap", id=KNOWLEDGE),
    ],
    ("alta/fokusgruppe", "koder-b"): [Coded("barriers/capacity", "Vi er to stykker.", id=OTHER)],
}
THEN = "2022-01-03T10:00:00Z"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_folder(make_study(tmp_path / "study", codings=CODINGS), "koder-a")


@pytest.fixture(scope="module")
def example() -> Study:
    return open_folder(ROOT)


def written(
    study: Study, text: str = "Tid og kunnskap mangler.", quotes: tuple[str, ...] = (CAPACITY,)
) -> Study:
    study.apply(write_summary(study, "alta", "barriers", text, quotes, by="koder-a", now=THEN))
    return study


def state(study: Study) -> State:
    summary = cell_summary(study, "alta", "barriers")
    assert summary is not None
    return state_of(study, "alta", summary)


def coding(study: Study, id: str):
    return next(c for c in study.codings("alta/fokusgruppe") if c.id == id)


# writing


def test_a_summary_stands_in_the_file_of_its_case_with_what_was_coded_under_it(study: Study) -> None:
    written(study, "  Tid og\r\nkunnskap «mangler».  ", (KNOWLEDGE, CAPACITY, KNOWLEDGE))
    [record] = yaml.safe_load((study.root / ALTA).read_text(encoding="utf-8"))["summaries"]
    assert record["text"] == {"nb": "Tid og\nkunnskap «mangler»."}
    assert (record["code"], record["by"], record["written"]) == ("barriers", "koder-a", THEN)
    assert record["quotes"] == [KNOWLEDGE, CAPACITY]
    # of the counted coder's codings under barriers, by whatever path, and of no others
    assert [entry.partition(":")[0] for entry in record["seen"]] == sorted([CAPACITY, KNOWLEDGE])
    assert state(study).words == ("complete",)


def test_texts_in_several_languages_stand_side_by_side_and_go_one_by_one(study: Study) -> None:
    written(study)
    both = write_summary(study, "alta", "barriers", "Time is short.", by="koder-b", now=THEN, language="en")
    study.apply(both)
    summary = cell_summary(study, "alta", "barriers")
    assert summary is not None
    assert (summary.text, summary.quotes) == (
        {"nb": "Tid og kunnskap mangler.", "en": "Time is short."},
        (CAPACITY,),
    )
    study.apply(write_summary(study, "alta", "barriers", " ", by="koder-a", language="en"))
    assert cell_summary(study, "alta", "barriers") == replace(
        summary, text={"nb": "Tid og kunnskap mangler."}
    )
    study.apply(write_summary(study, "alta", "barriers", "", by="koder-a"))
    assert ALTA not in contents(study.root)


def test_a_text_of_no_language_is_one_in_the_language_of_the_study(study: Study) -> None:
    put(study.root, ALTA, "summaries:\n  - code: barriers/resources\n    text: For lite tid.\n")
    study.apply(write_summary(study, "alta", "barriers/capacity", "No time.", by="koder-a", language="en"))
    [record] = yaml.safe_load((study.root / ALTA).read_text(encoding="utf-8"))["summaries"]
    assert record["text"] == {"nb": "For lite tid.", "en": "No time."}
    assert record["code"] == "barriers/capacity"


def test_undo_of_a_summary_gives_the_bytes_back(study: Study) -> None:
    put(study.root, ALTA, "# Våre ord.\nsummaries:\n- {code: challenges, text: 'Mest på nettet.'}\n")
    before = contents(study.root)
    written(study)
    study.apply(remove_summary(study, "alta", "challenges"))
    assert len(yaml.safe_load((study.root / ALTA).read_text(encoding="utf-8"))["summaries"]) == 1
    study.undo()
    study.undo()
    assert contents(study.root) == before


@pytest.mark.parametrize(
    ("case", "code", "quotes", "by", "told"),
    [
        ("altta", "barriers", (), "koder-a", "there is no case altta; did you mean alta?"),
        ("alta", "bariers", (), "koder-a", "there is no code bariers; did you mean barriers?"),
        ("alta", "barriers", ("cccccccap2",), "koder-a", "cccccccap2 is no counted coding of alta under barriers; "
         "did you mean cccccccap1?"),
        ("alta", "barriers", (SCHOOLS,), "koder-a", f"{SCHOOLS} is no counted coding of alta under barriers; see "
         'crosscase quotes --where "case:alta code:barriers"'),
        ("alta", "barriers", (OTHER,), "koder-a", f"{OTHER} is no counted coding of alta under barriers; "),
        ("alta", "barriers", (), "", "who writes? "),
        ("../alta", "barriers", (), "koder-a", "there is no case ../alta; did you mean alta?"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_nearest_name(
    study: Study, case: str, code: str, quotes: tuple[str, ...], by: str, told: str
) -> None:
    with pytest.raises(StudyError) as caught:
        write_summary(study, case, code, "Ord.", quotes, by=by)
    assert str(caught.value).startswith(told)
    with pytest.raises(StudyError, match="there is no"):
        remove_summary(study, case if by else "skien", code)


# what changed under it


def test_each_way_in_which_codings_change_is_told_and_undone_is_no_change(study: Study) -> None:
    written(study)
    fresh, made = add_coding(
        study.sources["alta/fokusgruppe"],
        "koder-a",
        "barriers",
        (BODY.index("Vi er to"), BODY.index("stykker.")),
    )
    elsewhere = set_code(coding(study, CAPACITY), "challenges/schools")
    steps = [
        (fresh, {"added": (made.id,)}),
        (remove_coding(coding(study, KNOWLEDGE)), {"gone": (KNOWLEDGE,)}),
        (set_code(coding(study, KNOWLEDGE), "barriers"), {"recoded": (KNOWLEDGE,)}),
        (elsewhere, {"gone": (CAPACITY,), "missing": (CAPACITY,)}),
        (remove_coding(coding(study, SCHOOLS)), {}),
    ]
    for edit, wanted in steps:
        study.apply(edit)
        found = state(study)
        kinds = ("added", "gone", "recoded", "reworded", "missing", "lost")
        assert {kind: getattr(found, kind) for kind in kinds} == {**dict.fromkeys(kinds, ()), **wanted}, (
            edit.name
        )
        assert found.complete is ("missing" not in wanted)
        assert found.changed is bool(wanted)
        study.undo()
        assert state(study).words == ("complete",)


def test_words_that_are_edited_or_lost_in_the_text_are_told(study: Study) -> None:
    written(study)
    file = study.root / "interviews/alta/fokusgruppe.md"
    text = file.read_text(encoding="utf-8")
    put(study.root, "interviews/alta/fokusgruppe.md", text.replace("for å prioritere", "til å prioritere"))
    found = state(open_folder(study.root))
    assert (found.reworded, found.changed, found.complete) == ((CAPACITY,), True, True)
    assert state_line(found, "en") == "the codings changed since: 1 whose words changed"
    at = text.index("I1: Det er mangel")
    put(study.root, "interviews/alta/fokusgruppe.md", text[:at] + text[text.index("I2: Ja.") :])
    found = state(open_folder(study.root))
    assert (found.lost, found.missing, found.words) == ((CAPACITY,), (), ("quotes gone",))


def test_another_name_for_a_code_is_no_change_and_the_summary_goes_with_it(study: Study) -> None:
    written(study)
    study.apply(rename_code(study.codebook, study.codebook.by_path["barriers/capacity"], slug="tid"))
    assert "barriers/tid" in study.codebook.by_path
    study.apply(rename_code(study.codebook, study.codebook.by_path["barriers"], slug="hindre"))
    [cell] = framework(study, ["alta"], ["hindre"]).cells.values()
    assert (cell.summary and cell.summary.code, cell.words) == ("barriers", ("complete",))


def test_after_codes_were_merged_both_summaries_are_shown(study: Study) -> None:
    for code, quote in (("barriers/capacity", CAPACITY), ("barriers/knowledge", KNOWLEDGE)):
        study.apply(write_summary(study, "alta", code, f"Om {code}.", (quote,), by="koder-a"))
    book = study.codebook
    study.apply(merge_codes(study, book.by_path["barriers/knowledge"], book.by_path["barriers/capacity"]))
    [cell] = framework(study, ["alta"], ["barriers/knowledge"]).cells.values()
    assert cell.summary is not None
    assert (cell.summary.text, [each.text for each in cell.also]) == (
        {"nb": "Om barriers/capacity."}, [{"nb": "Om barriers/knowledge."}],
    )  # fmt: skip
    assert cell.state is not None
    assert cell.state.added == (KNOWLEDGE,)
    shown = text_of(framework_document(study, framework(study, ["alta"]), "nb"))
    plain = shown.replace("**", "")
    assert "Et sammendrag til, skrevet under barriers/knowledge: Om barriers/knowledge." in plain


def test_a_summary_written_by_hand_is_not_said_to_have_changed(study: Study) -> None:
    put(study.root, ALTA, f"summaries:\n  - {{code: barriers, text: Tid., quotes: [{CAPACITY}]}}\n")
    assert state(study).words == ("complete",)
    put(study.root, ALTA, f"summaries:\n  - {{code: barriers, quotes: [{CAPACITY}]}}\n")
    assert state(study).words == ("no text",)
    put(study.root, ALTA, "summaries:\n  - {code: barriers, text: Tid.}\n")
    assert state(study).words == ("no quotes",)


# whose codings, and of which case


def test_an_open_answer_counts_for_the_case_whose_respondent_wrote_it(tmp_path: Path) -> None:
    body = "R017: Vi mangler folk.\n\nR018: Vi mangler penger.\n"
    folder = make_study(
        tmp_path,
        sources={"open-answers/f4": body},
        fronts={"open-answers/f4": "kind: open-answers\nquestion: F4.annet\n"},
        codings={
            ("open-answers/f4", "koder-a"): [
                Coded("barriers/capacity", "mangler folk", id="c00000r017"),
                Coded("barriers/capacity", "mangler penger", id="c00000r018"),
                Coded("barriers", (6, len(body) - 1), id="c0000000ab"),
            ]
        },
        files={"cases/alta.yaml": "name: Alta\nrespondent: R017\n"},
    )
    study = open_folder(folder, "koder-a")
    cells = cells_of(study)
    assert [p.coding.id for p in cells.passages("alta", "barriers")] == ["c0000000ab", "c00000r017"]
    assert cells.count("skien", "barriers") == 0
    put(folder, "cases/skien.yaml", "name: Skien\nrespondent: R018\n")
    study.refresh()
    assert [p.coding.id for p in cells_of(study).passages("skien", "barriers")] == [
        "c0000000ab",
        "c00000r018",
    ]


def test_cells_of_the_example_hold_what_its_files_hold(example: Study) -> None:
    """Counted from the files: the main coder's codings, since nobody has agreed on others; no case wrote open answers."""
    of_case: dict[str, list[str]] = {}
    for file in (ROOT / "codings").glob("*/*/koder-a.yaml"):
        of_case.setdefault(file.parts[-3], []).extend(
            record["code"] for record in yaml.safe_load(file.read_text(encoding="utf-8"))["codings"]
        )
    found = framework(example, codes=list(example.codebook.by_path))
    assert len(found.cells) == len(example.cases) * len(example.codebook)
    for (case, path), cell in found.cells.items():
        under = [code for code in of_case[case] if f"{code}/".startswith(f"{path}/")]
        assert cell.codings == len(under) == len(found.passages(case, path)), (case, path)


def test_other_coders_change_what_is_shown_and_not_what_a_summary_was_written_on(study: Study) -> None:
    written(study)
    found = framework(study, ["alta"], ["barriers"], ["koder-b"])
    [cell] = found.cells.values()
    assert ([p.coding.id for p in found.passages("alta", "barriers")], cell.words) == ([OTHER], ("complete",))
    assert framework(study).cells["alta", "barriers"].codings == 2
    with pytest.raises(StudyError, match=r"there is no coder koder-c; did you mean koder-[ab]\?"):
        framework(study, coders=["koder-c"])


# how far it has come


def test_completeness_counts_cells_with_codings_and_tells_the_rest(study: Study) -> None:
    written(study)
    study.apply(write_summary(study, "skien", "barriers", "Ingenting.", by="koder-a"))
    study.apply(remove_coding(coding(study, KNOWLEDGE)))
    found = framework(study)
    assert (found.cases, found.codes) == (("alta", "skien"), ("barriers", "challenges"))
    assert {key: cell.words for key, cell in found.cells.items()} == {
        ("alta", "barriers"): ("changed",), ("alta", "challenges"): ("missing",),
        ("skien", "barriers"): ("no codings",), ("skien", "challenges"): (),
    }  # fmt: skip
    assert found.whole == Completeness(cells=2, written=1, changed=1, unsupported=0, idle=1)
    assert found.of_case("alta") == Completeness(2, 1, 1, 0, 0)
    assert found.of_code("challenges") == Completeness(1, 0, 0, 0, 0)
    assert completeness_line(found.whole, "en") == (
        "1 of 2 cells with codings have a summary; the codings under 1 changed since; 1 where there are no codings"
    )
    # a code further down is a column once something is written of it
    study.apply(write_summary(study, "alta", "barriers/capacity", "To stykker.", (CAPACITY,), by="koder-a"))
    assert framework(study).codes == ("barriers", "barriers/capacity", "challenges")
    assert framework(study, codes=["challenges", "barriers/resources"]).codes == (
        "challenges",
        "barriers/capacity",
    )


def test_cases_codes_and_files_that_are_gone_or_broken_hide_nothing_else(study: Study) -> None:
    put(study.root, "synthesis/summaries/borte.yaml", "summaries:\n  - {code: barriers, text: Gammelt.}\n")
    put(study.root, "synthesis/summaries/skien.yaml", "summaries: [\n")
    put(study.root, ALTA, "summaries:\n  - {code: nowhere, text: Uten kode.}\n")
    found = framework(written(study))
    assert [(case, summary.code) for case, summary in found.astray] == [
        ("alta", "nowhere"),
        ("borte", "barriers"),
    ]
    assert [problem.file for problem in found.unreadable] == ["synthesis/summaries/skien.yaml"]
    assert left_out(found, "en") == (
        "Summaries that are not shown, since their case or code is gone: alta – nowhere, borte – barriers.",
        "Cannot be read, and left out: synthesis/summaries/skien.yaml.",
    )
    assert found.cells["alta", "barriers"].words == ("complete",)
    states = {(row[0], row[1]): row[2] for row in framework_table(study, found, "nb").rows}
    assert (states["alta", "nowhere"], states["borte", "barriers"]) == ("no such code", "no such case")
    study.apply(remove_summary(study, "borte", "barriers"))
    assert "synthesis/summaries/borte.yaml" not in contents(study.root)


@pytest.mark.parametrize(
    "parts",
    [
        {"codings": {}},
        {"cases": {}, "sources": {}},
        {"codebook": ""},
        {"cases": {"alta": "Alta"}, "main_coder": ""},
    ],
    ids=["no codings", "no cases", "no codebook", "one case"],
)
def test_a_study_without_this_or_that_has_a_framework_all_the_same(tmp_path: Path, parts: dict) -> None:
    study = open_folder(make_study(tmp_path, **parts))
    found = framework(study)
    for form in Form:
        assert write(framework_for(study, found, form, "en"), form, gate=NameGate())
    line = completeness_line(found.whole, "en")
    assert line == (
        "0 of 2 cells with codings have a summary" if "main_coder" in parts else "No cell has codings"
    )


# handed out


def text_of(document: Document) -> str:
    return write(document, Form.md, gate=NameGate()).decode().replace("\\", "")


def test_each_case_stands_beside_the_quotes_it_rests_on_with_consent_and_marks(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path, codings=CODINGS, notice="Konstruert."), "koder-a")
    written(study, "Tid <b>mangler</b>.", (KNOWLEDGE, CAPACITY))
    study.apply(set_code(coding(study, CAPACITY), "barriers"))
    found = framework(study)
    document = framework_document(study, found, "nb")
    shown = text_of(document)
    assert shown.count("Konstruert.") == 1
    assert shown.count("Kodingene til Koder-A i 1 kilde er talt med.") == 1
    assert "1 av 2 celler med kodinger har et sammendrag; under 1 er kodingene endret siden." in shown
    [beside] = [t for t in document.tables if t.columns == ("Sammendrag", "Sitater det bygger på")][:1]
    left, right = map(plain, beside.rows[0])
    assert left == (
        "Alta\nTid <b>mangler</b>.\nSkrevet av koder-a 2022-01-03\n⚑ kodingene er endret siden: 1 omkodet"
    )
    # in the order of the summary; I2 has agreed to paraphrase alone
    assert right == (
        "[bare gjengivelse: skal ikke siteres]\n"
        f"alta/fokusgruppe · I2 (leder) · linje 11 · {KNOWLEDGE}\n\n"
        f"«… mangel på ressurser for å prioritere tiltak»\nalta/fokusgruppe · I1 (rådgiver) · linje 10 · {CAPACITY}"
    )
    assert [plain(cell) for cell in beside.rows[1]] == ["Skien\n–", ""]
    page = write(document, Form.html, gate=NameGate()).decode()
    assert "Tid &lt;b&gt;mangler&lt;/b&gt;." in page


def test_the_wide_table_has_cases_by_codes_and_excel_the_cells_beneath(study: Study) -> None:
    found = framework(written(study, "=SUM(1;2)"))
    table = wide_table(study, found, "en")
    assert table.columns == ("Case", "Barriers", "Challenges")
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["Alta", f"=SUM(1;2)\n[{CAPACITY}]", "not written (1 coding)"], ["Skien", "", ""],
    ]  # fmt: skip
    data = framework_for(study, found, Form.csv, "nb")
    assert isinstance(data, Table)
    assert data.rows == (
        ("alta", "barriers", "complete", 2, (CAPACITY,), "koder-a", THEN, "=SUM(1;2)"),
        ("alta", "challenges", "missing", 1, (), "", "", ""),
    )
    book = framework_for(study, found, Form.xlsx, "nb")
    with zipfile.ZipFile(BytesIO(write(book, Form.xlsx, gate=NameGate()))) as parts:
        assert len([name for name in parts.namelist() if "worksheets/sheet" in name]) == 2
        assert not any(
            "<f>" in parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")
        )


def test_the_example_is_written_whole_by_its_main_coder_and_can_be_handed_out(example: Study) -> None:
    found = framework(example)
    assert (len(found.codes), found.whole) == (8, Completeness(40, 40, 0, 0, 0))
    for cell in found.cells.values():
        assert cell.words == ("complete",)
        assert cell.summary is not None
        assert (cell.summary.by, cell.summary.written[:7]) == ("koder-a", "2022-01")
        assert 2 <= len(cell.summary.quotes) <= 4
    for case in CASES:
        assert "onstruert for demonstrasjon" in (ROOT / f"synthesis/summaries/{case}.yaml").read_text(
            encoding="utf-8"
        )
    document = framework_document(example, found, "nb")
    assert set(forms_of(document)) >= {Form.docx, Form.html, Form.md}
    shown = text_of(document)
    for cell in found.cells.values():
        assert cell.summary is not None
        assert cell.summary.text["nb"][:30] in shown
        assert all(id in shown for id in cell.summary.quotes)


def test_an_edit_of_summaries_says_what_it_does(study: Study) -> None:
    edit: Edit = write_summary(study, "alta", "barriers/resources", "Tid.", by="koder-a")
    assert edit.name == "summary of alta under barriers/capacity"
    study.apply(edit)
    assert (
        remove_summary(study, "alta", "barriers/resources").name
        == "remove summary of alta under barriers/capacity"
    )
