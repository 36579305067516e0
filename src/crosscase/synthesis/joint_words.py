"""Joint displays in words, in Norwegian and English: relations, what the rule proposes and why, items, own answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from crosscase.survey.model import Option, Row, in_language
from crosscase.survey.percent import HARD_SPACE, exact, number_text, share_text
from crosscase.synthesis.beside import Deviation, ItemBeside, OwnAnswer
from crosscase.synthesis.proposing import OWN_ANSWERS, ItemNumbers, Proposal, Verdict

if TYPE_CHECKING:
    from crosscase.survey.estimates import Line

ABOVE, BELOW = "▲", "▼"
MARKED = "*"
"""Stands with every figure whose base is small."""
AGREES, DISAGREES = "✓", "≠"
"""Stand with an own answer that says what the coding says, or the opposite."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "": "ikke avgjort", "converges": "samsvarer", "expands": "utvider", "explains": "forklarer",
        "contrasts": "står i kontrast", "silent": "taus",
        "proposed": "Regelen foreslår «{relation}»: {why}", "no proposal": "Regelen foreslår ingenting: {why}",
        "silent why": "temaet er ikke stilt opp mot noe i undersøkelsen.",
        "no-quotes": "ingen sitater som teller, hører til temaet.",
        "no-item": "ingen av tallene fra undersøkelsen kan brukes.",
        "one converges": "temaet finnes i {cases}, og tallet fra undersøkelsen taler ikke imot.",
        "one contrasts": "temaet finnes i {cases}, og tallet fra undersøkelsen taler imot.",
        "of several": "temaet finnes i {cases}; {converges} av {usable} tall fra undersøkelsen taler for samsvar, "
        "{contrasts} for kontrast",
        "tie": ", og like mange gir samsvar", "cases": "{found} av {cases} caser", "one case": "{found} av {cases} case",
        "apart": "intervallene har ingenting felles: {cases} ({case_interval}) mot {share} ({interval})",
        "meet": "intervallene møtes: {cases} ({case_interval}) og {share} ({interval})",
        "own": "{agree} av {own} egne svar stemmer med kodingen", "own none": "ingen av casene har et eget svar",
        "too few": ", for få til å telle (minst {least})", "outvoted": ", flere går imot enn med",
        "whole": "et helt spørsmål eller en hel rad har ingen enkelt andel og kan ikke brukes",
        "no-figure": "det finnes ingen tall å bruke",
        "no-interval": "andelen har ikke noe intervall (basen er ikke trykt) og kan ikke brukes",
        "speaks": "taler for {relation}: ", "for converges": "samsvar", "for contrasts": "kontrast",
        "reversed": "ikke: {label}",
        "no-survey": "det er ingen undersøkelse i studien", "unreadable": "undersøkelsen kan ikke leses",
        "unknown": "finnes ikke i undersøkelsen", "open": "svarene er gitt med egne ord og kan ikke telles",
        "no-answers": "det er ingen svar", "not-printed": "rapporten trykker ingen prosent",
        "chosen": "valgt", "not chosen": "ikke valgt", "not-asked": "ikke spurt", "no-answer": "ikke svart",
        "no-respondent": "casen har ingen respondent", "unknown-respondent": "respondenten er ikke blant svarene",
        "no-responses": "det er ingen svar fra enkeltrespondenter", "no-item answer": "finnes ikke i undersøkelsen",
        "nothing": "ingenting", "reported": "ifølge rapporten", "base": "base {base}", "in words": "med egne ord",
        "paraphrase": "bare gjengivelse: skal ikke siteres", "none": "ikke samtykke: skal ikke gjengis",
    },
    "en": {
        "": "not decided", "converges": "converges", "expands": "expands", "explains": "explains",
        "contrasts": "contrasts", "silent": "silent",
        "proposed": "The rule proposes “{relation}”: {why}", "no proposal": "The rule proposes nothing: {why}",
        "silent why": "the theme is set beside nothing of the survey.",
        "no-quotes": "no quote that counts belongs to the theme.",
        "no-item": "none of the survey's items can be used.",
        "one converges": "the theme is in {cases}, and the survey's item does not speak against it.",
        "one contrasts": "the theme is in {cases}, and the survey's item speaks against it.",
        "of several": "the theme is in {cases}; {converges} of {usable} items speak for convergence, {contrasts} for contrast",
        "tie": ", and as many make it converge", "cases": "{found} of {cases} cases", "one case": "{found} of {cases} case",
        "apart": "the intervals have nothing in common: {cases} ({case_interval}) against {share} ({interval})",
        "meet": "the intervals meet: {cases} ({case_interval}) and {share} ({interval})",
        "own": "{agree} of {own} own answers agree with the coding", "own none": "no case has an own answer",
        "too few": ", too few to have a say (at least {least})", "outvoted": ", more are against it than for it",
        "whole": "a whole question or row has no single share and cannot be used",
        "no-figure": "there are no figures to use",
        "no-interval": "the share has no interval (its base is not printed) and cannot be used",
        "speaks": "speaks for {relation}: ", "for converges": "convergence", "for contrasts": "contrast",
        "reversed": "not: {label}",
        "no-survey": "there is no survey in the study", "unreadable": "the survey cannot be read",
        "unknown": "there is no such item in the survey", "open": "its answers are words and cannot be counted",
        "no-answers": "there are no answers", "not-printed": "the report prints no percent",
        "chosen": "chosen", "not chosen": "not chosen", "not-asked": "not asked", "no-answer": "no answer",
        "no-respondent": "the case has no respondent", "unknown-respondent": "its respondent is not among the responses",
        "no-responses": "there are no answers of single respondents", "no-item answer": "there is no such item",
        "nothing": "nothing", "reported": "as reported", "base": "base {base}", "in words": "in own words",
        "paraphrase": "to be paraphrased only: not to be quoted", "none": "no consent: not to be used",
    },
}  # fmt: skip


