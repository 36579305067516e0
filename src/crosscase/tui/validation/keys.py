"""The keys of the validation screen."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from crosscase.tui.keys import keys_of
from crosscase.tui.synthesis.grid import Grid

LEGEND = """\
Above, at the left: who has answered. A answered, P partly, W in words to be placed, O opened, not answered (served page),
S sent, N not answered by the deadline, – not sent; ! is overdue. `open` is how much of a case is to be decided on.
Above, at the right: what was asked of the case at hand, then (+) what was said besides. Before the words: ! to be decided on,
→ decided and to be applied, ↻ to be asked again, ✓ confirmed or corrected, ? disputed, – nobody could say, · nobody answered.
Then a sign for each informant of the case, as in the columns at the left: ✓ correct, ≈ correct with changes, ✗ wrong,
– cannot say, ” words without a tick, · no answer, which is never a yes, ⊘ was not asked of it.
Below: the text as it was sent, all answers beside each other with what each would have otherwise ([-gone-] {+come+}), the
decision, and what the statement rests on. Nothing changes in the description until the decisions are applied.
"""

_key = keys_of("validation")

BINDINGS: list[Binding] = [
    _key("a", "accept", "accept", "Accept", "Accept an informant's words; write what is missing as a statement", show=True),
    _key("e", "adapt", "adapt", "Adapt", "Give the statement other words, with a reason", show=True),
    _key("s", "decide('keep')", "keep", "Keep", "Keep it as it stands, leave an addition out, or note a remark", show=True),
    _key("w", "decide('withdraw')", "withdraw", "Withdraw", "Take the statement out of the text, with a reason"),
    _key("r", "decide('ask')", "ask", "Ask again", "Ask again in the next round, with a reason"),
    _key("x,delete", "take_back", "none", "No decision", "Take the decision at hand back, as long as it has not been applied"),
    _key("A", "apply", "apply", "Apply", "Make new versions of what was decided, proposed statements of additions", show=True),
    _key("m", "place", "place", "Place words", "Place words that came without a statement, or a piece: say what they answer"),
    _key("n", "next_undecided(1)", "next", "Next", "Go to the next one to decide on, in any case", show=True),
    _key("N", "next_undecided(-1)", "previous", "Open before", "Go to the one to decide on before, in any case"),
    _key("f", "filter", "filter", "Show", "Show all of a case, what is to be decided on, or what is disputed", show=True),
    _key("slash", "find", "find", "Find", "Find something of the round by its words"),
    _key("c", "case", "case", "Case", "Choose the case"),
    _key("C", "next_case", "next-case", "Next case", "Go on to the next case"),
    _key("R", "round", "round", "Round", "Choose the round"),
    _key("g", "go_there", "go", "Go there", "Go to the statement in its case, or the quote at hand in its text; F8 comes back"),
    _key("L", "language", "language", "Language", "Show and write the statements in another language"),
    _key("z", "pane", "pane", "Answers alone", "Give the answers the whole screen, or no longer"),
    _key("E", "export", "export", "Export", "Write the report on the round to a file: Word, a page or Markdown"),
    _key("escape", "back", "back", "Back", "Back to the statements"),
]  # fmt: skip

_key = keys_of("asked")

LIST: list[BindingType] = [
    _key("down,j", "move(1)", "next", "Down", "Next statement or addition"),
    _key("up,k", "move(-1)", "previous", "Up", "The statement or addition before"),
    _key("pagedown,space", "page(1)", "page-down", "Page down", "A page on"),
    _key("pageup", "page(-1)", "page-up", "Page up", "A page back"),
    _key("home,less_than_sign", "first", "first", "First", "To the top"),
    _key("end,greater_than_sign", "last", "last", "Last", "To the end"),
    _key("enter", "choose", "decide", "Decide", "Choose what becomes of it: accept, adapt, keep, withdraw, ask again", show=True),
    _key("left,h", "leave(-1)", "left", "Informants", "To the informants"),
    _key("right,l", "leave(1)", "right", "Answers", "To the answers"),
]  # fmt: skip

_key = keys_of("answers")

ANSWERS: list[BindingType] = [
    _key("down,j", "move(1)", "next", "Down", "Further down, and to the next quote"),
    _key("up,k", "move(-1)", "previous", "Up", "Further up, and to the quote before"),
    _key("pagedown,space", "page(1)", "page-down", "Page down", "A page on"),
    _key("pageup", "page(-1)", "page-up", "Page up", "A page back"),
    _key("home,less_than_sign", "first", "first", "First", "To the top"),
    _key("end,greater_than_sign", "last", "last", "Last", "To the end"),
    _key("enter", "choose", "go", "Go there", "Go to the quote in its text; F8 comes back"),
    _key("left,h", "leave(-1)", "left", "Statements", "To the statements"),
]  # fmt: skip

_key = keys_of("informants")

GRID: list[BindingType] = [
    *(each for each in Grid.BINDINGS if isinstance(each, Binding) and each.id not in ("grid.page-right", "grid.page-left")),
    _key("enter", "leave", "open", "Statements", "To the statements, at the first one that the informant at hand objects to"),
]  # fmt: skip
