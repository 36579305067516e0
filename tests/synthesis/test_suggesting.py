"""Suggestions of a study: what is learned from, what is offered, and what is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study.coding_edits import add_coding
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.refactoring import rename_code, retire_code
from crosscase.study.suggestion_edits import accept, accept_all, refuse
from crosscase.synthesis.examples import Unit, codes_on, examples_of, units_of
from crosscase.synthesis.suggesting import Suggester, Suggestion
from studies import BODY, Coded, make_study, put
from suggestions import CODEBOOK, QUESTION, SPOKEN, body_of, taught_study

NEW = "alta/nytt"


def words(study: Study, one: Suggestion) -> str:
    return study.sources[one.source].body[one.start : one.end]


def told(study: Study, found: tuple[Suggestion, ...]) -> list[tuple[str, str, str]]:
    return [(words(study, one), one.code, one.kind) for one in found]


def open_as(root: Path, coder: str = "koder-a") -> Study:
    return open_folder(root, coder)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_as(taught_study(tmp_path / "study"))


# units and examples


def test_units_are_informants_sentences_or_turns_without_labels_headings_and_questions(
    tmp_path: Path,
) -> None:
    study = open_as(make_study(tmp_path / "study"))
    source = study.sources["alta/fokusgruppe"]
    by_kind = {
        kind: [BODY[u.start : u.end] for u in units_of(source, study.segments(source.id), kind)]
        for kind in ("sentence", "turn")
    }
    said = [line.partition(": ")[2] for line in BODY.split("\n") if line.startswith(("I1:", "I2:"))]
    assert by_kind["turn"] == said
    sentences = [s if s.endswith((".", "!")) else f"{s}." for turn in said for s in turn.split(". ")]
    assert by_kind["sentence"] == sentences


spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda p: (p[0], min(p[0] + p[1], 61)))


@settings(max_examples=150)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.lists(spans, max_size=5))
def test_a_code_stands_where_half_of_the_unit_or_of_the_coding_is_shared(
    sizes: list[int], codings: list
) -> None:
    units, at = [], 0
    for size in sizes:
        units.append(Unit("s", at, at + size))
        at += size + 1
    found = codes_on(units, [(span, str(number)) for number, span in enumerate(codings)])
    for number, (start, end) in enumerate(codings):
        # counted character by character
        shared = [len(set(range(start, end)) & set(range(u.start, u.end))) for u in units]
        wanted = [
            count > 0 and 2 * count >= min(end - start, u.end - u.start)
            for count, u in zip(shared, units, strict=True)
        ]
        if not any(wanted) and any(shared):
            wanted[shared.index(max(shared))] = True
        assert [str(number) in codes for codes in found] == wanted


def test_what_lies_after_the_last_coding_is_no_example_nor_is_an_accepted_suggestion(study: Study) -> None:
    spoken = SPOKEN["skien/gruppe"]
    last = max(place for place, (code, _) in enumerate(spoken) if code)
    there = [e for e in examples_of(study, None) if e.unit.source == "skien/gruppe"]
    assert [e.text for e in there] == [sentence for _, sentence in spoken[: last + 1]]
    assert [set(e.codes) for e in there] == [{code} for code, _ in spoken[: last + 1]]
    body = study.sources["skien/samtale"].body
    uncoded = next(s for code, s in SPOKEN["skien/samtale"] if not code)
    start = body.index(uncoded)
    study.apply(
        accept(study, Suggestion("skien/samtale", start, start + len(uncoded), "money", "learned", 0.5))
    )
    assert uncoded not in [e.text for e in examples_of(study, None)]
    [again] = [e for e in examples_of(study, None, with_suggested=True) if e.text == uncoded]
    assert again.codes == {"money"}


def test_notes_of_one_meeting_are_one_group_and_other_sources_one_each(tmp_path: Path) -> None:
    body = "I1: Vi trenger tid.\n"
    fronts = {
        f"alta/{name}": f"case: alta\nkind: focus-group\n{session}speakers:\n  I1: {{role: leder}}\n"
        for name, session in (("a", "session: mandag\n"), ("b", "session: mandag\n"), ("c", ""))
    }
    codings = {(source, "koder-a"): [Coded("barriers", "Vi trenger tid.")] for source in fronts}
    root = make_study(tmp_path / "s", sources=dict.fromkeys(fronts, body), fronts=fronts, codings=codings)
    groups = [e.group for e in examples_of(open_as(root), None)]
    assert groups[0] == groups[1] != groups[2]


# suggestions


def test_a_new_source_gets_the_codes_that_its_sentences_are_like_with_reasons(study: Study) -> None:
    suggester = Suggester(study)
    trained = suggester.retrain()
    assert trained.codes == {"leisure": 5, "money": 5, "school": 5}
    assert trained.said == (
        "Learned 3 codes from 16 coded passages (koder-a); 1 code with fewer than 3 examples is left out: rare."
    )
    found = suggester.of_source(NEW)
    best = {words(study, one): one for one in reversed(found)}
    assert best["Læreren min forsto det."].code == "school"
    assert best["Idrettslaget mitt betyr alt."].code == "leisure"
    assert best["Idrettslaget mitt betyr alt."].why[0].startswith("like 5 examples: idrettslaget")
    money = best["Budsjettet er stramt."]
    assert (money.code, money.kind) == ("money", "keyword")
    assert "keyword “budsjett”: “budsjettet”" in money.why
    assert all(0 <= one.score <= 1 and QUESTION not in words(study, one) for one in found)
    assert "scikit-learn" in suggester.used
    assert "simplemma" in suggester.used


def test_without_learning_there_are_keywords_and_without_keywords_what_was_learned(study: Study) -> None:
    keywords, learned = Suggester(study, learned=False), Suggester(study, keywords=False)
    for one in (keywords, learned):
        one.retrain()
    assert told(study, keywords.of_source(NEW)) == [("Budsjettet er stramt.", "money", "keyword")]
    assert {one.kind for one in learned.of_source(NEW)} == {"learned"}
    # before anything is learned keywords are there at once
    assert Suggester(study).of_source(NEW) == keywords.of_source(NEW)


def test_how_often_a_keyword_was_right_is_counted_where_somebody_has_looked(tmp_path: Path) -> None:
    body = "Budsjettet er stramt.\nVi fikk nytt budsjett.\nBudsjettmøtet var langt.\nDet ble kveld.\nBudsjett igjen.\n"
    coded = [Coded("money", "Budsjettet er stramt."), Coded("school", "Det ble kveld.")]
    sources = {"alta/a": body, "alta/b": "Budsjettet sprakk.\n"}
    root = make_study(
        tmp_path / "s", codebook=CODEBOOK, sources=sources, fronts={}, codings={("alta/a", "koder-a"): coded}
    )
    suggester = Suggester(open_as(root), learned=False)
    suggester.retrain()
    [one] = suggester.of_source("alta/b")
    # right in 1 of the 3 sentences before the last coding: (1 + 1) / (3 + 2)
    assert one.score == pytest.approx(0.4)
    assert one.why == ("keyword “budsjett”: “budsjettet”", "coded so 1 of 3 times")


def test_what_is_coded_or_refused_is_not_offered_and_the_rest_stays(study: Study) -> None:
    suggester = Suggester(study)
    suggester.retrain()
    before = suggester.of_source(NEW)
    school = next(one for one in before if one.code == "school" and words(study, one).startswith("Læreren"))
    money = next(one for one in before if one.code == "money" and words(study, one).startswith("Budsjettet"))
    study.apply(refuse(study, school))
    study.apply(add_coding(study.sources[NEW], "koder-a", "money", (money.start, money.start + 4))[0])
    assert suggester.of_source(NEW) == tuple(one for one in before if one not in (school, money))
    assert not any(one.code == "school" for one in suggester.of_source("alta/gruppe"))
    study.undo()
    study.undo()
    assert suggester.of_source(NEW) == before
    study.apply(accept_all(study, before))
    assert suggester.of_source(NEW) == ()


def test_retired_codes_are_neither_learned_nor_offered_and_renamed_ones_have_their_new_path(
    study: Study,
) -> None:
    suggester = Suggester(study)
    suggester.retrain()
    study.apply(rename_code(study.codebook, study.codebook.by_path["school"], slug="schools"))
    study.apply(retire_code(study.codebook, study.codebook.by_path["money"]))
    offered = {one.code for one in suggester.of_source(NEW)}
    assert "schools" in offered
    assert not {"school", "money"} & offered
    # the codings still hold the former path
    assert "code: school\n" in (study.root / "codings/skien/gruppe/koder-a.yaml").read_text(encoding="utf-8")
    assert suggester.retrain().codes == {"leisure": 5, "schools": 5}
    assert {one.code for one in suggester.of_source(NEW)} <= {"leisure", "schools"}


# whose codings


def others(study: Path) -> None:
    """koder-b has coded all of alta/gruppe as leisure."""
    from studies import codings_text

    body = body_of("alta/gruppe")
    coded = [Coded("leisure", sentence) for _, sentence in SPOKEN["alta/gruppe"]]
    put(study, "codings/alta/gruppe/koder-b.yaml", codings_text("alta/gruppe", "koder-b", body, coded))


def test_in_a_blind_study_suggestions_learn_from_nobody_but_me(tmp_path: Path) -> None:
    plain, with_others = (taught_study(tmp_path / name) for name in ("plain", "others"))
    others(with_others)
    for root in (plain, with_others):
        text = (root / "study.yaml").read_text(encoding="utf-8")
        put(root, "study.yaml", text + "blind: true\n")
    found = []
    for root in (plain, with_others):
        study = open_as(root)
        suggester = Suggester(study)
        trained = suggester.retrain()
        found.append((trained, [suggester.of_source(source) for source in study.sources]))
        for asked in ("counted", ("koder-a", "koder-b"), ("koder-b",)):
            with pytest.raises(StudyError, match="coded blind") as raised:
                Suggester(study, asked)
            assert "\n" not in str(raised.value)
        assert Suggester(study, ("koder-a",)).retrain() == trained
    assert found[0] == found[1]
    as_b = Suggester(open_as(with_others, "koder-b"))
    assert as_b.retrain().codes == {}
    with pytest.raises(StudyError, match="coded blind"):
        Suggester(open_as(with_others, ""), "counted")


def test_where_the_study_is_open_others_may_be_learned_from_by_name(tmp_path: Path) -> None:
    root = taught_study(tmp_path / "study")
    others(root)
    study = open_as(root, "koder-b")
    assert Suggester(study, "counted").retrain().codes == {"leisure": 5, "money": 5, "school": 5}
    # all that koder-b has coded is leisure: there is nothing to tell it from
    assert Suggester(study).retrain().said == (
        "Too little to learn from: 9 coded passages (koder-b); on every passage, so that nothing tells it apart: leisure."
    )
    with pytest.raises(StudyError, match="did you mean koder-a"):
        Suggester(study, ("koder-aa",))


# too little, too much, strange


def test_with_no_codings_one_coding_or_one_code_on_everything_a_sentence_says_what_is_missing(
    tmp_path: Path,
) -> None:
    one = {("alta/gruppe", "koder-a"): [Coded("money", "Kommunen har dårlig økonomi i år.")]}
    for name, codings, said in (
        ("none", {}, "Too little to learn from: 0 coded passages (koder-a)"),
        ("one", one, "Too little to learn from: 1 coded passage (koder-a)"),
    ):
        study = open_as(taught_study(tmp_path / name, codings=codings))
        suggester = Suggester(study)
        assert suggester.retrain().said.startswith(said)
        assert [code for _, code, _ in told(study, suggester.of_source(NEW))] == ["money"]
        assert suggester.evaluate().said[0].startswith("There is")
    nobody = Suggester(open_as(taught_study(tmp_path / "nobody"), ""))
    assert "nobody yet" in nobody.retrain().said
    assert nobody.of_source(NEW)


def test_strange_texts_and_names_are_texts_and_names(tmp_path: Path) -> None:
    root = taught_study(tmp_path / "study", codebook=CODEBOOK.replace('"Fritid"', '"{{ [/] <script>"'))
    endless = "Læreren " * 125_000
    put(root, "interviews/alta/tom.md", "---\ncase: alta\nkind: document\n---\n")
    put(root, "interviews/alta/lang.md", f"---\ncase: alta\nkind: document\n---\n{endless}\n")
    put(
        root,
        "interviews/alta/ja.md",
        "---\ncase: alta\nkind: document\n---\n先生が言った。\nУчитель сказал.\n",
    )
    study = open_as(root)
    suggester = Suggester(study)
    suggester.retrain()
    assert suggester.of_source("alta/tom") == ()
    assert suggester.of_source("alta/ja") == ()
    [one] = suggester.of_source("alta/lang")
    assert (one.code, one.end - one.start) == ("school", len(endless.strip()))
    with pytest.raises(StudyError, match="no source alta/x"):
        suggester.of_source("alta/x")


# the queue


def test_the_queue_has_uncoded_passages_by_the_rule_it_tells(study: Study) -> None:
    suggester = Suggester(study)
    suggester.retrain()
    queue = suggester.queue(100)
    coded = {(c.source, c.at) for s in study.sources for c in study.codings(s)}
    passages = [(one.source, (one.start, one.end)) for one in queue]
    assert len(passages) == len(set(passages)) > 3
    assert not coded & set(passages)
    # by brute force: the best suggestion of each uncoded passage, each code once before any comes again
    best: dict[tuple[str, tuple[int, int]], Suggestion] = {}
    for source in study.sources:
        for one in suggester.of_source(source):
            best.setdefault((source, (one.start, one.end)), one)
    left = sorted((one for key, one in best.items() if key not in coded), key=lambda o: abs(o.score - 0.5))
    wanted: list[Suggestion] = []
    while left:
        codes: set[str] = set()
        this_round = [one for one in left if one.code not in codes and not codes.add(one.code)]
        wanted += this_round
        left = [one for one in left if one not in this_round]
    assert [(one.code, one.score) for one in queue] == [(one.code, one.score) for one in wanted]
    assert suggester.queue(2) == queue[:2]
    assert {one.source for one in suggester.queue(100, [NEW])} == {NEW}


def test_evaluation_counts_what_the_user_would_have_been_shown(study: Study) -> None:
    suggester = Suggester(study)
    found = suggester.evaluate()
    assert found.groups == found.folds == 3
    examples = suggester.examples()
    groups = list(dict.fromkeys(each.group for each in examples))
    shown = right = 0
    for group in groups:
        offers = suggester.learn([each for each in examples if each.group != group])
        for each in (each for each in examples if each.group == group):
            [offered] = offers.offer([each.text])
            shown += len(offered)
            right += sum(offer.code in each.codes for offer in offered)
    assert (found.all.shown, found.all.right) == (shown, right)
    assert right > 0
    assert replace(found, said=()) == replace(suggester.evaluate(), said=())


def test_where_nobody_can_tell_whether_a_study_is_blind_it_is(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    text = (root / "study.yaml").read_text(encoding="utf-8")
    put(root, "study.yaml", text + "blind: kanskje\n")
    study = open_folder(root, "koder-a")
    assert [problem.file for problem in study.problems] == ["study.yaml"]
    with pytest.raises(StudyError, match="coded blind"):
        Suggester(study, "counted")
