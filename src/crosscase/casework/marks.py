"""What a person should look at in a case description, and what must be mended before it is handed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crosscase.casework.calling import Called, called, named
from crosscase.casework.description import Description, SectionText, description_of
from crosscase.casework.evidence import BROKEN, CaseEvidence, Evidence
from crosscase.casework.mark import RETOLD, Kind, Mark
from crosscase.casework.marks_said import of_evidence
from crosscase.casework.sections import codes_under
from crosscase.casework.translations import common_languages, older_texts
from crosscase.study.cases import case_file
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import in_language
from crosscase.study.folder import Study
from crosscase.study.model import Coding
from crosscase.study.problems import StudyError
from crosscase.study.rounds import texts_sent
from crosscase.study.statement_ids import ids_elsewhere, refused_id, told_twice
from crosscase.study.template import TemplateSection
from crosscase.study.yaml_in import shown
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.withheld import IN_A_ROW, Repeated, Run, runs_of

_BEGINNING = 32  # characters that a statement without a number is called by


def marks_of(study: Study, case: str, evidence: CaseEvidence | None = None) -> tuple[Mark, ...]:
    """Every mark of a case: section by section its own, then its statements', then what nothing uses.

    Args:
        evidence: the codings of the case, where they are known already.

    Raises:
        StudyError: as `description_of`.
    """
    description = description_of(study, case)
    if not description.every and not study.settings.template:
        return ()  # nobody has begun to describe the case
    marking = _Marking(study, description, evidence or CaseEvidence(study, case))
    return tuple(marking.all())


class _Marking:
    def __init__(self, study: Study, description: Description, evidence: CaseEvidence) -> None:
        self._study = study
        self._description = description
        self._evidence = evidence
        self._sent = texts_sent(study)
        self._languages = common_languages(description.statements, study.settings.language)
        self._runs: dict[str, frozenset[Run]] = {}

    def all(self) -> Iterator[Mark]:
        yield from self._ids()
        for section in self._description.sections:
            yield from self._section(section)
            for statement in (*section.statements, *section.proposed):
                yield from self._known(section, statement)
        yield from self._unused()

    def _mark(self, kind: Kind, text: str, section: str = "", statement: str = "", about: str = "") -> Mark:
        return Mark(kind, self._description.case, section, statement, about, text, self._called(statement))

    def _called(self, statement: str) -> str:
        """The number of a statement; of one that has none, the beginning of its words."""
        if (number := self._description.number(statement)) or not statement:
            return number
        known = next((each for each in self._description.every if each.id == statement), None)
        text = in_language(known, self._study.settings.language) if known is not None else ""
        return f"“{shown(text, _BEGINNING)}”" if text.strip() else statement

    def _of_quote(self, kind: Kind, section: str, statement: str, quote: Called, text: str = "") -> Mark:
        number = self._called(statement)
        text = text or of_evidence(kind, number, [quote])
        return Mark(kind, self._description.case, section, statement, quote.id, text, number, quote)

    # of ids

    def _ids(self) -> Iterator[Mark]:
        case = self._description.case
        elsewhere = ids_elsewhere(self._study, case)
        for each in self._description.every:
            if others := elsewhere.get(each.id):
                text = f"{self._called(each.id)}: {told_twice(self._study, each.id, (case, *others))}"
                yield self._mark("same-id", text, each.section, each.id, others[0])
            if why := refused_id(each.id):
                yield self._mark("odd-id", f"{self._called(each.id)}: {why}", each.section, each.id)

    # of sections

    def _section(self, section: SectionText) -> Iterator[Mark]:
        slug = section.section.section
        if not section.known:
            many = len(section.every)
            text = f"section {slug} is not in the template; move its {_many(many, 'statement')}, or add it to study.yaml"
            yield self._mark("unknown-section", text, slug)
            return
        for path in section.section.codes:
            if self._study.codebook.resolve(path) is None:
                text = f"section {slug} rests on {path}, which is no code; correct `template` in study.yaml"
                yield self._mark("unknown-code", text, slug, about=path)
        yield from self._items(section.section)
        if not section.statements:
            yield self._mark("no-section-text", f"section {slug} has no statement yet", slug)
        elif section.section.words:
            yield from self._length(section)

    def _items(self, section: TemplateSection) -> Iterator[Mark]:
        from crosscase.survey.items import find_item
        from crosscase.survey.station import has_survey, questionnaire_of

        if not section.survey or not has_survey(self._study):
            return
        try:
            questionnaire = questionnaire_of(self._study)
        except StudyError:
            return  # what is wrong with the survey is said of the survey
        for address in section.survey:
            try:
                find_item(questionnaire, address)
            except StudyError as error:
                text = f"section {section.section}: {error}"
                yield self._mark("unknown-item", text, section.section, about=address)

    def _length(self, section: SectionText) -> Iterator[Mark]:
        least, most = section.section.words
        count = words_in(section, self._study.settings.language)
        slug = section.section.section
        if count < least:
            text = f"section {slug} has {_many(count, 'word')}; the template asks for {least} at least"
            yield self._mark("too-short", text, slug)
        elif count > most:
            text = f"section {slug} has {_many(count, 'word')}; the template asks for {most} at most"
            yield self._mark("too-long", text, slug)

    # of statements

    def _known(self, section: SectionText, statement: Statement) -> tuple[Mark, ...]:
        """The marks of a statement, which stay while it, its number, its section and the evidence do."""
        id, known = statement.id, self._evidence.marks
        number, own = self._called(id), self._study.settings.language
        of = (statement, number, section.section, own, self._sent.get(id, ()), self._languages)
        before = known.get(id)
        if before is None or before[0] != of:
            before = known[id] = (of, tuple(self._statement(section, statement)))
        return before[1]

    def _statement(self, section: SectionText, statement: Statement) -> Iterator[Mark]:
        slug, id = section.section.section, statement.id
        number = self._called(id)
        if statement.state == "proposed":
            yield self._mark("proposed", f"{number} is proposed; take it in, or remove it", slug, id)
        own = self._study.settings.language
        if not any(statement.text.get(language, "").strip() for language in (own, "")):
            text = f"{number} has no text in {own}"
            yield self._mark("no-text", text, slug, id)
        for language in self._languages:
            if not statement.text.get(language, "").strip():
                text = f"{number} has no text in {language}, as most statements have; write it"
                yield self._mark("translation", text, slug, id, language)
        for language, newer in older_texts(statement, own, self._sent.get(id, ())).items():
            text = f"{number}: its text in {language} is older than that in {newer}; write it, or say that it holds (o on F7)"
            yield self._mark("translation", text, slug, id, language)
        if not (statement.evidence or statement.answers or section.section.framing):
            yield self._mark("no-evidence", f"{number} rests on nothing; attach quotes", slug, id)
        found = self._evidence.of(statement)
        if any(not each.id.strip() for each in found):
            text = f"{number}: its `evidence` has an empty entry; take it out of {case_file(self._description.case)}"
            yield self._mark("gone", text, slug, id)
        for each in found:
            if each.id.strip():
                yield from self._of_evidence(slug, statement, each)
        yield from self._repeated(slug, statement, found)
        yield from self._one_informant(slug, number, statement, found)

    def _of_evidence(self, slug: str, statement: Statement, each: Evidence) -> Iterator[Mark]:
        quote = self._evidence.called(each)
        if each.state == "elsewhere":
            text = f"{self._called(statement.id)}: evidence {each.id} is of {each.case}; detach it, or attach one of this case"
            yield self._of_quote("elsewhere", slug, statement.id, quote, text)
        elif each.state:
            yield self._of_quote(each.state, slug, statement.id, quote)
        if each.passage is None or each.state in BROKEN:
            return  # whose words they were cannot be told, or is told where they stand
        consent = self._evidence.consent(each.passage)
        if consent == "none":
            yield self._of_quote("no-consent", slug, statement.id, quote)
        elif consent in RETOLD:
            word_for_word = self._quotes(statement, each.passage)
            yield self._of_quote("quoted" if word_for_word else "paraphrase", slug, statement.id, quote)

    def _quotes(self, statement: Statement, passage: Passage) -> bool:
        if (runs := self._runs.get(passage.coding.id)) is None:
            runs = self._runs[passage.coding.id] = runs_of(passage.words)
        return any(not runs.isdisjoint(runs_of(text)) for text in statement.text.values())

    def _repeated(self, slug: str, statement: Statement, found: tuple[Evidence, ...]) -> Iterator[Mark]:
        """What it repeats of words that may not be quoted, whether it rests on them or not."""
        told = [
            each.passage.coding
            for each in found
            if each.passage is not None
            and each.state not in BROKEN
            and self._evidence.consent(each.passage) in RETOLD
        ]
        for each in self._evidence.withheld.repeated(statement.text.values()):
            if not any(_meets(coding, each) for coding in told):
                yield self._of_repeated(slug, statement.id, each)

    def _of_repeated(self, slug: str, statement: str, each: Repeated) -> Mark:
        if each.who:
            quote = Called(each.coding, each.who, each.place, each.source)
            return replace(
                self._of_quote("quoted", slug, statement, quote), about=each.coding or named([quote])
            )
        text = (
            f"{self._called(statement)} quotes {IN_A_ROW} words or more of {each.coding}, whose words stand in {each.source} "
            "no longer: nobody can tell who said them, and not all there may be quoted; write it in other words"
        )
        return self._mark("quoted", text, slug, statement, each.coding)

    def _one_informant(
        self, slug: str, number: str, statement: Statement, found: tuple[Evidence, ...]
    ) -> Iterator[Mark]:
        informants = self._evidence.informants(statement)
        passages = [each.passage for each in found if each.passage is not None]
        documents = any(map(self._evidence.nobody_speaks, passages))
        if len(informants) == 1 and not documents and len(self._evidence.everybody) > 1:
            text = f"{number} leans on {informants[0]} alone"
            yield self._mark("one-informant", text, slug, statement.id, informants[0])

    # of what nothing uses

    def _unused(self) -> Iterator[Mark]:
        counted, is_used = self._evidence.counted, self._evidence.is_used
        in_use = {each.path for each in counted if is_used(each)}
        placed: dict[str, str] = {}
        for section in self._description.sections:
            for code in codes_under(self._study, section.section):
                placed.setdefault(self._study.codebook.path(code), section.section.section)
        missing: dict[str, int] = {}
        for each in counted:
            slug = placed.get(each.path, "")
            if each.coding.key and not is_used(each):
                quote = called(each)
                text = f"key quote {named([quote])} ({self._code(each.path)}) is in no statement"
                yield self._of_quote("key-unused", slug, "", quote, text)
            if each.path in placed and each.path not in in_use:
                missing[each.path] = missing.get(each.path, 0) + 1
        for path, count in missing.items():
            text = f"no statement rests on {self._code(path)} ({_many(count, 'quote')})"
            yield self._mark("code-unused", text, placed[path], about=path)

    def _code(self, path: str) -> str:
        """What people call a code; its path where the codebook has none."""
        book = self._study.codebook
        code = book.resolve(path)
        return book.name(code, self._study.settings.language) if code is not None else path


def words_in(section: SectionText, language: str) -> int:
    """How many words the text of a section has in a language."""
    return sum(len(in_language(each, language).split()) for each in section.statements)


def _meets(coding: Coding, words: Repeated) -> bool:
    """Whether words stand where a coding does, in part at least."""
    if coding.at is None or words.at is None or coding.source != words.source:
        return False
    return coding.at[0] < words.at[1] and words.at[0] < coding.at[1]


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"
