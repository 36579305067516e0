"""What is heard of each statement on the way through a reply, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crosscase.casework.form_words import spoken, words_of
from crosscase.casework.matching_replies import MatchedBy, likest, same_words
from crosscase.casework.reply_values import AskedOf, StatementReply, clean
from crosscase.casework.word_marks import TICKS
from crosscase.study.validation_file import Verdict

_STRUCK = {"nb": "strøket", "en": "struck out"}
_TICKED = {"nb": "krysset av", "en": "ticked"}
_LEFT = {"nb": "igjen står", "en": "left"}
_MARKED = {"nb": "markert", "en": "marked"}
_ABSENT = {"nb": "står ikke lenger i svaret", "en": "no longer in the reply"}


@dataclass(slots=True)
class _Said:
    matched: MatchedBy
    ticks: list[Verdict] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    proposed: str = ""
    struck: bool = False
    version: int = 0
    left: list[Verdict] = field(default_factory=list)
    marked: list[Verdict] = field(default_factory=list)

    @property
    def is_left(self) -> bool:
        """Whether some of the answers to choose from were taken out, and none of the others ticked."""
        return not self.ticks and 0 < len(set(self.left)) < len(TICKS)

    @property
    def is_marked(self) -> bool:
        """Whether an answer was marked, and it is not the one that is ticked."""
        return bool(self.marked) and set(self.marked) != set(self.ticks)


class Heard:
    """Collects what one informant said.

    Attributes:
        additions: section and words; general, unmatched: words; notes: for whoever takes the reply in.
        filled: whether a box was ticked, or something written where the form has room for it.
    """

    def __init__(self, asked: AskedOf) -> None:
        self._asked = asked
        self._language = spoken(asked.language)
        self._said: dict[str, _Said] = {}
        self.additions: list[tuple[str, str]] = []
        self.general: list[str] = []
        self.unmatched: list[str] = []
        self.notes: list[str] = []
        self.filled = False

    @property
    def known(self) -> frozenset[str]:
        """The statements that were found."""
        return frozenset(self._said)

    def note(self, words: str) -> None:
        """A remark for whoever takes the reply in."""
        self.notes.append(words)

    def speaks(self, language: str) -> None:
        """The form that came back is in a language: what is noted in an answer is, too."""
        self._language = language or self._language

    def found(self, id: str, by: MatchedBy, version: int = 0) -> None:
        """A statement stands in the reply.

        Args:
            version: as its bookmark names it; 0 where it has none.
        """
        sent = self._asked.in_version(id, version)
        self._said.setdefault(id, _Said(by, version=sent.version if sent is not None else 0))

    def ticked(self, id: str, verdict: Verdict) -> None:
        """A box is ticked."""
        self.filled = True
        said = self._said.setdefault(id, _Said("id"))
        if verdict not in said.ticks:
            said.ticks.append(verdict)

    def offered(self, id: str, verdict: Verdict, *, struck: bool, marked: bool) -> None:
        """An answer to choose from stands in the reply, perhaps struck through or marked with a pen."""
        said = self._said.setdefault(id, _Said("id"))
        if not struck:
            said.left.append(verdict)
        if marked:
            said.marked.append(verdict)

    def words(self, id: str, *words: str, filled: bool = False) -> None:
        """Words on a statement.

        Args:
            filled: they stand where the form has room for them.
        """
        kept = [text for text in map(clean, words) if text]
        if kept:
            self.filled = self.filled or filled
            self._said.setdefault(id, _Said("id")).words += kept

    def reworded(self, id: str, text: str) -> None:
        """A statement as it reads now; the same words as were sent say nothing."""
        text = clean(text)
        said = self._said[id]
        sent = self._asked.in_version(id, said.version) or self._asked.by_id[id]
        if not any(same_words(text, each) for each in sent.text.values()):
            said.proposed = text

    def struck(self, id: str) -> None:
        """A statement that was taken out."""
        self._said[id].struck = True

    def struck_words(self, id: str, words: str) -> None:
        """Words of a statement that are struck through."""
        self._said[id].words.append(f"[{_STRUCK[self._language]}: {clean(words)}]")

    def room(self, kind: str, section: str, words: list[str], filled: bool = True) -> None:
        """What is missing (`missing`), or on the whole (`general`); words of a room that nobody knows are kept."""
        text = clean("\n".join(filter(None, words)))
        if not text:
            return
        self.filled = self.filled or filled
        if kind == "missing":
            self.additions.append((section, text))
        elif kind == "general":
            self.general.append(text)
        else:
            self.unmatched.append(text)

    def absent(self, numbers: list[str]) -> None:
        """Statements that are not there any more."""
        self.unmatched.append(f"[{_ABSENT[self._language]}: {', '.join(numbers)}]")

    def statement_like(self, text: str) -> str:
        """The statement that a line is; empty where it is none."""
        return likest(text, self._asked.to_match)

    def statements(self) -> tuple[StatementReply, ...]:
        """What was said of each statement, in the order they were asked of; those left as they were are left out."""
        found = []
        for sent in self._asked.statements:
            said = self._said.get(sent.statement)
            if said is None or not (
                said.ticks or said.words or said.proposed or said.struck or said.is_left or said.is_marked
            ):
                continue
            words = list(said.words)
            # not a tick: a person decides what it means
            for is_so, label, verdicts in (
                (said.is_left, _LEFT, said.left), (said.is_marked, _MARKED, said.marked),
            ):  # fmt: skip
                if is_so:
                    words.insert(0, f"[{label[self._language]}: {self._labels(verdicts)}]")
            if said.struck:
                words.insert(0, f"[{_STRUCK[self._language]}]")
            if len(said.ticks) > 1:
                words.insert(0, f"[{_TICKED[self._language]}: {self._labels(said.ticks)}]")
                ticks = ", ".join(said.ticks)
                self.note(
                    f"{sent.number}: more than one box is ticked ({ticks}); none counts, the words are kept"
                )
            verdict = said.ticks[0] if len(said.ticks) == 1 else ""
            found.append(
                StatementReply(
                    sent.statement,
                    said.version or sent.version,
                    verdict,
                    "\n".join(words),
                    said.proposed,
                    said.matched,
                )
            )
        return tuple(found)

    def _labels(self, verdicts: Iterable[Verdict]) -> str:
        """Verdicts as the form has them beside its boxes: `Riktig, Feil`."""
        return ", ".join(words_of(self._language)[verdict] for verdict in dict.fromkeys(verdicts))
