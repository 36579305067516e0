"""The keys of looking at names."""

from __future__ import annotations

from textual.binding import Binding

from crosscase.tui.keys import keys_of

_key = keys_of("names")


LEGEND = """\
Each row is a name: ✓ it is accepted, = it stays, ± some of its places are decided; how often it stands, what would
stand for it, and by what it was found. ? wants a look: it only seems to be a name.
On the right, or below, its places with what stands around them; ▸ is the one at hand.
Nothing is changed before Ctrl+S, which shows what would be and then does it in one step; u takes that back too.
Names, and words that stay, are kept in private/roster.yaml, which is never committed.
"""

BINDINGS: list[Binding] = [
    _key("a,enter", "accept", "accept", "Accept", "Accept the name, wherever it stands", show=True),
    _key("p", "accept_place", "place", "This place", "Accept the name at this place only", show=True),
    _key("o", "other", "other", "Other", "Say what else shall stand for the name, wherever it stands", show=True),
    _key("O", "other_place", "other-place", "Other, here", "Say what else shall stand for the name at this place only"),
    _key("k", "keep", "keep", "Keep", "It is no name at this place: keep it as it is", show=True),
    _key("K", "keep_all", "keep-all", "Keep all", "It is no name: keep the word, wherever it is written so", show=True),
    _key("s,space", "skip", "skip", "Skip", "Go on to the next name that is not decided"),
    _key("A", "accept_sure", "sure", "All sure", "Accept everything that is surely a name, at once"),
    _key("u", "undo", "undo", "Undo", "Take back what was decided last", show=True),
    _key("down,j", "move(1)", "next", "Next", "Next name"),
    _key("up", "move(-1)", "previous", "Previous", "The name before"),
    _key("pagedown", "page(1)", "page-down", "Page down", "A page of names on"),
    _key("pageup", "page(-1)", "page-up", "Page up", "A page of names back"),
    _key("home,less_than_sign", "go(0)", "first", "First", "First name"),
    _key("end,greater_than_sign", "go(-1)", "last", "Last", "Last name"),
    _key("right,n", "place(1)", "next-place", "Next place", "Next place of the name"),
    _key("left,N", "place(-1)", "previous-place", "Place before", "The place of the name before"),
    _key("ctrl+s", "replace", "replace", "Replace", "Put the pseudonyms in the place of all accepted names, after a look",
         show=True),
    _key("ctrl+l", "look_again", "look-again", "Look again", "Look through the study once more, with what was decided"),
    _key("escape", "leave", "leave", "Back", "Go back; what was decided stays in the roster, nothing is replaced", show=True),
    _key("question_mark,f1", "app.help", "help", "Help", "Show every key that works here", show=True),
]  # fmt: skip
