"""Going about in the texts: sources, lines, codings, what is not coded yet, finding, filters."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.study.memos import memos_about
from crosscase.study.model import Coding, Source
from crosscase.study.plurals import counted
from crosscase.study.progress import next_uncoded
from crosscase.tui.clipboard import copy
from crosscase.tui.code.beside import BesidePane, session_words
from crosscase.tui.code.case_tree import NOTED, CaseTree
from crosscase.tui.code.code_picker import code_entries
from crosscase.tui.code.coding_screen import CodingScreen
from crosscase.tui.code.finding import FindBar, find_all
from crosscase.tui.code.shown import Shown, codings_shown, key_of
from crosscase.tui.dialogs import Prompt
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.words import plain, shown

EVERYTHING = "*"


class ReadingScreen(CodingScreen):
    """What moves the cursor or changes what is drawn; nothing here changes the study."""

    words = ""  # what was looked for last
    said_at = (-1, -1)  # the selection at which something was said: moving on takes the words away

    def say(self, text: str) -> None:
        """Tell what was done, until one goes on."""
        self.said_at = self.view.selection
        super().say(text)

    def warn(self, text: str) -> None:
        """Tell of something that did not work, until one goes on."""
        self.said_at = self.view.selection
        super().warn(text)

    # sources

    def open_source(self, source_id: str, offset: int) -> None:
        """Show a source with the cursor at an offset."""
        source = self.study.sources[source_id]
        segments = self.study.segments(source_id)
        self.source_id, self.chosen = source_id, None
        self.view.show(segments, [], offset=min(offset, len(source.body)))
        self.view.dim_speakers([s.name for s in source.speakers if s.is_interviewer])
        self.draw_codings()
        if self.words:
            self.view.set_matches(find_all(source.body, self.words))
        self.show_place(source_id)
        self.query_one(CaseTree).mark_open(source_id)
        pane = self.query_one(BesidePane)
        pane.keep_up(source_id, offset, self.shown)
        self.set_class(pane.is_open, "-beside")
        self.tell_source()

    def show_passage(
        self, source_id: str, span: tuple[int, int] | None, coding: tuple[str, str] | None = None
    ) -> None:
        """Show a source with a passage of it selected, as when one comes from another place.

        Args:
            span: (start, end); None for where the cursor was when the source was left.
            coding: coder and id of the coding to have at hand.
        """
        source = self.study.sources.get(source_id)
        if source is None:
            self.warn(f"{source_id} is gone or cannot be read; its codings are kept as they are")
            return
        if source_id != self.source_id:
            self.open_source(source_id, span[0] if span is not None else self.last_offset(source_id))
        self.remove_class("-side-open", "-cases-open")
        self.view.focus()
        self.chosen = coding
        if span is not None:
            self.view.select(*span)
        if coding is not None and coding not in self.drawn:
            self.say(f"that coding is hidden by a filter: {self._filters() or 'press a to show it'}")
        self.tell_cursor()

    def tell_source(self) -> None:
        """Title, what needs a look, and notice of the source in the line above the text."""
        source = self.source
        if source is None:
            self.query_one("#source-line", Static).update("")
            return
        lost = sum(coding.at is None for coding in self.drawn.values())
        line = Content.assemble(
            plain(source.title or source.id, "bold"),
            (f"  ! {_lost(lost)}" if lost else "", "bold"),
            _noted(self.study, source),
            ("".join(f"  {words}" for words in session_words(self.study, source)), "dim"),
            (f"  {shown(source.notice)}" if source.notice else "", "dim"),
        )
        self.query_one("#source-line", Static).update(line, layout=False)

    def last_offset(self, source_id: str) -> int:
        """Where the cursor was in a source when it was left."""
        return self.workbench.session.number(f"code.offset.{source_id}")

    def keep_place(self) -> None:
        """Note the source and the cursor for the next time."""
        if self.source_id:
            session = self.workbench.session
            session.put("code.source", self.source_id)
            session.put(f"code.offset.{self.source_id}", self.view.selection[0])

    def action_texts(self) -> None:
        """Pick the source to read."""
        entries = []
        for source in self.study.sources.values():
            case = self.study.cases.get(source.case)
            label = Content.assemble(plain(source.title or source.name), (f"  {source.id}", "dim"))
            text = f"{source.id} {source.title} {case.name if case is not None else ''}"
            entries.append(Entry(source.id, label, text, self.query_one(CaseTree).described(source.id)))

        def picked(source_id: str | None) -> None:
            if source_id is not None:
                self.open_source(source_id, self.last_offset(source_id))
                self.view.focus()

        self.app.push_screen(Picker("read: case or source", entries), picked)

    # lines and codings

    def action_line(self) -> None:
        """Go to a line by its number."""
        count = self.view.segments.line_count

        def wrong(text: str) -> str:
            good = text.strip().isascii() and text.strip().isdigit() and 1 <= int(text) <= count
            return "" if good else f"a number from 1 to {count}"

        def answered(text: str | None) -> None:
            if text is not None:
                self.view.focus()
                start, end = self.view.segments.line_bounds(int(text) - 1)
                words = self.view.segments.paragraph_at(start)[0]  # behind the speaker's name
                self.view.goto(words if start <= words <= end else start)

        self.app.push_screen(Prompt(f"Go to line (1–{count})", check=wrong), answered)

    def go_to(self, coding: Coding) -> None:
        """Select the words of a coding and make it the one at hand."""
        self.chosen = key_of(coding)
        if coding.at is None:
            self.say("the words of that coding are no longer in the text")
        elif coding.at != self.view.selection:
            self.view.select(*coding.at)
        self.tell_cursor()

    def action_coding(self, direction: int) -> None:
        """Go to the next coding, or the one before."""
        placed = [c for c in codings_shown(self.study, self.source_id, self.shown) if c.at is not None]
        if not placed:
            self.say("no codings are shown in this text")
            return
        low, _ = self.view.selection
        at = next(
            (i for i, c in enumerate(placed) if key_of(c) == self.chosen and c.at == self.view.selection),
            None,
        )
        if at is not None:
            target = (at + direction) % len(placed)
        elif direction > 0:
            target = next((i for i, c in enumerate(placed) if c.at is not None and c.at[0] >= low), 0)
        else:
            before = [i for i, c in enumerate(placed) if c.at is not None and c.at[0] < low]
            target = before[-1] if before else len(placed) - 1
        self.go_to(placed[target])

    def action_uncoded(self, direction: int) -> None:
        """Go to the next passage that has no coding among those shown."""
        if (source := self.source) is None:
            return
        codings = codings_shown(self.study, source.id, Shown(self.shown.others, self.shown.coder))
        passage = next_uncoded(source, self.view.segments, codings, self.view.selection[0], direction)
        if passage is None:
            self.say("every passage of this text has a coding")
        else:
            self.view.select(*passage)

    def action_bring_in(self) -> None:
        """Take files in as sources."""
        from crosscase.tui.importing.screen import bring_in  # start-up does not pay for it

        bring_in(self)

    def action_names(self) -> None:
        """Look for names, to put pseudonyms in their place."""
        from crosscase.tui.names.opening import look_for_names  # start-up does not pay for it

        look_for_names(self)

    def action_edit_text(self) -> None:
        """Edit the words of the source on the screen."""
        source = self.source
        if source is None:
            self.warn("there is no text here to edit")
            return
        from crosscase.tui.editing.screen import edit_source  # start-up does not pay for it

        def left(offset: int, words: str) -> None:
            self.view.focus()
            self.view.goto(offset)
            if words:
                self.say(words)

        edit_source(self, source, self.view.selection[0], left)

    def action_copy(self) -> None:
        """Copy the selection, else the sentence at the cursor."""
        span = self.span_to_code()
        if span is None or self.source is None:
            self.warn("there are no words here to copy")
            return
        self.say(copy(self.app, self.study.root, self.source.body[slice(*span)]))

    # finding

    def action_find(self) -> None:
        """Type what to find."""
        self.query_one(FindBar).open()

    @on(FindBar.Typed)
    def _find_typed(self, event: FindBar.Typed) -> None:
        event.stop()
        self.words = event.words
        self.view.set_matches(find_all(self.view.segments.body, event.words))
        self.tell_status()

    @on(FindBar.Closed)
    def _find_closed(self, event: FindBar.Closed) -> None:
        event.stop()
        self.view.focus()
        if event.found:
            self.action_match(1)

    def action_match(self, direction: int) -> None:
        """Go to the next match, or the one before."""
        if not self.view.match_position[1]:
            self.say(f"“{self.words}” is not in this text" if self.words else "press / to find words")
            return
        self.view.next_match(direction)
        self.tell_status()

    def forget_words(self) -> None:
        """Take the marks of the search away."""
        self.words = ""
        self.view.set_matches([])
        self.tell_status()

    # filters

    def action_filter_code(self) -> None:
        """Show the codings of one code (and those under it) only."""
        book, language = self.study.codebook, self.study.settings.language
        everything = Entry(EVERYTHING, Content("all codes"), "all codes")
        entries = [everything, *code_entries(book, language, self.slots.used, self.number_keys())]

        def picked(key: str | None) -> None:
            if key is not None:
                self._show_only(Shown(self.shown.others, self.shown.coder, "" if key == EVERYTHING else key))

        self.app.push_screen(Picker("show only the codings of", entries), picked)

    def action_filter_coder(self) -> None:
        """Show the codings of one coder only."""
        entries = [Entry(EVERYTHING, Content("every coder"), "every coder")]
        entries += [Entry(coder, plain(coder), coder) for coder in self.study.coders]

        def picked(key: str | None) -> None:
            if key is not None:
                self._show_only(Shown(True, "" if key == EVERYTHING else key, self.shown.code))

        self.app.push_screen(Picker("show only the codings by", entries), picked)

    def action_others(self) -> None:
        """Show or hide other coders' codings."""
        if not self.study.coder:
            self.say("nobody has said who codes yet: everybody's codings are shown")
            return
        self._show_only(Shown(not self.shown.others, "", self.shown.code))
        self.workbench.session.put("code.others", "" if self.shown.others else "no")
        self.say("others' codings are shown" if self.shown.others else "others' codings are hidden")

    def _show_only(self, shown: Shown) -> None:
        self.shown = shown
        self.draw_codings()
        self.count_codes()

    # the status line

    def tell_status(self) -> None:
        """What is selected, who speaks, where; and right the filters and the search."""
        low, high = self.view.selection
        segments = self.view.segments
        parts = [f"{high - low} characters"] if high > low else [f"line {segments.line_of(low) + 1}"]
        section = segments.section_of(low)
        parts += [
            segments.time_of(low),
            segments.speaker_of(low),
            section.title if section is not None else "",
        ]
        number, count = self.view.match_position
        right = [self._filters()]
        if self.words:
            found = "not here" if not count else f"{number} of {count}" if number else f"{count} here"
            right.append(f"find: “{self.words}” {found}")
        at_hand = self.coding_at_hand()
        if at_hand is not None and not self.query_one("#side").display:
            parts.append(f"▸ {at_hand.code}{' ★' if at_hand.key else ''}")
        self.status_line.update(
            " · ".join(filter(None, parts)), "  ".join(filter(None, right)), self.also_here()
        )

    def also_here(self) -> list[str]:
        """What else the status line tells of the place where it has room: in the most words, then in fewer."""
        return []

    def _filters(self) -> str:
        found = []
        if (code := self.study.codebook.by_id.get(self.shown.code)) is not None:
            found.append(f"only {self.study.codebook.name(code, self.study.settings.language)}")
        if self.shown.coder:
            found.append(f"only {self.shown.coder}")
        elif not self.shown.others and self.study.coder:
            found.append("others hidden")
        return ", ".join(found)


def _noted(study: Study, source: Source) -> str:
    """How many memos there are about a source and its case."""
    count = len(memos_about(study, f"source/{source.id}"))
    if source.case:
        count += len(memos_about(study, f"case/{source.case}"))
    return f"  {NOTED} {counted(count, 'memo')}" if count else ""


def _lost(count: int) -> str:
    return "1 coding lost its words" if count == 1 else f"{count} codings lost their words"
