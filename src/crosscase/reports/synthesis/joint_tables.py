"""Joint displays as tables and facts: one line a theme, every number in a column of its own, and what is without a theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from crosscase.casework.handing_on import kept_back
from crosscase.casework.themes import ThemeStatement, statements_of_themes
from crosscase.documents.values import Block, Cell, Document, Heading, Paragraph, Run, Table, text
from crosscase.reports.synthesis.joint import joint_notes, kept_back_notes, strongest_quote, support_text
from crosscase.reports.synthesis.joint_report_words import listed, report_words
from crosscase.study.descriptions import in_language as statement_text
from crosscase.study.folder import Study
from crosscase.survey.model import in_language
from crosscase.survey.percent import exact
from crosscase.synthesis.beside import Deviation, ItemBeside, OwnAnswer, survey_beside
from crosscase.synthesis.joint import CaseBeside, JointDisplay, Quote
from crosscase.synthesis.joint_words import item_label, relation_word, why_lines
from crosscase.synthesis.unlinked import Offered, WithoutTheme

OVERVIEW_COLUMNS = (
    "theme", "area", "sentence", "found", "cases", "support", "against", "silent", "items", "relation", "proposed", "differs",
    "decided_by", "decided_on",
)  # fmt: skip
BRIEF = ("theme", "found in", "relation", "proposed", "differs", "sentence")
DATA_COLUMNS = (
    "theme", "area", "sentence", "relation", "proposed", "case", "name", "quotes", "quotes_against", "quote", "coding",
    "source", "place", "key", "chosen", "consent", "item", "reversed", "label", "percent", "low", "high", "base",
    "small_base", "own_state", "own_answer", "own_holds", "agrees",
)  # fmt: skip


def overview_data(displays: Sequence[JointDisplay], language: str) -> Table:
    """One row a theme, for other programs; cases, items and relations by their ids."""
    return Table(OVERVIEW_COLUMNS, tuple(_overview(display, language) for display in displays))


def overview_brief(displays: Sequence[JointDisplay], language: str) -> Table:
    """One line a theme, for a terminal."""
    rows = tuple(
        (
            display.theme.id,
            f"{display.proposal.found} of {display.proposal.cases}",
            display.theme.relation or "–",
            display.proposal.relation or "–",
            "≠" if display.differs else "",
            display.sentence(language),
        )
        for display in displays
    )
    return Table(BRIEF, rows)


def overview_document(
    study: Study,
    displays: Sequence[JointDisplay],
    without: WithoutTheme,
    offers: Sequence[Offered],
    language: str = "",
) -> Document:
    """The themes, one line each, then the items of the survey and the codes that no theme names."""
    language = language or study.settings.language
    words = report_words(language)
    blocks: list[Block] = []
    if displays:
        blocks.append(Paragraph(text(displays[0].counted(language)), "note"))
        blocks.append(overview_table(displays, language))
    else:
        blocks.append(Paragraph(text(words["none at all"])))
    if without.questions:
        blocks += [Heading(1, words["items without"]), items_without_table(study, without, language)]
    if without.codes:
        blocks += [Heading(1, words["codes without"]), codes_without_table(study, without, language)]
    if offers:
        blocks += [Heading(1, words["offered"]), offered_table(offers, language)]
    return Document(words["title"], tuple(blocks), language, notice=study.settings.notice_shown)


def overview_book(document: Document, displays: Sequence[JointDisplay], language: str) -> Document:
    """The document of the overview as sheets, each named by its heading, with one more that has every number and id."""
    words = report_words(language)
    name, blocks = words["themes sheet"], []
    for block in document.blocks:
        name = block.text if isinstance(block, Heading) else name
        blocks.append(replace(block, caption=name) if isinstance(block, Table) else block)
    if displays:
        blocks.append(replace(overview_data(displays, language), caption=words["data sheet"]))
    return replace(document, blocks=tuple(blocks))


def overview_table(displays: Sequence[JointDisplay], language: str) -> Table:
    """One row a theme, to read."""
    words = report_words(language)
    columns = (
        words["theme"], words["sentence"], words["cases"], words["relation column"], words["proposed"], words["differs mark"],
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            (Run(display.theme.id, bold=True),),
            display.sentence(language),
            words["of"].format(found=display.proposal.found, cases=display.proposal.cases),
            relation_word(display.theme.relation, language),
            relation_word(display.proposal.relation, language)
            if display.proposal.relation
            else words["nothing"],
            words["differs mark"] if display.differs else "",
        )
        for display in displays
    )
    note = words["note differs"] if any(display.differs for display in displays) else ""
    return Table(columns, rows, note=note, widths=(1.0, 5.6, 1.0, 1.6, 1.6, 0.5))


def items_without_table(study: Study, without: WithoutTheme, language: str) -> Table:
    """A row a question with those of its items that no theme names."""
    words = report_words(language)
    asked = survey_beside(study).questionnaire
    rows = []
    for id, items in without.questions:
        question = asked.questions.get(id) if asked is not None else None
        wording = in_language(question.text, language) if question is not None else ""
        rows.append((f"{id} {wording}".strip(), ", ".join(items)))
    return Table((words["question"], words["items"]), tuple(rows), widths=(4, 6))


def codes_without_table(study: Study, without: WithoutTheme, language: str) -> Table:
    """A row a code that no theme names, with how many codings that count it has itself."""
    words = report_words(language)
    rows = []
    for path, quotes in zip(without.codes, without.quotes, strict=True):
        code = study.codebook.by_path.get(path)
        name = study.codebook.name(code, language) if code is not None else ""
        rows.append((path, name, quotes))
    return Table((words["code"], words["name"], words["quotes column"]), tuple(rows), widths=(4, 4, 1))


def offered_table(offers: Sequence[Offered], language: str) -> Table:
    """A row a theme without items, or a code without a theme, with what the codes' own links name."""
    words = report_words(language)
    rows = tuple(
        (offer.theme or words["no theme"], ", ".join(offer.codes), ", ".join(offer.survey))
        for offer in offers
    )
    return Table((words["to theme"], words["codes"], words["items"]), rows, widths=(1, 5, 4))


