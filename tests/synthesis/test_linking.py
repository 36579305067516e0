"""What themes and summaries name and is not there is told with its line; what no theme names is listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.theme_file import Theme
from crosscase.study.themes import theme_named
from crosscase.synthesis.linking import link_problems
from crosscase.synthesis.theme_edits import change_theme, decide, in_words, new_theme, remove_theme
from crosscase.synthesis.unlinked import offered, without_theme
from joints import THEMES, joint_study
from studies import put


def told(folder: Path) -> dict[tuple[str, int], tuple[str, str]]:
    """Kind and message by the file and the line's words."""
    found = {}
    for problem in link_problems(open_folder(folder)):
        found[problem.file, problem.line] = problem.kind, problem.message
    return found


def line_of(text: str, words: str) -> int:
    """The line on which some words first stand."""
    return text[: text.index(words)].count("\n") + 1


def test_a_sound_file_has_no_problems_and_neither_has_a_study_without_one(tmp_path: Path) -> None:
    assert link_problems(open_folder(joint_study(tmp_path / "a"))) == []
    assert link_problems(open_folder(joint_study(tmp_path / "b", themes=""))) == []
    # nothing is coded yet: that themes have no quotes is no news
    assert link_problems(open_folder(joint_study(tmp_path / "c", codings={}))) == []


BROKEN_LINKS = """areas:
  - {id: vilkar, name: Vilkår}
themes:
  - id: A
    area: vilkaar
    sentence: "En."
    codes:
      - barriers
      - barriers/tyme
      - "code:barriers and case:nowhere"
      - drivers
    against:
      - schol
    survey:
      - F1.yes
      - F1.ja
      - landsdel
    reversed:
      - F1.nei
    relation: silent
    decided:
      by: koder-x
  - id: a
    sentence: "To."
    codes: [drivers]
    survey: [F2.penger,
      F2.penger]
  - id: B
    sentence: "Tre."
    codes: [school]
    relation: converges
  - id: C
    sentence: "Fire."
    decided:
      by: kari-analytiker
"""


def test_every_broken_link_is_told_on_its_line_with_the_nearest_name(tmp_path: Path) -> None:
    found = told(joint_study(tmp_path, themes=BROKEN_LINKS))
    assert {file for file, _ in found} == {"synthesis/themes.yaml"}
    expected = {
        "vilkaar": ("unknown-area", "A: there is no area vilkaar under areas; did you mean vilkar?"),
        "- barriers/tyme": ("unknown-code", "A: there is no code barriers/tyme; did you mean barriers/time?"),
        '- "code:barriers and': (
            "query",
            "A: the query “code:barriers and case:nowhere” cannot be answered: there is no case nowhere; "
            "see crosscase status (column 24 of the query)",
        ),
        "- drivers": ("no-quotes", "A: no quote that counts answers to drivers"),
        "- schol": ("unknown-code", "A: there is no code schol; did you mean school?"),
        "- F1.yes": (
            "unknown-item",
            "A: there is no item of the survey F1.yes; did you mean F1.nei?",
        ),
        "- landsdel": (
            "unknown-item",
            "A: landsdel is a variable and no item of the survey; name its question, del",
        ),
        "- F1.nei": (
            "reversed",
            "A: F1.nei is reversed, but not among what stands under survey; add it there",
        ),
        "silent": (
            "relation",
            "A: silent, but set beside F1.yes, F1.ja, landsdel; take that away, or decide on another relation",
        ),
        "koder-x": ("unknown-coder", "A: there is no coder koder-x; did you mean koder-a?"),
        "kari-analytiker": (
            "coder",
            "C: decided by kari-analytiker, who is not listed in study.yaml; add them under `coders`",
        ),
        "id: a\n": ("duplicate-id", "a and A differ in capitals alone; give one of them another id"),
        "codes: [drivers]": ("no-quotes", "a: no quote that counts has any of its codes"),
        "F2.penger]": ("duplicate", "a: F2.penger stands twice; remove one"),
        "converges": (
            "relation",
            "B: converges, but set beside nothing of the survey; name items under survey, or decide on silent",
        ),
        "id: C": ("no-codes", "C: it rests on nothing; name codes under codes"),
    }
    by_line = {line_of(BROKEN_LINKS, words): problem for words, problem in expected.items()}
    assert {line: problem for (_, line), problem in found.items()} == by_line


