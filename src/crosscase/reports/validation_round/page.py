"""What every part of a round's report works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from crosscase.casework.deciding import sent_text
from crosscase.casework.sections import template_of
from crosscase.casework.standing import RoundStanding, StatementStanding
from crosscase.documents.values import Block, Paragraph, text
from crosscase.reports.study_report.wording import day, quoted
from crosscase.reports.validation_round.words import round_words
from crosscase.study.folder import Study
from crosscase.study.people import people
from crosscase.study.rounds import Round
from crosscase.study.validation_file import Answer, Decision


@dataclass(frozen=True)
class Page:
    """Where the report of one round is written.

    Attributes:
        language: of the report's words.
    """

    study: Study
    round: Round
    standing: RoundStanding
    language: str

    @property
    def words(self) -> Mapping[str, str]:
        """The report's own words."""
        return round_words(self.language)

    @property
    def tongue(self) -> str:
        """The language of a statement that was not sent in that of the report."""
        return self.round.language or self.study.settings.language

    @cached_property
    def _quotable(self) -> frozenset[str]:
        return frozenset(each.id for each in people(self.study) if each.consent == "quote")

    def many(self, key: str, number: int) -> str:
        """A count with its words: `1 case`, `2 caser`."""
        return self.words[f"{key} {'one' if number == 1 else 'many'}"].format(number)

    def case(self, id: str) -> str:
        """A case by name; by id where it is gone."""
        known = self.study.cases.get(id)
        return known.name if known is not None else id

    def section(self, slug: str) -> str:
        """A section by its heading."""
        found = next((each for each in template_of(self.study) if each.section == slug), None)
        return found.title(self.language) if found is not None else slug

    def called(self, statement: StatementStanding) -> str:
        """A statement as it is named in a sentence: `Alta 2.3`."""
        return f"{self.case(statement.case)} {statement.number or statement.id}"

    def sent(self, statement: StatementStanding) -> str:
        """The text as it was sent last: in the report's language where it was sent in it, too."""
        here = statement.latest.text.get(self.language)
        return here or sent_text(statement.latest, self.tongue)

    def day(self, at: str) -> str:
        """A day or a time as a day in words."""
        return day(at[:10], self.language)

    def says(self, answer: Answer) -> str:
        """What an informant said, with their own words where they have agreed to be quoted."""
        words = self.words
        told = [ended(words[answer.verdict])] if answer.verdict else []
        own = [_quoted(each, self.language) for each in (answer.text,) if each.strip()]
        own += [
            words["proposes"].format(_quoted(each, self.language))
            for each in (answer.proposed,)
            if each.strip()
        ]
        if own and f"{answer.case}/{answer.informant}" not in self._quotable:
            own = [words["withheld"]]
        return words["says"].format(who=answer.informant, said=" ".join((*told, *own)) or words[""])

    def reasons(self, decision: Decision) -> str:
        """Why, by whom and when something was decided."""
        listed = self.study.settings.coders
        by = next((each.name for each in listed if each.id == decision.by and each.name), decision.by)
        on = self.words["on"].format(day=self.day(decision.on)) if decision.on else ""
        decided = self.words["decided"].format(by=by, on=on)
        return (
            f"{self.words['reason'].format(ended(decision.reason))} {decided}" if decision.reason else decided
        )


def _quoted(words: str, language: str) -> str:
    return quoted(" ".join(words.split()), language)


def ended(sentence: str) -> str:
    """A sentence with its end, where it has none."""
    return sentence if sentence[-1:] in ".!?…" else f"{sentence}."


def plain(words: str) -> Block:
    """A sentence where there is nothing to tell."""
    return Paragraph(text(words), "note")
