"""Words of somebody who has not agreed to be quoted stop a description, whether it rests on them or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.casework.evidence import CaseEvidence
from crosscase.casework.handing_on import may_be_handed_on
from crosscase.casework.marks import marks_of
from crosscase.reports.case_description.citing import footnote
from crosscase.study.descriptions import statements_of
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from described import STATEMENTS, described
from studies import put

SAID = "Elevene får høre ordene i gangen hver eneste dag, sier de."
SIX = "Der får de høre ordene i gangen hver eneste uke."  # six of them in a row
FIVE = "De må tåle ordene i gangen hver eneste uke."  # five
SOURCE = "interviews/alta/fokusgruppe.md"
CODINGS = "codings/alta/fokusgruppe/koder-a.yaml"


def study_of(folder: Path, text: str, consent: str, language: str = "nb") -> Path:
    """Alta, where I4 says a sentence that nobody has coded, and a statement has a text that rests on other words."""
    statement = {"id": "utford0001", "text": {"nb": "Det sies.", language: text}, "evidence": ["mednettet0"]}
    study = described(folder, {**STATEMENTS, "utfordringer": [statement]})
    source = (study / SOURCE).read_text(encoding="utf-8")
    speaker = "  I4: {role: lærer%s}\n" % (f", consent: {consent}" if consent else "")
    source = source.replace("  I3: {", speaker + "  I3: {") + f"I4: {SAID}\n"
    put(study, SOURCE, source)
    return study


def quoted(study: Path) -> list[str]:
    return [mark.text for mark in marks_of(open_folder(study), "alta") if mark.kind == "quoted"]


@pytest.mark.parametrize("consent", ["paraphrase", "none", ""])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_six_words_of_anybody_who_may_not_be_quoted_stop_it_in_every_language(
    tmp_path: Path, consent: str, language: str
) -> None:
    study = study_of(tmp_path / "study", SIX, consent, language)
    line = (study / SOURCE).read_text(encoding="utf-8").split("---\n", 2)[2].split("\n").index(
        f"I4: {SAID}"
    ) + 1
    [text] = quoted(study)
    assert f"of I4, line {line} of alta/fokusgruppe" in text
    with pytest.raises(StudyError, match=f"I4, line {line} of alta/fokusgruppe"):
        may_be_handed_on(open_folder(study), ["alta"])


@pytest.mark.parametrize(("text", "consent"), [(FIVE, "none"), (SIX, "quote")])
def test_fewer_words_and_words_that_may_be_quoted_do_not(tmp_path: Path, text: str, consent: str) -> None:
    study = study_of(tmp_path / "study", text, consent)
    assert quoted(study) == []
    may_be_handed_on(open_folder(study), ["alta"])


@pytest.mark.parametrize(
    ("before", "consents", "told"),
    [
        ("I4: ", "none", "of lostlost00 of alta/fokusgruppe, which may only be paraphrased"),
        ("I1: ", "none", ""),  # whose words may be quoted
        ("", "none", "nobody can tell who said them, and not all there may be quoted"),
    ],
)
def test_the_kept_words_of_a_lost_quote_count_as_far_as_anybody_can_tell_whose_they_are(
    tmp_path: Path, before: str, consents: str, told: str
) -> None:
    study = study_of(tmp_path / "study", SIX, consents)
    source = (study / SOURCE).read_text(encoding="utf-8")
    put(study, SOURCE, source.replace(f"I4: {SAID}\n", ""))
    codings = (study / CODINGS).read_text(encoding="utf-8")
    lost = f'  - id: lostlost00\n    code: challenges\n    quote: "{SAID}"\n    before: "{before}"\n'
    put(study, CODINGS, codings + lost)
    found = quoted(study)
    assert [told in text for text in found] == ([True] if told else [])


def test_consent_that_nobody_noted_is_told_as_words_to_be_paraphrased(tmp_path: Path) -> None:
    def told(study: Path) -> set[str]:
        marks = marks_of(open_folder(study), "alta")
        return {name for each in marks if each.kind == "paraphrase" and each.quote for name in each.quote.who}

    study = study_of(tmp_path / "study", FIVE, "")
    assert "I1" not in told(study)
    source = (study / SOURCE).read_text(encoding="utf-8")
    put(study, SOURCE, source.replace(", consent: quote", ""))
    assert "I1" in told(study)


def test_a_footnote_says_that_words_are_told_in_others_only_where_they_are(tmp_path: Path) -> None:
    statement = {"id": "tiltak0001", "text": {"nb": "En plan."}, "evidence": ["skolene000"]}
    notes = []
    for words in ("En plan.", "Skolene melder om rasistiske utsagn hver uke."):
        listed = {"utfordringer": [{**statement, "text": {"nb": words}}]}
        study = open_folder(described(tmp_path / str(len(notes)), listed))
        [one] = statements_of(study, "alta")
        runs = footnote(study, CaseEvidence(study, "alta"), one, "nb")
        notes.append("".join(run.text for run in runs))
    assert notes[0].endswith("linje 5 (gjengitt med andre ord)")
    assert notes[1].endswith("linje 5")
