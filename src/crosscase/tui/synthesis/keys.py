"""The keys that every view of the place of synthesis has."""

from __future__ import annotations

from textual.binding import Binding

from crosscase.tui.keys import keys_of

_key = keys_of("synthesis")

BINDINGS: list[Binding] = [
    _key("v", "view(1)", "view", "View", "Go on to the next view", show=True),
    _key("V", "view(-1)", "view-back", "View before", "Go back to the view before"),
    _key("1", "show('matrix')", "matrix", "Matrix", "Show what was coded in each case, by code"),
    _key("2", "show('framework')", "framework", "Framework", "Show and write the summaries of each case, by code"),
    _key("3", "show('co-occurrence')", "cooccurrence", "Co-occurrence", "Show which codes stand together"),
    _key("4", "show('saturation')", "saturation", "Saturation", "Show when new codes stopped coming"),
    _key("5", "show('themes')", "themes", "Themes", "Show the themes beside the survey"),
]  # fmt: skip

_key = keys_of("matrix")

MATRIX_LEGEND = """\
A row is a code with its tree, a column a case or what b chooses. The darker a cell, the more it holds; the number says it.
· nothing, – no words of an informant there. all: of the whole row or column, each coding once however many cells it is in.
cases 3/5: in how many of them. survey: the item that the code is linked to, its share with the interval in which it lies
with 95 % confidence, and its base; * marks a base under 30. Of a whole question
it is the answer that most chose; +1: one more item.
"""

MATRIX: list[Binding] = [
    _key("enter", "quotes", "quotes", "Quotes", "Show the quotes of the cell and go to them", show=True),
    _key("b", "by", "by", "By", "Choose what codings are counted by: cases, an attribute, sources, roles", show=True),
    _key("c", "cell", "cell", "Cell", "Choose what a cell holds: count, sources, coverage, presence, summary", show=True),
    _key("space", "fold", "fold", "Fold", "Fold the code at hand, or unfold it"),
    _key("w", "below", "below", "Below", "Count each code with those below it, or alone", show=True),
    _key("d", "depth", "depth", "Depth", "Show one level of codes more, from the top; after the last all"),
    _key("f", "filter", "filter", "Filter", "Show one code with those below it, or all"),
    _key("slash", "find", "find", "Find", "Go to a code by its name", display="/"),
    _key("o", "order", "order", "Order", "Choose in which order the columns stand"),
    _key("G", "group", "group", "Group", "Put cases together by an attribute"),
    _key("a", "coders", "coders", "Whose", "Choose whose codings are looked at"),
    _key("t", "turn", "turn", "Turn", "Turn rows and columns round"),
    _key("z", "pane", "pane", "Pane", "Show or hide the quotes of the cell"),
    _key("E", "export", "export", "Export", "Write it to a file: Excel, Word, a page, Markdown, CSV, JSON, a picture", show=True),
    _key("escape", "back", "back", "Back", "Back to the cells; from there the quotes are hidden"),
]  # fmt: skip

_key = keys_of("framework")

FRAMEWORK_LEGEND = """\
A row is a code with all below it, a column a case: how many codings the cell has, and what was written of them.
✓ written and resting on quotes that are there · ! written, but on no quote or on one that is gone · ≠ the codings under it
changed since it was written: new, gone, recoded, or in other words · … nothing written yet. Right of the row, and below the
columns: how many of the cells with codings have a summary.
"""

FRAMEWORK: list[Binding] = [
    _key("e", "write", "write", "Write", "Write the summary of the cell, and tick the quotes it rests on", show=True),
    _key("enter", "quotes", "quotes", "Quotes", "Go to the quotes of the cell", show=True),
    _key("n", "next_missing", "missing", "Next unwritten", "Go to the next cell that has codings and no summary", show=True),
    _key("m", "next_changed", "changed", "Next changed", "Go to the next summary whose codings changed, or that lacks quotes"),
    _key("d", "codes", "codes", "Codes", "Show all codes, or those at the top and those with a summary"),
    _key("slash", "find", "find", "Find", "Go to a code by its name", display="/"),
    _key("a", "coders", "coders", "Whose", "Choose whose quotes are looked at"),
    _key("x,delete", "remove", "remove", "Remove", "Remove the summary of the cell"),
    _key("E", "export", "export", "Export", "Write it to a file: Excel, Word, a page, Markdown, CSV or JSON", show=True),
    _key("escape", "back", "back", "Back", "Back to the cells"),
]  # fmt: skip

_key = keys_of("cooccurrence")

COOCCURRENCE_LEGEND = """\
Rows and columns are codes, by their two letters; the status line has their names. A cell says how the codings of the two
stand together: pairs counts pairs of codings; c is pairs / (codings of the one + of the other - pairs); Jaccard is what both
share of what at least one has, in words, turns or paragraphs. * c means little there, since codings have many partners.
overlap: they share at least a character · inside: the row's lies within the column's · turn: words of the same turn ·
near: at most 200 characters between them, or words of the same paragraph.
"""

COOCCURRENCE: list[Binding] = [
    _key("enter", "quotes", "quotes", "Pairs", "Show the pairs of quotes of the cell and go to them", show=True),
    _key("r", "relation(1)", "relation", "Relation", "The next of overlap, inside, same turn, near, same paragraph", show=True),
    _key("R", "relation(-1)", "relation-back", "Relation before", "The relation before"),
    _key("c", "measure", "measure", "Measure", "Count pairs, show c, or Jaccard", show=True),
    _key("w", "below", "below", "Below", "Take each code with those below it, or alone", show=True),
    _key("d", "depth", "depth", "Depth", "Show one level of codes more, from the top; after the last all"),
    _key("f", "filter", "filter", "Filter", "Show one code with those below it, or all"),
    _key("slash", "find", "find", "Find", "Go to a code by its name", display="/"),
    _key("n", "strongest(1)", "stronger", "Next pair", "Go to the next cell, from the strongest down"),
    _key("N", "strongest(-1)", "weaker", "Pair before", "Go to the cell before, by strength"),
    _key("a", "coders", "coders", "Whose", "Choose whose codings are looked at"),
    _key("z", "pane", "pane", "Pane", "Show or hide the quotes of the cell"),
    _key("E", "export", "export", "Export", "Write it to a file: Excel, Word, a page, Markdown, CSV, JSON, a picture", show=True),
    _key("escape", "back", "back", "Back", "Back to the cells; from there the quotes are hidden"),
]  # fmt: skip

_key = keys_of("saturation")

SATURATION_LEGEND = """\
How many codes the first interviews have brought, one after the other. ● found in this order; the line is the mean over all
orders, ░ where 95 % of the orders lie. The curve levels off by itself when few interviews are left.
"""

SATURATION: list[Binding] = [
    _key("enter,g", "go_there", "go", "Go there", "Go to the text of the row", show=True),
    _key("b", "unit", "unit", "Unit", "Count by interviews, or by cases", show=True),
    _key("d", "kinds", "kinds", "Kinds", "Interviews and focus groups alone, or every kind of source", show=True),
    _key("f", "filter", "filter", "Filter", "Count one code with those below it, or all"),
    _key("a", "coders", "coders", "Whose", "Choose whose codings are looked at"),
    _key("E", "export", "export", "Export", "Write it to a file: Excel, Word, a page, Markdown, CSV, JSON, a picture", show=True),
]  # fmt: skip
