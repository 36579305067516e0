"""What the validation screen calls things, and the signs it draws for them."""

from __future__ import annotations

from collections.abc import Mapping

from crosscase.casework.deciding import Target
from crosscase.casework.standing import STATES, RoundStanding, State, StatementStanding
from crosscase.study.plurals import counted
from crosscase.study.validation_file import Answer, Choice, Decision, How, Verdict
from crosscase.tui.synthesis.wording import joined
from crosscase.tui.validation.looking import wants_decision
from crosscase.tui.words import shown

Sign = tuple[str, str]
"""A sign of one cell, and the kind it is drawn in."""

VERDICT_SIGNS: Mapping[Verdict, Sign] = {
    "correct": ("✓", "good"), "changes": ("≈", "warn"), "wrong": ("✗", "bad"), "cannot-say": ("–", "dim"),
    "": ("”", "warn"),
}  # fmt: skip
VERDICT_WORDS: Mapping[Verdict, str] = {
    "correct": "correct", "changes": "correct with changes", "wrong": "wrong", "cannot-say": "cannot say",
    "": "no tick",
}  # fmt: skip
NO_ANSWER: Sign = ("·", "dim")
NOT_ASKED: Sign = ("⊘", "dim")
ADDED = "+"
_STATES: Mapping[State, Sign] = {
    "confirmed": ("✓", "good"), "corrected": ("✓", "good"), "disputed": ("?", "bad"), "unconfirmed": ("–", "dim"),
    "open": ("!", "warn"), "not answered": ("·", "dim"),
}  # fmt: skip
HOW: Mapping[How, str] = {
    "word": "in the form", "word-edits": "in the text itself", "html": "on the page", "mail": "by mail",
    "page": "on the page", "telephone": "by telephone", "meeting": "at a meeting", "other": "",
}  # fmt: skip
_SPOKEN = frozenset({"telephone", "meeting", "other"})
CHOICE_WORDS: Mapping[Choice, str] = {
    "accept": "take the informant's words",
    "adapt": "give it other words",
    "keep": "it stands as it is",
    "withdraw": "it leaves the text",
    "ask": "ask again in the next round",
}
OF_ADDITIONS: Mapping[Choice, str] = {
    "accept": "a proposed statement in these words",
    "adapt": "a proposed statement in other words",
    "keep": "leave it out",
}
KINDS = {"addition": "missing", "general": "on the whole", "unmatched": "could not be placed"}
_CALLED = {
    "addition": "what {} finds missing",
    "general": "what {} says on the whole",
    "unmatched": "words of {} that could not be placed",
}


def due_words(standing: RoundStanding) -> str:
    """By when a round is answered, the first and the last day where packets have unlike ones; empty where none was said."""
    days = tuple(map(shown, standing.due))
    return f"due {' to '.join(dict.fromkeys((days[0], days[-1])))}" if days else ""


def waiting_words(standing: RoundStanding) -> str:
    """What waits for a person: statements and additions to decide on, remarks to note, words to place."""
    waiting = [each.answer.kind for each in standing.additions if wants_decision(each)]
    additions, unplaced = waiting.count("addition"), waiting.count("unmatched")
    statements, remarks = sum(map(wants_decision, standing.statements)), len(waiting) - additions - unplaced
    told = [
        f"{statements} to decide on" if statements else "",
        counted(additions, "addition") if additions else "",
        f"{counted(remarks, 'remark')} to note" if remarks else "",
        f"{unplaced} to place" if unplaced else "",
    ]
    return ", ".join(filter(None, told))


def count_words(standing: RoundStanding) -> tuple[str, ...]:
    """How many statements there are of each state: in words, and by signs where there is little room."""
    count, many = standing.counts, counted(len(standing.statements), "statement")
    there = [state for state in STATES if count[state]]
    words = ", ".join(f"{count[state]} {state}" for state in there)
    signs: dict[str, int] = {}
    for state in there:
        signs[_STATES[state][0]] = signs.get(_STATES[state][0], 0) + count[state]
    return f"{many}: {words}", f"{many}: {' '.join(f'{sign}{each}' for sign, each in signs.items())}", many


def state_sign(target: Target) -> Sign:
    """How a target stands."""
    decision = target.decision
    if wants_decision(target):
        return "!", "bad" if isinstance(target, StatementStanding) and target.disagree else "warn"
    if target.to_apply:
        return "→", "key"
    if not isinstance(target, StatementStanding):
        return ("✓", "good") if target.state == "taken in" else ("–", "dim")
    if decision is not None and decision.choice == "ask":
        return "↻", "key"
    return _STATES[target.state]


def state_words(target: Target) -> str:
    """The same in words."""
    if wants_decision(target):
        return f"{target.state}, to be decided on"
    if target.to_apply:
        return "decided, to be applied"
    if (
        isinstance(target, StatementStanding)
        and target.decision is not None
        and target.decision.choice == "ask"
    ):
        return "to be asked again"
    return target.state


def called(target: Target) -> str:
    """A statement by the number it was sent with; what was said besides by who said it."""
    if isinstance(target, StatementStanding):
        return f"statement {shown(target.number or target.id)}"
    return _CALLED.get(target.answer.kind, "what {} says").format(shown(target.answer.informant))


def said_how(answer: Answer) -> str:
    """When an answer was said, and by which way: `2022-01-10 on the page`."""
    day = (answer.answered or answer.received)[:10]
    by_hand = answer.matched == "hand" and answer.how not in _SPOKEN
    return joined(f"{day} {HOW[answer.how]}".strip(), "placed by hand" if by_hand else "")


def decided(decision: Decision) -> str:
    """Who decided what and when."""
    applied = f"applied {decision.applied[:10]}" if decision.applied else ""
    made = (
        f"version {decision.version}" if decision.applied and decision.choice in ("accept", "adapt") else ""
    )
    return joined(decision.choice, shown(decision.by), decision.on, applied, made)
