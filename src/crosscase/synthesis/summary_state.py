"""Whether a written summary still fits the codings under it: what was coded, recoded or edited since it was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from crosscase.study.folder import Study
from crosscase.study.summary_file import Summary
from crosscase.synthesis.fingerprint import fingerprint, is_recoded, is_reworded
from crosscase.synthesis.passages import Passage

Word = Literal["complete", "changed", "no quotes", "quotes gone", "no codings", "no text", "missing"]
"""How a cell stands, in one word or two; `missing` where there are codings and no summary."""


@dataclass(frozen=True, slots=True)
class State:
    """How a summary stands to the codings under it now; ids of codings throughout.

    Attributes:
        added: under it now, and not when it was written.
        gone: under it when it was written, and not any more: removed, recoded elsewhere, not counted any more.
        recoded: still under it, by another code.
        reworded: their words in the text are others.
        missing: it rests on them, and they are not under it any more.
        lost: it rests on them, and their words stand in no text any more.
        codings: how many are under it now.
        quotes: how many it rests on.
        has_text: whether anything is written in any language.
    """

    added: tuple[str, ...]
    gone: tuple[str, ...]
    recoded: tuple[str, ...]
    reworded: tuple[str, ...]
    missing: tuple[str, ...]
    lost: tuple[str, ...]
    codings: int
    quotes: int
    has_text: bool

    @property
    def changed(self) -> bool:
        """Whether the codings under it are not those that were there when it was written."""
        return bool(self.added or self.gone or self.recoded or self.reworded)

    @property
    def unsupported(self) -> bool:
        """Whether there are codings, and it rests on none, or on some that are gone."""
        return self.codings > 0 and bool(not self.quotes or self.missing or self.lost)

    @property
    def complete(self) -> bool:
        """Whether it has a text and rests on quotes that are all still there."""
        return self.has_text and self.quotes > 0 and not self.missing and not self.lost

    @property
    def words(self) -> tuple[Word, ...]:
        """What is to be said of it, the gravest first; `complete` alone where nothing else is."""
        found: list[Word] = []
        if not self.has_text:
            found.append("no text")
        if not self.codings:
            found.append("no codings")
        elif self.missing or self.lost:
            found.append("quotes gone")
        elif not self.quotes:
            found.append("no quotes")
        if self.changed:
            found.append("changed")
        return tuple(found) or ("complete",)


def state_of(study: Study, case: str, summary: Summary) -> State:
    """How a summary of a case stands to the codings that count now."""
    from crosscase.synthesis.cells import cells_of  # loads numpy, which a check of the study goes without

    return state_among(summary, cells_of(study).passages(case, study.codebook.path_now(summary.code)))


def state_among(summary: Summary, passages: Iterable[Passage]) -> State:
    """How a summary stands to these codings.

    One that was written by hand, and does not say what was coded then, is not compared.
    """
    now = {passage.coding.id: passage for passage in passages}
    then = _then(summary)
    compared = bool(then or summary.written)
    marks = {id: fingerprint(passage) for id, passage in now.items()}
    both = [id for id in now if id in then]
    return State(
        added=tuple(id for id in now if id not in then) if compared else (),
        gone=tuple(id for id in then if id not in now),
        recoded=tuple(id for id in both if is_recoded(marks[id], then[id])),
        reworded=tuple(id for id in both if is_reworded(marks[id], then[id])),
        missing=tuple(id for id in summary.quotes if id not in now),
        lost=tuple(id for id in summary.quotes if id in now and not now[id].is_placed),
        codings=len(now),
        quotes=len(summary.quotes),
        has_text=any(text.strip() for text in summary.text.values()),
    )


def seen(passages: Iterable[Passage]) -> tuple[str, ...]:
    """What a summary keeps of the codings under it: `<id>:<fingerprint>`, by id."""
    return tuple(sorted(f"{passage.coding.id}:{fingerprint(passage)}" for passage in passages))


def _then(summary: Summary) -> Mapping[str, str]:
    return {id: mark for id, _, mark in (entry.partition(":") for entry in summary.seen)}