def test_a_broken_file_is_one_problem_and_the_other_files_are_checked(tmp_path: Path) -> None:
    files = {
        "synthesis/summaries/alta.yaml": "summaries: [\n",
        "synthesis/summaries/skien.yaml": "summaries:\n  - {id: s1, code: schol, text: Nei.}\n",
    }
    found = told(joint_study(tmp_path, themes="themes:\n  - id: A\n   codes: 3\n", files=files))
    kinds = [(file, kind) for (file, _), (kind, _) in found.items()]
    assert kinds == [
        ("synthesis/themes.yaml", "yaml"),
        ("synthesis/summaries/alta.yaml", "yaml"),
        ("synthesis/summaries/skien.yaml", "unknown-code"),
    ]


def test_items_in_a_study_without_a_survey_are_told_and_a_broken_survey_is_told_elsewhere(
    tmp_path: Path,
) -> None:
    without = told(joint_study(tmp_path / "a", survey=False))
    assert list(without.values()) == [
        ("unknown-item", "T1: there is no survey in this study: no survey/questions.yaml"),
        ("unknown-item", "T2: there is no survey in this study: no survey/questions.yaml"),
    ]
    broken = joint_study(tmp_path / "b", files={"survey/questions.yaml": "questions: [\n"})
    assert told(broken) == {}


SUMMARIES = """summaries:
  - id: s000000001
    code: barriers
    text: "Lite tid."
    quotes: [alta-time0, open-r0001,
      alta-schol,
      open-r0002,
      gone]
  - id: s000000002
    code: barriers/time
    text: "En annen celle."
  - id: s000000003
    code: barriers/funds
    text: "Tidligere sti."
  - id: s000000004
    code: barriers/money
    text: "Samme celle."
  - id: s000000005
    code: skole
    text: "Ukjent."
"""


def test_summaries_of_what_is_gone_are_told(tmp_path: Path) -> None:
    files = {"synthesis/summaries/alta.yaml": SUMMARIES, "synthesis/summaries/oslo.yaml": "summaries: []\n"}
    found = told(joint_study(tmp_path, files=files))
    alta = {line: problem for (file, line), problem in found.items() if file.endswith("alta.yaml")}
    assert alta == {
        line_of(SUMMARIES, "alta-schol"): (
            "unknown-quote",
            "summary of barriers: the coding alta-schol is coded school now; take it away",
        ),
        # R02 is another case
        line_of(SUMMARIES, "open-r0002"): (
            "unknown-quote",
            "summary of barriers: there is no coding open-r0002 in alta; take it away",
        ),
        line_of(SUMMARIES, "gone"): (
            "unknown-quote",
            "summary of barriers: there is no coding gone in alta; take it away",
        ),
        line_of(SUMMARIES, "barriers/money"): (
            "duplicate",
            "there is a summary of barriers/money already, s000000003; put the two together",
        ),
        line_of(SUMMARIES, "code: skole"): (
            "unknown-code",
            "summary: there is no code skole; did you mean school?",
        ),
    }
    kind, message = found["synthesis/summaries/oslo.yaml", 0]
    assert kind == "unknown-case"
    assert message.startswith("these are summaries of a case oslo that is not there; ")


