"""The words that tables and notes of the survey's estimates are made of, and how their numbers read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from crosscase.survey.percent import HARD_SPACE, MINUS, Number, exact, half_up, number_text

ABOVE, BELOW = "▲", "▼"
MARKED = "*"
"""Stands with every figure whose base is small."""

_LEAST_P = 0.001
_GROUPED = 10_000  # from here on thousands are parted

CORRECTION = "n'\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}n(N−1)/(N−n)"
"""The size at which a sample of n from a population of N counts."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "answer": "svar", "share": "andel", "value": "verdi", "interval": "{level}\N{NO-BREAK SPACE}% KI", "count": "antall",
        "points": "mot resten", "points interval": "KI mot resten", "z": "p z", "fisher": "p Fisher", "q": "q",
        "everybody": "Alle", "base": "Base", "quartiles": "kv. {low}…{high}",
        "answer or group": "svar og gruppe", "by": "Etter {variables}", "respondents": "respondenter",
        "all asked": "Alle {size} {respondents} ble spurt; {base} svarte.",
        "some asked": "{asked} av {size} {respondents} ble spurt ({conditions}); {base} svarte.",
        "nobody": "Ingen svarte: basen er 0, og det er ikke noe å regne ut.",
        "published": "Andelene er som de er trykt i rapporten. Intervallene dekker alle hele tall som gir den trykte prosenten "
        "av basen; der det ikke er noe intervall, er basen ikke trykt, eller ikke noe helt tall gir prosenten.",
        "printed": "Trykt for {base} {respondents}.", "printed some": "Trykt for {base} {respondents} ({conditions}).",
        "no base": "Basen er ikke trykt.",
        "background": "Kjent for {base} av {size} {respondents}.",
        "wilson": "KI: {level} % konfidensintervall etter Wilson.",
        "mean": "Gjennomsnittets intervall er Students t; de som svarer «vet ikke», er ikke med i gjennomsnitt og median.",
        "quartile": "kv.: nedre og øvre kvartil.",
        "number": "KI: {level} % konfidensintervall for gjennomsnittet, Students t.",
        "fpc": "Intervallene er korrigert for en populasjon på {population}: de er regnet ut med {correction}. N er hele "
        "populasjonen også for grupper og for spørsmål som bare noen fikk, så intervallene er der heller for brede enn for "
        "smale. Testene er ikke korrigert.",
        "weighted": "Andeler, gjennomsnitt og medianer er vektet; antall er det ikke. Intervaller og tester er regnet ut med "
        "Kishs effektive størrelse. Fishers test finnes ikke for vektede svar.",
        "effective": "Den effektive størrelsen er {size} av {base}.",
        "rest": "Hver gruppe er satt mot resten, det vil si alle i de andre gruppene, og ikke mot alle.",
        "test": "p z: tosidig z-test av to andeler med felles varians. KI mot resten, i prosentpoeng: Newcombes intervall.",
        "exact": "p Fisher: Fishers eksakte test, der et forventet antall er under 5.",
        "adjusted": "q: p justert etter Benjamini og Hochberg for alle {count} sammenligninger i tabellen",
        "which p": ", Fishers p der den står og ellers z-testens.",
        "untested": "Gjennomsnitt og medianer er ikke testet.",
        "several": "q og merker gjelder tabellen for ett spørsmål, eller én rad i en matrise, om gangen.",
        "marks": "▲ og ▼: høyere og lavere enn resten, q under 0,05.",
        "book": "Hver gruppe er satt mot resten (alle i variabelens andre grupper, ikke alle) med tosidig z-test av to andeler "
        "med felles varians, eller Fishers eksakte test der et forventet antall er under 5. ▲ og ▼: høyere og lavere enn "
        "resten når p er justert etter Benjamini og Hochberg for alle sammenligninger i spørsmålets tabell (q under 0,05).",
        "small": "*: basen er under 30; tallene må leses med forsiktighet.",
        "without": "{count} av dem som svarte, er ikke i noen av gruppene ({variable}) og er ikke med i sammenligningene.",
        "sampling": "Feilmarginene dekker bare utvalgsfeil, ikke hvem som lot være å svare.",
        "box": "=: flere svar lagt sammen.",
        "table book": "Tabellbok", "percent": "prosent", "margin": "margin, prosentpoeng",
        "of": "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n}",
        "margins": "Feilmarginer, prosentpoeng",
        "margin formula": "z·√(p(1−p)/n) med z = {z}.",
        "margin fpc": "Korrigert for en populasjon på {population}: {correction}.",
        "nothing": "Ingen tabeller.",
    },
    "en": {
        "answer": "answer", "share": "share", "value": "value", "interval": "{level}% CI", "count": "count",
        "points": "against rest", "points interval": "CI against rest", "z": "p z", "fisher": "p Fisher", "q": "q",
        "everybody": "All", "base": "Base", "quartiles": "IQR {low}…{high}",
        "answer or group": "answer and group", "by": "By {variables}", "respondents": "respondents",
        "all asked": "All {size} {respondents} were asked; {base} answered.",
        "some asked": "{asked} of {size} {respondents} were asked ({conditions}); {base} answered.",
        "nobody": "Nobody answered: the base is 0, and there is nothing to work out.",
        "published": "Shares are as the report prints them. Intervals cover every whole count that prints as the percent of the "
        "base; where there is none, the base is not printed, or no whole count gives the percent.",
        "printed": "Printed for {base} {respondents}.", "printed some": "Printed for {base} {respondents} ({conditions}).",
        "no base": "The base is not printed.",
        "background": "Known of {base} of {size} {respondents}.",
        "wilson": "CI: {level}% confidence interval by Wilson.",
        "mean": "The interval of the mean is Student's t; those who don't know have no part in means and medians.",
        "quartile": "IQR: lower and upper quartile.",
        "number": "CI: {level}% confidence interval of the mean, Student's t.",
        "fpc": "Intervals are corrected for a population of {population}: they are worked out at {correction}. N is the "
        "whole population for groups, and for questions that only some were asked, too; there the intervals are too wide rather "
        "than too narrow. Tests are not corrected.",
        "weighted": "Shares, means and medians are weighted; counts are not. Intervals and tests are worked out at Kish's "
        "effective size. There is no Fisher's test of weighted answers.",
        "effective": "The effective size is {size} of {base}.",
        "rest": "Each group is set against the rest, that is everybody in the other groups, and not against all.",
        "test": "p z: pooled two-proportion z test, two-sided. CI against rest, in points: Newcombe's interval.",
        "exact": "p Fisher: Fisher's exact test, where an expected count is under 5.",
        "adjusted": "q: p adjusted by Benjamini and Hochberg for all {count} comparisons in the table",
        "which p": ", Fisher's p where it stands and else that of z.",
        "untested": "Means and medians are not tested.",
        "several": "q and marks are of the table of one question, or one row of a grid, at a time.",
        "marks": "▲ and ▼: higher and lower than the rest, q under 0.05.",
        "book": "Each group is set against the rest (everybody in the variable's other groups, not all) by a pooled "
        "two-proportion z test, two-sided, or by Fisher's exact test where an expected count is under 5. ▲ and ▼: higher "
        "and lower than the rest when p is adjusted by Benjamini and Hochberg for all comparisons in the "
        "question's table (q under 0.05).",
        "small": "*: the base is under 30; read these figures with caution.",
        "without": "{count} of those who answered are in none of the groups ({variable}) and have no part in the comparisons.",
        "sampling": "The margins cover sampling error alone, not who chose not to answer.",
        "box": "=: several answers put together.",
        "table book": "Table book", "percent": "percent", "margin": "margin, points",
        "of": "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n}",
        "margins": "Margins of error, points",
        "margin formula": "z·√(p(1−p)/n) with z = {z}.",
        "margin fpc": "Corrected for a population of {population}: {correction}.",
        "nothing": "No tables.",
    },
}  # fmt: skip


