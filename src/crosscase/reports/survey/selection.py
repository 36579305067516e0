"""Case selection as it is handed out: who is chosen, how they are spread, who would add what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from crosscase.documents.values import Block, Cell, Document, Paragraph, Table, text
from crosscase.reports.survey.words import words_in
from crosscase.study.folder import Study
from crosscase.survey.model import Group, Questionnaire, Variable, in_language
from crosscase.survey.percent import half_up
from crosscase.survey.selection import Candidate, Chosen, Gain, Selection, Spread

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "title": "Utvelging av case", "rule": "Kravene: {fit} av {all} {respondents} fyller alle", "condition": "krav",
        "meet": "fyller det", "alone": "bare dette stenger ute", "given": "Valgt: {count}", "to choose": " av {count}",
        "proposed": "Forslag, i den rekkefølgen de velges", "next": "De neste: hva hver av dem ville tilføre",
        "respondent": "respondent", "case": "case", "fits": "fyller kravene", "yes": "ja", "no": "nei: {conditions}",
        "alone covers": "dekker alene", "adds": "nye grupper", "differs": "ulik de valgte", "differs before": "ulik de tidligere",
        "rank": "nr.", "tied": "like gode", "and more": "{names} + {count}", "spread": "Spredning", "variable": "variabel",
        "covered": "grupper dekket", "most": "høyst mulig", "pairs": "ulike par", "groups": "Gruppene", "group": "gruppe",
        "chosen": "valgt", "fitting": "fyller kravene", "all": "i alt", "missing": "mangler",
        "closed": "mangler, ingen passer", "of": "{count} av {all}", "unknown": "uoppgitt", "respondents": "respondenter",
        "measure": "Spredning måles først i grupper som er dekket (hver variabel teller likt), så i ulike par: par av de "
        "valgte som hører til hver sin gruppe. «Høyst mulig» er for så mange valgte, blant dem som fyller kravene.",
        "only": "+ er en gruppe som ingen andre av de valgte er i.",
        "new": "+ er en gruppe som ingen av dem som er valgt før, er i.",
        "of several": "«Like gode» står likt i rekkefølgen; den første i fila er valgt.",
        "ranked": "+ er en gruppe som ingen av de valgte er i. Ordnet etter nye grupper (hver variabel teller likt), så etter "
        "hvor mange av de valgte de skiller seg fra over alle variablene, så etter hvor få som ellers kan fylle de nye gruppene; "
        "de med samme nummer står likt.",
        "more": "{count} til fyller kravene.", "nobody fits": "Ingen fyller alle kravene; lemp på ett av dem.",
        "nobody else": "Ingen andre fyller kravene.", "fewer": "Bare {count} fyller kravene.",
    },
    "en": {
        "title": "Selection of cases", "rule": "The rule: {fit} of {all} {respondents} meet all of it", "condition": "condition",
        "meet": "meet it", "alone": "kept out by it alone", "given": "Chosen: {count}", "to choose": " of {count}",
        "proposed": "Proposal, in the order of choosing", "next": "The next: what each of them would add",
        "respondent": "respondent", "case": "case", "fits": "fits the rule", "yes": "yes", "no": "no: {conditions}",
        "alone covers": "covers alone", "adds": "new groups", "differs": "differs from chosen",
        "differs before": "differs from those before", "rank": "rank", "tied": "as good", "and more": "{names} + {count}",
        "spread": "Spread", "variable": "variable", "covered": "groups covered", "most": "at most", "pairs": "differing pairs",
        "groups": "The groups", "group": "group", "chosen": "chosen", "fitting": "fit the rule", "all": "in all",
        "missing": "missing", "closed": "missing, nobody fits", "of": "{count} of {all}", "unknown": "not stated",
        "respondents": "respondents",
        "measure": "Spread is measured first in groups covered (each variable counts alike), then in differing pairs: pairs of "
        "the chosen that are in different groups. “At most” is for as many chosen, among those who fit the rule.",
        "only": "+ is a group that no other of the chosen is in.",
        "new": "+ is a group that nobody chosen before is in.",
        "of several": "“As good” are equal in all that is ranked by; the first in the file was taken.",
        "ranked": "+ is a group that nobody chosen is in. Ordered by new groups (each variable counts alike), then by how many "
        "of the chosen they differ from over all variables, then by how few others could fill the new groups; equal ranks "
        "are equal in all of it.",
        "more": "{count} more fit the rule.", "nobody fits": "Nobody meets all conditions; loosen one of them.",
        "nobody else": "Nobody else fits the rule.", "fewer": "Only {count} fit the rule.",
    },
}  # fmt: skip
_TIED = 3  # named of those that would have done as well

Cases = Mapping[str, str]
"""By respondent the name of the case it is."""


def cases_of(study: Study) -> Cases:
    """The study's cases by respondent; several of one respondent are named together."""
    found: dict[str, list[str]] = {}
    for case in study.cases.values():
        if case.respondent:
            found.setdefault(case.respondent, []).append(case.name)
    return {respondent: ", ".join(names) for respondent, names in found.items()}


