"""Statements of a case: written, kept up with their evidence, marked, and taken back to the byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosscase.casework import writing
from crosscase.casework.description import description_of, edition_of
from crosscase.casework.evidence import CaseEvidence
from crosscase.casework.handing_on import may_be_handed_on
from crosscase.casework.mark import Mark
from crosscase.casework.marks import marks_of
from crosscase.casework.packets import packet_for
from crosscase.casework.sections import template_of
from crosscase.study.coding_edits import remove_coding
from crosscase.study.descriptions import statements_of
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.refactoring import rename_code
from crosscase.study.rounds import rounds_of
from studies import BODY, Coded, codings_text, make_study, put

ALTA = "cases/alta.yaml"
THEN = "2021-12-20T10:00:00Z"
CAPACITY, KNOWLEDGE, SCHOOLS, OTHER, PLAN = (
    "cccccccap1",
    "cccccckno1",
    "ccccccsch1",
    "ccccccoth1",
    "ccccccpla1",
)
CODINGS = {
    ("alta/fokusgruppe", "koder-a"): [
        Coded("challenges/schools", "Skolene melder om rasistiske utsagn hver uke.", id=SCHOOLS, key=True),
        Coded("barriers/resources", "mangel på ressurser for å prioritere tiltak", id=CAPACITY),
        Coded("barriers/knowledge", "mangler vi kunnskap", id=KNOWLEDGE, key=True),
    ],
    ("alta/fokusgruppe", "koder-b"): [Coded("barriers/capacity", "Vi er to stykker.", id=OTHER)],
    ("skien/plan", "koder-a"): [Coded("barriers", "Kommunen skal ha én fast kontakt.", id=PLAN)],
}
TEMPLATE = """template:
  - section: utfordringer
    name: {nb: "Utfordringsbildet"}
    codes: [challenges]
    words: [4, 12]
  - section: barrierer
    codes: [barriers]
  - section: innledning
    framing: true
