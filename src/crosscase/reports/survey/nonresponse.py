"""Non-response as it is handed out: tables to read in the study's language, and the same as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from crosscase.documents.values import Block, Cell, Document, Paragraph, Table, text
from crosscase.reports.survey.words import p_equation, words_in
from crosscase.study.folder import Study
from crosscase.survey.model import Questionnaire, in_language
from crosscase.survey.nonresponse import NonResponse, NonResponseRow
from crosscase.survey.percent import half_up, number_text

if TYPE_CHECKING:
    from crosscase.survey.inference import ChiSquare

DATA_COLUMNS = (
    "table", "variable", "group", "label", "population_count", "population_percent", "sample_count",
    "sample_percent", "deviation", "response_rate",
)  # fmt: skip

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "title": "Frafall", "untitled": "Frafall: {variable}", "group": "gruppe", "total": "I alt",
        "population": "populasjon", "population %": "populasjon %", "sample": "utvalg", "sample %": "utvalg %",
        "deviation": "avvik, prosentpoeng", "rate": "svarprosent", "source": "Kilde: {source}.",
        "test": "Utvalget mot populasjonens andeler: χ² = {x}, df = {df}, {p}; korrigert for endelig populasjon "
        "χ² = {x2}, {p2}.",
        "explained": "Avvik er utvalgets andel minus populasjonens, regnet før avrunding. Kjikvadrattesten regner populasjonen "
        "som uendelig; den korrigerte verdien tar hensyn til at {n} av {all} svarte, hver bare én gang.",
        "unweighted": "Alle tall er uvektet.",
        "sparse": "Minste forventede antall er {least}, under 5: p-verdiene er usikre.",
        "untested one": "Ingen test: bare én gruppe har noen i populasjonen.",
        "untested": "Ingen test: noen svarte i en gruppe som populasjonen ikke har.",
        "everybody": "Alle i populasjonen svarte: det er ikke noe frafall å teste.",
        "without": "Svar uten gruppe, som ikke er med i tallene: {count}.",
        "impossible": "Flere svarte enn det er i populasjonen: {groups}. Se etter feil i tallene eller grupperingen.",
        "of": "{count} av {all}",
    },
    "en": {
        "title": "Non-response", "untitled": "Non-response: {variable}", "group": "group", "total": "Total",
        "population": "population", "population %": "population %", "sample": "sample", "sample %": "sample %",
        "deviation": "deviation, points", "rate": "response rate %", "source": "Source: {source}.",
        "test": "The sample against the population's shares: χ² = {x}, df = {df}, {p}; corrected for a finite population "
        "χ² = {x2}, {p2}.",
        "explained": "Deviation is the sample's share less the population's, worked out before rounding. The chi-square test "
        "takes the population for infinite; the corrected value allows for {n} of {all} having answered, each only once.",
        "unweighted": "All numbers are unweighted.",
        "sparse": "The least expected count is {least}, under 5: the p values are not to be trusted.",
        "untested one": "No test: only one group has anybody in the population.",
        "untested": "No test: somebody answered in a group that the population does not have.",
        "everybody": "All of the population answered: there is no non-response to test.",
        "without": "Answers without a group, which are not in the numbers: {count}.",
        "impossible": "More answered than the population has: {groups}. Look for a slip in the numbers or the grouping.",
        "of": "{count} of {all}",
    },
}  # fmt: skip


def nonresponse_document(
    study: Study, questionnaire: Questionnaire, found: Iterable[NonResponse], *, numbers: bool = False
) -> Document:
    """Every table with what one has to know to read it, in the study's language.

    Args:
        numbers: cells hold numbers, for sheets, rather than texts.
    """
    language = study.settings.language
    found = list(found)
    words = words_in(_WORDS, language)
    blocks: list[Block] = [nonresponse_table(one, language, numbers=numbers) for one in found]
    for totals in dict.fromkeys(
        (one.totals.sample_count, one.totals.population_count) for one in found if one.corrected
    ):
        blocks.append(Paragraph(text(words["explained"].format(n=totals[0], all=totals[1])), "note"))
    if questionnaire.weight:
        blocks.append(Paragraph(text(words["unweighted"]), "note"))
    if caution := in_language(questionnaire.caution, language):
        blocks.append(Paragraph(text(caution), "note"))
    notice = " ".join(
        filter(None, (study.settings.notice_shown, in_language(questionnaire.notice, language)))
    )
    return Document(words["title"], tuple(blocks), language, notice=notice)


def nonresponse_table(found: NonResponse, language: str, *, numbers: bool = False) -> Table:
    """One table: counts, percents, deviations and response rates, rounded half away from zero, with the totals below."""
    words = words_in(_WORDS, language)
    variable = in_language(found.variable.label, language) or found.variable.id
    rest = tuple(
        words[key] for key in ("population", "population %", "sample", "sample %", "deviation", "rate")
    )
    columns = (variable if variable not in rest else words["group"], *rest)
    rows = [_row(row, found, language, numbers) for row in found.rows]
    total = _row(found.totals, found, language, numbers)
    # all less all is no deviation
    rows.append((words["total"], *total[1:5], None, total[6]))
    title = in_language(found.table.title, language) or words["untitled"].format(variable=variable)
    note = " ".join(_notes(found, language))
    return Table(columns, tuple(rows), title, note)


def nonresponse_data(found: Iterable[NonResponse]) -> Table:
    """Every table as data, rounded as printed; the totals' `group` is empty, and so is a rate of nobody."""
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        for row in (*one.rows, one.totals):
            label = in_language(row.label, "en") or row.group
            rows.append((one.table.id, one.variable.id, row.group, label, *_printed(row, one)))
    return Table(DATA_COLUMNS, tuple(rows))


