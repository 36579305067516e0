"""The respondents against the population, and those among them who make good cases, as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.survey.model import Group, Questionnaire, Variable
from crosscase.survey.percent import Number, number_text, percent_text
from crosscase.tui.survey.bars import bar_cells, deviation_cells
from crosscase.tui.survey.sheet import BLANK, Line, cut, paragraph
from crosscase.tui.survey.wording import asked_words, case_of, joined, label_of, respondent_words
from crosscase.tui.words import shown

if TYPE_CHECKING:
    from crosscase.survey.nonresponse import NonResponse, NonResponseRow
    from crosscase.survey.population import Population, PopulationTable
    from crosscase.survey.selection import Candidate, Chosen, Selection, Spread

NUMBER = 7  # cells of a column of percents

# non-response


def table_entries(population: Population, language: str, width: int) -> list[Line]:
    """The population's tables."""
    lines = []
    for table in population.tables:
        words = label_of(table.title, language, table.variable)
        id = Content.styled(f"{shown(table.id)}  ", "bold")
        lines.append(Line(Content.assemble(id, cut(words, width - id.cell_length)), table.id))
    return lines


def nonresponse_lines(found: NonResponse, language: str, width: int) -> list[Line]:
    """One table: percents of population and sample, the deviation as number and bar, the response rate."""
    table, totals = found.table, found.totals
    title = label_of(table.title, language, label_of(found.variable.label, language, found.variable.id))
    rate = totals.response_rate
    said = f"{totals.sample_count} of {totals.population_count} answered"
    if rate is not None:
        said += f", {percent_text(rate, language, table.decimals.response_rate)}"
    lines = [*paragraph(title, width, "bold"), Line(Content(said))]
    if found.chi_square is not None:
        test = found.chi_square
        sparse = "; some expected counts are under 5" if test.sparse else ""
        chance = f"chi-square {number_text(test.statistic, language, 2)}, df {test.df}, {p_text(test.p, language)}{sparse}"
        lines += paragraph(chance, width)
    if found.without_group:
        lines += paragraph(f"{found.without_group} in no group are left out", width)
    if source := label_of(table.source, language):
        lines += paragraph(f"population: {source}", width, "dim")
    names = max(12, min(30, width - 4 * NUMBER - 15))
    bar = max(0, width - names - 4 * NUMBER - 1)
    heads = "".join(f"{word:>{NUMBER}}" for word in ("pop.%", "ans.%", "points", "rate%"))
    lines += [
        BLANK,
        Line(
            Content.assemble(" " * names, (heads, "bold"), " ", ("fewer ◂│▸ more".center(bar)[:bar], "dim"))
        ),
    ]
    most = max((abs(float(row.deviation)) for row in found.rows), default=0.0)
    lines += [_row(row, table, language, names, bar, most) for row in found.rows]
    return lines


def _row(
    row: NonResponseRow, table: PopulationTable, language: str, names: int, bar: int, most: float
) -> Line:
    decimals, name = table.decimals, label_of(row.label, language, row.group)
    rate = (
        number_text(row.response_rate, language, decimals.response_rate)
        if row.response_rate is not None
        else "–"
    )
    numbers = (
        number_text(row.population_percent, language, decimals.population),
        number_text(row.sample_percent, language, decimals.sample),
        signed(row.deviation, language, decimals.deviation),
        rate,
    )
    drawn = deviation_cells(float(row.deviation), most, bar)
    color = "$accent" if row.deviation < 0 else "$primary"
    content = Content.assemble(
        cut(name, names), "".join(f"{number:>{NUMBER}}" for number in numbers), " ", (drawn, color)
    )
    detail = f"{name}: {row.sample_count} of {row.population_count} answered"
    if row.impossible:
        detail += " · ! more than there are: look for a slip in the numbers or in the grouping"
    return Line(content, row.group, detail)


def signed(value: Number, language: str, decimals: int) -> str:
    """A number with its sign; nought has none."""
    text = number_text(value, language, decimals)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def p_text(p: float, language: str) -> str:
    """`p 0.034`, `p < 0.001`."""
    return f"p < {number_text(0.001, language, 3)}" if p < 0.001 else f"p {number_text(p, language, 3)}"


# selection


