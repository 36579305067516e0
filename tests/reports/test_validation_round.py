"""The report on a round, and what the study's report says of rounds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crosscase.casework.applying import apply_decisions
from crosscase.casework.deciding import decide
from crosscase.documents.values import Document, Heading, Paragraph, Table, plain, texts_of
from crosscase.reports.study_report.plan import study_report
from crosscase.reports.validation_round.document import round_report
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from described import described
from validations import answer, validated_study

NOW = "2022-01-20T10:00:00Z"
SECRET = "Dette vil jeg ikke ha på trykk."
ANSWERS = [
    answer(
        "an00000001",
        "alta/I1",
        "aaaaaaaaa3",
        "changes",
        proposed="Det mangler folk, penger og tid.",
        text="Tid!",
    ),
    answer("an00000002", "alta/I2", "aaaaaaaaa3", "changes", text=SECRET),
    answer("an00000003", "alta/I1", "aaaaaaaaa4", "wrong", text="Det er tre.", how="telephone"),
    answer("an00000004", "alta/I3", "aaaaaaaaa4", "correct"),
    answer("an00000005", "alta/I3", "aaaaaaaaa5", "changes", text="Noen vet det."),
    answer("an00000006", "alta/I1", "aaaaaaaaa2", "wrong"),
    answer("an00000007", "alta/I3", section="barrierer", text="Kommunen har én kontakt."),
    answer("an00000008", "alta/I2", kind="general", text=SECRET),
]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    root = validated_study(tmp_path_factory.mktemp("round") / "study", ANSWERS)
    source = root / "interviews/alta/fokusgruppe.md"
    front = source.read_text(encoding="utf-8")
    source.write_text(re.sub(r"(I2: .*consent: )quote", r"\1paraphrase", front), encoding="utf-8")
    study = open_folder(root, "koder-a")
    for target, choice, reason in (
        ("aaaaaaaaa3", "accept", "I1 kjenner tallene"),
        ("aaaaaaaaa5", "keep", "ingen har vist hva"),
        ("aaaaaaaaa2", "withdraw", "bygger på én samtale"),
        ("an00000007", "accept", ""),
    ):
        study.apply(decide(study, 1, target, choice, reason=reason, by="koder-a", on="2022-01-20"))
    edit = apply_decisions(study, 1, by="koder-a", now=NOW)
    assert edit is not None
    study.apply(edit)
    study.apply(decide(study, 1, "aaaaaaaaa1", "ask", reason="ingen svarte", by="koder-a", on="2022-01-21"))
    return study


def said(document: Document, heading: str = "") -> list[str]:
    """The texts of a document, or those under one of its headings."""
    blocks = document.blocks
    if heading:
        start = next(n for n, each in enumerate(blocks) if isinstance(each, Heading) and each.text == heading)
        end = next((n for n in range(start + 1, len(blocks)) if isinstance(blocks[n], Heading)), len(blocks))
        blocks = blocks[start + 1 : end]
    texts = (text for _, text in texts_of(Document("", blocks)) if text)
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts]


def rows(table: Table) -> list[list[str]]:
    return [[plain(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in table.rows]


def test_it_says_what_was_asked_and_how_many_answered(study: Study) -> None:
    report = round_report(study, 1, today="2022-02-01")
    assert said(report, "Kort sagt") == [
        "Runde 1 gikk til 4 informanter i 2 caser: Alta og Skien. Svarfristen var 14. januar 2022. "
        "3 har svart på noe og 1 har ikke svart.",
        "Informantene ble spurt om 6 utsagn: 2 er rettet, 2 er omstridte og 2 er ubesvarte. "
        "Et utsagn som ingen har svart på, er ikke bekreftet.",
        "Numrene er de som utsagnene hadde da de ble sendt.",
    ]
    informants, statements, verdicts = report.tables
    assert rows(informants)[0] == [
        "alta/I1", "21. desember 2021", "10. januar 2022", "Word-skjema og telefon", "3 av 5", "svart på noe, fristen er ute",
    ]  # fmt: skip
    assert rows(statements) == [
        ["Alta", "5", "0", "2", "2", "0", "0", "1"],
        ["Skien", "1", "0", "0", "0", "0", "0", "1"],
        ["i alt", "6", "0", "2", "2", "0", "0", "2"],
    ]
    assert rows(verdicts)[-1] == ["i alt", "6", "1", "3", "2", "0", "0"]


def test_every_change_stands_with_before_and_after_and_why(study: Study) -> None:
    told = said(round_report(study, 1), "Hva som ble endret, og hvorfor")
    assert "Før: Det mangler folk og penger." in told
    assert "Nå: Det mangler folk, penger og tid." in told
    assert "Grunn: I1 kjenner tallene. Avgjort av Koder-A 20. januar 2022." in told
    assert "Alta 2.1 er tatt ut." in told
    assert "Utsagnet var: Skolene melder om rasistiske utsagn hver uke." in told
    assert not any(each.startswith("Alta 3.3") for each in told)


def test_disagreement_and_objections_that_were_not_followed_are_not_hidden(study: Study) -> None:
    report = round_report(study, 1)
    against = said(report, "Informantene er uenige")
    assert against == [
        "Alta 3.2 Kommunen har to stillinger.", "I1: feil. «Det er tre.»", "I3: riktig.", "Dette er ikke avgjort.",
    ]  # fmt: skip
    kept = said(report, "Innvendinger som ikke er fulgt")
    assert kept[:2] == ["Alta 3.3 Ingen vet hva som virker.", "I3: riktig med endringer. «Noen vet det.»"]
    assert kept[2].startswith("Utsagnet er beholdt. Grunn: ingen har vist hva.")
    assert said(report, "Det som gjenstår") == [
        "Ikke avgjort: Alta 3.2.", "Skal spørres om igjen: Alta 1.1.", "Ingen har svart på: Skien 3.1.",
        "Tillegg som ikke er avgjort: 1.", "Foreslått, men ikke tatt inn i teksten: Alta: 1 utsagn under «Barrierer».",
    ]  # fmt: skip


def test_words_of_those_who_may_not_be_quoted_are_not_printed_and_that_is_said(study: Study) -> None:
    for language, told in (("nb", "Ordene er ikke gjengitt"), ("en", "The words are not given")):
        words = "\n".join(said(round_report(study, 1, language=language)))
        assert SECRET not in words
        assert words.count(told) == 2
        assert "Tid!" in words


def test_it_is_written_in_english_too(study: Study) -> None:
    report = round_report(study, 1, language="en", today="2022-01-10")
    assert report.subtitle == "Report on validation round 1"
    assert "Answers are due by 14 January 2022." in said(report, "In short")[0].replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert said(report, "The informants disagree")[-1] == "This is not decided."
    with pytest.raises(StudyError, match="there is no round 3"):
        round_report(study, 3)


def test_the_studys_report_says_where_each_description_was_validated_and_what_is_disputed(
    study: Study,
) -> None:
    words = [
        each.replace("\N{NO-BREAK SPACE}", " ") for each in said(study_report(study, chapters=("cases",)))
    ]
    seen = [each for each in words if "Validert i runde" in each]
    assert len(seen) == 1
    assert (
        "Validert i runde 1, siste svar 10. januar 2022: 3 av 3 informanter har svart, på til sammen 3 av 4 utsagn. "
        "Nå er 1 rettet, 2 omstridt og 1 ikke besvart."
    ) in seen[0]
    disputed = [each for each in words if "Omstridt i runde 1: " in each]
    assert {next(t for t in ("to stillinger", "hva som virker") if t in each) for each in disputed} == {
        "to stillinger", "hva som virker",
    }  # fmt: skip


def test_another_who_opens_the_study_gets_the_same_report(study: Study) -> None:
    again = open_folder(study.root, "koder-b")
    assert round_report(again, 1, today="2022-02-01") == round_report(study, 1, today="2022-02-01")


TWO_TONGUES = [
    answer("an00000001", "alta/I1", "aaaaaaaaa3", "changes", proposed="Det mangler folk, penger og land."),
    answer("an00000002", "alta/I1", "aaaaaaaaa4", "wrong", text="Det er tre."),
    answer("an00000003", "alta/I3", "aaaaaaaaa4", "correct"),
    answer("an00000004", "alta/I3", "aaaaaaaaa5", "changes", text="Say it otherwise."),
]


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Three statements were sent in English, too: one is decided in both languages, two in one each."""
    root = validated_study(tmp_path_factory.mktemp("round") / "study", TWO_TONGUES)
    said_in_english = {
        "Det mangler folk og penger.": "People and money are lacking.",
        "Kommunen har to stillinger.": "There are two posts.",
        "Ingen vet hva som virker.": "Nobody knows what works.",
    }
    for file in ("cases/alta.yaml", "validation/round-1/statements.yaml"):
        words = (root / file).read_text(encoding="utf-8")
        for norwegian, there in said_in_english.items():
            inline = f'"nb": "{norwegian}"'
            words = words.replace(inline, f'{inline}, "en": "{there}"')
            words = words.replace(f'nb: "{norwegian}"\n', f'nb: "{norwegian}"\n        en: "{there}"\n')
        (root / file).write_text(words, encoding="utf-8")
    study = open_folder(root, "koder-a")
    for id, tongue, words in (
        ("aaaaaaaaa3", "nb", "Det mangler folk, penger og land."),
        ("aaaaaaaaa4", "en", "There are three posts."),
        ("aaaaaaaaa5", "en", "Hardly anybody knows what works."),
    ):
        edit = decide(
            study,
            1,
            id,
            "adapt",
            text=words,
            language=tongue,
            reason="slik er det",
            by="koder-a",
            on="2022-01-20",
        )
        study.apply(edit)
    edit = apply_decisions(study, 1, by="koder-a", now=NOW)
    assert edit is not None
    study.apply(edit)
    return study


