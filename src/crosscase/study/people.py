"""Who speaks in a study: speakers by case, with role, consent and how much they say; and changes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.model import CONSENTS, Consent, Source, Speaker
from crosscase.study.problems import Problem, StudyError
from crosscase.study.source_files import content_of, known_source
from crosscase.study.sources import read_source
from crosscase.study.yaml_edit import with_front_value
from crosscase.study.yaml_out import Plain

_AFTER = ("notes_by", "session", "notice", "question", "mode", "date", "title", "kind", "case")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks in one or more sources of a case; an informant's id is `alta/I1`.

    Attributes:
        case: slug; empty in sources without one.
        name: as it opens a turn.
        role, coder: of the first source that says it.
        consent: the strictest that is given for their words; empty where nobody has said.
        sources: ids of those that list them, in order.
        turns, words: how much they say in all of them together.
        unlike: what the sources do not agree on: `role`, `consent`.
    """

    case: str
    name: str
    role: str
    consent: Consent
    coder: str
    sources: tuple[str, ...]
    turns: int
    words: int
    unlike: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """As reports name them."""
        return f"{self.case}/{self.name}" if self.case else self.name

    @property
    def is_interviewer(self) -> bool:
        """Whether they asked."""
        return bool(self.coder)


def people(study: Study, sources: Iterable[Source] | None = None) -> tuple[Person, ...]:
    """Everybody who is listed as a speaker, by case and in the order they are first listed.

    Args:
        sources: those to look in; all of the study where nothing is said.
    """
    found: dict[tuple[str, str], list[tuple[Source, Speaker]]] = {}
    for source in study.sources.values() if sources is None else sources:
        for speaker in source.speakers:
            found.setdefault((source.case, speaker.name), []).append((source, speaker))
    said = {source.id: _said(study, source) for listed in found.values() for source, _ in listed}
    return tuple(_person(case, name, listed, said) for (case, name), listed in found.items())


def _said(study: Study, source: Source) -> dict[str, tuple[int, int]]:
    """Turns and words of each speaker of a source."""
    counts: dict[str, tuple[int, int]] = {}
    for turn in study.segments(source.id).turns:
        turns, words = counts.get(turn.speaker, (0, 0))
        counts[turn.speaker] = turns + 1, words + len(source.body[turn.text_start : turn.end].split())
    return counts


def _person(
    case: str,
    name: str,
    listed: list[tuple[Source, Speaker]],
    said: dict[str, dict[str, tuple[int, int]]],
) -> Person:
    speakers = [speaker for _, speaker in listed]
    counts = [said[source.id].get(name, (0, 0)) for source, _ in listed]
    given = [s.consent for s in speakers if s.consent]
    strictest: Consent = next((consent for consent in reversed(CONSENTS) if consent in given), "")
    unlike = [
        field
        for field in ("role", "consent")  # several may ask under one label
        if len({getattr(s, field) for s in speakers if getattr(s, field)}) > 1
    ]
    return Person(
        case, name,
        next((s.role for s in speakers if s.role), ""),
        strictest,
        next((s.coder for s in speakers if s.coder), ""),
        tuple(source.id for source, _ in listed),
        sum(turns for turns, _ in counts), sum(words for _, words in counts),
        tuple(unlike),
    )  # fmt: skip


def unlike_problems(study: Study) -> Iterator[Problem]:
    """Informants of whom the sources of their case say different things."""
    for person in people(study):
        for field in person.unlike:
            values = {
                getattr(speaker, field): source.id
                for source in (study.sources[each] for each in person.sources)
                for speaker in source.speakers
                if speaker.name == person.name and getattr(speaker, field)
            }
            told = ", ".join(f"{value} in {source}" for value, source in values.items())
            message = (
                f"{person.id} has another {field} in another source of the case ({told}); make them the same, "
                "or give one of the two another name"
            )
            yield Problem(study.sources[person.sources[-1]].file, 0, 0, "speaker", message)


def set_speaker(
    study: Study,
    source_ids: Iterable[str],
    name: str,
    *,
    role: str | None = None,
    consent: Consent | None = None,
    coder: str | None = None,
) -> Edit:
    """List a speaker in sources, or change what is said of one.

    Args:
        source_ids: where; one that does not list the name yet lists it from then on.
        role, consent, coder: what is said; None leaves it.

    Raises:
        StudyError: an unknown source, a name that opens no turn, nothing to change.
    """
    changes = []
    for source in _known(study, source_ids):
        former = next((s for s in source.speakers if s.name == name), None)
        new = former or Speaker(name)
        new = replace(
            new,
            role=new.role if role is None else role,
            consent=new.consent if consent is None else consent,
            coder=new.coder if coder is None else coder,
        )
        if new == former:
            continue
        listed = [new if s.name == name else s for s in source.speakers]
        changes.append(_listed(study, source, listed if former else [*listed, new]))
    if not changes:
        raise StudyError(f"{name} is listed so already; nothing was changed")
    return Edit(f"speaker {name}", tuple(changes))


def remove_speaker(study: Study, source_ids: Iterable[str], name: str) -> Edit:
    """List a speaker no longer: the name is text from then on; raises StudyError where nobody lists them."""
    changes = [
        _listed(study, source, [s for s in source.speakers if s.name != name])
        for source in _known(study, source_ids)
        if any(s.name == name for s in source.speakers)
    ]
    if not changes:
        raise StudyError(f"no speaker {name} is listed there; nothing was changed")
    return Edit(f"speaker {name} no longer listed", tuple(changes))


def _known(study: Study, source_ids: Iterable[str]) -> list[Source]:
    return [known_source(study, source_id) for source_id in dict.fromkeys(source_ids)]


def _listed(study: Study, source: Source, speakers: list[Speaker]) -> Change:
    before = content_of(study, source)
    listed = {s.name: speaker_record(s) for s in speakers}
    after = with_front_value(before, "speakers", listed, _AFTER)
    if read_source(source.file, after.encode()).body != source.body:
        raise StudyError(f"{source.file} was changed by another program meanwhile; nothing was changed")
    return Change(source.file, WHOLE, before, after)


def speaker_record(speaker: Speaker) -> dict[str, str]:
    """A speaker as front matter has it, without what is not said."""
    known = {"coder": Plain(speaker.coder), "role": speaker.role, "consent": Plain(speaker.consent)}
    return {key: value for key, value in known.items() if value}
