"""The keys of the survey screen."""

from __future__ import annotations

from textual.binding import Binding

from crosscase.tui.keys import keys_of

_key = keys_of("survey")


LEGEND = """\
A bar ends at the share; the whisker over it, ├━┼─┤, is the interval in which it lies with 95 % confidence: heavy below
the share, light above. n is the base: who was asked and answered. * marks a base under 30. Boxes, such as the two
highest answers of a scale taken as one, stand below the answers.
Broken down, ▲ and ▼ mark a group that differs from all others together, after Benjamini-Hochberg over the table; the
line below has the test and its p. Letters in colour are codes that name an answer. Check: ! error, ? warning, · note.
"""

BINDINGS: list[Binding] = [
    _key("b", "break_down", "by", "Break down", "Choose what the answers are broken down by, or nothing", show=True),
    _key("p", "published", "published", "Published", "Show or hide the published figures beside these", show=True),
    _key("g", "go_there", "go", "Go there", "Go to open answers, the code that names an answer, a finding's question", show=True),
    _key("slash", "find", "find", "Find", "Find a question by its words", show=True, display="/"),
    _key("v", "view(1)", "view", "View", "Go on to non-response, check of published figures, selection of cases", show=True),
    _key("V", "view(-1)", "view-back", "View before", "Go back to the view before"),
    _key("1", "show('questions')", "questions", "Questions", "Show the questions and their answers"),
    _key("2", "show('non-response')", "non-response", "Non-response", "Show the respondents against the population"),
    _key("3", "show('check')", "check", "Check", "Show what the check of the published figures finds"),
    _key("4", "show('selection')", "selection", "Selection", "Show which respondents fit as cases"),
    _key("f", "correction", "correction", "Correction", "Reckon with the size of the population, or no longer"),
    _key("w", "weights", "weights", "Weights", "Weigh the responses, or no longer"),
    _key("z", "list", "list", "List", "Hide or show the list"),
    _key("escape", "back", "back", "Back", "Back to the list"),
]  # fmt: skip
