"""A joint display as blocks: the sentence, the cases, the survey beside them, the relation, what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crosscase.study.descriptions import in_language
from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.synthesis.joint_words import (
    ABOVE,
    agreement_mark,
    deviation_text,
    item_figure,
    item_interval,
    verdict_sentence,
)
from crosscase.synthesis.joint_words import proposal_sentence as proposed_in_words
from crosscase.tui.quotes.rows import marks_of
from crosscase.tui.survey.bars import bar_cells
from crosscase.tui.synthesis.themes_blocks import (
    Block,
    Columns,
    Piece,
    Row,
    Sheet,
    heading,
    sheet_of,
    text_rows,
)
from crosscase.tui.synthesis.themes_looked import Looked
from crosscase.tui.synthesis.themes_words import (
    BOTH,
    DIFFERS_MARK,
    NO_ITEMS,
    NO_SURVEY,
    PROBLEM_MARK,
    STATES,
    UI,
    case_words,
    decided_words,
    item_name,
    of_cases,
    own_words,
    quotes_words,
    relation_piece,
    state_of_case,
)
from crosscase.tui.synthesis.wording import NO_CASES, joined
from crosscase.tui.words import shortened, shown, wrapped

if TYPE_CHECKING:  # bring numpy along
    from crosscase.synthesis.beside import ItemBeside
    from crosscase.synthesis.joint import CaseBeside, JointDisplay, Quote
    from crosscase.synthesis.passages import Passage

CASE, COUNTER, BEYOND, ITEM, DECIDE, OFFER = "case:", "counter:", "beyond", "item:", "decide", "offer"
"""How the keys of blocks begin, or what they are."""
TWO_COLUMNS = 100  # cells from which cases and survey stand beside each other
QUOTE_ROWS = 4  # of a quote; Enter shows the whole of it
LEAST_BAR, MOST_BAR = 8, 36
LEFT, RIGHT = "▕", "▏"


def joint_sheet(study: Study, looked: Looked, display: JointDisplay, width: int) -> Sheet:
    """The joint display of a theme, laid out."""
    drawn = _Drawn(study, looked, display)
    parts: list[Block | Columns] = [Block(drawn.head(width - 2))]
    if width >= TWO_COLUMNS:
        left = width * 11 // 20
        columns = tuple(drawn.cases(left - 3)), tuple(drawn.survey(width - left - 4))
        parts.append(Columns(*columns, left))
    else:
        parts += [*drawn.cases(width - 2), *drawn.survey(width - 2)]
    return sheet_of(
        [
            *parts,
            *drawn.relation(width - 2),
            *drawn.counter(width - 2),
            *drawn.statements(width - 2),
            drawn.foot(width - 2),
        ],
        width,
    )


class _Drawn:
    """A joint display on its way to the screen."""

    def __init__(self, study: Study, looked: Looked, display: JointDisplay) -> None:
        self._study = study
        self._looked = looked
        self._display = display
        self._language = study.settings.language

    # the head

    def head(self, width: int) -> tuple[Row, ...]:
        """Id, area, in how many cases, the relation; the sentence; what is wrong."""
        display, theme = self._display, self._display.theme
        area = shown(display.area_name(self._language))
        facts: list[Piece] = [(f"{shown(theme.id)}  ", "name")]
        facts += [(f"{shortened(area, max(8, width - 46))}  ", "dim")] if area else []
        facts += [(f"{of_cases(display)} cases  ", ""), relation_piece(theme.relation)]
        if display.differs:
            facts += [(f"  {DIFFERS_MARK} proposed: {display.proposal.relation}", "warn")]
        rows: list[Row] = [tuple(facts)]
        rows += text_rows(display.sentence(self._language) or "(no sentence)", width, "name")
        rest = f"rests on {', '.join(theme.codes) or 'nothing'}"
        if theme.against:
            rest += f" · against it {', '.join(theme.against)}"
        rows += text_rows(rest, width, "dim", most=3)
        for problem in self._looked.problems.get(theme.id, ()):
            rows += text_rows(f"{PROBLEM_MARK} {problem}", width, "bad")
        return tuple(rows)

    # the cases

    def cases(self, width: int) -> Iterator[Block]:
        """Every case: what it says, its strongest quote, its own answers."""
        display = self._display
        yield Block(heading("Cases", width))
        if not display.cases:
            yield Block(text_rows(NO_CASES, width, "dim"))
        for each in display.cases:
            yield self._case(each, width)
        if display.beyond:
            words = f"{counted(len(display.beyond), 'quote')} of open answers whose respondents are no case"
            yield Block(text_rows(words, width), BEYOND, "Enter shows these quotes")

    def _case(self, each: CaseBeside, width: int) -> Block:
        state = state_of_case(each)
        sign, kind = STATES[state]
        name = case_words(each.case)
        head: Row = (
            (f"{sign:<11}", kind),
            (shortened(name, max(8, width - 36)), "name"),
            (f"  {quotes_words(each)}", "dim"),
        )
        rows: list[Row] = [head]
        strongest = _strongest(each.shown if each.passages else each.counter)
        if strongest is not None:
            rows += self._quote(strongest, width)
        rows += self._own(each, width)
        leads = "Enter shows its quotes · g goes to the quote" if strongest is not None else "no quotes here"
        return Block(tuple(rows), f"{CASE}{each.case.id}", joined(name, STATES[state][0][2:], leads))

    def _quote(self, quote: Quote, width: int) -> Iterator[Row]:
        """The words, then who said them and where; what may be made of them."""
        passage = quote.passage
        yield from text_rows(f"“{passage.words.strip()}”", width, "words", "  ", QUOTE_ROWS)
        yield self._who(passage, width, quote.chosen)

    def _who(self, passage: Passage, width: int, chosen: bool) -> Row:
        marks = marks_of(self._study, passage)
        room = width - 2 - sum(cell_len(text) + 2 for text, _ in marks)
        found: list[Piece] = [("  ", ""), (_facts(passage, room, chosen), "dim")]
        for mark in marks:
            found += [("  ", ""), mark]
        return tuple(found)

    def _own(self, each: CaseBeside, width: int) -> Iterator[Row]:
        """Its respondent's own answers, each with whether they say what was coded."""
        items = self._display.items
        if not items or self._display.survey == "none":
            return
        if not each.case.respondent:
            yield (("  no respondent in the survey", "dim"),)
            return
        for own, item in zip(each.own, items, strict=True):
            mark = agreement_mark(own, each.supports)
            said = f"own {shown(item.address)}: {own_words(own, item, self._language)}"
            room = width - 4
            first, *rest = wrapped(said, room)
            row: Row = (("  ", ""), (first, "dim"))
            kind = "good" if own.agrees(each.supports) else "bad"
            yield (*row, (f" {mark}", kind)) if mark else row
            for more in rest[:1]:
                yield (("    ", ""), (shortened(more, room - 2), "dim"))

    # the survey

    def survey(self, width: int) -> Iterator[Block]:
        """Each item with its share, interval, base, and the groups that deviate."""
        display, looked = self._display, self._looked
        yield Block(heading("Survey", width))
        if display.items:
            for place, item in enumerate(display.items):
                yield self._item(place, item, width)
            return
        yield Block(text_rows(NO_SURVEY if display.survey == "none" else NO_ITEMS, width, "dim"))
        offered = looked.offered_to_theme(display.theme.id)
        if offered:
            words = f"Its codes are linked to {', '.join(offered)}: Enter sets it beside them."
            yield Block(text_rows(words, width, "key"), OFFER, "Enter opens the form with these items in it")

    def _item(self, place: int, item: ItemBeside, width: int) -> Block:
        address, language = shown(item.address), self._language
        rows: list[Row] = []
        name = item_name(item, language)
        named = text_rows(f"{address}  {name}" if name != address else address, width, "name", most=3)
        rows += named
        if item.share is not None:
            rows.append(self._figure(item, width))
        elif item.state:
            rows += text_rows(item.problem or item_figure(item, UI), width, "bad", "  ", 3)
        else:
            rows += text_rows(item_figure(item, language), width, "words", "  ", 4)
            rows += ((("  ", ""), (f"n {item.base}", "dim")),) if item.base else ()
        for deviation in item.deviations:
            kind = "good" if deviation.higher else "warn"
            rows += text_rows(deviation_text(deviation, language), width, kind, "  ", 2)
        question = shown(item.question(language))
        leads = joined(address, question, "Enter shows it in the survey")
        return Block(tuple(rows), f"{ITEM}{place}:{item.address}", leads)

    def _figure(self, item: ItemBeside, width: int) -> Row:
        """Share, bar with interval, interval in percent, base."""
        percent = f"{item_figure(item, self._language):>5} "
        base = f"{'*' if item.small else ''}"
        after = joined(
            item_interval(item, self._language), f"n {item.base}{base}" if item.base else "no base printed"
        )
        room = width - 2 - cell_len(percent) - cell_len(after) - 3
        row: list[Piece] = [("  ", ""), (percent, "name")]
        if room >= LEAST_BAR:
            interval = item.interval
            low, high = (interval.low, interval.high) if interval is not None else (None, None)
            cells = bar_cells(item.share or 0, low, high, min(MOST_BAR, room))
            row += [(LEFT, "line"), (cells, "bar"), (RIGHT, "line")]
        return (*row, (f" {after}", "dim"))

    # the relation

    def relation(self, width: int) -> Iterator[Block]:
        """What is proposed and why, what was decided and why."""
        display = self._display
        yield Block(heading("Relation", width))
        proposal = display.proposal
        rows: list[Row] = [(("proposed  ", "dim"), _relation_or_nothing(proposal.relation))]
        rows += text_rows(proposed_in_words(proposal, UI), width, "words", "  ")
        for verdict in proposal.verdicts:
            rows += text_rows(f"· {verdict_sentence(verdict, proposal, UI)}", width, "dim", "  ")
        yield Block(tuple(rows))
        theme = display.theme
        decided: list[Row] = [
            (("decided   ", "dim"), relation_piece(theme.relation), (f"  {decided_words(display)}", "dim"))
        ]
        if display.differs:
            decided += text_rows(
                f"{DIFFERS_MARK} The rule proposes another relation; the reason should say why this one.", width, "warn", "  "
            )  # fmt: skip
        if reason := display.reason(self._language):
            decided += text_rows(reason, width, "words", "  ")
        elif theme.relation:
            decided += text_rows("no reason is given", width, "warn", "  ")
        yield Block(tuple(decided), DECIDE, "Enter or d decides · A takes what is proposed")

    # what speaks against

    def counter(self, width: int) -> Iterator[Block]:
        """Cases with quotes against the theme, those that are silent, quotes of no case."""
        display = self._display
        yield Block(heading("Counter-evidence", width))
        for each in display.against:
            yield self._against(each, width)
        if display.beyond_against:
            words = f"{counted(len(display.beyond_against), 'quote')} against it of open answers of no case"
            yield Block(text_rows(words, width), f"{COUNTER}", "Enter shows these quotes")
        if not display.against and not display.beyond_against:
            told = (
                "No quote speaks against it." if display.theme.against
                else "No code or query is named that would speak against it; e names some."
            )  # fmt: skip
            yield Block(text_rows(told, width, "dim"))
        if display.silent:
            names = ", ".join(case_words(each.case) for each in display.silent)
            yield Block(text_rows(f"· silent: {names}", width, "dim"))

    def _against(self, each: CaseBeside, width: int) -> Block:
        state = state_of_case(each)
        head: Row = (
            (f"{STATES[state][0]:<11}", STATES[state][1]),
            (shortened(case_words(each.case), max(8, width - 36)), "name"),
            (f"  {counted(len(each.against), 'quote')} against it", "dim"),
        )
        strongest = (
            _strongest(each.counter) if state == BOTH else None
        )  # of one that is only against it stands above
        rows = (head, *(self._quote(strongest, width) if strongest is not None else ()))
        return Block(rows, f"{COUNTER}{each.case.id}", "Enter shows the quotes against it")

    def statements(self, width: int) -> Iterator[Block]:
        """The statements of case descriptions that rest on the theme's quotes."""
        appearing = self._looked.statements.get(self._display.theme.id, ())
        if not appearing:
            return
        names = {each.case.id: case_words(each.case) for each in self._display.cases}
        rows: list[Row] = [*heading("In the case descriptions", width)]
        for each in appearing:
            words = f"{names.get(each.case, each.case)} {each.number} {in_language(each.statement, self._language)}"
            rows += text_rows(words, width, "words", most=3)
            rows += ((("  rests on quotes against it", "warn"),),) if each.against else ()
            rows += ((("  may not be handed on", "bad"),),) if each.case in self._looked.kept_back else ()
        for case in dict.fromkeys(each.case for each in appearing):
            if why := self._looked.kept_back.get(case):
                rows += text_rows(
                    f"{names.get(case, case)} may not be handed on: {why}", width, "bad", most=3
                )
        yield Block(tuple(rows))

    def foot(self, width: int) -> Block:
        """Whose codings count, and what the signs mean."""
        display = self._display
        rows: list[Row] = [(), *text_rows(display.counted(UI), width, "dim")]
        if any(item.small or any(each.small for each in item.deviations) for item in display.items):
            rows += text_rows("* base under 30", width, "dim")
        if any(item.deviations for item in display.items):
            rows += text_rows(f"{ABOVE} ▼ a group that answers otherwise than the rest", width, "dim")
        return Block(tuple(rows))