def test_what_no_theme_names_is_listed_and_a_whole_names_its_parts(tmp_path: Path) -> None:
    study = open_folder(joint_study(tmp_path / "a"))
    left = without_theme(study)
    # F1.ja and F2.penger are named, all of F3 and F4; "don't know" is not looked for, nor is what is background or open
    assert left.questions == (("F1", ("F1.nei", "F1.sagt")), ("F2", ("F2.folk",)))
    assert (left.codes, left.quotes) == (("drivers",), (0,))
    box = "themes:\n  - {id: A, sentence: En., codes: [barriers/time, barriers/money], survey: [F1.sagt, F3.moter.ofte]}\n"
    left = without_theme(open_folder(joint_study(tmp_path / "b", themes=box)))
    assert left.items == ("F2.penger", "F2.folk", "F3.kurs", "F4")
    # all below `barriers` is named, and nothing is coded `barriers` itself
    assert left.codes == ("school", "drivers")
    query = "themes:\n  - {id: A, sentence: En., codes: ['only:barriers and not code:school']}\n"
    left = without_theme(open_folder(joint_study(tmp_path / "c", themes=query, survey=False)))
    assert (left.questions, left.codes) == ((), ("barriers/time", "barriers/money", "school", "drivers"))


def test_the_codes_own_links_are_offered(tmp_path: Path) -> None:
    themes = "themes:\n  - {id: A, sentence: En., codes: [barriers]}\n"
    offers = offered(open_folder(joint_study(tmp_path / "a", themes=themes)))
    assert [(each.theme, each.codes, each.survey) for each in offers] == [
        ("A", ("barriers/time",), ("F1.ja",)),
        ("", ("drivers",), ("F2.penger", "F3.kurs")),
    ]
    assert offered(open_folder(joint_study(tmp_path / "b", survey=False))) == ()


def test_a_decision_is_written_with_its_reason_and_undone(tmp_path: Path) -> None:
    folder = joint_study(tmp_path)
    before = (folder / "synthesis/themes.yaml").read_bytes()
    study = open_folder(folder, "koder-b")
    study.apply(decide(study, "t1", "expands", "  Det er\nmer. ", by="koder-b", on="2022-01-31"))
    theme = theme_named(study, "T1")
    assert (theme.relation, theme.decided and (theme.decided.by, theme.decided.on)) == (
        "expands",
        ("koder-b", "2022-01-31"),
    )
    # the English reason was one for another relation
    assert theme.reason == {"nb": "Det er mer."}
    study.undo()
    assert (folder / "synthesis/themes.yaml").read_bytes() == before


def test_a_reason_in_another_language_stays_as_long_as_the_relation_does(tmp_path: Path) -> None:
    study = open_folder(joint_study(tmp_path))
    study.apply(decide(study, "T1", "converges", "Ny.", by="koder-a", on="2022-01-31"))
    assert theme_named(study, "T1").reason == {"nb": "Ny.", "en": "Both say so."}
    # a text of no language in particular is the study's, and becomes that beside another
    study.apply(decide(study, "T3", "silent", "Igjen.", by="koder-a", on="2022-01-31"))
    assert theme_named(study, "T3").reason == {"": "Igjen."}
    study.apply(decide(study, "T3", "silent", "Nobody asked.", by="koder-a", on="2022-01-31", language="en"))
    assert theme_named(study, "T3").reason == {"nb": "Igjen.", "en": "Nobody asked."}
    assert in_words(study, {"nb": "A", "en": "B"}, "", "en") == {"nb": "A"}