def joint_data(displays: Sequence[JointDisplay], language: str) -> Table:
    """One row a theme, case and item of the survey (one a case where the theme has none): percents of 100, unrounded.

    `quote` is the strongest one of the case; its words are left out where informants have not agreed to see them.
    """
    rows = tuple(row for display in displays for row in _data(display, language))
    return Table(DATA_COLUMNS, rows)


def joint_facts(study: Study, displays: Sequence[JointDisplay], language: str) -> dict[str, object]:
    """Everything of some joint displays, for JSON; words of quotes as in `joint_data`.

    A statement of a case description that may not be handed on has no `text`, and `kept_back` says why.
    """
    coders = displays[0].coders if displays else None
    appearing = statements_of_themes(study, [display.theme for display in displays], coders)
    kept = kept_back(study, (each.case for these in appearing.values() for each in these))
    return {
        "counted": displays[0].counted(language) if displays else None,
        "notes": [*joint_notes(study, displays, language), *kept_back_notes(study, kept, language)],
        "themes": [
            {
                **_facts(display, language),
                "statements": _statements(appearing[display.theme.id], kept, language),
            }
            for display in displays
        ],
    }


def _statements(
    appearing: Sequence[ThemeStatement], kept: Mapping[str, str], language: str
) -> list[dict[str, object]]:
    """The statements of case descriptions in which a theme appears."""
    return [
        {
            "case": each.case,
            "number": each.number,
            "statement": each.statement.id,
            "text": None if each.case in kept else statement_text(each.statement, language),
            "kept_back": kept.get(each.case),
            "shared": list(each.shared),
            "against": each.against,
        }
        for each in appearing
    ]


def overview_facts(
    displays: Sequence[JointDisplay], without: WithoutTheme, offers: Sequence[Offered], language: str
) -> dict[str, object]:
    """One fact a theme, and what no theme names, for JSON."""
    table = overview_data(displays, language)
    return {
        "counted": displays[0].counted(language) if displays else None,
        "themes": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
        "items_without_theme": list(without.items),
        "codes_without_theme": [
            {"code": code, "quotes": quotes}
            for code, quotes in zip(without.codes, without.quotes, strict=True)
        ],
        "offered": [
            {"theme": offer.theme or None, "codes": list(offer.codes), "survey": list(offer.survey)}
            for offer in offers
        ],
    }


def overview_lines(without: WithoutTheme, offers: Sequence[Offered]) -> Iterator[str]:
    """What no theme names, and what could be linked, as lines for a terminal."""
    for question, items in without.questions:
        told = ", ".join(item.removeprefix(f"{question}.") for item in items)
        yield f"without a theme: {question}" + (f": {told}" if told != question else "")
    if without.codes:
        counted = (f"{code} ({quotes})" for code, quotes in zip(without.codes, without.quotes, strict=True))
        yield f"codes without a theme (quotes of their own): {', '.join(counted)}"
    for offer in offers:
        what = f"for {offer.theme}" if offer.theme else "without a theme"
        yield f"could be linked, {what}: {listed(offer.codes, 'en')} with {', '.join(offer.survey)}"


def _overview(display: JointDisplay, language: str) -> tuple[Cell, ...]:
    theme, decided = display.theme, display.theme.decided
    return (
        theme.id, theme.area, display.sentence(language), display.proposal.found, display.proposal.cases,
        _ids(display.support), _ids(display.against), _ids(display.silent), tuple(theme.survey), theme.relation or None,
        display.proposal.relation or None, display.differs, decided.by if decided is not None else None,
        decided.on if decided is not None else None,
    )  # fmt: skip


