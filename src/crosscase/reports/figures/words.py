"""The figures' own words and numbers, in the languages they are drawn in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from crosscase.reports.figures.values import Estimate
from crosscase.survey.percent import HARD_SPACE, Number, number_text, share_text

SMALL = 30
"""A base under this is marked."""

_NB = {
    "nobody": "ingen svar",
    "points": "prosentpoeng",
    "bare": "Tallene i søylene er prosent.",
    "narrow": "Andeler som det ikke er plass til, står uten tall.",
    "all": "Alle",
    "by": "etter",
    "population": "Populasjon",
    "sample": "Svar",
    "respondents": "respondenter",
    "base": "n = {base} {respondents}.",
    "bases": "n = {least} til {most} {respondents}.",
    "asked": "Spørsmålet ble stilt til {asked} av {size} {respondents}.",
    "intervals": "Strekene viser {confidence} konfidensintervall (Wilson).",
    "whole": "Den stiplede linjen er andelen blant alle.",
    "small": "* Færre enn 30 svar.",
    "small open": "* og åpen ring: færre enn 30 svar.",
    "apart": "▲▼ Høyere eller lavere enn de andre gruppene samlet: q < 0,05 (z-test, Fishers eksakte der et forventet antall "
    "er under 5; justert etter Benjamini og Hochberg for alle sammenligninger i figuren).",
    "empty": "Ingen svar fra: {groups}.",
    "without": "{count} uten gruppe er bare med i Alle.",
    "deviation": "Utvalgets andel minus populasjonens, regnet før avrunding.",
    "ungrouped": "{count} {respondents} uten gruppe er ikke med.",
    "source": "Kilde: {source}.",
    "survey": "{title}, spørreundersøkelse",
    "printed": "Andelene er som trykt; det som ikke er trykt, mangler.",
    "alt intervals": ", konfidensintervall i parentes",
    "to": "{low} til {high}",
    "and": "og",
    "alt stacked": "Søyle delt etter svar.",
    "alt stacks": "Søyler delt etter svar.",
    "alt ranked": "Søyler med andeler{intervals}.",
    "alt breakdown": "Andeler etter gruppe{intervals}.",
    "alt nonresponse": "Avvik i prosentpoeng; i parentes {there} og {here}.",
    "higher": "høyere enn de andre",
    "lower": "lavere enn de andre",
}
_EN = {
    "nobody": "no answers",
    "points": "percentage points",
    "bare": "The numbers in the bars are percent.",
    "narrow": "Shares without room for a number have none.",
    "all": "All",
    "by": "by",
    "population": "Population",
    "sample": "Answers",
    "respondents": "respondents",
    "base": "n = {base} {respondents}.",
    "bases": "n = {least} to {most} {respondents}.",
    "asked": "Asked of {asked} of {size} {respondents}.",
    "intervals": "Lines show {confidence} confidence intervals (Wilson).",
    "whole": "The dashed line is the share among all.",
    "small": "* Fewer than 30 answers.",
    "small open": "* and open ring: fewer than 30 answers.",
    "apart": "▲▼ Higher or lower than the other groups together: q < 0.05 (z test, Fisher's exact where an expected count "
    "is under 5; adjusted after Benjamini and Hochberg for all comparisons in the figure).",
    "empty": "No answers from: {groups}.",
    "without": "{count} without a group are in All only.",
    "deviation": "The sample's share less the population's, worked out before rounding.",
    "ungrouped": "{count} {respondents} without a group are left out.",
    "source": "Source: {source}.",
    "survey": "{title}, survey",
    "printed": "Shares are as printed; what is not printed is missing.",
    "alt intervals": ", confidence intervals in parentheses",
    "to": "{low} to {high}",
    "and": "and",
    "alt stacked": "Bar divided by answers.",
    "alt stacks": "Bars divided by answers.",
    "alt ranked": "Bars with shares{intervals}.",
    "alt breakdown": "Shares by group{intervals}.",
    "alt nonresponse": "Deviation in percentage points; in parentheses {there} and {here}.",
    "higher": "higher than the others",
    "lower": "lower than the others",
}


def wording(language: str) -> Mapping[str, str]:
    """The words: Norwegian for all that is Norwegian, else English."""
    return _NB if language in ("nb", "nn", "no") else _EN


def hard(text: str) -> str:
    """A text that stays on one line."""
    return text.replace(" ", HARD_SPACE)


def based(label: str, base: int) -> str:
    """A label with its base, and a star where that is small: `Sentrale (n = 10)*`."""
    return f"{label} {hard(f'(n = {base})')}{'*' if base < SMALL else ''}"


def highest(estimates: Iterable[Estimate]) -> float:
    """Where an axis of shares ends: at 100 %, or sooner where nothing comes near."""
    most = max((max(each.share or 0.0, each.high or 0.0) for each in estimates), default=0.0)
    return min(1.0, max(2, ceil(most * 10)) / 10)


def percent_ticks(top: float, language: str) -> Sequence[tuple[float, str]]:
    """Ticks of an axis of shares that ends at `top`."""
    step = 20 if top > 0.5 else 10 if top > 0.2 else 5
    return [(each / 100, share_text(each / 100, language)) for each in range(0, round(top * 100) + 1, step)]


def point_ticks(most: float, language: str) -> tuple[float, Sequence[tuple[float, str]]]:
    """Where an axis around nought ends, and its ticks."""
    step = next((step for step in (1, 2, 5, 10) if most <= 4 * step), 20)
    top = step * max(1, ceil(most / step - 1e-9))
    ticks = [(float(each), signed(each, language)) for each in range(-top, top + 1, step)]
    return float(top), ticks


def signed(value: Number, language: str, decimals: int = 0) -> str:
    """A number with its sign, also where it is over nought."""
    words = number_text(value, language, decimals)
    return f"+{words}" if words.strip("0.,") and value > 0 else words


def without_sign(shown: str) -> str:
    """A percent without its sign, `64 %` as `64`."""
    return shown.removesuffix("%").rstrip()