@pytest.mark.parametrize(
    ("id", "relation", "reason", "by", "refused"),
    [
        ("T1", "expand", "Fordi.", "koder-a", "there is no relation expand; did you mean expands?"),
        ("T1", "expands", " ", "koder-a", "T1: a decision needs a reason; say why it is expands"),
        ("T1", "expands", "Fordi.", "", "a decision needs to know who decides; give --coder NAME"),
        ("T9", "expands", "Fordi.", "koder-a", "there is no theme T9"),
        (
            "T1",
            "silent",
            "Fordi.",
            "koder-a",
            "T1 is set beside F1.ja, F2.penger, so the survey is not silent",
        ),
        (
            "T3",
            "expands",
            "Fordi.",
            "koder-a",
            "T3 is set beside nothing of the survey, so it cannot be expands",
        ),
    ],
)
def test_a_decision_that_says_nothing_is_refused(
    tmp_path: Path, id: str, relation: str, reason: str, by: str, refused: str
) -> None:
    study = open_folder(joint_study(tmp_path))
    with pytest.raises(StudyError) as caught:
        decide(study, id, relation, reason, by=by, on="2022-01-31")
    assert str(caught.value).startswith(refused)


def test_themes_are_added_changed_and_removed_and_old_broken_links_do_not_hinder(tmp_path: Path) -> None:
    folder = joint_study(tmp_path, themes=THEMES.replace("codes: [school]\n", "codes: [schol]\n"))
    study = open_folder(folder)
    study.apply(new_theme(study, Theme(id="N.1", area="skole", sentence={"nb": "Ny."}, codes=("school",))))
    assert [theme["id"] for theme in _written(folder)] == ["T1", "T2", "T3", "N.1"]
    # T3 names a code that is gone, and gets another sentence all the same
    old = theme_named(study, "T3")
    edit = change_theme(study, replace(old, sentence={"": "Annen."}))
    assert edit is not None
    study.apply(edit)
    assert _written(folder)[2]["sentence"] == "Annen."
    assert change_theme(study, theme_named(study, "T3")) is None
    study.apply(remove_theme(study, "n.1"))
    assert [theme["id"] for theme in _written(folder)] == ["T1", "T2", "T3"]


@pytest.mark.parametrize(
    ("theme", "refused"),
    [
        (Theme(id="a b", sentence={"": "x"}, codes=("school",)), "a b is no id of a theme"),
        (Theme(id="t1", sentence={"": "x"}, codes=("school",)), "there is a theme T1 already"),
        (Theme(id="N", codes=("school",)), "N: a theme is a sentence; give it one"),
        (Theme(id="N", sentence={"": "x"}), "N: a theme rests on codes; name at least one"),
        (Theme(id="N", sentence={"": "x"}, codes=("schol",)), "there is no code schol; did you mean school?"),
        (
            Theme(id="N", sentence={"": "x"}, codes=("school",), survey=("F2.pengar",)),
            "there is no item of the survey F2.pengar; did you mean F2.penger?",
        ),
        (
            Theme(id="N", sentence={"": "x"}, codes=("school",), reversed=("F2.penger",)),
            "N: F2.penger is reversed, but not among its items",
        ),
        (
            Theme(id="N", sentence={"": "x"}, codes=("school",), area="skolen"),
            "there is no area skolen; did you mean skole?",
        ),
    ],
)
def test_a_theme_that_names_what_is_not_there_is_not_written(
    tmp_path: Path, theme: Theme, refused: str
) -> None:
    study = open_folder(joint_study(tmp_path))
    with pytest.raises(StudyError) as caught:
        new_theme(study, theme)
    assert str(caught.value).startswith(refused)


def test_nothing_is_written_over_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    folder = joint_study(tmp_path, themes="")
    study = open_folder(folder)
    put(folder, "synthesis/themes.yaml", "themes: [\n")
    with pytest.raises(StudyError, match=r"^synthesis/themes.yaml:"):
        new_theme(study, Theme(id="N", sentence={"": "x"}, codes=("school",)))
    assert (folder / "synthesis/themes.yaml").read_text(encoding="utf-8") == "themes: [\n"


def _written(folder: Path) -> list[dict[str, object]]:
    """The themes as another program reads the file."""
    import yaml

    themes: list[dict[str, object]] = yaml.safe_load((folder / "synthesis/themes.yaml").read_text("utf-8"))[
        "themes"
    ]
    return themes
