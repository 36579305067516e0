"""What somebody decides about the texts of an import, before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crosscase.reading.importing import Item, with_accepted
from crosscase.reading.proposals import proposals
from crosscase.study.model import OPEN_ANSWERS
from crosscase.study.plurals import counted

_LINES = 60  # of a text that are shown: enough to see whether it was read well


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a file seems to have, to be accepted or not.

    Attributes:
        kind: `speaker`, `heading` (the file marks it) or `guess` (a line that looks like one).
        words: the name or the heading; of headings the file marks, all of them are one offer.
        count: turns that a speaker would open, or headings.
    """

    kind: str
    words: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One text, and what was decided about it.

    Attributes:
        item: the text as its file gives it, with its case, kind and title as they shall be.
        take: whether it is taken in.
        ticked: what is accepted.
    """

    item: Item
    take: bool = True
    ticked: frozenset[Offer] = frozenset()

    @property
    def wants(self) -> str:
        """What still has to be said of it, or nothing."""
        text = self.item.taken.text
        if not text.case and text.kind != OPEN_ANSWERS:
            return "case"
        return "" if text.kind else "kind"


def offers(item: Item) -> tuple[Offer, ...]:
    """What a text seems to have: speakers, headings that the file marks, lines that look like headings."""
    found = proposals(item.taken)
    marked = (Offer("heading", "", found.marked),) if found.marked else ()
    return (
        *(Offer("speaker", name, turns) for name, turns in found.speakers),
        *marked,
        *dict.fromkeys(Offer("guess", heading.words) for heading in found.headings),
    )


def begun(item: Item) -> Choice:
    """A text as it is first shown: what the file itself marks is ticked, what only looks so is not."""
    marked = {speaker.name for speaker in item.taken.speakers}
    ticked = (o for o in offers(item) if o.kind == "heading" or (o.kind == "speaker" and o.words in marked))
    return Choice(item, ticked=frozenset(ticked))


def ticked(choice: Choice, offer: Offer) -> Choice:
    """The text with an offer accepted, or no longer."""
    return replace(choice, ticked=choice.ticked ^ {offer})


def all_ticked(choice: Choice) -> Choice:
    """The text with everything accepted; with nothing where all was."""
    every = frozenset(offers(choice.item))
    return replace(choice, ticked=frozenset() if choice.ticked == every else every)


def decided(choice: Choice) -> Item:
    """The text with what was accepted."""
    names = [
        offer.words for offer in offers(choice.item) if offer.kind == "speaker" and offer in choice.ticked
    ]
    marks = not any(o.kind == "heading" for o in offers(choice.item) if o not in choice.ticked)
    guesses = [offer.words for offer in choice.ticked if offer.kind == "guess"]
    return with_accepted(choice.item, names, "marked" if marks else "none", guesses)


def said(choice: Choice, case: str, kind: str, title: str) -> Choice:
    """The text with another case, kind or title; what is empty stays."""
    text = choice.item.taken.text
    text = replace(text, case=case or text.case, kind=kind or text.kind, title=title or text.title)
    return replace(choice, item=replace(choice.item, taken=replace(choice.item.taken, text=text)))


def preview(item: Item) -> Sequence[tuple[str, str]]:
    """What is shown of a text, as (style, line): remarks, what was left out, comments, how it begins."""
    taken = item.taken
    lines = [("bold", f"{taken.text.label}  ({item.format})")]
    lines += [("yellow", f"! {remark.removeprefix(f'{taken.text.label}: ')}") for remark in taken.notes]
    for left in taken.left_out:
        times = f" {left.count}×" if left.count > 1 else ""
        where = f" ({left.where})" if left.where else ""
        lines.append(("dim", f"left out: {left.what}{times}{where}{f': {left.words}' if left.words else ''}"))
    if taken.comments:
        lines.append(("dim", f"{counted(len(taken.comments), 'comment')}"))
    lines.append(("", ""))
    body = taken.text.body.split("\n")
    lines += [("", line) for line in body[:_LINES]]
    return [*lines, ("dim", f"… {len(body) - _LINES} more lines")] if len(body) > _LINES else lines