def selection_entries(study: Study, found: Selection, width: int) -> list[Line]:
    """Who is chosen, then who could be, best first."""
    lines = [Line(Content.styled(f"Cases of the study: {len(found.chosen)}", "bold"))] if found.chosen else []
    for chosen in found.chosen:
        name = respondent_words(study, chosen.respondent)
        fits = "does not fit" if chosen.fails else "fits"
        lines.append(Line(Content.assemble("  ", cut(name, width - 15), f"{fits:>13}"), chosen.respondent))
    more = counted(len(found.candidates), "other fits", "others fit")
    lines.append(Line(Content.styled(more, "bold")))
    for candidate in found.candidates:
        adds = counted(len(candidate.adds.groups), "new group") if candidate.adds.groups else "no new group"
        name = f"{candidate.rank:>3}  {respondent_words(study, candidate.respondent)}"
        lines.append(Line(Content.assemble(cut(name, width - 13), f"{adds:>13}"), candidate.respondent))
    return lines


def selection_lines(
    study: Study, questionnaire: Questionnaire, found: Selection, respondent: str, width: int
) -> list[Line]:
    """Somebody at hand: how they stand to the rule, what they add; then the rule, and the spread of those chosen."""
    language = study.settings.language
    lines: list[Line] = []
    chosen = next((each for each in found.chosen if each.respondent == respondent), None)
    candidate = next((each for each in found.candidates if each.respondent == respondent), None)
    if (who := chosen or candidate) is not None:
        lines += _about(study, questionnaire, found, who, width)
        lines.append(BLANK)
    lines.append(Line(Content.styled(f"Who fits: {found.fitting} of {found.respondents}", "bold")))
    for met in found.conditions:
        alone = f"; it alone keeps out {met.alone}" if met.alone else ""
        words = f"{asked_words(questionnaire, met.condition, language)} — {met.count}{alone}"
        lines += paragraph(words, width, indent="  ")
    for spread in found.spread:
        lines += [BLANK, *_spread(spread, language, width)]
    return lines


def _about(
    study: Study, questionnaire: Questionnaire, found: Selection, who: Chosen | Candidate, width: int
) -> Iterator[Line]:
    language = study.settings.language
    case = case_of(study, who.respondent)
    words = "a case of the study" if case is not None else "not chosen"
    yield Line(Content.assemble((respondent_words(study, who.respondent), "bold"), f" · {words}"))
    for variable, group in zip(found.variables, who.groups, strict=True):
        name = label_of(group.label, language, group.id) if group is not None else "no answer"
        yield from paragraph(f"{label_of(variable.label, language, variable.id)}: {name}", width, indent="  ")
    for condition in getattr(who, "fails", ()):
        yield from paragraph(
            f"! does not fit: {asked_words(questionnaire, condition, language)}", width, "$text-warning", "  "
        )
    yield from paragraph(_adds(who.adds.groups, language, chosen=hasattr(who, "fails")), width, indent="  ")
    if who.adds.pairs:
        differ = f"differs in {who.adds.differing} of {who.adds.pairs} comparisons with the other cases"
        yield from paragraph(differ, width, indent="  ")


def _adds(groups: tuple[tuple[Variable, Group], ...], language: str, *, chosen: bool) -> str:
    named = joined(label_of(group.label, language, group.id) for _, group in groups)
    if not named:
        return "the other cases cover its groups too" if chosen else "would add no new group"
    return f"alone covers {named}" if chosen else f"would add {named}"


def _spread(spread: Spread, language: str, width: int) -> Iterator[Line]:
    name = label_of(spread.variable.label, language, spread.variable.id)
    groups = len(spread.variable.groups)
    best = f", at best {spread.most}" if spread.most < groups else ""
    yield Line(Content.assemble((name, "bold"), f"  {spread.covered} of {groups} groups covered{best}"))
    room = max(10, min(36, width - 30))
    for group, chosen, fitting in zip(spread.variable.groups, spread.chosen, spread.fitting, strict=True):
        drawn = bar_cells(chosen / max(1, spread.number), None, None, 10)
        words = f"{chosen or '·':>3} of {counted(fitting, 'fits', 'fit')}"
        label = cut(label_of(group.label, language, group.id), room)
        yield Line(Content.assemble("  ", label, (drawn, "$primary"), words))