def _data(display: JointDisplay, language: str) -> Iterator[tuple[Cell, ...]]:
    theme = display.theme
    head = (
        theme.id, theme.area, display.sentence(language), theme.relation or None, display.proposal.relation or None,
    )  # fmt: skip
    for each in display.cases:
        case = (each.case.id, each.case.name, len(each.passages), len(each.against))
        quote = _quote_cells(strongest_quote(each.shown))
        if not display.items:
            yield (*head, *case, *quote, *(None,) * 12)
        for item, own in zip(display.items, each.own, strict=True):
            yield (*head, *case, *quote, *_item_cells(item, language), *_own_cells(own, each))


def _quote_cells(quote: Quote | None) -> tuple[Cell, ...]:
    if quote is None:
        return (None,) * 7
    passage = quote.passage
    words = None if quote.withheld else passage.words
    return (
        words, passage.coding.id, passage.coding.source, passage.place, quote.key, quote.chosen, quote.consent,
    )  # fmt: skip


def _item_cells(item: ItemBeside, language: str) -> tuple[Cell, ...]:
    interval = item.interval
    low, high = (interval.low, interval.high) if interval is not None else (None, None)
    return (
        item.address, item.reversed, item_label(item, language), _hundred(item.share), _hundred(low), _hundred(high),
        item.base or None, item.small,
    )  # fmt: skip


def _own_cells(own: OwnAnswer, each: CaseBeside) -> tuple[Cell, ...]:
    return own.state, _chosen(own), own.holds, own.agrees(each.supports)


def _chosen(own: OwnAnswer) -> Cell:
    if own.number is not None:
        return own.number
    return tuple(option.id if row is None else f"{row.id}.{option.id}" for row, option in own.chosen) or None


def _ids(cases: Sequence[CaseBeside]) -> Cell:
    return tuple(each.case.id for each in cases)


def _hundred(share: float | None) -> float | None:
    # 100 * 0.575 is 57.49999999999999, which another program would round to 57
    return None if share is None else float(100 * exact(share))


def _facts(display: JointDisplay, language: str) -> dict[str, object]:
    theme, decided = display.theme, display.theme.decided
    return {
        "theme": theme.id,
        "area": theme.area or None,
        "sentence": display.sentence(language),
        "codes": list(theme.codes),
        "against": list(theme.against),
        "summary": support_text(display, language),
        "found": display.proposal.found,
        "of": display.proposal.cases,
        "cases": [_case_facts(each, display.items, language) for each in display.cases],
        "beyond": [passage.coding.id for passage in display.beyond],
        "against_beyond": [passage.coding.id for passage in display.beyond_against],
        "items": [_item_facts(item, language) for item in display.items],
        "relation": theme.relation or None,
        "reason": display.reason(language) or None,
        "decided": None if decided is None else {"by": decided.by, "on": decided.on},
        "proposed": display.proposal.relation or None,
        "why": list(why_lines(display.proposal, language)),
        "differs": display.differs,
        "problems": list(display.problems),
    }


def _case_facts(each: CaseBeside, items: Sequence[ItemBeside], language: str) -> dict[str, object]:
    return {
        "case": each.case.id,
        "name": each.case.name,
        "quotes": [passage.coding.id for passage in each.passages],
        "against": [passage.coding.id for passage in each.against],
        "shown": [_quote_facts(quote) for quote in each.shown],
        "counter": [_quote_facts(quote) for quote in each.counter],
        "own": [
            dict(zip(("item", *DATA_COLUMNS[-4:]), (item.address, *_own_cells(own, each)), strict=True))
            for item, own in zip(items, each.own, strict=True)
        ],
    }


def _quote_facts(quote: Quote) -> dict[str, object]:
    return dict(zip(DATA_COLUMNS[9:16], _quote_cells(quote), strict=True))


def _item_facts(item: ItemBeside, language: str) -> dict[str, object]:
    return {
        **dict(zip(DATA_COLUMNS[16:24], _item_cells(item, language), strict=True)),
        "problem": item.problem or None,
        "strongest": [
            {"row": None if row is None else row.id, "answer": line.id, "percent": _hundred(line.share), "mean": line.mean}
            for row, line in item.strongest
        ]
        if item.whole
        else None,
        "deviating": [_deviation_facts(each) for each in item.deviations],
    }  # fmt: skip


def _deviation_facts(each: Deviation) -> dict[str, object]:
    return {
        "variable": each.variable.id,
        "group": each.group.id,
        "percent": _hundred(each.share),
        "base": each.base or None,
        "small_base": each.small,
        "against_rest": "higher" if each.higher else "lower",
        "q": each.q,
        "reported": each.printed,
    }
