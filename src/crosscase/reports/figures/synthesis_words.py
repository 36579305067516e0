"""The words of figures of a synthesis, in the languages they are drawn in."""

from __future__ import annotations

from collections.abc import Mapping

_NB = {
    "nothing": "ingen", "whole": "i alt", "itself": "koden selv",
    "empty map": "Det er ingenting å vise: ingen rader eller ingen koder.",
    "empty pairs": "Ingen koder forekommer sammen.",
    "empty curve": "Ingen intervjuer er kodet.",
    # heat map
    "count": "Antall kodinger", "sources": "Antall kilder med kodinger", "coverage": "Prosent av informantenes ord",
    "presence": "Om koden finnes", "present": "1: finnes",
    "to": "til {high}", "range": "{low}–{high}",
    "alt map": "Varmekart med {rows} rader og {columns} kolonner. {unit}.", "alt highest": "Høyest: {cells}.",
    "alt none": "Alle rutene er tomme.", "alt nothing": "{row}: ingen", "alt total": "{name} {overall}.",
    # pairs
    "pairs title": "Koder som forekommer sammen",
    "c": "c-koeffisient", "jaccard": "Jaccard",
    "pairs unit": "Farge og nederste tall: {measure}; øverste tall: antall par",
    "pairs inside": "Farge og nederste tall: {measure}; øverste tall: koden i raden inne i den i kolonnen + omvendt",
    "number": "Tallet etter navnet er kodens kodinger.", "no coefficient": "–: ingen koeffisient.",
    "alt pairs": "Trekantet varmekart med {count} koder. {said}",
    "alt pair": "{first} og {second}: {pairs} ({strength})",
    # saturation
    "curve title": "Koder funnet etter antall intervjuer", "curve title case": "Koder funnet etter antall caser",
    "across source": "Intervjuer", "across case": "Caser", "up": "Koder funnet",
    "mean": "Gjennomsnitt over alle rekkefølger", "band every": "95\N{NO-BREAK SPACE}% av alle {orders} rekkefølger",
    "band drawn": "95\N{NO-BREAK SPACE}% av {orders} tilfeldige rekkefølger",
    "by date": "Rekkefølgen som den var, etter dato", "given": "Rekkefølgen som den ble oppgitt",
    "by id": "Rekkefølgen etter navn",
    "new source": "Nye koder i hvert intervju, i den samme rekkefølgen",
    "new case": "Nye koder i hver case, i den samme rekkefølgen",
    "alt curve": "Kurve over {count} intervjuer eller caser: {total} koder i alt.",
    "alt step": "{place}. {label}: {found} koder funnet, {new} nye (gjennomsnitt {mean}, bånd {low} til {high})",
    # joint page
    "supports": "støtter", "against": "taler mot", "silent": "taus",
    "letter supports": "S", "letter against": "M", "letter silent": "T",
    "opening": "«", "closing": "»", "answered": "Eget svar", "differ": "Grupper som skiller seg ut",
    "joint title": "Tema {id} stilt opp mot undersøkelsen", "survey": "Spørreundersøkelsen", "found": "Funnet i {cases}",
    "relation": "Relasjon", "rule": "Det regelen foreslår",
    "silent cases": "Tause, uten eget svar: {names}.", "more supports": "Støtter også: {names}.",
    "more against": "Taler også mot: {names}.", "more both": "Taler også både for og mot: {names}.",
    "more silent": "Tause er også: {names}.",
    "more quotes": "… og {count} sitater til.", "counter count": "{count} mot", "base": "n = {base}",
    "alt joint": "{head}: {sentence}", "alt states": "{state}: {names}.",
}  # fmt: skip
_EN = {
    "nothing": "none", "whole": "in all", "itself": "the code itself",
    "empty map": "There is nothing to show: no rows or no codes.",
    "empty pairs": "No codes occur together.",
    "empty curve": "No interviews are coded.",
    # heat map
    "count": "Number of codings", "sources": "Number of sources with codings", "coverage": "Percent of informants' words",
    "presence": "Whether the code is there", "present": "1: there",
    "to": "up to {high}", "range": "{low}–{high}",
    "alt map": "Heat map with {rows} rows and {columns} columns. {unit}.", "alt highest": "Highest: {cells}.",
    "alt none": "All cells are empty.", "alt nothing": "{row}: none", "alt total": "{name} {overall}.",
    # pairs
    "pairs title": "Codes that occur together",
    "c": "c-coefficient", "jaccard": "Jaccard",
    "pairs unit": "Shade and lower number: {measure}; upper number: pairs",
    "pairs inside": "Shade and lower number: {measure}; upper number: the row's code within the column's + the reverse",
    "number": "The number after a name is the code's codings.", "no coefficient": "–: no coefficient.",
    "alt pairs": "Triangular heat map with {count} codes. {said}",
    "alt pair": "{first} and {second}: {pairs} ({strength})",
    # saturation
    "curve title": "Codes found by number of interviews", "curve title case": "Codes found by number of cases",
    "across source": "Interviews", "across case": "Cases", "up": "Codes found",
    "mean": "Mean over all orders", "band every": "95% of all {orders} orders", "band drawn": "95% of {orders} random orders",
    "by date": "The order as it was, by date", "given": "The order as it was given", "by id": "The order by name",
    "new source": "New codes in each interview, in the same order", "new case": "New codes in each case, in the same order",
    "alt curve": "Curve over {count} interviews or cases: {total} codes in all.",
    "alt step": "{place}. {label}: {found} codes found, {new} new (mean {mean}, band {low} to {high})",
    # joint page
    "supports": "supports", "against": "speaks against", "silent": "says nothing",
    "letter supports": "S", "letter against": "A", "letter silent": "N",
    "opening": "“", "closing": "”", "answered": "Own answer", "differ": "Groups that deviate",
    "joint title": "Theme {id} beside the survey", "survey": "The survey", "found": "Found in {cases}",
    "relation": "Relation", "rule": "What the rule proposes",
    "silent cases": "Saying nothing, without an own answer: {names}.", "more supports": "Supporting too: {names}.",
    "more against": "Speaking against it too: {names}.", "more both": "Speaking both for and against it too: {names}.",
    "more silent": "Saying nothing too: {names}.",
    "more quotes": "… and {count} more quotes.", "counter count": "{count} against", "base": "n = {base}",
    "alt joint": "{head}: {sentence}", "alt states": "{state}: {names}.",
}  # fmt: skip


def wording(language: str) -> Mapping[str, str]:
    """The words: Norwegian for all that is Norwegian, else English."""
    return _NB if language in ("nb", "nn", "no") else _EN
