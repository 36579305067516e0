"""Who speaks, when names give way to pseudonyms: labels in bodies and front matter change together, turns stay turns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crosscase.study.model import CONSENTS, OPEN_ANSWERS, Consent, Source, Speaker
from crosscase.study.openings import RESPONDENT, openings
from crosscase.study.problems import FileError, Problem
from crosscase.study.yaml_scalars import Piece, spliced

_NOT_IN_LABELS = re.compile(r"[^\w.\-]+")


@dataclass(frozen=True, slots=True)
class Label:
    """A name that opens a turn, where it stands in a body.

    Attributes:
        start, end: of the name, without a stamp before it and the colon behind it.
        name: as it is listed; a respondent's as it is spelt.
    """

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Relabelled:
    """What becomes of the labels of a source.

    Attributes:
        body: the pieces of its body, those of labels among them.
        keys: by number of the speaker in the front matter, the names it is listed by from then on.
        speakers: everybody who is listed from then on, each once.
    """

    body: tuple[Piece, ...]
    keys: Mapping[int, tuple[str, ...]]
    speakers: tuple[Speaker, ...]

    def is_one_for_one(self, source: Source) -> bool:
        """Whether each speaker has one new name, and nobody else's."""
        return len(self.speakers) == len(source.speakers) and all(
            len(keys) == 1 for keys in self.keys.values()
        )


def labels_of(source: Source) -> list[Label]:
    """Every label of a body, in order."""
    respondents = source.case == "" and source.id.startswith(f"{OPEN_ANSWERS}/")
    names = [speaker.name for speaker in source.speakers]
    found = openings("\n" + source.body, names, respondents)
    return list(_labels(source.body, found.label_starts, found.label_ends, found.speakers))


def _labels(body: str, starts: Sequence[int], ends: Sequence[int], names: Sequence[str]) -> Iterator[Label]:
    for start, end, name in zip(starts, ends, names, strict=True):
        head = body[start:end].rstrip().removesuffix(":")
        spelt = [form for form in (name, *_forms(name)) if head.endswith(form)]
        size = len(max(spelt, key=len, default=name))
        yield Label(start + len(head) - size, start + len(head), name)


def _forms(name: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)


def as_label(pseudonym: str) -> str:
    """A pseudonym as open answers can call a respondent: `Informant-2` for `[Informant 2]`."""
    return _NOT_IN_LABELS.sub("-", pseudonym).strip("-.") or "x"


def relabelled(source: Source, body: Iterable[Piece], keys: Mapping[int, Sequence[Piece]]) -> Relabelled:
    """Let labels in a body and in front matter follow each other.

    A name that changes in the front matter changes in every label of it, and the other way round; labels that
    change to different names (names that are put back) are all listed.

    Args:
        body: pieces of the body, in order.
        keys: pieces of the names of speakers, by their number in the front matter.

    Raises:
        FileError: an informant would be called as an interviewer is.
    """
    found = labels_of(source)
    pieces = sorted(part for piece in body for part in _apart(source.body, piece, found))
    new: dict[int, list[str]] = {}
    for number, speaker in enumerate(source.speakers):
        own = [label for label in found if label.name == speaker.name]
        named = [_renamed(source.body, label, pieces) for label in own]
        key = spliced(speaker.name, keys[number]) if keys.get(number) else None
        default = key if key is not None else next((name for name in named if name is not None), None)
        if default is None:
            continue
        for label, name in zip(own, named, strict=True):
            if name is None and default != source.body[label.start : label.end]:
                pieces.append((label.start, label.end, default))
        listed = [name if name is not None else default for name in named]
        new[number] = list(dict.fromkeys(listed if listed and key is None else [default, *listed]))
    names = {number: tuple(each) for number, each in new.items()}
    _must_keep_apart(source, names)
    return Relabelled(tuple(sorted(pieces)), names, merged(source.speakers, names))


def _apart(body: str, piece: Piece, labels: Sequence[Label]) -> Iterator[Piece]:
    """A name that goes over a line's end into the label of the next turn, as two: the turn stays one."""
    start, end, new = piece
    below = next((label for label in labels if start < label.start < end <= label.end), None)
    if below is not None and (line := body.rfind("\n", start, below.start)) > start:
        yield start, start + len(body[start:line].rstrip()), new
        yield below.start, end, new
    else:
        yield piece


def _must_keep_apart(source: Source, names: Mapping[int, tuple[str, ...]]) -> None:
    by_name: dict[str, bool] = {}
    for number, speaker in enumerate(source.speakers):
        for name in names.get(number, (speaker.name,)):
            if by_name.setdefault(name, speaker.is_interviewer) != speaker.is_interviewer:
                message = f"{name} is an interviewer here; give the informant another pseudonym, nothing was changed"
                raise FileError(Problem(source.file, 0, 0, "speaker", message))


def _renamed(body: str, label: Label, pieces: Sequence[Piece]) -> str | None:
    """What a label says with the pieces inside it; None where there are none."""
    inside = [
        (s - label.start, e - label.start, new) for s, e, new in pieces if label.start <= s < e <= label.end
    ]
    return spliced(body[label.start : label.end], inside) if inside else None


def merged(speakers: Sequence[Speaker], names: Mapping[int, tuple[str, ...]]) -> tuple[Speaker, ...]:
    """The speakers under their new names, each once: two labels of one person become one."""
    found: dict[str, Speaker] = {}
    for number, speaker in enumerate(speakers):
        for name in names.get(number, (speaker.name,)):
            known = found.get(name)
            found[name] = replace(speaker, name=name) if known is None else _both(known, speaker)
    return tuple(found.values())


def _both(one: Speaker, other: Speaker) -> Speaker:
    """Two labels of one person: the strictest consent, and what the first one says."""
    given = [each.consent for each in (one, other) if each.consent]
    consent: Consent = next((consent for consent in reversed(CONSENTS) if consent in given), "")
    return replace(one, role=one.role or other.role, coder=one.coder or other.coder, consent=consent)


def respondents_of(source: Source) -> list[Label]:
    """The labels of respondents of open answers."""
    if source.case or not source.id.startswith(f"{OPEN_ANSWERS}/"):
        return []
    listed = {speaker.name for speaker in source.speakers}
    return [label for label in labels_of(source) if label.name not in listed]


def checked_respondent(file: str, name: str) -> str:
    """The new name of a respondent; raises FileError where open answers cannot call one so."""
    if RESPONDENT.fullmatch(name) is None:
        message = (
            f"a respondent cannot be called {name}: give a pseudonym of at most 40 letters, digits and hyphens; "
            "nothing was changed"
        )
        raise FileError(Problem(file, 0, 0, "speaker", message))
    return name


def check_turns(source: Source, after: Source) -> None:
    """See that everything that opened a turn still does; raises FileError."""
    if len(labels_of(after)) < len(labels_of(source)):
        message = (
            "a line that opens a turn would be text with what shall stand in it; give the speaker another pseudonym, "
            "nothing was changed"
        )
        raise FileError(Problem(source.file, 0, 0, "speaker", message))