def _facts(passage: Passage, room: int, chosen: bool) -> str:
    """Who said it and where, in so many cells: the role gives way first, then what chose it, then the source."""
    speakers = ", ".join(passage.speakers)
    roles = f"{speakers} ({', '.join(passage.roles)})" if passage.roles else speakers
    source = passage.coding.source.partition("/")[2] or passage.coding.source
    place = f"line {passage.place}" if passage.is_placed else passage.place
    telling = "most telling" if chosen else ""
    forms = (
        (roles, source, place, telling), (speakers, source, place, telling), (speakers, source, place), (speakers, place),
    )  # fmt: skip
    fitting = (words for form in forms if cell_len(words := shown(joined(*form))) <= room)
    return next(fitting, shortened(shown(joined(*forms[-1])), max(8, room)))


def _relation_or_nothing(relation: str) -> Piece:
    return relation_piece(relation) if relation else ("nothing", "dim")


def _strongest(quotes: Sequence[Quote]) -> Quote | None:
    from crosscase.reports.synthesis.joint import strongest_quote

    return strongest_quote(quotes)


def passages_of(
    display: JointDisplay, key: str
) -> tuple[str, tuple[Passage, ...], tuple[Passage, ...]] | None:
    """What the block of a key has quotes of: its name, those for the theme, those against it; None where it has none."""
    if key == BEYOND:
        return "open answers of no case", display.beyond, ()
    if key == COUNTER:
        return "open answers of no case", (), display.beyond_against
    kind = next((kind for kind in (CASE, COUNTER) if key.startswith(kind)), "")
    each = next((each for each in display.cases if kind and f"{kind}{each.case.id}" == key), None)
    if each is None:
        return None
    return case_words(each.case), each.passages if kind == CASE else (), each.against


def strongest_of(display: JointDisplay, key: str) -> Passage | None:
    """The quote that the block of a key shows."""
    found = passages_of(display, key)
    if found is None:
        return None
    _, passages, against = found
    each = next(
        (each for each in display.cases if key in (f"{CASE}{each.case.id}", f"{COUNTER}{each.case.id}")), None
    )
    quote = _strongest((each.shown if passages else each.counter) if each is not None else ())
    return quote.passage if quote is not None else next(iter(passages or against), None)
