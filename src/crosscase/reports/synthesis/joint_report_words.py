"""The words of joint displays as documents and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "title": "Temaene stilt opp mot undersøkelsen", "area": "Område: {}.",
        "found": "Funnet i {cases}{which}.", "found none": "Ikke funnet i noen av de {cases} casene.",
        "no cases": "Studien har ingen caser.",
        "against": "Sitater mot temaet i {count}: {which}.", "both": "Både for og mot: {which}.",
        "silent": "Uten sitater om temaet: {which}.",
        "beyond": "I tillegg kommer {count} fra åpne svar eller kilder som ikke hører til noen case.",
        "quote": "{} sitat", "quotes": "{} sitater", "case count": "{} case", "cases count": "{} caser",
        "case": "Case", "quotes column": "Sitater", "strongest": "Sterkeste sitat", "own": "Eget svar",
        "for and against": "{count}, {against} mot", "only against": "0, {against} mot",
        "nothing": "–", "withheld": "[{}]", "line": "linje {}", "lost": "ordene står ikke lenger i teksten",
        "key": "★ nøkkelsitat", "chosen": "valgt av programmet",
        "item": "Fra undersøkelsen", "share": "Andel", "interval": "{level}\N{NO-BREAK SPACE}% KI", "base": "Base",
        "groups": "Grupper som skiller seg ut", "cases caption": "Casene", "items caption": "Undersøkelsen",
        "no items": "Temaet er ikke stilt opp mot noe i undersøkelsen.", "no survey": "Det er ingen undersøkelse i studien.",
        "relation": "Relasjon: ", "decided": " (avgjort av {by} {on})", "reason": "Begrunnelse: ",
        "differs": "Regelen foreslår noe annet enn det som er skrevet.",
        "counter": "Det som taler mot: ", "no counter": "Ingen sitater taler mot temaet.",
        "statements": "Utsagn i casebeskrivelsene som bygger på de samme sitatene:",
        "statement against": " (sitatene taler mot temaet)", "text kept back": "[teksten er holdt tilbake]",
        "kept back": "Tekstene i beskrivelsen av {case} er holdt tilbake, siden den ikke kan deles: {why} "
        "(crosscase case check {id}).",
        "no against": "Det er ikke sagt hvilke koder som ville tale mot temaet.",
        "theme": "Tema", "sentence": "Setning", "cases": "Caser", "proposed": "Regelen", "relation column": "Relasjon",
        "and": " og ", "differs mark": "≠", "none at all": "Det er ingen temaer.", "themes sheet": "Temaene",
        "data sheet": "Alle tall",
        "items without": "Fra undersøkelsen uten tema", "codes without": "Koder uten tema",
        "question": "Spørsmål", "items": "Fra undersøkelsen", "code": "Kode", "name": "Navn", "of": "{found} av {cases}",
        "offered": "Kodenes egne lenker ville gi",
        "to theme": "Tema", "codes": "Koder", "no theme": "uten tema",
        "note interval": "Intervallene er {level} % konfidensintervaller etter Wilson, for svarene og for casene.",
        "note small": "*: basen er under 30; tallene må leses med forsiktighet.",
        "note groups": "▲ og ▼: gruppen svarer dette henholdsvis oftere og sjeldnere enn de andre gruppene samlet (q under 0,05: "
        "p justert etter Benjamini og Hochberg for alle sammenligninger i tabellen for ett spørsmål og én variabel).",
        "note claims": "▲ og ▼ etter rapporten: trykt der som høyere og lavere; ikke prøvd på nytt her.",
        "note printed": "Andelene er som de er trykt i rapporten.",
        "note differs": "≠: regelen foreslår noe annet enn det som er skrevet.",
        "note own": "✓: casens eget svar stemmer med kodingen; ≠: det stemmer ikke.",
        "note chosen": "«Valgt av programmet»: ingen har merket et nøkkelsitat i casen; av sitatene som kan trykkes, er det "
        "lengste fra en informant valgt.",
        "note reversed": "«ikke: …»: svaret sier det motsatte av temaet, og andelen gjelder dem som ikke valgte det.",
    },
    "en": {
        "title": "The themes beside the survey", "area": "Area: {}.",
        "found": "Found in {cases}{which}.", "found none": "Found in none of the {cases} cases.",
        "no cases": "The study has no cases.",
        "against": "Quotes against the theme in {count}: {which}.", "both": "Both for and against: {which}.",
        "silent": "Without quotes on the theme: {which}.",
        "beyond": "Beside these there are {count} from open answers or sources that belong to no case.",
        "quote": "{} quote", "quotes": "{} quotes", "case count": "{} case", "cases count": "{} cases",
        "case": "Case", "quotes column": "Quotes", "strongest": "Strongest quote", "own": "Own answer",
        "for and against": "{count}, {against} against", "only against": "0, {against} against",
        "nothing": "–", "withheld": "[{}]", "line": "line {}", "lost": "the words are no longer in the text",
        "key": "★ key quote", "chosen": "chosen by the program",
        "item": "From the survey", "share": "Share", "interval": "{level}% CI", "base": "Base",
        "groups": "Groups that deviate", "cases caption": "The cases", "items caption": "The survey",
        "no items": "The theme is set beside nothing of the survey.", "no survey": "There is no survey in the study.",
        "relation": "Relation: ", "decided": " (decided by {by} {on})", "reason": "Reason: ",
        "differs": "The rule proposes something else than what is written.",
        "counter": "What speaks against it: ", "no counter": "No quotes speak against the theme.",
        "statements": "Statements of the case descriptions that rest on the same quotes:",
        "statement against": " (the quotes speak against the theme)", "text kept back": "[the text is kept back]",
        "kept back": "The texts of the description of {case} are kept back, since it may not be handed on: {why} "
        "(crosscase case check {id}).",
        "no against": "Nobody has said which codes would speak against the theme.",
        "theme": "Theme", "sentence": "Sentence", "cases": "Cases", "proposed": "The rule", "relation column": "Relation",
        "and": " and ", "differs mark": "≠", "none at all": "There are no themes.", "themes sheet": "Themes",
        "data sheet": "Every number",
        "items without": "Of the survey, without a theme", "codes without": "Codes without a theme",
        "question": "Question", "items": "Items", "code": "Code", "name": "Name", "of": "{found} of {cases}",
        "offered": "What the codes' own links would give",
        "to theme": "Theme", "codes": "Codes", "no theme": "without a theme",
        "note interval": "Intervals are {level}% confidence intervals by Wilson, of the answers and of the cases.",
        "note small": "*: the base is under 30; read these figures with caution.",
        "note groups": "▲ and ▼: the group answers so more and less often than the other groups together (q under 0.05: p "
        "adjusted by Benjamini and Hochberg for all comparisons in the table of one question by one variable).",
        "note claims": "▲ and ▼ as reported: printed as higher and lower; not tested anew here.",
        "note printed": "Shares are as the report prints them.",
        "note differs": "≠: the rule proposes something else than what is written.",
        "note own": "✓: the case's own answer agrees with the coding; ≠: it does not.",
        "note chosen": "“Chosen by the program”: nobody marked a key quote in the case; of the quotes that may be printed the "
        "longest of an informant is chosen.",
        "note reversed": "“not: …”: the item says the opposite of the theme, and the share is of those who did not choose it.",
    },
}  # fmt: skip


def report_words(language: str) -> Mapping[str, str]:
    """The words: Norwegian for all that is Norwegian, else English."""
    return WORDS["nb" if language in ("nb", "nn", "no") else "en"]


def listed(names: Sequence[str], language: str) -> str:
    """Names as they are read: `Alta, Skien and Skiptvet`."""
    if len(names) < 2:
        return "".join(names)
    return report_words(language)["and"].join([", ".join(names[:-1]), names[-1]])


def many(count: int, what: str, language: str) -> str:
    """`1 quote`, `3 quotes`; `what` is `quote` or `case`."""
    words = report_words(language)
    one, more = {"quote": ("quote", "quotes"), "case": ("case count", "cases count")}[what]
    return words[one if count == 1 else more].format(count)