def test_a_change_stands_in_the_reports_language_and_else_in_its_own_which_is_named(english: Study) -> None:
    told = said(round_report(english, 1, language="en"), "What was changed, and why")
    assert "Before (Norwegian): Det mangler folk og penger." in told
    assert "Now (Norwegian): Det mangler folk, penger og land." in told
    assert "Before: There are two posts." in told
    told = said(round_report(english, 1), "Hva som ble endret, og hvorfor")
    assert "Nå: Det mangler folk, penger og land." in told
    assert "Nå (engelsk): There are three posts." in told


def test_what_was_taken_away_is_struck_through_and_what_was_added_is_bold(english: Study) -> None:
    blocks = [each for each in round_report(english, 1).blocks if isinstance(each, Paragraph)]
    runs = [run for each in blocks if each.style == "quote" for run in each.runs]
    assert "two" in {run.text for run in runs if run.strike}
    assert {", penger", "three"} & {run.text for run in runs if run.bold}
    assert not any(run.italic for run in runs)


def test_a_statement_that_was_changed_is_told_once_and_what_is_called_disputed_is_what_is_counted(
    english: Study,
) -> None:
    report = round_report(english, 1)
    assert said(report, "Omstridte utsagn") == ["Ingen utsagn er omstridte."]
    assert said(report, "Svart ulikt, uten at utsagnet er omstridt") == [
        "Disse er endret eller tatt ut, som fortalt under «Hva som ble endret, og hvorfor»: Alta 3.2."
    ]
    assert sum("to stillinger" in each or "three posts" in each for each in said(report)) == 1


