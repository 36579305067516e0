"""What the view of themes calls things, and the signs it uses. The workbench speaks English, the study its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosscase.study.plurals import counted
from crosscase.synthesis.joint_words import words_in
from crosscase.tui.synthesis.themes_blocks import Piece
from crosscase.tui.synthesis.wording import joined
from crosscase.tui.words import shown

if TYPE_CHECKING:  # bring numpy along
    from crosscase.study.model import Case
    from crosscase.synthesis.beside import ItemBeside, OwnAnswer
    from crosscase.synthesis.joint import CaseBeside, JointDisplay

UI = "en"  # the language of the workbench
LETTERS = {"converges": "C", "expands": "X", "explains": "P", "contrasts": "T", "silent": "S", "": "?"}
"""A letter for each relation: conv-, e-X-pands, ex-P-lains, con-T-rasts, silent."""
DIFFERS_MARK, PROBLEM_MARK = "≠", "!"
SUPPORTS, AGAINST, BOTH, SILENT = "supports", "against", "both", "silent"
STATES: dict[str, Piece] = {
    SUPPORTS: ("+ supports", "good"),
    AGAINST: ("- against", "bad"),
    BOTH: ("± both", "warn"),
    SILENT: ("· silent", "dim"),
}
"""What a case says to a theme -> a sign and the word, and how they are drawn."""
NO_THEMES = "no themes yet: t writes one down; codes and items of the survey below lead to some"
NO_SURVEY = "There is no survey in this study: nothing is set beside the theme."
NO_ITEMS = "The theme is set beside nothing of the survey; e names items of it."
EMPTY = "Choose a theme in the list."


def relation_piece(relation: str) -> Piece:
    """`C converges`; of none `? undecided`."""
    word = relation or "undecided"
    return f"{LETTERS[relation]} {word}", word


def of_cases(display: JointDisplay) -> str:
    """`4/5`."""
    return f"{display.proposal.found}/{display.proposal.cases}"


def state_of_case(each: CaseBeside) -> str:
    """Whether a case supports, is against, both, or silent."""
    if each.passages and each.against:
        return BOTH
    return SUPPORTS if each.passages else AGAINST if each.against else SILENT


def quotes_words(each: CaseBeside) -> str:
    """How many quotes a case has: `4 quotes, 1 against`."""
    found = counted(len(each.passages), "quote") if each.passages else ""
    against = f"{len(each.against)} against" if each.against else ""
    if against and not found:
        against = f"{counted(len(each.against), 'quote')} against"
    return ", ".join(filter(None, (found, against)))


def case_words(case: Case) -> str:
    """Name of a case, fit to be shown."""
    return shown(case.name)


def own_words(own: OwnAnswer, item: ItemBeside, language: str) -> str:
    """What a respondent answered: in the words of the workbench, and the labels of the survey.

    Args:
        language: of the labels.
    """
    from crosscase.survey.model import in_language
    from crosscase.synthesis.joint_words import own_text

    words = words_in(UI)
    if own.state != "answered" or own.number is not None:
        return own_text(own, item, UI)
    named = item.item is not None and item.item.row is not None
    labels = []
    for row, option in own.chosen:
        label = in_language(option.label, language) or option.id
        before = in_language(row.label, language) if row is not None and not named else ""
        labels.append(shown(": ".join(filter(None, (before, label)))))
    if own.holds is None:
        is_open = item.item is not None and item.item.question.kind == "open"
        return "; ".join(labels) or words["in words" if is_open else "nothing"]
    was_chosen = own.holds != item.reversed
    instead = item.item is not None and item.item.question.kind != "multiple" and not was_chosen
    return words["chosen" if was_chosen else "not chosen"] + (f": {'; '.join(labels)}" if instead else "")


def item_name(item: ItemBeside, language: str) -> str:
    """What an item is about, the other way round where it is reversed; fit to be shown."""
    label = shown(item.label(language))
    return words_in(UI)["reversed"].format(label=label) if item.reversed else label


def decided_words(display: JointDisplay) -> str:
    """By whom and when a relation was decided on."""
    theme = display.theme
    if not theme.relation:
        return "nobody has decided: d does"
    if theme.decided is None:
        return "as first written, decided on by nobody yet"
    return shown(joined(f"by {theme.decided.by}" if theme.decided.by else "", theme.decided.on))