def nonresponse_facts(found: Iterable[NonResponse]) -> list[dict[str, object]]:
    """Every table with its test, for JSON."""
    facts: list[dict[str, object]] = []
    for one in found:
        rows = [
            {"group": row.group, "label": dict(row.label)}
            | dict(zip(DATA_COLUMNS[4:], _printed(row, one), strict=True))
            for row in (*one.rows, one.totals)
        ]
        facts.append(
            {
                "table": one.table.id, "variable": one.variable.id, "rows": rows[:-1],
                "total": {name: value for name, value in rows[-1].items() if name not in ("group", "label", "deviation")},
                "without_group": one.without_group, "chi_square": _test_facts(one.chi_square),
                "chi_square_finite_population": _test_facts(one.corrected),
                "impossible": [row.group for row in one.rows if row.impossible],
            }
        )  # fmt: skip
    return facts


def _row(row: NonResponseRow, found: NonResponse, language: str, numbers: bool) -> tuple[Cell, ...]:
    label = in_language(row.label, language) or row.group
    if numbers:
        return (label, *_printed(row, found))
    decimals = found.table.decimals
    return (
        label,
        row.population_count,
        number_text(row.population_percent, language, decimals.population),
        row.sample_count,
        number_text(row.sample_percent, language, decimals.sample),
        number_text(row.deviation, language, decimals.deviation),
        None
        if row.response_rate is None
        else number_text(row.response_rate, language, decimals.response_rate),
    )


def _printed(row: NonResponseRow, found: NonResponse) -> tuple[Cell, ...]:
    """The numbers of a row from the population's count on, rounded as printed."""
    decimals = found.table.decimals
    return (
        row.population_count,
        _float(row.population_percent, decimals.population),
        row.sample_count,
        _float(row.sample_percent, decimals.sample),
        _float(row.deviation, decimals.deviation),
        None if row.response_rate is None else _float(row.response_rate, decimals.response_rate),
    )


def _float(value: Fraction, decimals: int) -> float:
    rounded: Decimal = half_up(value, decimals)
    return float(rounded)


def _notes(found: NonResponse, language: str) -> Iterable[str]:
    words = words_in(_WORDS, language)
    if source := in_language(found.table.source, language):
        yield words["source"].format(source=source.rstrip("."))
    if note := in_language(found.variable.note, language):
        yield note
    yield from _test_notes(found, words, language)
    if found.without_group:
        yield words["without"].format(count=found.without_group)
    if wrong := [row for row in found.rows if row.impossible]:
        yield words["impossible"].format(groups=_too_many(wrong, words, language))


def _test_notes(found: NonResponse, words: Mapping[str, str], language: str) -> Iterable[str]:
    plain, corrected = found.chi_square, found.corrected
    if plain is None:
        yield words["untested" if any(not row.population_count for row in found.rows) else "untested one"]
        return
    if corrected is None:
        yield words["everybody"]
        return
    yield words["test"].format(
        x=number_text(plain.statistic, language, 2), df=plain.df, p=p_equation(plain.p, language),
        x2=number_text(corrected.statistic, language, 2), p2=p_equation(corrected.p, language),
    )  # fmt: skip
    if plain.sparse:
        yield words["sparse"].format(least=number_text(plain.least_expected, language, 1))


def _too_many(rows: Sequence[NonResponseRow], words: Mapping[str, str], language: str) -> str:
    return "; ".join(
        f"{in_language(row.label, language) or row.group} "
        f"({words['of'].format(count=row.sample_count, all=row.population_count)})"
        for row in rows
    )


def _test_facts(test: ChiSquare | None) -> dict[str, object] | None:
    if test is None:
        return None
    return {
        "statistic": test.statistic, "df": test.df, "p": test.p, "least_expected": test.least_expected
    }  # fmt: skip