def selection_document(
    study: Study, questionnaire: Questionnaire, selection: Selection, most: int | None = None
) -> Document:
    """The rule, the chosen, their spread and the next candidates, in the study's language.

    Args:
        most: how many candidates; None for all.
    """
    language = study.settings.language
    words = words_in(_WORDS, language)
    view = _View(words, language, cases_of(study))
    respondents = in_language(questionnaire.respondents, language) or words["respondents"]
    blocks: list[Block] = [view.rule(selection, respondents)]
    if selection.chosen:
        blocks.append(view.chosen(selection))
        if selection.spread:
            blocks.append(view.spread(selection))
    if selection.spread and selection.fitting:
        blocks.append(view.groups(selection))
    if selection.candidates:
        blocks.append(view.candidates(selection, most))
    else:
        blocks.append(Paragraph(text(words["nobody else" if selection.fitting else "nobody fits"]), "note"))
    notice = " ".join(
        filter(None, (study.settings.notice_shown, in_language(questionnaire.notice, language)))
    )
    return Document(words["title"], tuple(blocks), language, notice=notice)


def selection_data(selection: Selection, cases: Cases) -> Table:
    """One row for each of the chosen, then for each candidate, as data; groups by their ids."""
    names = [variable.id for variable in selection.variables]
    columns = (
        "respondent", "case", "chosen", "rank", "fails", *(f"group:{name}" for name in names), "adds", "share",
        "differing", "pairs", "as_good",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    listed: tuple[Chosen | Candidate, ...] = (*selection.chosen, *selection.candidates)
    for one in listed:
        taken = isinstance(one, Chosen)
        rows.append(
            (
                one.respondent, cases.get(one.respondent, ""), taken, one.rank if isinstance(one, Candidate) else None,
                tuple(map(str, one.fails)) if isinstance(one, Chosen) else (),
                *(group.id if group else "" for group in one.groups),
                _new_ids(one.adds), _rounded(one.adds.share), one.adds.differing, one.adds.pairs,
                one.tied if isinstance(one, Chosen) else (),
            )
        )  # fmt: skip
    return Table(columns, tuple(rows))


def selection_facts(selection: Selection, cases: Cases) -> dict[str, object]:
    """All of a selection, for JSON."""
    rule = selection.rule
    return {
        "rule": {"where": list(map(str, rule.where)), "spread": list(rule.spread), "number": rule.number},
        "respondents": selection.respondents,
        "fitting": selection.fitting,
        "conditions": [
            {"condition": str(met.condition), "meet": met.count, "alone": met.alone} for met in selection.conditions
        ],
        "proposed": selection.proposed,
        "chosen": [
            _facts(one, selection.variables, cases) | {"fails": list(map(str, one.fails)), "as_good": list(one.tied)}
            for one in selection.chosen
        ],
        "spread": [_spread_facts(spread) for spread in selection.spread],
        "candidates": [
            {"rank": one.rank} | _facts(one, selection.variables, cases) for one in selection.candidates
        ],
    }  # fmt: skip


class _View:
    """Tables to read, in one language."""

    def __init__(self, words: Mapping[str, str], language: str, cases: Cases) -> None:
        self.words = words
        self.language = language
        self.cases = cases

    def rule(self, selection: Selection, respondents: str) -> Table:
        """How the conditions sift."""
        words = self.words
        rows = tuple((str(met.condition), met.count, met.alone) for met in selection.conditions)
        caption = words["rule"].format(
            fit=selection.fitting, all=selection.respondents, respondents=respondents
        )
        return Table((words["condition"], words["meet"], words["alone"]), rows, caption)

    def chosen(self, selection: Selection) -> Table:
        """Those chosen, or proposed."""
        words, proposed = self.words, selection.proposed
        ends = ["adds", "differs before", "tied"] if proposed else ["alone covers", "differs"]
        starts = ["respondent", "case", "fits"]
        columns = self._columns(starts, selection.variables, ends)
        rows: list[tuple[Cell, ...]] = []
        for one in selection.chosen:
            fails = ", ".join(map(str, one.fails))
            row = (
                one.respondent, self.cases.get(one.respondent, ""),
                words["no"].format(conditions=fails) if fails else words["yes"],
                *self._member(one.groups, selection.variables, one.adds),
            )  # fmt: skip
            rows.append((*row, self._tied(one.tied)) if proposed else row)
        return Table(
            columns, tuple(rows), self._chosen_caption(selection), " ".join(self._chosen_notes(selection))
        )

    def spread(self, selection: Selection) -> Table:
        """How much of each variable the chosen cover."""
        columns = tuple(self.words[key] for key in ("variable", "covered", "most", "pairs"))
        rows = tuple(
            (
                self._named(spread.variable),
                self._of(spread.covered, len(spread.chosen)),
                self._of(spread.most, len(spread.chosen)),
                self._of(spread.differing, spread.pairs),
            )
            for spread in selection.spread
        )
        return Table(columns, rows, self.words["spread"], self.words["measure"])

    def groups(self, selection: Selection) -> Table:
        """How many are in each group: of the chosen, of those who fit, of all."""
        words = self.words
        columns = (
            *(words[key] for key in ("variable", "group", "chosen", "fitting", "all")),
            words["missing"],
        )
        rows: list[tuple[Cell, ...]] = []
        for spread in selection.spread:
            every = zip(
                spread.variable.groups, spread.chosen, spread.fitting, spread.respondents, strict=True
            )
            for group, chosen, fitting, respondents in every:
                state = "" if chosen else words["missing" if fitting else "closed"]
                rows.append(
                    (self._named(spread.variable), self._named(group), chosen, fitting, respondents, state)
                )
            if spread.unknown:
                rows.append((self._named(spread.variable), words["unknown"], spread.unknown, None, None, ""))
        return Table(columns, tuple(rows), words["groups"])

    def candidates(self, selection: Selection, most: int | None) -> Table:
        """Those who fit and are not chosen, best first."""
        words = self.words
        listed = selection.candidates[:most]
        cases = any(one.respondent in self.cases for one in listed)
        starts = ["rank", "respondent", *(["case"] if cases else [])]
        columns = self._columns(starts, selection.variables, ["adds", "differs"])
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                one.rank, one.respondent, *([self.cases.get(one.respondent, "")] if cases else []),
                *self._member(one.groups, selection.variables, one.adds),
            )
            for one in listed
        )  # fmt: skip
        left = len(selection.candidates) - len(listed)
        more = words["more"].format(count=left) if left else ""
        return Table(columns, rows, words["next"], f"{words['ranked']} {more}".rstrip())

    def _chosen_caption(self, selection: Selection) -> str:
        if selection.proposed:
            return self.words["proposed"]
        number = selection.rule.number
        of = self.words["to choose"].format(count=number) if number else ""
        return self.words["given"].format(count=len(selection.chosen)) + of

    def _chosen_notes(self, selection: Selection) -> Iterator[str]:
        words = self.words
        if selection.spread:
            yield words["new" if selection.proposed else "only"]
        if any(one.tied for one in selection.chosen):
            yield words["of several"]
        if selection.proposed and len(selection.chosen) < selection.rule.number:
            yield words["fewer"].format(count=selection.fitting)

    def _tied(self, names: Sequence[str]) -> str:
        listed = ", ".join(names[:_TIED])
        if len(names) <= _TIED:
            return listed
        return self.words["and more"].format(names=listed, count=len(names) - _TIED)

    def _columns(
        self, starts: Sequence[str], variables: Iterable[Variable], ends: Sequence[str]
    ) -> tuple[str, ...]:
        """Names of columns, no two alike."""
        before, after = [self.words[key] for key in starts], [self.words[key] for key in ends]
        named: list[str] = []
        for variable in variables:
            name = self._named(variable)
            named.append(name if name not in (*before, *after, *named) else f"{name} ({variable.id})")
        return (*before, *named, *after)

    def _named(self, thing: Variable | Group) -> str:
        return in_language(thing.label, self.language) or thing.id

    def _member(
        self, groups: Iterable[Group | None], variables: Iterable[Variable], gain: Gain
    ) -> tuple[Cell, ...]:
        """A respondent's groups, those it adds with a sign, how many these are, and from how many it differs."""
        new = {variable.id for variable, _ in gain.groups}
        cells = (
            f"{'+ ' if variable.id in new else ''}{self._named(group)}" if group else self.words["unknown"]
            for variable, group in zip(variables, groups, strict=True)
        )
        return (*cells, len(gain.groups), self._of(gain.differing, gain.pairs))

    def _of(self, count: int, every: int) -> str:
        return self.words["of"].format(count=count, all=every)


def _facts(one: Chosen | Candidate, variables: Iterable[Variable], cases: Cases) -> dict[str, object]:
    groups = zip(variables, one.groups, strict=True)
    return {
        "respondent": one.respondent,
        "case": cases.get(one.respondent, ""),
        "groups": {variable.id: group.id if group else None for variable, group in groups},
        "adds": list(_new_ids(one.adds)),
        "share": _rounded(one.adds.share),
        "differing": one.adds.differing,
        "pairs": one.adds.pairs,
    }


def _spread_facts(spread: Spread) -> dict[str, object]:
    every = zip(spread.variable.groups, spread.chosen, spread.fitting, spread.respondents, strict=True)
    return {
        "variable": spread.variable.id,
        "covered": spread.covered,
        "most": spread.most,
        "groups": [
            {"group": group.id, "chosen": chosen, "fitting": fitting, "respondents": respondents}
            for group, chosen, fitting, respondents in every
        ],
        "unknown": spread.unknown,
        "differing": spread.differing,
        "pairs": spread.pairs,
    }


def _new_ids(gain: Gain) -> tuple[str, ...]:
    return tuple(f"{variable.id}={group.id}" for variable, group in gain.groups)


def _rounded(share: Fraction) -> float:
    return float(half_up(share, 4))
