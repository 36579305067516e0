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
