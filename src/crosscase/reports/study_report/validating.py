"""How the case descriptions were validated: which rounds there were, how many answered, what was decided, by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from crosscase.casework.standing import STATES, RoundStanding, standings_of
from crosscase.documents.values import Block, Bullets, FileLink, text
from crosscase.reports.study_report.desk import Desk
from crosscase.reports.study_report.evidence import Evidence
from crosscase.reports.study_report.wording import day, listed, paragraph
from crosscase.reports.survey.words import words_in
from crosscase.reports.validation_round.words import round_words
from crosscase.study.problems import FileError
from crosscase.study.rounds import Round, rounds_of
from crosscase.study.validation_file import CHOICES, round_file

_NB: Mapping[str, str] = {
    "validation": "Validering",
    "rounds one": "Casebeskrivelsene er lagt fram for informantene i én runde. De ble spurt utsagn for utsagn om det som står, "
    "er riktig, og om noe mangler.",
    "rounds many": "Casebeskrivelsene er lagt fram for informantene i {} runder. De ble spurt utsagn for utsagn om det som står, "
    "er riktig, og om noe mangler.",
    "round": "Runde {round}{on}: {informants} i {cases} ble spurt om {statements}, og {answered} svarte. {counts}.",
    "on": ", sendt {}",
    "decided one": "Én innvending, ett tillegg eller ett åpent utsagn er avgjort av {by}: {choices}.",
    "decided many": "Innvendinger, tillegg og åpne utsagn er avgjort av {by}, {count} i alt: {choices}.",
    "accept": "{} med informantens ord", "adapt": "{} med andre ord", "keep": "{} uten endring",
    "withdraw": "{} ved at utsagnet er tatt ut", "ask": "{} ved at det spørres igjen",
    "silence": "Utsagn som ingen har svart på, regnes ikke som bekreftet.",
}  # fmt: skip
_EN: Mapping[str, str] = {
    "validation": "Validation",
    "rounds one": "The case descriptions were put to the informants in one round. They were asked statement by statement whether "
    "what is written is correct, and whether anything is missing.",
    "rounds many": "The case descriptions were put to the informants in {} rounds. They were asked statement by statement "
    "whether what is written is correct, and whether anything is missing.",
    "round": "Round {round}{on}: {informants} in {cases} were asked about {statements}, and {answered} answered. {counts}.",
    "on": ", sent {}",
    "decided one": "One objection, addition or open statement was decided by {by}: {choices}.",
    "decided many": "Objections, additions and open statements were decided by {by}, {count} in all: {choices}.",
    "accept": "{} with the informant's words", "adapt": "{} with other words", "keep": "{} without a change",
    "withdraw": "{} by taking the statement out", "ask": "{} by asking again",
    "silence": "Statements that nobody has answered do not count as confirmed.",
}  # fmt: skip


def validation_words(language: str) -> Mapping[str, str]:
    """The words in a language: Norwegian for all Norwegian ones, English where there are no others."""
    return words_in({"nb": _NB, "en": _EN}, language)


def validation_blocks(desk: Desk) -> Iterator[Block]:
    """A paragraph, a point for each round, and how it was decided; nothing where nobody was sent anything."""
    words = validation_words(desk.language)
    try:
        rounds = [each for each in rounds_of(desk.study) if each.sent or each.answers]
    except FileError as error:
        yield desk.unreadable(error)
        return
    if not rounds:
        return
    files = tuple(FileLink(round_file(each.number)) for each in rounds)
    key = "rounds one" if len(rounds) == 1 else "rounds many"
    mark = desk.register.mark(Evidence(files, words["validation"]))
    yield paragraph(f"{words[key].format(len(rounds))} {words['silence']}", mark)
    yield Bullets(tuple(text(_round(desk, *each)) for each in zip(rounds, standings_of(rounds), strict=True)))
    yield from _decided(desk, rounds)


def _round(desk: Desk, round: Round, standing: RoundStanding) -> str:
    words, known = validation_words(desk.language), round_words(desk.language)

    def many(key: str, number: int) -> str:
        return known[f"{key} {'one' if number == 1 else 'many'}"].format(number)

    sent = min(((each.mailed or each.made)[:10] for each in round.sent.values()), default="")
    counts = standing.counts
    found = [
        many("state not answered" if state == "not answered" else state, counts[state])
        for state in STATES
        if counts[state]
    ]
    return words["round"].format(
        round=round.number,
        on=words["on"].format(day(sent, desk.language)) if sent else "",
        informants=many("informant", len(standing.informants)),
        cases=many("case", len(standing.cases)),
        statements=many("statement", len(standing.statements)),
        answered=sum(each.state != "not answered" for each in standing.informants),
        counts=listed(found, known["and"]),
    )


def _decided(desk: Desk, rounds: list[Round]) -> Iterator[Block]:
    words, known = validation_words(desk.language), round_words(desk.language)
    decisions = [each for round in rounds for each in round.decisions.values()]
    if not decisions:
        return
    choices = Counter(each.choice for each in decisions)
    by = dict.fromkeys(desk.coder(each.by) for each in decisions if each.by)
    told = [words[choice].format(choices[choice]) for choice in CHOICES if choices[choice]]
    key = "decided one" if len(decisions) == 1 else "decided many"
    yield paragraph(
        words[key].format(
            by=listed(list(by), known["and"]), count=len(decisions), choices=listed(told, known["and"])
        )
    )
