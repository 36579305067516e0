"""What the views of synthesis call things."""

from __future__ import annotations

from collections.abc import Collection

from crosscase.study.folder import Study
from crosscase.synthesis.quotes import case_title
from crosscase.tui.code.shown import tag_of, tag_style
from crosscase.tui.synthesis.grid_layout import Piece
from crosscase.tui.words import shown

NO_CODES = "no codes yet: F3 makes the codebook"
NO_CODINGS = "no codings yet: F2 goes to the texts, c codes what is selected there"
NO_CASES = "no cases yet: a case is a folder of interviews/, or a file in cases/"
ONE_CASE = "there is one case in this study: with others it would stand beside them"
OPEN_FOLD, CLOSED_FOLD, NO_FOLD = "▾ ", "▸ ", "  "
NAMED = 3  # names that are listed before it is said how many more there are


def code_name(study: Study, path: str) -> str:
    """The name of the code of a path, fit to be shown; the path where the codebook has none."""
    code = study.codebook.by_path.get(path)
    return shown(study.codebook.name(code, study.settings.language) if code is not None else path)


def tag_pieces(study: Study, path: str) -> tuple[Piece, ...]:
    """The two letters of a code on its colour, and a blank."""
    code = study.codebook.by_path.get(path)
    return (shown(tag_of(code)), tag_style(code)), (" ", "")


def case_name(study: Study, case: str) -> str:
    """The name of a case, fit to be shown."""
    return shown(case_title(study, case))


def listed(names: Collection[str]) -> str:
    """Some names: the first ones, and how many more."""
    named = [shown(name) for name in list(names)[:NAMED]]
    more = len(names) - len(named)
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def joined(*words: str) -> str:
    """Words that are there, parted by points."""
    return " · ".join(word for word in words if word)