def words_of(language: str) -> Mapping[str, str]:
    """Words in a language: Norwegian for all Norwegian ones, English where there are no others."""
    return words_in(WORDS, language)


def words_in(words: Mapping[str, Mapping[str, str]], language: str) -> Mapping[str, str]:
    """Words of a table of one's own, as `words_of`."""
    return words.get(language) or words["nb" if language in ("no", "nn") else "en"]


def within_sentence(label: str) -> str:
    """A label as it stands within a sentence: `etter sentralitet`; one that begins with capitals (`NAV-region`) as it is."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def p_text(p: float, language: str) -> str:
    """A p value for reading, three decimals: `0.049`, `<0.001`."""
    return f"<{number_text(_LEAST_P, language, 3)}" if p < _LEAST_P else number_text(p, language, 3)


def p_equation(p: float, language: str) -> str:
    """A p value in running text, `p = 0.024`, `p < 0.001`."""
    return f"p < {number_text(_LEAST_P, language, 3)}" if p < _LEAST_P else f"p = {p_text(p, language)}"


def values_text(values: Sequence[Number], language: str, *, whole: bool = True) -> tuple[str, ...]:
    """Means, medians or quartiles for reading, alike: fewer decimals the larger the largest of them is.

    Thousands are parted from 10,000 on.

    Args:
        whole: leave decimals out where all are whole numbers; not so for means, which stand beside others.
    """
    numbers = [exact(value) for value in values]
    largest = max(map(abs, numbers), default=Fraction(0))
    whole = whole and all(number.denominator == 1 for number in numbers)
    decimals = 0 if whole or largest >= 1000 else 1 if largest >= 100 else 2
    return tuple(_value_text(half_up(number, decimals), language) for number in numbers)


def _value_text(rounded: Decimal, language: str) -> str:
    if abs(rounded) < _GROUPED:
        return number_text(rounded, language, max(0, -int(rounded.as_tuple().exponent)))
    digits = f"{abs(rounded):,f}".replace(",", "," if language in ("en", "") else HARD_SPACE)
    return f"{MINUS}{digits}" if rounded < 0 else digits


def percents_text(low: Number, high: Number, language: str, decimals: int = 0) -> str:
    """Two shares as the ends of an interval in percent: `50–78`."""
    ends = [number_text(100 * exact(end), language, decimals) for end in (low, high)]
    return "–".join(ends)


def points_text(share: Number, language: str, decimals: int = 0) -> str:
    """A difference of shares in percentage points with its sign: `+28`, `−7`, `0`."""
    rounded = half_up(100 * exact(share), decimals)
    return f"{'+' if rounded > 0 else ''}{number_text(rounded, language, decimals)}"


def level_text(confidence: float, language: str) -> str:
    """A level of confidence in percent: `95`, `99,9`."""
    percent = 100 * exact(confidence)
    return number_text(percent, language, 0 if percent.denominator == 1 else 1)
