"""The panel beside the hits: how many in each case, and the words that were found."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from crosscase.study.folder import Study
from crosscase.synthesis.searching import Found
from crosscase.tui.code.case_tree import bar
from crosscase.tui.search.asked import case_name
from crosscase.tui.search.kwic import beginning
from crosscase.tui.words import shown

FORMS = 40  # words at most that are listed
LEAST_BAR = 4


def beside(study: Study, found: Found, width: int) -> Content:
    """Cases with bars under each other, then the words found, in a panel of so many cells."""
    lines = [Content.styled("Hits by case", "bold"), *_bars(study, found, width)]
    forms = found.forms.most_common(FORMS)
    if len(forms) > 1:
        lines += [Content(""), Content.styled("Words found", "bold")]
        most = max(len(str(count)) for _, count in forms)
        for form, count in forms:
            lines.append(
                Content.assemble((f"{count:>{most}} ", "dim"), beginning(shown(form), width - most - 1))
            )
        if len(found.forms) > FORMS:
            lines.append(Content.styled(f"and {len(found.forms) - FORMS} others", "dim"))
    return Content("\n").join(lines)


def _bars(study: Study, found: Found, width: int) -> list[Content]:
    names = {case: shown(case_name(study, case)) for case in found.by_case}
    room = min(max(map(cell_len, names.values()), default=0), max(8, width // 2))
    most = max(found.by_case.values(), default=0)
    digits = len(str(most))
    cells = max(LEAST_BAR, width - room - digits - 2)
    lines = []
    for case, count in found.by_case.items():
        name = beginning(names[case], room)
        padded = name + " " * (room - cell_len(name) + 1)
        drawn = bar(count / most if most else 0.0, cells)
        lines.append(
            Content.assemble(
                (padded, "" if count else "dim"), (drawn, "bold $primary"), f" {count:>{digits}}"
            )
        )
    return lines


def below(study: Study, found: Found, width: int) -> Content:
    """The same in a few rows under the hits: cases beside each other."""
    most = max(found.by_case.values(), default=0)
    rows: list[Content] = []
    row, used = Content(""), 0
    for case, count in found.by_case.items():
        name = beginning(shown(case_name(study, case)), max(8, width // 3))
        item = Content.assemble(
            (f"{name} ", "" if count else "dim"),
            (bar(count / most if most else 0.0, LEAST_BAR).rstrip(), "bold $primary"),
            f" {count}" if count else "0",
        )
        if used and used + item.cell_length + 3 > width:
            rows.append(row)
            row, used = Content(""), 0
        row = Content.assemble(row, "   " if used else "", item)
        used = row.cell_length
    return Content("\n").join([*rows, row])
