"""What every chapter of a report works with: the study, the language, the register of evidence, what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from crosscase.casework.handing_on import may_be_handed_on
from crosscase.documents.values import Block, FileLink, Paragraph, Rich, text
from crosscase.reports.study_report.evidence import Evidence, Register
from crosscase.reports.study_report.words import report_words
from crosscase.study.codebook_file import FILE as CODEBOOK
from crosscase.study.folder import Study
from crosscase.study.problems import FileError, StudyError
from crosscase.survey.model import Questionnaire, in_language
from crosscase.survey.station import (
    has_responses,
    has_survey,
    questionnaire_of,
    responses_of,
)

if TYPE_CHECKING:
    from crosscase.survey.responses import Responses

T = TypeVar("T")


@dataclass(eq=False)
class Desk:
    """Where one report is written.

    Attributes:
        language: of the words; the study's, but for the summary in English.
        chapters: those that the report has.
        coders: whose codings; None for those that count.
        troubles: one line on each thing that could not be read, for whoever makes the report.
    """

    study: Study
    language: str
    chapters: tuple[str, ...]
    coders: tuple[str, ...] | None = None
    register: Register = field(default_factory=Register)
    troubles: list[str] = field(default_factory=list)
    _kept_back: dict[str, StudyError | None] = field(default_factory=dict)

    @property
    def words(self) -> Mapping[str, str]:
        """The report's own words."""
        return report_words(self.language)

    @property
    def home(self) -> Mapping[str, str]:
        """The words of the register: those of the report, also where a summary refers to it in English."""
        return report_words(self.study.settings.language)

    def many(self, key: str, number: int, **more: object) -> str:
        """A count with its noun: `1 kilde`, `13 kilder`."""
        return _many(self.words, key, number, **more)

    def noted(self, key: str, number: int) -> str:
        """The same for the register."""
        return _many(self.home, key, number)

    def mark(self, path: str, record: str = "", what: str = "") -> Rich:
        """What leads from a number to the entry of the file and record it is from."""
        return self.register.mark(Evidence((FileLink(path, record),), what))

    def read(self, made: Callable[[], T]) -> T | None:
        """What something reads; None where it cannot be read, which is then told."""
        try:
            return made()
        except StudyError as error:
            self.tell(str(error))
            return None

    def tell(self, line: str) -> None:
        """Keep a line for whoever makes the report, once."""
        if line not in self.troubles:
            self.troubles.append(line)

    def kept_back(self, case: str) -> StudyError | None:
        """Why the description of a case may not be handed on, in the report either; None where it may."""
        if case not in self._kept_back:
            try:
                may_be_handed_on(self.study, [case])
                self._kept_back[case] = None
            except StudyError as error:
                self._kept_back[case] = error
        return self._kept_back[case]

    def unreadable(self, error: StudyError) -> Block:
        """A line in the place of what cannot be read, or be shown; a broken file is told beside the report too."""
        if isinstance(error, FileError):
            self.tell(str(error))
            return Paragraph(text(self.words["unreadable"].format(why=error)), "note")
        return Paragraph(text(self.words["not shown"].format(why=error)), "note")

    @property
    def questionnaire(self) -> Questionnaire | None:
        """The survey; None where there is none that can be read."""
        if not has_survey(self.study):
            return None
        return self.read(lambda: questionnaire_of(self.study))

    @property
    def responses(self) -> Responses | None:
        """What was answered; None where it is not here, or cannot be read."""
        if not has_responses(self.study) or self.questionnaire is None:
            return None
        return self.read(lambda: responses_of(self.study))

    def no_responses(self) -> Block:
        """The line where there are no responses: they are not here, or cannot be read."""
        broken = has_responses(self.study) and self.questionnaire is not None
        return line(self.words["responses broken" if broken else "no responses bare"])

    def no_codebook(self) -> Block:
        """The line where there is no codebook, or one that cannot be read."""
        if (problem := self.study.store.refused(CODEBOOK)) is not None:
            return line(self.words["unreadable"].format(why=problem))
        return line(self.words["no codebook"])

    def respondents(self, questionnaire: Questionnaire) -> str:
        """What those who answered are called, several of them."""
        from crosscase.reports.figures.words import wording

        return in_language(questionnaire.respondents, self.language) or wording(self.language)["respondents"]

    def coder(self, id: str) -> str:
        """A coder by name, where the study has one; else by id."""
        return next((each.name for each in self.study.settings.coders if each.id == id and each.name), id)

    def has(self, chapter: str) -> bool:
        """Whether the report has a chapter."""
        return chapter in self.chapters


def _many(words: Mapping[str, str], key: str, number: int, **more: object) -> str:
    return words[f"{key} {'one' if number == 1 else 'many'}"].format(number, **more)


def line(words: str) -> Block:
    """A plain sentence where something is not there."""
    return Paragraph(text(words), "note")
