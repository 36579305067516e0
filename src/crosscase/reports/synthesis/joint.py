"""Joint displays as documents: a section a theme, with its cases, what the survey says, the relation, what speaks against.

All texts come from the study. Words that informants have not agreed to see printed are left out, and that is said in
their place; so are the statements of a case description that may not be handed on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from crosscase.casework.handing_on import kept_back
from crosscase.casework.themes import ThemeStatement, statements_of_themes
from crosscase.documents.values import (
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Rich,
    Run,
    Table,
    text,
)
from crosscase.reports.synthesis.joint_report_words import listed, many, report_words
from crosscase.reports.synthesis.quoting import quoted_passage
from crosscase.study.descriptions import in_language as statement_text
from crosscase.study.folder import Study
from crosscase.survey.model import in_language
from crosscase.survey.percent import exact, number_text
from crosscase.synthesis.beside import ItemBeside, survey_beside
from crosscase.synthesis.joint import CaseBeside, JointDisplay, Quote, most_telling
from crosscase.synthesis.joint_words import (
    agreement_mark,
    cases_text,
    consent_words,
    deviation_text,
    item_figure,
    item_interval,
    item_label,
    own_text,
    proposal_sentence,
    relation_word,
    verdict_sentence,
)
from crosscase.synthesis.passages import Passage

LEVEL = 0.95
_NOTHING: Mapping[str, str] = MappingProxyType({})


def joint_document(study: Study, displays: Sequence[JointDisplay], language: str = "") -> Document:
    """Some joint displays, with what must be said once for all of them.

    Args:
        language: the study's where empty.
    """
    language = language or study.settings.language
    words = report_words(language)
    blocks: list[Block] = []
    if displays:
        blocks.append(Paragraph(text(displays[0].counted(language)), "note"))
    else:
        blocks.append(Paragraph(text(words["none at all"])))
    appearing = statements_of_themes(study, [display.theme for display in displays], _coders(displays))
    kept = kept_back(study, (each.case for these in appearing.values() for each in these))
    for display in displays:
        blocks += joint_blocks(display, language, appearing[display.theme.id], kept)
    notes = (*joint_notes(study, displays, language), *kept_back_notes(study, kept, language))
    blocks += [Paragraph(text(note), "note") for note in notes]
    return Document(words["title"], tuple(blocks), language, notice=study.settings.notice_shown)


def joint_blocks(
    display: JointDisplay,
    language: str,
    statements: Sequence[ThemeStatement] = (),
    kept: Mapping[str, str] = _NOTHING,
) -> tuple[Block, ...]:
    """One joint display as a section. Whose codings count is said elsewhere, once.

    Args:
        statements: of case descriptions, in which the theme appears.
        kept: the cases whose statements are named without their texts.
    """
    words = report_words(language)
    blocks: list[Block] = [Heading(1, f"{display.theme.id} {display.sentence(language)}".strip())]
    if area := display.area_name(language):
        blocks.append(Paragraph(text(words["area"].format(area)), "note"))
    blocks.append(Paragraph(text(support_text(display, language))))
    if display.cases:
        blocks.append(cases_table(display, language))
    blocks.append(
        items_table(display, language)
        if display.items
        else Paragraph(text(_without_items(display, language)))
    )
    blocks += _relation(display, language)
    blocks += _counter(display, language)
    blocks += _statements(display, statements, kept, language)
    return tuple(blocks)


def support_text(display: JointDisplay, language: str) -> str:
    """Which cases the theme was found in, which speak against it, which are silent; in sentences."""
    words = report_words(language)
    if not display.cases:
        return words["no cases"]
    sentences = []
    if display.support:
        which = f": {_names(display.support, language)}"
        cases = cases_text(display.proposal, language)
        sentences.append(words["found"].format(cases=cases, which=which))
    else:
        sentences.append(words["found none"].format(cases=len(display.cases)))
    if display.against:
        count = many(len(display.against), "case", language)
        which = _names(display.against, language)
        sentences.append(words["against"].format(count=count, which=which))
    if display.both:
        sentences.append(words["both"].format(which=_names(display.both, language)))
    if display.silent:
        sentences.append(words["silent"].format(which=_names(display.silent, language)))
    if display.beyond:
        sentences.append(words["beyond"].format(count=many(len(display.beyond), "quote", language)))
    return " ".join(sentences)


def cases_table(display: JointDisplay, language: str) -> Table:
    """Every case with how many quotes it has, its strongest one, and its respondent's own answers."""
    words = report_words(language)
    columns = [words["case"], words["quotes column"], words["strongest"]]
    if display.items:
        columns.append(words["own"])
    rows: list[tuple[Cell, ...]] = []
    for each in display.cases:
        row: tuple[Cell, ...] = (each.case.name, _how_many(each, language), _strongest(each, language))
        rows.append((*row, _own(each, display.items, language)) if display.items else row)
    widths = (1.7, 1.2, 4.8, 2.6) if display.items else (1.7, 1.2, 6.0)
    return Table(tuple(columns), tuple(rows), words["cases caption"], widths=widths)


