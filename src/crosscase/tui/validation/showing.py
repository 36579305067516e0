"""What the validation screen shows: who has answered, what was asked, what is at the cursor; and how they go along."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from crosscase.casework.applying import changed_since
from crosscase.casework.deciding import Target
from crosscase.casework.evidence import CaseEvidence, Evidence
from crosscase.casework.standing import StatementStanding
from crosscase.study.cases import FOLDER as CASES
from crosscase.study.folder import Study
from crosscase.study.ids import now
from crosscase.study.problems import StudyError
from crosscase.study.validation_file import FOLDER as VALIDATION
from crosscase.tui.app import POLL_SECONDS
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.grid_layout import LEAST_NAMES
from crosscase.tui.synthesis.grid_layout import Sheet as GridSheet
from crosscase.tui.synthesis.themes_blocks import MARGIN, Block, sheet_of, text_rows
from crosscase.tui.synthesis.themes_pane import BlockPane
from crosscase.tui.synthesis.wording import case_name, joined
from crosscase.tui.validation.changing import DecidingRound
from crosscase.tui.validation.detail_lines import target_detail
from crosscase.tui.validation.informants_grid import InformantGrid, sheet_of_round, told
from crosscase.tui.validation.list_lines import list_blocks
from crosscase.tui.validation.looking import (
    SHOWN,
    EarlierRounds,
    Opened,
    RoundLook,
    Shown,
    case_of,
    files_there,
    id_of,
    look,
    look_again,
)
from crosscase.tui.validation.panes import AnswerPane, TargetList
from crosscase.tui.validation.wording import called, count_words, due_words, state_words, waiting_words
from crosscase.tui.words import plain, shown

TEXTS = ("codings/", "interviews/", "codebook", f"{CASES}/", "survey/", "study.yaml")
SEEN_IN = (f"{VALIDATION}/", *TEXTS)
NO_ROUND = (
    "Nothing was sent to the informants yet. `crosscase validate send --round 1` sends them the case descriptions; "
    "what they answer is shown here."
)
NOTHING_LISTED = {
    "all": "nothing was asked of this case in this round",
    "to decide": "nothing of this case is to be decided on: n goes on to the next case, f shows all",
    "disputed": "nothing of this case is disputed: f shows all",
}
COLUMN, TAIL = 5, 8  # cells of a column of the grid; of what stands fast at its right, with the scroll bar
MOST = 0.55  # of the screen's width that the grid takes


class ShownRound(DecidingRound):
    """One round at a time, and of it one case; keeps up with the study."""

    def __init__(self, study: Study) -> None:
        super().__init__(study, place="validation")
        self.case = ""
        """The case whose statements are listed."""
        self.filter: Shown = "all"
        self._number = 0
        self._look: RoundLook | None = None
        self._language = ""
        self._evidence: dict[str, CaseEvidence] = {}  # by case, until a text or coding changes
        self._earlier: EarlierRounds | None = None
        self._opened: Opened = {}
        self._files: tuple[str, ...] = ()
        self._fault = ""  # why it cannot be known who has opened their page, as it was said

    def compose_content(self) -> ComposeResult:
        """Which round, who has answered and what was asked, what is at the cursor."""
        yield Static("", id="round-line", markup=False)
        with Horizontal(id="above"):
            yield InformantGrid(id="informants")
            yield TargetList(id="targets")
        yield AnswerPane(id="answers")

    def on_mount(self) -> None:
        """Go where one left off."""
        session = self.workbench.session
        self.set_class(session.get("validation.pane") == "alone", "-alone")
        self._language = session.get("validation.language")
        self.filter = next((each for each in SHOWN if each == session.get("validation.shown")), "all")
        self._number = session.number("validation.round")
        self.case = session.get("validation.case")
        self._opened = self._pages()
        self.set_interval(POLL_SECONDS, self.look_at_disk)
        self.show(session.get("validation.at"))
        (self.targets if not self.has_class("-alone") else self.answers).focus()

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        above: dict[str, Widget] = {} if self.has_class("-alone") else {"i": self.grid, "s": self.targets}
        return {**above, "d": self.answers}

    # the parts

    @property
    def grid(self) -> InformantGrid:
        """Who has answered."""
        return self.query_one(InformantGrid)

    @property
    def targets(self) -> TargetList:
        """What was asked of the case at hand, and said besides."""
        return self.query_one(TargetList)

    @property
    def answers(self) -> AnswerPane:
        """What is at the cursor."""
        return self.query_one(AnswerPane)

    @property
    def look(self) -> RoundLook | None:
        """What is shown; None where no round was sent."""
        return self._look

    @property
    def language(self) -> str:
        """In which the statements are shown and written."""
        sent = self._look.language if self._look is not None else ""
        return self._language or sent or self.study.settings.language

    @property
    def target(self) -> Target | None:
        """What is at hand."""
        return self._look.targets.get(self.targets.key) if self._look is not None else None

    @property
    def rests(self) -> Sequence[Evidence]:
        """What the statement at hand rests on, as it stands now."""
        target = self.target
        if self._look is None or target is None or (present := self._look.now.get(id_of(target))) is None:
            return ()
        case = case_of(target)
        if case not in self._evidence:
            self._evidence[case] = CaseEvidence(self.study, case)
        return self._evidence[case].of(present)

    @property
    def earlier(self) -> Sequence[tuple[int, Target]]:
        """How the statement at hand stood in the rounds before."""
        target = self.target
        if self._look is None or target is None:
            return ()
        if self._earlier is None or self._earlier.number != self._look.number:
            self._earlier = EarlierRounds(self.study, self._look.number)
        try:
            return self._earlier.of(target)
        except StudyError as error:
            self.warn(str(error))
            return ()

    # what is shown

    def show(self, at: str = "", files: Collection[str] = ()) -> None:
        """Show the round as it is now.

        Args:
            at: id of the target to have at hand; the present one where empty.
            files: what changed, where that is known.
        """
        there, self._files = self._files, files_there(self.study.root)
        before, today, self._look = self._look, now()[:10], None
        others = ({*there} ^ {*self._files}) - {*files}  # that came or went, and nobody told of
        try:
            if before is not None and files and not others and before.number == self._number:
                self._look = look_again(self.study, before, files, today, self._opened)
            if self._look is None:
                self._look = look(self.study, self._number, today, self._opened)
            message = "" if self._look is not None else NO_ROUND
        except StudyError as error:
            self._look, message = None, str(error)
        if self._look is None:
            self._show_nothing(message)
            return
        self._number = self._look.number
        if self.case not in self._look.cases:
            self.case = next(iter(self._look.cases), "")
        self._show_grid()
        self._show_list(at or self.targets.key)
        self._tell_line()

    def _show_nothing(self, message: str) -> None:
        self.grid.show(GridSheet())
        self.targets.show("nothing", lambda width: sheet_of([], width))
        self.answers.show(
            "nothing", lambda width: sheet_of([Block(text_rows(message, width - MARGIN, "warn"))], width)
        )
        self.query_one("#round-line", Static).update("")
        self.status_line.update("", "")

    def _show_grid(self) -> None:
        assert self._look is not None
        self.grid.show(sheet_of_round(self.study, self._look), (self.case, self.grid.column_key))
        self._fit_grid()

    def _fit_grid(self) -> None:
        """The grid takes the room that its columns need, and leaves the rest to the statements."""
        found = self._look
        if found is None:
            return
        names = max((len(case_name(self.study, case)) + 1 for case in found.cases), default=0)
        wanted = max(LEAST_NAMES, names) + COLUMN * len(found.columns) + TAIL
        self.grid.styles.width = max(LEAST_NAMES + COLUMN + TAIL, min(wanted, int(self.size.width * MOST)))

    def on_resize(self) -> None:
        """Share the width out anew."""
        self._fit_grid()
        self._tell_line()

    def _show_list(self, at: str = "") -> None:
        found, case, language, which = self._look, self.case, self.language, self.filter
        assert found is not None
        listed = found.listed(case, which)
        nothing, names = NOTHING_LISTED[which], found.informants.get(case, ())
        self.targets.show(
            f"{found.number} {case} {which}",
            lambda width: sheet_of(list_blocks(listed, names, language, nothing, width), width),
            at if at in map(id_of, listed) or self.targets.of == f"{found.number} {case} {which}" else "",
        )

    def _tell_line(self) -> None:
        found = self._look
        if found is None:
            return
        standing, done = found.standing, found.to_apply
        round = f"Round {found.number}" + (f" of {found.numbers[-1]}" if len(found.numbers) > 1 else "")
        rest = joined(
            f"{done} to apply" if done else "",
            f"shown: {self.filter}" if self.filter != "all" else "",
            f"in {self.language}" if self._language else "",
        )
        waiting = waiting_words(standing) or "all decided"
        ways = [(waiting, each) for each in (*count_words(standing), "")]
        ways.append((f"{len(found.undecided)} open", ""))
        lines = [joined(round, due_words(standing), first, rest, last) for first, last in ways]
        line = next((each for each in lines if cell_len(each) <= self.size.width - 2), lines[-1])
        self.query_one("#round-line", Static).update(plain(line), layout=False)

    def study_changed(self, files: Collection[str]) -> None:
        """Show what changed; what is at hand stays at hand."""
        if not self.is_mounted or not any(file.startswith(SEEN_IN) for file in files):
            return
        if any(file.startswith(TEXTS) for file in files):
            self._evidence.clear()
        if self._earlier is not None and any(map(self._earlier.changes_with, files)):
            self._earlier = None
        self.show(files=files)

    def look_at_disk(self) -> None:
        """Look whether replies were taken in, or pages opened, which no change of a known file tells of."""
        if self.workbench.place_shown is not self:
            return
        opened, files = self._pages(), files_there(self.study.root)
        if files != self._files:
            self.say("another program wrote in validation/, and it is shown as it is now")
            self._earlier = None
        elif opened == self._opened:
            return
        self._opened = opened
        self.show()

    def _pages(self) -> Opened:
        try:
            return self.workbench.opened_pages()
        except StudyError as error:
            if str(error) != self._fault:
                self._fault = str(error)
                self.warn(self._fault)
            return self._opened

    def on_screen_resume(self) -> None:
        """Catch up with what changed meanwhile."""
        super().on_screen_resume()
        self.look_at_disk()

    # going to what is meant

    def show_round(self, number: int, at: str = "") -> None:
        """Show another round."""
        self._number = number
        self.workbench.session.put("validation.round", number)
        self.show(at)

    def show_case(self, case: str, at: str = "") -> None:
        """List another case."""
        if self._look is None:
            return
        self.case = case
        self.workbench.session.put("validation.case", case)
        if self.grid.row_key != case:
            self.grid.go_to(case)
        self._show_list(at)

    def show_only(self, which: Shown, at: str = "") -> None:
        """List all of a case, or less."""
        self.filter = which
        self.workbench.session.put("validation.shown", "" if which == "all" else which)
        if self._look is not None:
            self._show_list(at or self.targets.key)
            self._tell_line()

    def show_in(self, language: str) -> None:
        """Show and write the statements in a language."""
        sent = self._look.language if self._look is not None else ""
        self._language = "" if language == (sent or self.study.settings.language) else language
        self.workbench.session.put("validation.language", self._language)
        self.show()

    def reveal(self, number: int, id: str) -> None:
        """Show a round, and have a target of it at hand; one that is decided on stays out of a list without it."""
        if self._look is None or (number and number != self._look.number):
            self.show_round(number)
        found = self._look
        target = found.targets.get(id) if found is not None else None
        if found is None or target is None:
            return
        if case_of(target) != self.case:
            self.show_case(case_of(target), id)
        self.targets.go_to(id)

    # what is at the cursor

    @on(Grid.Moved)
    def _moved_in_grid(self, event: Grid.Moved) -> None:
        event.stop()
        if self._look is None:
            return
        if (case := self.grid.row_key) and case != self.case:
            self.status_line.unsay()
            self.show_case(case)
        if self.grid.has_focus:
            self._tell_informant()

    @on(BlockPane.Moved, "#targets")
    def _moved(self, event: BlockPane.Moved) -> None:
        event.stop()
        if event.by_hand:
            self.status_line.unsay()
        self.workbench.session.put("validation.at", self.targets.key)
        self._tell_target()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What has the focus is told of."""
        if event.widget is self.grid:
            self._tell_informant()
        else:
            self._tell_status()

    def _tell_informant(self) -> None:
        found, case, name = self._look, self.grid.row_key, self.grid.column_key
        if found is None or not case:
            return
        if not name or name not in found.informants.get(case, ()):
            self.status_line.update(
                joined(case_name(self.study, case), f"no {shown(name)}" if name else ""), ""
            )
            return
        self.status_line.update(told(found.people.get((case, name)), name, case_name(self.study, case)), "")

    def _tell_target(self) -> None:
        found, target, language, study = self._look, self.target, self.language, self.study
        self._tell_status()
        if found is None:
            return
        if target is None:
            self.answers.show("nothing", lambda width: sheet_of([], width))
            return
        since = changed_since(study, target) if isinstance(target, StatementStanding) else ""
        present, rests, earlier = found.now.get(id_of(target)), self.rests, self.earlier
        self.answers.show(
            id_of(target),
            lambda width: sheet_of(
                target_detail(study, target, present, since, rests, earlier, language, width), width
            ),
        )

    def _tell_status(self) -> None:
        target = self.target
        if self.grid.has_focus or self._look is None:
            return
        if target is None:
            self.status_line.update(case_name(self.study, self.case) if self.case else "", "")
            return
        order = self.targets.keys
        place = f"{order.index(id_of(target)) + 1} of {len(order)}" if id_of(target) in order else ""
        self.status_line.update(
            joined(case_name(self.study, case_of(target)), called(target), state_words(target)), place
        )
