"""The search screen: words, how and where; what is found in its surroundings; one code on many hits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from crosscase.language.apart import Row
from crosscase.language.pattern import MOST_CHARACTERS
from crosscase.study.folder import Study
from crosscase.study.memos import coding_of
from crosscase.synthesis.searching import Hit, Spot
from crosscase.tui.clipboard import copy
from crosscase.tui.picker import Picker
from crosscase.tui.search import keys
from crosscase.tui.search.arranged import Arranged, counted
from crosscase.tui.search.asked import MOST, Asked, case_name, kept
from crosscase.tui.search.at_once import code_at_once
from crosscase.tui.search.beside_hits import beside_entries
from crosscase.tui.search.by_structure import code_by_structure
from crosscase.tui.search.choices import choices, summary
from crosscase.tui.search.counts import below, beside
from crosscase.tui.search.hit_list import SURE, HitList
from crosscase.tui.search.looking import PAUSE, LookingScreen
from crosscase.tui.search.passages import hits_offer, quoted
from crosscase.tui.search.ticking import TickDialog, source_rows
from crosscase.tui.search.words_field import WordsField

WIDE = 112
BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
PANEL = 26  # cells of the counts beside the hits, without frame and scroll bar
START = (
    "Type words to look for; what is found shows while you type.",
    "",
    "Enter or the down arrow goes to the hits; c codes all that are ticked, in one step.",
)
PROGRAMS = ("csv", "json", "xlsx")  # forms that have every column


class SearchScreen(LookingScreen):
    """Look for words, see them in their surroundings, code them together."""

    HELP: ClassVar[str | None] = keys.LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH = "screen.tcss"

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._shown = Asked()  # what the hits on the screen answer
        self._before = Arranged()  # the last hits there were
        self._spot: Spot | None = None  # and the one at hand among them

    def compose_content(self) -> ComposeResult:
        """The words, the choices, how many there are, the hits and the counts beside or below them."""
        with Horizontal(id="find-line"):
            yield Static("search", id="find-label", markup=False)
            yield WordsField(id="words")
        yield Static("", id="choices", markup=False)
        yield Static("", id="summary", markup=False)
        with Horizontal(id="columns"):
            yield HitList(self.study, id="hits")
            with VerticalScroll(id="counts", can_focus=False):
                yield Static("", id="counts-shown", markup=False)

    def on_mount(self) -> None:
        """Look for what was looked for last."""
        self.set_class(self.workbench.session.get("search.counts") == "closed", "-counts-closed")
        self.asked = kept(self.workbench.session, self.study)
        with self.prevent(Input.Changed):
            self.words.value = self.asked.words
        self.answered(None)
        self.action_words()
        if self.asked.words.strip():
            self.ask(self.asked)
        self.tell_search()

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        return {"s": self.words, "h": self.hits}

    @property
    def words(self) -> WordsField:
        """The field."""
        return self.query_one(WordsField)

    @property
    def hits(self) -> HitList:
        """The list."""
        return self.query_one(HitList)

    # what is shown

    def answered(self, found: Arranged | None) -> None:
        """Show other hits; of the same question, the one at hand and the ticks stay."""
        again = self.asked == self._shown
        if (spot := self.hits.spot) is not None:
            self._spot, self._before = spot, self.hits.found
        if found is not None and again:
            found.take_ticks(self._before)
        nothing: tuple[str, ...] = () if self.wrong else START if not self.asked.words.strip() else ("",)
        if found is not None:
            self._shown = self.asked
            nothing = ("Nothing like that.", "", *_advice(self.asked))
        self.hits.show(
            found or Arranged(),
            nothing,
            at=self._spot if again else None,
            scored=self.asked.is_scored,
            kinds=self.asked.how == "lemma",
        )
        self._tell_counts()

    def tell_search(self) -> None:
        """The choices, and how many there are."""
        width = self.size.width - 2
        self.query_one("#choices", Static).update(
            choices(self.study, self.asked, self.active_bindings.values(), width), layout=False
        )
        line = self.query_one("#summary", Static)
        line.set_class(bool(self.wrong), "-wrong")
        line.update(summary(self.asked, self.answer, self.hits.found, self.wrong, self.busy), layout=False)

    def on_descendant_focus(self) -> None:
        """While one types, the choices have other keys."""
        self.call_after_refresh(self.tell_search)

    def _tell_counts(self) -> None:
        found = self.answer
        self.set_class(found is None or not len(found.hits), "-nothing")
        if found is not None:
            wide = self.has_class("-wide")
            content = (
                beside(self.study, found, PANEL) if wide else below(self.study, found, self.size.width - 3)
            )
            self.query_one("#counts-shown", Static).update(content)

    def study_changed(self, files: Collection[str]) -> None:
        """Look again where need be; codes on the hits are drawn as they are now."""
        if not self.look_again(files):
            self.hits.draw_again()
            self._tell_counts()

    def on_resize(self) -> None:
        """The counts have the width that there is."""
        self.call_after_refresh(self._tell_counts)
        self.call_after_refresh(self.tell_search)

    @on(HitList.Moved)
    def _moved(self, event: HitList.Moved) -> None:
        event.stop()
        self.status_line.unsay()
        self._tell_hit()

    def _tell_hit(self) -> None:
        hit, found = self.hits.hit, self.hits.found
        if hit is None:
            self.status_line.update("", "")
            return
        parts = [
            f"{self.hits.place + 1} of {len(found)}",
            case_name(self.study, hit.case) if hit.case else "",
            hit.source.partition("/")[2] if hit.case else hit.source,
            hit.section,
            hit.speaker,
            f"line {hit.place}" if hit.place.isascii() and hit.place.isdigit() else hit.place,
            hit.about,
            hit.coder,
            f"{hit.likeness} {hit.score:.0f}" if hit.likeness and hit.score < SURE else "",
        ]
        self.status_line.update(" · ".join(filter(None, parts)), f"{found.ticked_count} ticked")

    # the words

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.ask(replace(self.asked, words=event.value), pause=PAUSE)

    @on(Input.Submitted, "#words")
    def _entered(self, event: Input.Submitted) -> None:
        """To the hits; where there can be none one goes on typing."""
        event.stop()
        if not self.wrong and self.asked.words.strip():
            self.hits.focus()

    @on(WordsField.Left)
    def _left(self, event: WordsField.Left) -> None:
        event.stop()
        self.hits.focus()

    @on(WordsField.TooLong)
    def _too_long(self, event: WordsField.TooLong) -> None:
        event.stop()
        self.warn(
            f"not taken: that has {event.length} characters, at most {MOST_CHARACTERS} can be looked for"
        )

    @on(HitList.LeftUp)
    def _up(self, event: HitList.LeftUp) -> None:
        event.stop()
        self.words.focus()

    def action_words(self) -> None:
        """Type other words."""
        self.words.focus()
        self.words.action_select_all()

    def action_hits(self) -> None:
        """To the hits."""
        self.hits.focus()

    # the choices

    def action_how(self, step: int) -> None:
        """Look in another way."""
        self.ask(self.asked.next_how(step))

    def action_inside(self, step: int) -> None:
        """Look in another kind of text."""
        self.ask(self.asked.next_inside(step))

    def action_exact(self) -> None:
        """Heed case and accents, or no longer."""
        self.ask(replace(self.asked, exact=not self.asked.exact))

    def action_where(self) -> None:
        """Choose where to look."""
        if not self.study.sources:
            self.say("no sources yet: `crosscase import FILE --case CASE` brings texts in")
            return

        def ticked(sources: tuple[str, ...] | None) -> None:
            if sources:
                self.ask(self.asked.in_places(self.study, sources))

        rows = source_rows(self.study, self.study.sources)
        self.app.push_screen(TickDialog("Where to look", rows, self.asked.places(self.study)), ticked)

    def action_who(self) -> None:
        """Choose whose words to look in."""
        from crosscase.tui.search.who import picked_who, whose

        def picked(key: str | None) -> None:
            if key is not None:
                self.ask(picked_who(self.asked, key))

        self.app.push_screen(Picker("look in the words of", whose(self.study)), picked)

    def action_counts(self) -> None:
        """Show or hide the counts."""
        self.toggle_class("-counts-closed")
        closed = self.has_class("-counts-closed")
        self.workbench.session.put("search.counts", "closed" if closed else "")
        self.say("the counts are hidden" if closed else "the counts are shown")

    # ticks

    @on(HitList.TickClicked)
    def _tick_clicked(self, event: HitList.TickClicked) -> None:
        event.stop()
        at = self.hits.place
        self._tick(at, at + 1)

    def action_tick(self) -> None:
        """The hit at hand; the next one comes to hand."""
        at = self.hits.place
        self._tick(at, at + 1)
        self.hits.action_move(1)

    def action_tick_all(self) -> None:
        """All, or none where all are."""
        self._tick(0, len(self.hits.found))

    def action_tick_text(self) -> None:
        """All hits of the text at hand, or none of them."""
        found = self.hits.found
        if len(found):
            self._tick(*found.bounds(found.group_of(self.hits.place)))

    def _tick(self, start: int, end: int) -> None:
        found = self.hits.found
        if not len(found):
            self.say("there are no hits to tick")
            return
        found.tick(start, end, not all(found.is_ticked(hit) for hit in range(start, end)))
        self.hits.refresh()
        self.tell_search()
        self._tell_hit()

    # what is done with hits

    def _at_hand(self) -> Hit | None:
        hit = self.hits.hit
        if hit is None:
            self.say("no hit is shown here: press / and type words")
        return hit

    @on(HitList.Chosen)
    async def _chosen(self, event: HitList.Chosen) -> None:
        event.stop()
        await self.action_go_there()

    async def action_go_there(self) -> None:
        """Go to the place of the hit at hand; what is shown here stays."""
        hit = self._at_hand()
        if hit is None:
            return
        coding = coding_of(self.study, hit.coding) if hit.coding else None
        if hit.memo and coding is None:
            await self._go_to_memo(hit.memo)
        elif hit.source not in self.study.sources:
            self.warn(f"{hit.source} is gone or cannot be read; its codings are kept as they are")
        else:
            span = hit.span if hit.span is not None else coding.at if coding is not None else None
            key = (hit.coder, hit.coding) if hit.coding else None
            await self.workbench.go_to_passage(hit.source, span, key)

    async def _go_to_memo(self, memo_id: str) -> None:
        from crosscase.tui.memos.listing import key_of
        from crosscase.tui.memos.screen import MemosScreen

        memo = self.study.memos.get(memo_id)
        if memo is None:
            self.warn("that memo is gone")
            return
        await self.workbench.action_go("memos")
        if isinstance(screen := self.workbench.place_shown, MemosScreen):
            screen.memos.go_to(key_of(memo))

    def action_code(self) -> None:
        """Code all ticked hits."""
        found, answer = self.hits.found, self.answer
        if self.asked.inside == "memos":
            self.say("the words of a memo cannot be coded: i looks in sources or in quotes")
        elif answer is not None and not answer.complete:
            self.say(f"there are more than {MOST} hits: look for something longer before you code them all")
        elif not len(found):
            self.say("no hits to code: press / and type words")
        elif not (ticked := found.ticked):
            self.say("no hit is ticked: space ticks one, t all of them")
        else:
            session = self.workbench.session
            offer = hits_offer(self.study, [found.spots[at] for at in ticked], self._shown.words)
            code_at_once(
                self,
                offer,
                unit=session.get("search.unit"),
                used=lambda unit: session.put("search.unit", unit),
            )

    def action_by_structure(self) -> None:
        """Code all under a heading, or of a speaker."""
        hit = self.hits.hit
        code_by_structure(self, hit.source if hit is not None else "")

    def action_beside(self) -> None:
        """See which words stand beside the hits."""
        if self.answer is None or not len(self.hits.found):
            self.say("no hits that words could stand beside: press / and type words")
        else:
            self.count_beside(self.answer)

    def counted_beside(self, rows: Sequence[Row]) -> None:
        """Pick one of the words; the hits beside it are ticked, the others no longer."""
        found = self.hits.found

        def picked(key: str | None) -> None:
            if key is not None and found is self.hits.found:
                self.tick_beside(int(key), rows[int(key)][0])

        self.app.push_screen(
            Picker("beside the hits: Enter ticks the hits of one word", beside_entries(rows)), picked
        )

    def ticked_beside(self, word: str, hits: Sequence[int]) -> None:
        """Tick these hits alone, and go to the first."""
        found = self.hits.found
        found.tick(0, len(found), False)
        for hit in hits:
            found.tick(hit, hit + 1, True)
        with self.hits.prevent(HitList.Moved):  # it would wipe out what is said here
            self.hits.action_go(hits[0])
        self.hits.draw_again()
        self.tell_search()
        self._tell_hit()
        self.say(f"ticked: {counted(len(hits), 'hit')} beside {quoted(word)}, and no other")

    def action_copy(self) -> None:
        """Copy the hit in its words, with its place."""
        if (hit := self._at_hand()) is not None:
            where = ", ".join(filter(None, (hit.source or hit.about, hit.speaker, f"line {hit.place}")))
            copied = f"{hit.left}{hit.words}{hit.right}".strip()
            self.say(copy(self.app, self.study.root, f"“{copied}” ({where})"))

    def action_export(self) -> None:
        """Write the ticked hits to a file."""
        from crosscase.tui.export import export
        from crosscase.tui.search.table import hits_table

        found, words = self.hits.found, self._shown.words
        if not (ticked := found.ticked):
            self.say("no hit is ticked: space ticks one, t all of them" if len(found) else "no hits to write")
            return
        export(
            self,
            counted(len(ticked), "hit"),
            "hits",
            lambda form: hits_table(
                (found.hits[at] for at in ticked), f"Hits of {quoted(words)}", whole=form in PROGRAMS
            ),
        )


def _advice(asked: Asked) -> tuple[str, ...]:
    found = []
    if not asked.is_everywhere:
        found.append("Only some cases or sources are looked in: where, above, chooses others.")
    if asked.exact:
        found.append("Case and accents are heeded: exact, above, no longer does.")
    if asked.how in ("text", "words"):
        found.append("Base forms find other forms of a word, and compounds: how, above, chooses them.")
    return tuple(found)