def items_table(display: JointDisplay, language: str) -> Table:
    """Every item of the survey with share, interval, base, and the groups that deviate."""
    words = report_words(language)
    level = number_text(100 * exact(LEVEL), language)
    columns = (
        words["item"], words["share"], words["interval"].format(level=level), words["base"], words["groups"],
    )  # fmt: skip
    rows = tuple(
        (
            _item_name(item, language),
            item_figure(item, language),
            item_interval(item, language),
            str(item.base) if item.base else words["nothing"],
            "\n".join(deviation_text(each, language) for each in item.deviations),
        )
        for item in display.items
    )
    return Table(columns, rows, words["items caption"], widths=(3.9, 1.6, 1.3, 1.0, 3.2))


def joint_notes(study: Study, displays: Sequence[JointDisplay], language: str) -> tuple[str, ...]:
    """What has to be said with these joint displays: how to read them, and what must be said with the survey."""
    words = report_words(language)
    items = [item for display in displays for item in display.items]
    found = list(_how_to_read(displays, items, language))
    asked = survey_beside(study).questionnaire
    if asked is not None and any(not item.state for item in items):
        found.append(in_language(asked.caution, language))
        if not any(item.published for item in items):  # it is said of the responses
            found.append(in_language(asked.notice, language))
    if any(item.published for item in items):
        found.append(words["note printed"])
    return tuple(dict.fromkeys(note for note in found if note))


def kept_back_notes(study: Study, kept: Mapping[str, str], language: str) -> tuple[str, ...]:
    """A sentence on each case whose statements are named without their texts, with why; `kept` as `kept_back` gives it."""
    pattern = report_words(language)["kept back"]
    return tuple(pattern.format(case=study.cases[id].name, id=id, why=why) for id, why in kept.items())


def quote_runs(quote: Quote, language: str, *, case: bool = False) -> Rich:
    """A quote with where it stands, or what must be said in place of its words.

    Args:
        case: say whose it is, too.
    """
    words, passage = report_words(language), quote.passage
    if withheld := consent_words(quote.consent, language):
        said = Run(words["withheld"].format(withheld), italic=True)
    else:
        said = Run(quoted_passage(passage, language))
    mark = words["key"] if quote.key else words["chosen"] if quote.chosen else ""
    names = ", ".join(passage.speakers) + (f" ({', '.join(passage.roles)})" if passage.roles else "")
    place = words["line"].format(passage.place) if passage.is_placed else words["lost"]
    parts = [passage.case if case else "", passage.coding.source, names, place, mark]
    return (said, Run("\n" + " · ".join(filter(None, parts)), italic=True))


def _how_to_read(
    displays: Sequence[JointDisplay], items: Sequence[ItemBeside], language: str
) -> Iterator[str]:
    words = report_words(language)
    deviations = [each for item in items for each in item.deviations]
    owns = [own for display in displays for each in display.cases for own in each.own]
    if any(item.interval is not None for item in items):
        yield words["note interval"].format(level=number_text(100 * exact(LEVEL), language))
    if any(item.small for item in items) or any(each.small for each in deviations):
        yield words["note small"]
    if any(not each.printed for each in deviations):
        yield words["note groups"]
    if any(each.printed for each in deviations):
        yield words["note claims"]
    if any(own.holds is not None for own in owns):
        yield words["note own"]
    if any(quote.chosen for display in displays for quote in (*display.quotes, *_counter_quotes(display))):
        yield words["note chosen"]
    if any(item.reversed for item in items):
        yield words["note reversed"]


