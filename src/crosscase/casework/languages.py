"""In which language informants read a statement, and which of its texts a decision or a packet leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crosscase.casework.description import description_of
from crosscase.casework.packets import Packet
from crosscase.casework.translations import older_texts
from crosscase.study.description_file import Statement
from crosscase.study.folder import Study
from crosscase.study.rounds import texts_sent
from crosscase.study.validation_file import SentStatement
from crosscase.study.word_diff import word_diff

_NAMED = 6  # statements that one line names


def read_in(sent: SentStatement, proposed: str, language: str) -> str:
    """The language in which an informant read a statement: that of the text which the proposal is most like.

    Args:
        language: where the statement was sent in none, or none is more like it than the others.
    """
    if len(sent.text) < 2 or not proposed.strip():
        return language if language in sent.text else next(iter(sent.text), language) or language
    likeness = {each: _kept(text, proposed) for each, text in sent.text.items() if each}
    best = max(likeness, key=lambda each: (likeness[each], each == language), default=language)
    return best if likeness.get(best) else language


def _kept(text: str, proposed: str) -> int:
    return sum(len(each.text.strip()) for each in word_diff(text, proposed) if each.kind == "same")


def unwritten(statement: Statement | None, given: Iterable[str], own: str) -> tuple[str, ...]:
    """The languages of a statement that new words are not given in, the study's first.

    Args:
        statement: as it stands now; None where it is still to be made: then it needs a text in the study's language.
        given: in which there are new words.
    """
    texts = {own} if statement is None else {each or own for each, text in statement.text.items() if text}
    return tuple(sorted(texts - {each or own for each in given}, key=lambda each: (each != own, each)))


def named(languages: Sequence[str], own: str) -> str:
    """Languages within a line: `nb, the study's own, and en`; the comma closes what is said of the study's."""
    return " and ".join(f"{each}, the study's own," if each == own else each for each in languages)


def older_in(study: Study, statement: Statement) -> Mapping[str, str]:
    """The languages in which the text of a statement is older than in another, each with that other."""
    return older_texts(statement, study.settings.language, texts_sent(study).get(statement.id, ()))


def behind_in(study: Study, packets: Iterable[Packet]) -> tuple[str, ...]:
    """What to know before packets go out, a line for each case and language: statements whose text is older there, or missing."""
    older: dict[tuple[str, str, str], dict[str, None]] = {}
    missing: dict[tuple[str, str], dict[str, None]] = {}
    sent = texts_sent(study)
    for packet in packets:
        now = {each.id: each for each in description_of(study, packet.case).statements}
        for each in packet.statements:
            texts = now[each.id].text
            if not texts.get(packet.language) and not texts.get(""):
                missing.setdefault((packet.case, packet.language), {})[each.number] = None
            apart = older_texts(now[each.id], study.settings.language, sent.get(each.id, ()))
            if (newer := apart.get(packet.language)) is not None:
                older.setdefault((packet.case, packet.language, newer), {})[each.number] = None
    return (
        *(
            f"{case}: {_listed(numbers)} in {language}, where the text is older than in {newer}; "
            f"see crosscase case check {case}"
            for (case, language, newer), numbers in older.items()
        ),
        *(
            f"{case}: {_listed(numbers)} in another language, having no text in {language}"
            for (case, language), numbers in missing.items()
        ),
    )


def _listed(numbers: Iterable[str]) -> str:
    every = [*numbers]
    more = len(every) - _NAMED
    told = ", ".join(every[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"{told} {'goes' if len(every) == 1 else 'go'} out"
