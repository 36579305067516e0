"""The remaining answers, question by question: who of the respondents that there are now gave which answer.

A whole-number programme each: a variable says whether a respondent chose an option.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from synthetic.core import wanted
from synthetic.figures import Claim, Share
from synthetic.made_up import CASES, COUNTS, TICKS
from synthetic.milp import Programme
from synthetic.survey import Row, asked, group_names, in_group, meaning, options, rows

# Where those in a position work, mostly (made up).
_SECTORS = {
    "kommunedirektor": ("kommuneadministrasjon",), "organisasjonssjef": ("kommuneadministrasjon",),
    "oppvekst": ("skole-og-oppvekst",), "voksenopplaering": ("integrering",),
    "helse-og-velferd": ("annet", "mangfold"), "annen-stilling": ("integrering", "mangfold"),
}  # fmt: skip
_MISSED = 1000.0  # costs more than all inclinations together


def other_answers(people: list[Row], shares: list[Share], claims: list[Claim], seed: random.Random) -> None:
    """Fill in all that the cells did not decide."""
    for column in COUNTS:
        if not column.startswith("F9"):
            _choose_one(people, column, claims, seed)
    for question in ("F4", "F8", "F11", "F13"):
        _choose_many(people, question, shares, claims, seed)
    for measure in rows("F9"):
        _choose_one(people, f"F9.{measure}", claims, seed)


def _choose_one(people: list[Row], column: str, claims: list[Claim], seed: random.Random) -> None:
    """One answer for each of those who were asked, as often as `COUNTS` says."""
    question, _, part = column.partition(".")
    names = options(question)
    there = [r for r in people if question != "F9" or r[f"F8.{part}"] == "1"]
    programme = Programme()
    liking = _liking(question, seed)
    places: list[list[int]] = []
    for row in there:
        costs = [liking(row, option) for option in range(len(names))]
        places.append([programme.variable(cost=cost) for cost in costs])
        programme.need(dict.fromkeys(places[-1], 1.0), 1, 1)
        if (answer := CASES.get(row.get("case", ""), {}).get(column)) is not None:
            programme.fix(places[-1][names.index(answer)], 1)
    for option, number in enumerate(COUNTS[column]):
        programme.need({p[option]: 1.0 for p in places}, number, number)

    def chosen(claim: Claim, groups: Sequence[str]) -> dict[int, float]:
        _, values = meaning(claim.item)
        inside = [p for row, p in zip(there, places, strict=True) if in_group(row, claim.variable, groups)]
        return {p[names.index(value)]: 1.0 for p in inside for value in values}

    about = [claim for claim in claims if meaning(claim.item)[0] == column]
    _wish(programme, there, about, chosen)
    found = programme.solve()
    for row in people:
        row.setdefault(column, "")
    for row, mine in zip(there, places, strict=True):
        row[column] = names[[found[p] for p in mine].index(1)]


def _choose_many(
    people: list[Row], question: str, shares: list[Share], claims: list[Claim], seed: random.Random
) -> None:
    """Any number of answers, at least one, for each of those who were asked."""
    names = options(question)
    there = [row for row in people if asked(row, question)]
    programme = Programme()
    places: list[dict[str, int]] = []
    for row in there:
        eager = _eagerness(row) + seed.random()
        near = _SECTORS.get(row["F12"], ()) if question == "F13" else ()
        mine = {
            name: programme.variable(cost=2 * seed.random() - eager * seed.random() - 2 * (name in near))
            for name in names
        }  # fmt: skip
        places.append(mine)
        programme.need(dict.fromkeys(mine.values(), 1.0), 1, 7)
        if "vet-ikke" in mine:
            others = {p: 1.0 for name, p in mine.items() if name != "vet-ikke"}
            programme.need({**others, mine["vet-ikke"]: 7}, 0, 7)
        for name, place in mine.items():
            if (answer := CASES.get(row.get("case", ""), {}).get(f"{question}.{name}")) is not None:
                programme.fix(place, int(answer))
    totals = {share.item: share.allowed(share.base) for share in shares}
    for name in names:
        item = f"{question}.{name}"
        least, most = totals[item] if item in totals else (TICKS[item], TICKS[item])
        programme.need({mine[name]: 1.0 for mine in places}, least, most)

    def chosen(claim: Claim, groups: Sequence[str]) -> dict[int, float]:
        name = claim.item.partition(".")[2]
        return {
            mine[name]: 1.0
            for row, mine in zip(there, places, strict=True)
            if in_group(row, claim.variable, groups)
        }  # fmt: skip

    _wish(programme, there, [claim for claim in claims if claim.item.startswith(f"{question}.")], chosen)
    found = programme.solve()
    for row in people:
        row.update({f"{question}.{name}": "" for name in names})
    for row, mine in zip(there, places, strict=True):
        row.update({f"{question}.{name}": str(found[place]) for name, place in mine.items()})


def _wish(
    programme: Programme,
    there: list[Row],
    claims: Iterable[Claim],
    chosen: Callable[[Claim, Sequence[str]], dict[int, float]],
) -> None:
    highest = [claim for claim in claims if claim.direction == "highest"]
    for claim in claims:
        low, high = wanted(claim)
        if low > high:  # no count prints so: come near
            low, high = high, low
        programme.wish(chosen(claim, claim.groups), low, high, _MISSED)
    for claim in highest:
        rivals = {g for c in highest if c.item == claim.item for g in c.groups}
        for group in group_names(claim.variable):
            base = sum(in_group(row, claim.variable, [group]) for row in there)
            if group not in rivals and base > 1 and claim.percent is not None:
                programme.wish(chosen(claim, [group]), 0, claim.percent * base // 100, _MISSED / 10)


def _eagerness(row: Row) -> float:
    """How much a respondent does: more ticks, and answers higher on the scale (made up)."""
    return {"svaert-stor": 1.6, "ganske-stor": 1.2, "noen": 0.8}.get(row["F6"], 0.3)


def _liking(question: str, seed: random.Random) -> Callable[[Row, int], float]:
    """What an option costs a respondent: little near where the other answers would place it, and by chance."""
    if question in ("F9", "F12"):
        return lambda row, option: seed.random()
    tendency = 1 if question in ("F1", "F5", "F7") else -1

    def cost(row: Row, option: int) -> float:
        return tendency * (_eagerness(row) - 0.8) * min(option, 4) + 2.5 * seed.random()

    return cost