def test_texts_that_are_older_in_a_language_are_left_to_do(english: Study) -> None:
    left = said(round_report(english, 1), "Det som gjenstår")
    assert "Eldre på engelsk enn på norsk: Alta 3.1." in left
    assert "Eldre på norsk enn på engelsk: Alta 3.2, 3.3." in left


def test_the_method_tells_which_rounds_there_were_and_what_was_decided_by_whom(study: Study) -> None:
    told = said(study_report(study, chapters=("method",)), "Validering")
    assert told[0].startswith("Casebeskrivelsene er lagt fram for informantene i én runde.")
    round_told = (
        "Runde 1, sendt 21. desember 2021: 4 informanter i 2 caser ble spurt om 6 utsagn, og 3 svarte."
    )
    assert any(round_told in each for each in told)
    assert any(
        "avgjort av Koder-A, 5 i alt: 2 med informantens ord, 1 uten endring, 1 ved at utsagnet er tatt ut og 1 ved at "
        "det spørres igjen." in each for each in told
    )  # fmt: skip


def test_a_study_without_rounds_has_no_word_of_validation_in_its_method(tmp_path: Path) -> None:
    document = study_report(open_folder(described(tmp_path / "study")), chapters=("method",))
    assert "Validering" not in [each.text for each in document.headings]
    assert "runde" not in "\n".join(said(document))