def words_in(language: str) -> Mapping[str, str]:
    """The words: Norwegian for all that is Norwegian, else English."""
    return WORDS["nb" if language in ("nb", "nn", "no") else "en"]


def relation_word(relation: str, language: str) -> str:
    """How a relation is called; of none that nobody has decided."""
    return words_in(language)[relation]


def proposal_sentence(proposal: Proposal, language: str) -> str:
    """What the rule proposes and why, in one sentence."""
    words = words_in(language)
    if proposal.why_not:
        return words["no proposal"].format(why=words[proposal.why_not])
    if proposal.relation == "silent":
        why = words["silent why"]
    elif len(proposal.usable) == 1:
        why = words[f"one {proposal.relation}"].format(cases=cases_text(proposal, language))
    else:
        converges, contrasts = proposal.count("converges"), proposal.count("contrasts")
        why = words["of several"].format(
            cases=cases_text(proposal, language), converges=converges, contrasts=contrasts,
            usable=len(proposal.usable),
        )  # fmt: skip
        why += (words["tie"] if converges == contrasts else "") + "."
    return words["proposed"].format(relation=words[proposal.relation], why=why)


def verdict_sentence(verdict: Verdict, proposal: Proposal, language: str) -> str:
    """What one item speaks for, with the numbers: `F2.god speaks for convergence: the intervals meet: ...`."""
    words, numbers = words_in(language), verdict.numbers
    if not verdict.relation:
        if proposal.why_not == "no-quotes" and not numbers.unusable:
            return f"{numbers.address}: {words['no-quotes']}"
        return f"{numbers.address}: {words[numbers.unusable or 'no-figure']}."
    shares = words["apart" if verdict.apart else "meet"].format(
        cases=cases_text(proposal, language),
        case_interval=interval_text(proposal.low, proposal.high, language),
        share=share_text(numbers.share or 0, language),
        interval=interval_text(numbers.low, numbers.high, language),
    )
    speaks = words["speaks"].format(relation=words[f"for {verdict.relation}"])
    return f"{numbers.address} {speaks}{shares}; {_own_counted(verdict, numbers, words)}."


def why_lines(proposal: Proposal, language: str) -> tuple[str, ...]:
    """What the rule proposes, then what each item speaks for, a line each."""
    verdicts = (verdict_sentence(each, proposal, language) for each in proposal.verdicts)
    return (proposal_sentence(proposal, language), *verdicts)


def cases_text(proposal: Proposal, language: str) -> str:
    """`3 of 5 cases`."""
    key = "one case" if proposal.cases == 1 else "cases"
    return words_in(language)[key].format(found=proposal.found, cases=proposal.cases)


def item_label(item: ItemBeside, language: str) -> str:
    """What an item of the survey is about, said the other way round where it is reversed."""
    label = item.label(language)
    return words_in(language)["reversed"].format(label=label) if item.reversed else label


