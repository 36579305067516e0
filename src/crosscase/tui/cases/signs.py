"""What stands behind and under a statement: the numbers of its evidence, its status, what wants a look."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from crosscase.casework.evidence import BROKEN, Evidence
from crosscase.casework.mark import Mark
from crosscase.casework.validated import MarkState, StatementMark
from crosscase.study.description_file import Statement
from crosscase.tui.synthesis.themes_blocks import Piece
from crosscase.tui.words import shown

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_NUMBERS = 9  # evidence that is numbered behind a statement; of more the last number is told
STATE = {"proposed": "+ proposed", "withdrawn": "− taken out"}
SEVERE, DOUBT = "!", "?"

_MISSING = "translation missing"
_WORDS = {
    "no-evidence": "rests on nothing",
    "gone": "evidence {} is gone",
    "elsewhere": "evidence {} is of another case",
    "lost": "evidence {} has lost its words",
    "no-consent": "no consent to {}",
    "quoted": "quotes {}, which may only be paraphrased",
    "same-id": "{} has a statement of the same id; give one of the two another",
    "odd-id": "its id is none; letters and digits alone",
    "changed": "words of {} were edited",
    "reworded": "{} has other words now",
    "recoded": "{} has another code now",
    "paraphrase": "{} may only be paraphrased",
    "one-informant": "leans on {} alone",
    "no-text": "not written in the study's language",
    "translation": "the text in {} is older",
    _MISSING: "no text in {}",
    "unknown-section": "this section is not in the template",
    "too-short": "shorter than the template asks for",
    "too-long": "longer than the template asks for",
    "no-section-text": "nothing written yet",
    "unknown-code": "{} is no code",
    "unknown-item": "{} is no item of the survey",
}
_SAID: Mapping[MarkState, tuple[str, str]] = {
    "confirmed": ("✓ round", "good"),
    "corrected": ("✓ corrected in round", "good"),
    "disputed": ("? disputed in round", "bad"),
    "open": ("? open in round", "warn"),
    "unconfirmed": ("nobody could say in round", "dim"),
    "not answered": ("not answered in round", "dim"),
    "changed": ("changed since round", "dim"),
}
"""What came of a statement, before the number of the round."""
_TOLD_ELSEWHERE = frozenset({"proposed", "code-unused", "key-unused"})
"""Marks that show at the statement's head, or at the quotes."""
_MILD = frozenset({"paraphrase"})
"""Marks that are so often there that they must not drown the others."""


def raised(number: int) -> str:
    """A number as it stands behind a word: `12` as `¹²`."""
    return str(number).translate(_RAISED)


def evidence_signs(rests: tuple[Evidence, ...]) -> tuple[Piece, ...]:
    """A small number for each quote that a statement rests on: `¹²³`, apart from each other where they have two digits."""
    if len(rests) > MOST_NUMBERS:
        broken = any(each.state in BROKEN for each in rests)
        return ((f"¹⁻{raised(len(rests))}", _kind_of("gone" if broken else "")),)
    return tuple((raised(number), _kind_of(each.state)) for number, each in enumerate(rests, 1))


def _kind_of(state: str) -> str:
    return "bad" if state in BROKEN else "warn" if state else "key"


def head_signs(statement: Statement, said: StatementMark | None = None) -> tuple[Piece, ...]:
    """What a statement is besides its words, each with a sign or a word: proposed or taken out, status, what came of it.

    Args:
        said: what informants said of it; None where nobody was asked.
    """
    found: list[Piece] = []
    if statement.state:
        found.append((STATE[statement.state], "warn" if statement.state == "proposed" else "dim"))
    if statement.status:
        found.append((statement.status, "expands"))
    if said is not None:
        words, kind = _SAID[said.state]
        found.append((f"{words} {said.round}", kind))
    return tuple(found)


def mark_lines(
    marks: Iterable[Mark], rests: tuple[Evidence, ...] = (), texts: Collection[str] = ()
) -> list[Piece]:
    """Marks in few words, the severe ones first; those of a kind together.

    Args:
        rests: what the statement rests on, so that evidence is called by its number.
        texts: the languages that it has a text in.
    """
    numbers = {each.id: raised(number) for number, each in enumerate(rests, 1)}
    about: dict[tuple[bool, str], list[str]] = {}
    for mark in marks:
        if mark.kind not in _TOLD_ELSEWHERE:
            missing = mark.kind == "translation" and mark.about not in texts
            kind = _MISSING if missing else mark.kind
            about.setdefault((not mark.severe, kind), []).append(numbers.get(mark.about) or mark.about)
    lines: list[Piece] = []
    for (light, kind), names in sorted(about.items(), key=lambda each: each[0][0]):
        words = _WORDS[kind].format(" ".join(map(shown, dict.fromkeys(names))))
        style = "bad" if not light else "dim" if kind in _MILD else "warn"
        lines.append((f"{DOUBT if light else SEVERE} {words}", style))
    return lines