def _how_many(each: CaseBeside, language: str) -> str:
    words = report_words(language)
    if each.is_silent:
        return words["nothing"]
    if not each.against:
        return str(len(each.passages))
    key = "for and against" if each.passages else "only against"
    return words[key].format(count=len(each.passages), against=len(each.against))


def _strongest(each: CaseBeside, language: str) -> Cell:
    quote = strongest_quote(each.shown)
    return "" if quote is None else quote_runs(quote, language)


def strongest_quote(quotes: Iterable[Quote]) -> Quote | None:
    """The one to print where there is room for one: the most telling of the key quotes, or the chosen one."""
    by_passage: dict[int, Quote] = {id(quote.passage): quote for quote in quotes}
    passages: list[Passage] = [quote.passage for quote in by_passage.values()]
    best = most_telling(passages)
    return None if best is None else by_passage[id(best)]


def _own(each: CaseBeside, items: Sequence[ItemBeside], language: str) -> str:
    told = []
    if not each.case.respondent:
        return own_text(each.own[0], items[0], language)
    for own, item in zip(each.own, items, strict=True):
        said = own_text(own, item, language)
        mark = agreement_mark(own, each.supports)
        told.append(" ".join(filter(None, (f"{item.address}: {said}", mark))))
    return "\n".join(told)


def _item_name(item: ItemBeside, language: str) -> Rich:
    question = item.question(language)
    label = item_label(item, language)
    runs = [Run(f"{item.address} ", bold=True), Run(label if label != item.address else "")]
    if question and question != item.label(language):
        runs.append(Run(f"\n{question}", italic=True))
    return tuple(run for run in runs if run.text)


def _without_items(display: JointDisplay, language: str) -> str:
    return report_words(language)["no survey" if display.survey == "none" else "no items"]


def _relation(display: JointDisplay, language: str) -> Iterator[Block]:
    words, theme = report_words(language), display.theme
    decided = ""
    if theme.decided is not None:
        decided = words["decided"].format(by=theme.decided.by, on=theme.decided.on).rstrip()
    relation = relation_word(theme.relation, language)
    yield Paragraph((Run(words["relation"], bold=True), Run(f"{relation}{decided}.")))
    if reason := display.reason(language):
        yield Paragraph((Run(words["reason"], bold=True), Run(reason)))
    sentence = proposal_sentence(display.proposal, language)
    differs = f" {words['differs']}" if display.differs else ""
    yield Paragraph((Run(sentence), Run(differs, bold=True)) if differs else text(sentence))
    verdicts = display.proposal.verdicts
    if verdicts:
        yield Bullets(tuple(text(verdict_sentence(each, display.proposal, language)) for each in verdicts))


def _counter(display: JointDisplay, language: str) -> Iterator[Block]:
    words = report_words(language)
    quotes = _counter_quotes(display)
    if quotes:
        yield Paragraph((Run(words["counter"], bold=True),))
        yield Bullets(tuple(quote_runs(quote, language, case=True) for quote in quotes))
    else:
        told = words["no counter" if display.theme.against else "no against"]
        yield Paragraph((Run(words["counter"], bold=True), Run(told)))


def _statements(
    display: JointDisplay, statements: Sequence[ThemeStatement], kept: Mapping[str, str], language: str
) -> Iterator[Block]:
    if not statements:
        return
    words = report_words(language)
    names = {each.case.id: each.case.name for each in display.cases}
    yield Paragraph((Run(words["statements"], bold=True),))
    yield Bullets(
        tuple(
            (
                Run(f"{names.get(each.case, each.case)} {each.number} ", bold=True),
                Run(words["text kept back"], italic=True)
                if each.case in kept
                else Run(statement_text(each.statement, language)),
                Run(words["statement against"] if each.against else "", italic=True),
            )
            for each in statements
        )
    )


def _coders(displays: Sequence[JointDisplay]) -> Collection[str] | None:
    return displays[0].coders if displays else None


def _counter_quotes(display: JointDisplay) -> tuple[Quote, ...]:
    within = [quote for each in display.cases for quote in each.counter]
    return (*within, *(Quote(passage) for passage in display.beyond_against))


def _names(cases: Sequence[CaseBeside], language: str) -> str:
    return listed([each.case.name for each in cases], language)