def item_figure(item: ItemBeside, language: str) -> str:
    """Its share, `60 %`, with `*` where the base is small; of a whole question what `strongest_line` says; else why none."""
    if item.state:
        return words_in(language)[item.state]
    if item.share is not None:
        return share_text(item.share, language, item.decimals) + (MARKED if item.small else "")
    named = item.item is not None and item.item.row is not None  # the label says the row already
    return "; ".join(strongest_text(None if named else row, line, language) for row, line in item.strongest)


def strongest_text(row: Row | None, line: Line, language: str) -> str:
    """What stands for a question or row, with its share: `Samer: Liten grad 45 %`; of numbers the mean."""
    label = in_language(line.label, language) or line.id
    figure = share_text(line.share, language, line.decimals) if line.share is not None else ""
    if line.share is None and line.mean is not None:
        figure = number_text(line.mean, language, 1)
    if line.small and line.base:
        figure += MARKED
    named = f"{in_language(row.label, language)}: {label}" if row is not None else label
    return f"{named} {figure}".strip()


def item_interval(item: ItemBeside, language: str) -> str:
    """The ends of its interval in percent, `50–70 %`; empty where there is none."""
    interval = item.interval
    return "" if interval is None else interval_text(interval.low, interval.high, language, item.decimals)


def interval_text(low: float | None, high: float | None, language: str, decimals: int = 0) -> str:
    """The ends of an interval in percent; empty where there are none."""
    if low is None or high is None:
        return ""
    ends = "–".join(number_text(100 * exact(end), language, decimals) for end in (low, high))
    return f"{ends}%" if words_in(language) is WORDS["en"] else f"{ends}{HARD_SPACE}%"


def deviation_text(deviation: Deviation, language: str) -> str:
    """A group that deviates: `Sentralitet: Sentrale 30 %* ▼ (base 10)`."""
    words = words_in(language)
    name = in_language(deviation.variable.label, language) or deviation.variable.id
    group = in_language(deviation.group.label, language) or deviation.group.id
    figure = ""
    if deviation.share is not None:
        figure = share_text(deviation.share, language, deviation.decimals)
        figure += MARKED if deviation.small else ""
    beside = [words["base"].format(base=deviation.base)] if deviation.base else []
    beside += [words["reported"]] if deviation.printed else []
    parts = (f"{name}: {group}", figure, ABOVE if deviation.higher else BELOW, _bracketed(beside))
    return " ".join(filter(None, parts))


def own_text(own: OwnAnswer, item: ItemBeside, language: str) -> str:
    """A case's own answer to an item: whether it was chosen, and what instead; or why there is none."""
    words = words_in(language)
    if own.state == "no-item":
        return words["no-item answer"]
    if own.state != "answered":
        return words[own.state]
    if own.number is not None:
        return number_text(own.number, language, 0 if own.number == int(own.number) else 1)
    named = item.item is not None and item.item.row is not None
    labels = [_option(None if named else row, option, language) for row, option in own.chosen]
    if own.holds is None:
        is_open = item.item is not None and item.item.question.kind == "open"
        return "; ".join(labels) or words["in words" if is_open else "nothing"]
    was_chosen = own.holds != item.reversed
    instead = item.item is not None and item.item.question.kind != "multiple" and not was_chosen
    return words["chosen" if was_chosen else "not chosen"] + (f": {'; '.join(labels)}" if instead else "")


def agreement_mark(own: OwnAnswer, coded: bool) -> str:
    """✓ where coding and own answer say the same, ≠ where not, nothing where nothing can be compared."""
    agrees = own.agrees(coded)
    return "" if agrees is None else AGREES if agrees else DISAGREES


def consent_words(consent: str, language: str) -> str:
    """What must be said with a quote whose words are not to be printed; empty for others."""
    return words_in(language)[consent] if consent in ("none", "paraphrase") else ""


def _own_counted(verdict: Verdict, numbers: ItemNumbers, words: Mapping[str, str]) -> str:
    own = numbers.agree + numbers.disagree
    if not own:
        return words["own none"]
    told = words["own"].format(agree=numbers.agree, own=own)
    if own < OWN_ANSWERS:
        return told + words["too few"].format(least=OWN_ANSWERS)
    return told + (words["outvoted"] if verdict.outvoted else "")


def _option(row: Row | None, option: Option, language: str) -> str:
    label = in_language(option.label, language) or option.id
    return f"{in_language(row.label, language)}: {label}" if row is not None else label


def _bracketed(parts: list[str]) -> str:
    return f"({', '.join(parts)})" if parts else ""