"""


def study_in(folder: Path) -> Study:
    root = make_study(folder / "study", codings=CODINGS)
    put(root, "study.yaml", (root / "study.yaml").read_text() + TEMPLATE)
    return open_folder(root, "koder-a")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return study_in(tmp_path)


def write(study: Study, section: str, text: str, *evidence: str, place: int | None = None) -> str:
    edit = writing.new_statement(study, "alta", section, text, evidence, by="koder-a", place=place, now=THEN)
    study.apply(edit)
    return writing.made_id(edit)


def texts(study: Study, section: str) -> list[str]:
    """The texts of a section, as another program reads them."""
    read = yaml.safe_load((study.root / ALTA).read_text())["description"].get(section, [])
    return [each["text"]["nb"] for each in read if each.get("state") is None]


def kinds(study: Study, statement: str = "") -> list[str]:
    return [mark.kind for mark in marks_of(study, "alta") if mark.statement == statement]


def the(study: Study, kind: str) -> Mark:
    return next(mark for mark in marks_of(study, "alta") if mark.kind == kind)


def test_statements_stand_where_they_were_put(study: Study) -> None:
    first = write(study, "barrierer", "Det mangler folk.", CAPACITY)
    write(study, "barrierer", "Det mangler kunnskap.", KNOWLEDGE)
    write(study, "barrierer", "Dette først.", CAPACITY, place=0)
    assert texts(study, "barrierer") == ["Dette først.", "Det mangler folk.", "Det mangler kunnskap."]
    edit = writing.move(study, "alta", first, "barrierer", 2)
    assert edit is not None
    study.apply(edit)
    assert texts(study, "barrierer") == ["Dette først.", "Det mangler kunnskap.", "Det mangler folk."]
    assert writing.move(study, "alta", first, "barrierer", 7) is None
    edit = writing.move(study, "alta", first, "utfordringer", 0)
    assert edit is not None
    study.apply(edit)
    description = description_of(study, "alta")
    assert [description.number(each.id) for each in description.statements] == ["1.1", "2.1", "2.2"]
    assert texts(study, "utfordringer") == ["Det mangler folk."]


def test_what_a_statement_was_stays_in_its_history(study: Study) -> None:
    id = write(study, "barrierer", "Det mangler folk.", CAPACITY)
    mark = edition_of(description_of(study, "alta")).mark
    edit = writing.reword(
        study, "alta", id, "Det mangler folk og penger.", by="koder-b", why="sagt to ganger", now=THEN
    )
    assert edit is not None
    study.apply(edit)
    marked = writing.mark(study, "alta", id, "ongoing", by="koder-a", now=THEN)
    assert marked is not None
    study.apply(marked)
    read = yaml.safe_load((study.root / ALTA).read_text())["description"]["barrierer"][0]
    assert (read["version"], read["status"]) == (3, "ongoing")
    assert [(each["version"], each["text"]["nb"], each["by"]) for each in read["history"]] == [
        (1, "Det mangler folk.", "koder-a"), (2, "Det mangler folk og penger.", "koder-b"),
    ]  # fmt: skip
    assert writing.reword(study, "alta", id, " Det mangler folk og penger.\n", by="koder-a") is None
    assert edition_of(description_of(study, "alta")).mark != mark


def test_one_becomes_two_and_two_become_one(study: Study) -> None:
    id = write(study, "barrierer", "Det mangler folk. Det mangler kunnskap.", CAPACITY, KNOWLEDGE)
    study.apply(writing.split(study, "alta", id, 17, by="koder-a", now=THEN))
    assert texts(study, "barrierer") == ["Det mangler folk.", "Det mangler kunnskap."]
    assert [each.evidence for each in statements_of(study, "alta")] == [(CAPACITY, KNOWLEDGE)] * 2
    with pytest.raises(StudyError, match="inside its words"):
        writing.split(study, "alta", id, 0, by="koder-a")
    ids = [each.id for each in statements_of(study, "alta")]
    study.apply(writing.merge(study, "alta", ids, by="koder-a", now=THEN))
    (merged,) = statements_of(study, "alta")
    assert (merged.id, merged.text["nb"], merged.evidence) == (
        id, "Det mangler folk. Det mangler kunnskap.", (CAPACITY, KNOWLEDGE),
    )  # fmt: skip


def test_evidence_follows_what_happens_to_codings(study: Study) -> None:
    id = write(study, "barrierer", "Det mangler folk.", CAPACITY, KNOWLEDGE, OTHER)
    assert kinds(study, id) == ["paraphrase"]  # knowledge is I2's, who may only be paraphrased
    study.apply(_renamed(study))
    source = study.root / "interviews/alta/fokusgruppe.md"
    source.write_text(
        source.read_text().replace("# Utfordringsbildet", "# Utfordringsbildet\n\nIntervjuer: God dag.")
    )
    study.refresh()
    assert kinds(study, id) == ["paraphrase"]
    source.write_text(source.read_text().replace("mangel på ressurser", "stor mangel på ressurser"))
    source.write_text(source.read_text().replace("for å prioritere tiltak", "til å prioritere tiltak"))
    study.refresh()
    assert kinds(study, id) == ["reworded", "paraphrase"]
    again = writing.look_again(study, "alta", id)
    assert again is not None
    study.apply(again)
    assert "reworded" not in kinds(study, id)
    study.apply(remove_coding(next(c for c in study.codings("alta/fokusgruppe") if c.id == KNOWLEDGE)))
    gone = the(study, "gone")
    assert (gone.statement, gone.about, gone.severe) == (id, KNOWLEDGE, True)
    study.apply(writing.detach(study, "alta", id, [KNOWLEDGE]))
    assert "gone" not in kinds(study, id)


def _renamed(study: Study) -> Edit:
    return rename_code(study.codebook, study.codebook.by_path["barriers/capacity"], slug="people-and-money")


def test_marks_say_what_is_missing_and_what_may_not_be_used(tmp_path: Path) -> None:
    study = study_in(tmp_path)
    bare = write(study, "utfordringer", "Rasisme finnes her.")
    led = write(study, "innledning", "Kommunen har flere planer.")
    quoted = write(study, "barrierer", "De sier: «Skolene melder om rasistiske utsagn hver uke.»", SCHOOLS)
    alone = write(study, "barrierer", "Det mangler folk.", CAPACITY)
    assert kinds(study, bare) == ["no-evidence"]
    said = writing.new_statement(
        study, "alta", "barrierer", "Det hender.", by="koder-a", answers=["1/alta/I1"], now=THEN
    )
    study.apply(said)
    assert kinds(study, writing.made_id(said)) == []  # it rests on what an informant answered
    assert kinds(study, led) == []
    assert "quoted" in kinds(study, quoted)
    with pytest.raises(StudyError, match=r"alta: 2\.1 quotes 6 words or more .* nothing was handed on"):
        may_be_handed_on(study, ["skien", "alta"])
    may_be_handed_on(study, ["skien"])
    assert kinds(study, alone) == ["one-informant"]
    assert the(study, "too-short").section == "utfordringer"
    assert the(study, "key-unused").about == KNOWLEDGE
    assert the(study, "code-unused").about == "barriers/knowledge"
    front = study.root / "interviews/alta/fokusgruppe.md"
    front.write_text(front.read_text().replace("consent: paraphrase", "consent: none"))
    study.refresh()
    assert the(study, "no-consent").severe


def test_what_does_not_fit_is_told_or_refused(study: Study) -> None:
    with pytest.raises(StudyError, match="there is no section barierer; did you mean barrierer"):
        write(study, "barierer", "Det mangler folk.")
    with pytest.raises(StudyError, match="alta has no coding ccccccpla1"):
        write(study, "barrierer", "Det mangler folk.", PLAN)
    id = write(study, "barrierer", "Det mangler folk.", CAPACITY)
    file = study.root / ALTA
    file.write_text(file.read_text().replace(CAPACITY + "]", f"{CAPACITY}, {PLAN}, zzzzzzzzzz]", 1))
    assert kinds(study, id) == ["elsewhere", "gone", "one-informant"]
    assert "is of skien" in the(study, "elsewhere").text
    answers = "---\nkind: open-answers\nquestion: F4\n---\nR017: Skolen.\nR018: Nettet.\n"
    put(study.root, "interviews/open-answers/f4.md", answers)
    body = answers.rpartition("---\n")[2]
    coded = [Coded("barriers", "Skolen.", id="aaaaaaan17"), Coded("barriers", "Nettet.", id="aaaaaaan18")]
    put(
        study.root,
        "codings/open-answers/f4/koder-a.yaml",
        codings_text("open-answers/f4", "koder-a", body, coded),
    )
    written = file.read_text().replace("zzzzzzzzzz", "aaaaaaan17, aaaaaaan18")
    for respondent, others in (("R017", ["aaaaaaan18"]), ("R099", ["aaaaaaan17", "aaaaaaan18"])):
        file.write_text(written.replace("name:", f"respondent: {respondent}\nname:", 1))
        marks = [each for each in marks_of(open_folder(study.root), "alta") if each.kind == "elsewhere"]
        assert [each.about for each in marks] == [PLAN, *others]
        assert all("is of open-answers/f4; detach it" in each.text for each in marks[1:])
    file.write_text(written)
    settings_file = study.root / "study.yaml"
    settings_file.write_text(settings_file.read_text().replace("section: barrierer", "section: hindringer"))
    anew = open_folder(study.root, "koder-a")
    assert the(anew, "unknown-section").text.startswith(
        "section barrierer is not in the template; move its 1 statement"
    )
    assert [each.section.section for each in description_of(anew, "alta").sections] == [
        "utfordringer", "hindringer", "innledning", "barrierer",
    ]  # fmt: skip


def test_a_case_without_a_file_gets_one_with_its_first_statement(study: Study) -> None:
    (study.root / ALTA).unlink()
    anew = open_folder(study.root, "koder-a")
    id = write(anew, "barrierer", "Det mangler folk.", CAPACITY)
    assert [each.id for each in statements_of(open_folder(study.root), "alta")] == [id]
    anew.undo()
    assert not (study.root / ALTA).exists()


def test_without_a_template_the_codes_at_the_top_are_sections(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path / "study", codings=CODINGS), "koder-a")
    assert [(each.section, each.title("nb")) for each in template_of(study)] == [
        ("barriers", "Barrierer"), ("challenges", "Utfordringer"),
    ]  # fmt: skip
    assert marks_of(study, "alta") == ()


def test_an_informant_gets_own_words_only(study: Study) -> None:
    write(study, "barrierer", "Det mangler folk, og kunnskap.", CAPACITY, KNOWLEDGE, OTHER)
    first = packet_for(study, 1, "alta", "I1").statements[0]
    second = packet_for(study, 1, "alta", "I2").statements[0]
    assert first.quotes == ("… mangel på ressurser for å prioritere tiltak", "Vi er to stykker.")
    assert second.quotes == ()  # may be paraphrased, not quoted
    with pytest.raises(StudyError, match="alta has no informant I3"):
        packet_for(study, 1, "alta", "I3")


def _statement(study: Study, pick: int) -> str:
    ids = [each.id for each in statements_of(study, "alta")]
    return ids[pick % len(ids)] if ids else "none"


ACTS: dict[str, Callable[[Study, int, str], Edit | None]] = {
    "write": lambda s, n, t: writing.new_statement(
        s, "alta", ("utfordringer", "barrierer")[n % 2], t, [CAPACITY], by="koder-a", place=n % 4, now=THEN
    ),
    "reword": lambda s, n, t: writing.reword(s, "alta", _statement(s, n), t, by="koder-b", now=THEN),
    "english": lambda s, n, t: writing.reword(
        s, "alta", _statement(s, n), t, by="koder-b", language="en", now=THEN
    ),
    "attach": lambda s, n, t: writing.attach(s, "alta", _statement(s, n), [SCHOOLS, KNOWLEDGE]),
    "detach": lambda s, n, t: writing.detach(s, "alta", _statement(s, n), [CAPACITY]),
    "mark": lambda s, n, t: writing.mark(
        s, "alta", _statement(s, n), ("planned", "done", "")[n % 3], by="koder-a"
    ),
    "move": lambda s, n, t: writing.move(
        s, "alta", _statement(s, n), ("utfordringer", "barrierer")[n % 2], n % 3
    ),
    "split": lambda s, n, t: writing.split(s, "alta", _statement(s, n), n % 9, by="koder-a", now=THEN),
    "merge": lambda s, n, t: writing.merge(
        s, "alta", [_statement(s, n), _statement(s, n + 1)], by="koder-a", now=THEN
    ),
    "take out": lambda s, n, t: writing.take_out(s, "alta", _statement(s, n), by="koder-a", now=THEN),
    "take in": lambda s, n, t: writing.take_in(s, "alta", _statement(s, n), by="koder-a", now=THEN),
    "remove": lambda s, n, t: writing.remove(s, "alta", _statement(s, n)),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 11), st.text(min_size=1, max_size=12)),
    max_size=14,
)


@given(STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_edits_are_read_back_the_same_and_taken_back_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    study = study_in(tmp_path_factory.mktemp("edits"))
    before = (study.root / ALTA).read_bytes()
    states, given_out = [before], set[str]()
    for act, number, text in steps:
        try:
            edit = ACTS[act](study, number, text)
        except StudyError:
            continue
        if edit is None:
            continue
        study.apply(edit)
        states.append((study.root / ALTA).read_bytes())
        made = writing.made_id(edit)
        assert made == "" or made not in given_out
        given_out.add(made)
        read = statements_of(open_folder(study.root), "alta")
        assert json.dumps([repr(each) for each in read]) == json.dumps(
            [repr(each) for each in statements_of(study, "alta")]
        )
        assert [each.id for each in read] == [e["id"] for s in _sections(study) for e in s]
    assert rounds_of(study) == ()
    for state in reversed(states[:-1]):
        study.undo()
        assert (study.root / ALTA).read_bytes() == state
    assert not [problem for problem in study.problems if problem.file == ALTA]
    assert CaseEvidence(study, "alta").counted


def _sections(study: Study) -> list[list[dict[str, str]]]:
    read = yaml.safe_load((study.root / ALTA).read_text()) or {}
    return list((read.get("description") or {}).values())


def test_the_small_study_says_what_the_tests_say_of_it() -> None:
    assert "I2: Skolene melder" in BODY
    assert "I1: Det er mangel" in BODY
