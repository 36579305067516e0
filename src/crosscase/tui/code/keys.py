"""The keys of the code screen."""

from __future__ import annotations

from textual.binding import Binding

from crosscase.tui.keys import keys_of

_key = keys_of("code")


LEGEND = """\
In the margin: a thick stripe is your own coding, a thin one somebody else's; a small square is a coding that
begins and ends on its row. Two letters name the code where a coding begins; +2 means two more begin there;
a lone + means stripes that have no room. ! is a coding whose words were edited since: look, and press e to
accept them as they are now, or R to go through all of them. ?? is a code that the codebook does not have.
Underlined words have several codings. ┊ beside the line number: a code is suggested for words on this row.
Beside the cases: the bar and percent tell how much of the informants' words you have coded (everybody's that
count, before it is said who codes); then your codings, and 2c for two coders; ✎ for memos; ● is the text on the screen.
Beside the codes: ‹3› is the number key, then how often the code is used. ★ is a key quote.
"""

BY_STRUCTURE = _key(
    "C", "by_structure", "by-structure", "By heading or speaker",
    "Code all that stands under a heading, or that a speaker says, in one step",
)  # fmt: skip
"""The same in every place that codes."""

BINDINGS: list[Binding] = [
    _key("c", "code", "code", "Code", "Code the selection (or the sentence at the cursor) by a code you pick", show=True),
    _key("full_stop", "again", "again", "Again", "Code with the code used last", show=True, display="."),
    *(
        _key(str(number), f"slot({number})", f"slot-{number}", f"Recent {number}", f"Code with the code on key {number}")
        for number in range(1, 10)
    ),
    BY_STRUCTURE,
    _key("m", "memo", "memo", "Memo", "Write the memo of the coding at the cursor", show=True),
    _key("M", "memos", "memos", "Memos", "Read or write memos about this text and its case"),
    _key("asterisk", "key", "key", "Key quote", "Mark the coding at the cursor as a key quote, or no longer", display="*"),
    _key("r", "recode", "recode", "Recode", "Give the coding at the cursor another code"),
    _key("x,delete", "remove", "remove", "Remove coding", "Remove the coding at the cursor"),
    _key("comma", "choose", "choose", "Other coding here", "Choose the next of several codings at the cursor", display=","),
    _key("R", "review", "review", "Review edited", "Look at the codings whose words were edited or lost, one after the other"),
    _key("e", "fit", "fit", "Fit to selection", "Put the coding at the cursor on the selection"),
    _key("right_square_bracket", "stretch('extend_end')", "extend-end", "Extend coding",
         "One word more at the end of the coding", display="]"),
    _key("left_square_bracket", "stretch('shrink_end')", "shrink-end", "Shrink coding",
         "One word less at the end of the coding", display="["),
    _key("left_curly_bracket", "stretch('extend_start')", "extend-start", "Extend start",
         "One word more at the start of the coding", display="{"),
    _key("right_curly_bracket", "stretch('shrink_start')", "shrink-start", "Shrink start",
         "One word less at the start of the coding", display="}"),
    _key("G", "suggestions", "suggestions", "Suggestions",
         "Suggest codes, by keywords and by what you have coded, or no longer; nothing is coded by it"),
    _key("right_parenthesis", "suggestion(1)", "next-suggestion", "Next suggestion",
         "Go to the next passage for which a code is suggested", display=")"),
    _key("left_parenthesis", "suggestion(-1)", "previous-suggestion", "Previous suggestion",
         "Go to the passage before for which a code is suggested", display="("),
    _key("semicolon", "other_suggestion", "other-suggestion", "Other suggestion here",
         "Choose the next of several suggestions for a passage", display=";"),
    _key("plus", "accept", "accept", "Accept suggestion", "Code the passage as suggested", display="+"),
    _key("minus", "refuse", "refuse", "Refuse suggestion",
         "Refuse the suggestion; it is not offered there again", display="-"),
    _key("A", "accept_together", "accept-together", "Accept together",
         "Accept or refuse all suggestions of one code or kind in this text, after a look"),
    _key("ctrl+o", "bring_in", "import", "Import", "Bring texts in from files: Word, PDF, subtitles, tables and more"),
    _key("ctrl+n", "names", "names", "Names",
         "Look for names in the whole study, and put pseudonyms in their place; nothing is changed before a last look"),
    _key("E", "edit_text", "edit-text", "Edit text",
         "Edit the text itself; codings go with their words, and saving is one step to take back"),
    _key("slash", "find", "find", "Find", "Find words in this text", show=True, display="/"),
    _key("n", "match(1)", "next-match", "Next match", "Go to the next match"),
    _key("N", "match(-1)", "previous-match", "Previous match", "Go to the match before"),
    _key("g,colon", "line", "line", "Go to line", "Go to a line by its number"),
    _key("greater_than_sign", "coding(1)", "next-coding", "Next coding", "Go to the next coding", display=">"),
    _key("less_than_sign", "coding(-1)", "previous-coding", "Previous coding", "Go to the coding before", display="<"),
    _key("o", "uncoded(1)", "next-uncoded", "Next uncoded", "Go to the next passage without a coding"),
    _key("O", "uncoded(-1)", "previous-uncoded", "Previous uncoded", "Go to the uncoded passage before"),
    _key("t", "texts", "texts", "Texts", "Pick the source to read", show=True),
    _key("T", "cases", "cases", "Cases", "Go to the cases and how far they are coded; again: back to the text"),
    _key("f", "filter_code", "filter-code", "Filter by code", "Show the codings of one code only"),
    _key("F", "filter_coder", "filter-coder", "Filter by coder", "Show the codings of one coder only"),
    _key("a", "others", "others", "Others' codings", "Show or hide other coders' codings"),
    _key("i", "beside", "beside", "Other notes", "Show the other notes of this meeting beside the text, or no longer"),
    _key("I", "swap", "swap", "Change over", "Go over into the notes beside the text, at the same place"),
    _key("z", "side", "side", "Codes", "Show or hide the codebook and the codings at the cursor", show=True),
    _key("escape", "text", "text", "Back to the text", "Go back to the text; a pane over it closes"),
    _key("equals_sign", "text_only", "text-only", "Text only", "Give the text the whole width, or no longer", display="="),
    _key("alt+left", "side_width(4)", "side-wider", "Wider side", "Make the side pane wider"),
    _key("alt+right", "side_width(-4)", "side-narrower", "Narrower side", "Make the side pane narrower"),
    _key("y", "copy", "copy", "Copy", "Copy the selection (or the sentence at the cursor)"),
]  # fmt: skip
