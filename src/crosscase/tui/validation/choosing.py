"""What is picked from lists on the validation screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.content import Content

from crosscase.casework.deciding import Target, answers_to, offered_by, proposals, sent_text
from crosscase.casework.sections import template_of
from crosscase.casework.standing import AdditionStanding, StatementStanding, standing_of
from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.study.rounds import round_of
from crosscase.study.validation_file import Answer, SentStatement, Verdict
from crosscase.tui.picker import Entry
from crosscase.tui.synthesis.wording import case_name, joined
from crosscase.tui.validation.looking import RoundLook, case_of
from crosscase.tui.validation.wording import (
    CHOICE_WORDS,
    OF_ADDITIONS,
    VERDICT_WORDS,
    due_words,
    state_sign,
    state_words,
)
from crosscase.tui.words import plain, shown

NO_DECISION = "none"
_MISSING = "missing in "


def round_entries(study: Study, look: RoundLook) -> list[Entry]:
    """The rounds, the last first; the one that is shown last of all."""
    order = sorted(look.numbers, key=lambda number: (number == look.number, -number))
    entries = []
    for number in order:
        standing = look.standing if number == look.number else standing_of(round_of(study, number))
        answered = sum(each.state != "not answered" for each in standing.informants)
        words = joined(
            due_words(standing),
            counted(len(standing.statements), "statement"),
            f"{answered} of {counted(len(standing.informants), 'informant')} answered",
        )
        entries.append(_entry(str(number), f"round {number}", words))
    return entries


def case_entries(study: Study, look: RoundLook, present: str) -> list[Entry]:
    """The cases, the one that is shown last, each with how much is to be decided on."""
    entries = []
    for case in sorted(look.cases, key=lambda each: each == present):
        waiting = len(look.undecided_in[case])
        words = f"{waiting} to decide on" if waiting else "nothing to decide on"
        entries.append(_entry(case, case_name(study, case), words))
    return entries


def choice_entries(target: Target) -> list[Entry]:
    """What can become of a target; what it is decided on now comes last.

    Words are accepted only where somebody proposes some, and of what nobody answered there is only to ask again.
    """
    words = dict(OF_ADDITIONS if isinstance(target, AdditionStanding) else CHOICE_WORDS)
    answers = answers_to(target)
    if not proposals(answers):
        words.pop("accept", None)
    if not answers:
        words = {"ask": words["ask"]}
    present = target.decision.choice if target.decision is not None else ""
    entries = []
    for choice in sorted(words, key=lambda each: each == present):
        entries.append(
            _entry(choice, choice, words[choice] + (", as it is now" if choice == present else ""))
        )
    if present and target.decision is not None and not target.decision.applied:
        entries.append(_entry(NO_DECISION, "no decision", "take it back"))
    return entries


def proposal_entries(answers: Collection[Answer], offered: Mapping[str, str]) -> list[Entry]:
    """The unlike words that informants propose, by the id of an answer that has them."""
    by_id = {each.id: each for each in answers}
    entries = []
    for id, words in offered.items():
        who = ", ".join(
            dict.fromkeys(shown(each.informant) for each in answers if offered_by(each).strip() == words)
        ) or shown(by_id[id].informant)
        label = Content.assemble((f"{who}  ", "bold"), plain(words))
        entries.append(Entry(id, label, f"{who} {words}", shown(words)))
    return entries


def text_entries(missing: Collection[str], given: Mapping[str, str]) -> list[Entry]:
    """The languages that a statement can get new words in: those without any yet, then those that have some."""
    entries = [_entry(each, each, "stays as it is so far") for each in missing]
    return [*entries, *(_entry(each, each, f"decided: {text}") for each, text in given.items())]


def target_entries(study: Study, look: RoundLook, language: str) -> list[Entry]:
    """Everything that can be decided on in a round, in all cases."""
    entries = []
    for id, target in look.targets.items():
        statement = isinstance(target, StatementStanding)
        words = (
            sent_text(target.latest, language)
            if isinstance(target, StatementStanding)
            else target.answer.text
        )
        number = target.number if isinstance(target, StatementStanding) else f"+ {target.answer.informant}"
        case = case_name(study, case_of(target))
        label = Content.assemble(
            (f"{state_sign(target)[0]} ", ""), (f"{case} {shown(number)}  ", "bold"), plain(words)
        )
        detail = joined(state_words(target), shown(words)) if statement else shown(words)
        entries.append(Entry(id, label, f"{case} {number} {words}", detail))
    return entries


def place_entries(asked: Collection[SentStatement], study: Study, language: str) -> list[Entry]:
    """The statements that an informant was asked of, then the sections that something may be missing in."""
    entries = []
    for each in asked:
        words = sent_text(each, language)
        label = Content.assemble((f"{shown(each.number)}  ", "bold"), plain(words))
        entries.append(Entry(each.statement, label, f"{each.number} {words}", shown(words)))
    for section in template_of(study):
        entries.append(_entry(f"{_MISSING}{section.section}", "missing", section.title(language)))
    return [*entries, _entry(_MISSING, "missing", "on the whole")]


def section_in(key: str) -> str | None:
    """The section that an entry of `place_entries` is for, empty for the whole; None for a statement."""
    return key.removeprefix(_MISSING) if key.startswith(_MISSING) else None


def verdict_entries() -> list[Entry]:
    """What an informant can say of a statement; no tick first: words alone say none."""
    order: tuple[Verdict, ...] = ("", "changes", "wrong", "correct", "cannot-say")
    return [_entry(each or "none", VERDICT_WORDS[each], "") for each in order]


def _entry(key: str, name: str, words: str) -> Entry:
    return Entry(
        key,
        Content.assemble((shown(name), "bold"), (f"  {shown(words)}" if words else "", "dim")),
        f"{name} {words}",
    )
