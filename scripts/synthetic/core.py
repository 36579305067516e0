"""Who the respondents are: region, centrality, size, and the three answers that others are broken down by.

One whole-number programme over the cells of their joint table: a variable says how many respondents a cell holds.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import product

from synthetic.figures import Claim, Share
from synthetic.made_up import CASES, INNVANDRERANDEL, OSLO
from synthetic.milp import Programme
from synthetic.survey import POPULATION, VARIABLES, Row, asked, counts, in_group, meaning, options

COUNTY_SIZES = {
    "oslo": 1, "rogaland": 1, "more-og-romsdal": 10, "nordland": 12, "viken": 15, "innlandet": 12,
    "vestfold-og-telemark": 7, "agder": 3, "vestland": 13, "trondelag": 7, "troms-og-finnmark": 7,
}  # fmt: skip
SIZES = {"0-5000": 46, "5001-10000": 11, "10001-20000": 9, "20001-700000": 22}
CENTRALITY = {"sentrale": 10, "mellomsentrale": 28, "minst-sentrale": 50}

# Where municipalities of a centrality lie by size: the larger, the less likely (made up).
_UNLIKELY = {
    ("sentrale", "5001-10000"): 3, ("sentrale", "10001-20000"): 1, ("mellomsentrale", "0-5000"): 2,
    ("minst-sentrale", "10001-20000"): 1,
}  # fmt: skip
# Answers that seldom go together (made up).
_ODD = {
    ("svaert-god", "liten"): 4, ("ganske-god", "liten"): 1, ("lite", "svaert-stor"): 4, ("lite", "ganske-stor"): 2,
    ("fa", "svaert-stor"): 1, ("ingen", "svaert-stor"): 4, ("ingen", "ganske-stor"): 2, ("noen", "liten"): 1,
    ("ganske-store", "liten"): 4, ("svaert-store", "liten"): 4, ("vet-ikke", "svaert-stor"): 2,
}  # fmt: skip
_IMPOSSIBLE = {("sentrale", "0-5000"), ("minst-sentrale", "20001-700000")}
_CENTRAL_COUNTIES = ("oslo", "viken", "vestfold-og-telemark", "vestland", "trondelag")
_SAME_CELL = 3
_NAMES = ("fylke", "sentralitet", "innbyggere", "F3", "F6", "F2")
_INHABITANTS = {
    "0-5000": (620, 4980), "5001-10000": (5060, 9950), "10001-20000": (10150, 19800), "20001-700000": (20300, 96000),
}  # fmt: skip


def first_answers(shares: list[Share], claims: list[Claim], seed: random.Random) -> list[Row]:
    """88 respondents with what the programme over cells decides, and their share of immigrants.

    The cells of a region hold one of its counties, those of a size group one number in it, until the last step.
    """
    programme = Programme()
    cells = _cells()
    places = [programme.variable(0, _SAME_CELL, cost=_cost(cell, seed)) for cell in cells]
    _margins(programme, cells, places, shares)
    held = Counter(tuple(_start(case)[name] for name in _NAMES) for case in CASES.values())
    for cell, place in zip(cells, places, strict=True):
        if many := held[tuple(cell[name] for name in _NAMES)]:
            programme.need({place: 1}, many, _SAME_CELL)
    _wish_claims(programme, cells, places, claims)
    found = programme.solve()
    people = [dict(cell) for cell, place in zip(cells, places, strict=True) for _ in range(found[place])]
    _share_of_immigrants(people, claims, seed)
    _name_cases(people)
    _counties(people, seed)
    _inhabitants(people, seed)
    return people


def _start(answers: Row) -> Row:
    """The cell that a respondent with these answers is in."""
    region = next(g["options"][0] for g in VARIABLES["landsdel"]["groups"] if g["id"] == answers["landsdel"])
    size = str(_INHABITANTS[answers["innbyggertall"]][0])
    return {
        **{name: answers[name] for name in _NAMES if name in answers},
        "fylke": region,
        "innbyggere": size,
    }


def _cells() -> list[Row]:
    regions = [g["options"][0] for g in VARIABLES["landsdel"]["groups"]]
    found = []
    for region, centrality, size in product(regions, CENTRALITY, SIZES):
        if (centrality, size) in _IMPOSSIBLE or (region == "nordland" and centrality == "sentrale"):
            continue
        if region == "oslo" and (centrality, size) != ("sentrale", "20001-700000"):
            continue
        low = str(_INHABITANTS[size][0])
        for f3, f6, f2 in product(options("F3"), options("F6"), options("F2")):
            if f6 not in ("ikke", "vet-ikke") and f2 != "ingen":
                cell = (region, centrality, low, f3, f6, f2)
                found.append(dict(zip(_NAMES, cell, strict=True)))
    return found


def _cost(cell: Row, seed: random.Random) -> float:
    size = next(g for g in SIZES if in_group(cell, "innbyggertall", [g]))
    likely = 0.2 * _UNLIKELY.get((cell["sentralitet"], size), 0)
    return (
        likely + _ODD.get((cell["F2"], cell["F6"]), 0) + _ODD.get((cell["F3"], cell["F6"]), 0) + seed.random()
    )


def _margins(programme: Programme, cells: list[Row], places: list[int], shares: list[Share]) -> None:
    def total(variable: str, group: str, number: tuple[int, int]) -> None:
        inside = {p: 1.0 for cell, p in zip(cells, places, strict=True) if in_group(cell, variable, [group])}
        programme.need(inside, *number)

    for group in VARIABLES["landsdel"]["groups"]:
        size = sum(COUNTY_SIZES[county] for county in group["options"])
        total("landsdel", group["id"], (size, size))
    for name, size in SIZES.items():
        total("innbyggertall", name, (size, size))
    for name, size in CENTRALITY.items():
        total("sentralitet", name, (size, size))
    for share in shares:
        if share.item[:2] in ("F2", "F3", "F6"):
            column, values = meaning(share.item)
            inside = {p: 1.0 for cell, p in zip(cells, places, strict=True) if cell[column] in values}
            if inside:
                programme.need(inside, *share.allowed(share.base))
    for question in ("F4", "F8"):
        base = next(share.base for share in shares if share.item.startswith(question))
        inside = {p: 1.0 for cell, p in zip(cells, places, strict=True) if asked(cell, question)}
        programme.need(inside, base, base)
    programme.need(dict.fromkeys(places, 1.0), POPULATION["sample"], POPULATION["sample"])


def _wish_claims(programme: Programme, cells: list[Row], places: list[int], claims: list[Claim]) -> None:
    for claim in claims:
        if claim.variable == "innvandrerandel":
            continue
        group = [
            (cell, p)
            for cell, p in zip(cells, places, strict=True)
            if in_group(cell, claim.variable, claim.groups)
        ]
        inside = {p: 1.0 for cell, p in group if asked(cell, claim.figure)}
        if len(claim.bases) == 1:
            programme.wish(inside, claim.bases[0], claim.bases[0], 1000)
        if claim.figure in ("F2", "F3", "F6"):
            column, values = meaning(claim.item)
            chosen = {p: 1.0 for cell, p in group if cell[column] in values}
            low, high = wanted(claim)
            programme.wish(chosen, low, high, 1000)


def wanted(claim: Claim) -> tuple[int, int]:
    """How many of the group must have given the answer for a claim to be true of its base.

    Where no percent is printed: the one municipality itself; both of the two with large challenges; one of the ten
    central ones; nearly all of the six, or ten of the fifty-three, which is what makes those claims significant.
    """
    if claim.percent is not None:
        return counts(claim.percent, claim.bases[0])
    chosen = {
        "F2.vet-ikke": 1, "F3.store": 2, "F8.kompetanseheving": 5, "F7.nasjonale-minoriteter.stor-grad": 10,
        "F11.gode-praksiser": 6,
    }  # fmt: skip
    number = 1 if claim.direction == "single" else chosen[claim.item]
    return number, number


def _share_of_immigrants(people: list[Row], claims: list[Claim], seed: random.Random) -> None:
    programme = Programme()
    usual = {"0-5000": 0, "5001-10000": 1, "10001-20000": 1, "20001-700000": 2}
    cases = Counter((*(_start(case)[n] for n in _NAMES), case["innvandrerandel"]) for case in CASES.values())
    places = []
    for row in people:
        size = next(g for g in usual if in_group(row, "innbyggertall", [g]))
        places.append([
            programme.variable(cost=abs(place - usual[size]) ** 2 + 2 * seed.random()) for place in range(3)
        ])  # fmt: skip
        programme.need(dict.fromkeys(places[-1], 1.0), 1, 1)
    for place, (name, number) in enumerate(INNVANDRERANDEL.items()):
        programme.need({p[place]: 1.0 for p in places}, number, number)
        for claim in claims:
            if claim.variable == "innvandrerandel" and name in claim.groups and claim.figure in ("F3", "F6"):
                column, values = meaning(claim.item)
                inside = {
                    p[place]: 1.0 for row, p in zip(people, places, strict=True) if row[column] in values
                }
                assert claim.percent is not None
                programme.wish(inside, *counts(claim.percent, number), weight=1000)
    for (*cell, name), many in cases.items():
        place = list(INNVANDRERANDEL).index(name)
        inside = {
            p[place]: 1.0 for row, p in zip(people, places, strict=True) if [row[n] for n in _NAMES] == cell
        }  # fmt: skip
        programme.need(inside, many, len(inside))
    found = programme.solve()
    for row, three in zip(people, places, strict=True):
        row["innvandrerandel"] = list(INNVANDRERANDEL)[[found[p] for p in three].index(1)]


def _name_cases(people: list[Row]) -> None:
    """Mark the rows that are the five cases."""
    for name, answers in CASES.items():
        start = {**_start(answers), "innvandrerandel": answers["innvandrerandel"]}
        row = next(r for r in people if "case" not in r and all(r[key] == start[key] for key in start))
        row["case"] = name


def _counties(people: list[Row], seed: random.Random) -> None:
    """Divide each region among its counties; one of them has the central municipalities."""
    for group in VARIABLES["landsdel"]["groups"]:
        inside = [row for row in people if row["fylke"] in group["options"]]
        left = [county for county in group["options"] for _ in range(COUNTY_SIZES[county])]
        for row in inside:
            if "case" in row:
                row["fylke"] = CASES[row["case"]]["fylke"]
                left.remove(row["fylke"])
        others = [row for row in inside if "case" not in row]
        for row in others:
            if row["sentralitet"] == "sentrale":
                row["fylke"] = next(county for county in _CENTRAL_COUNTIES if county in left)
                left.remove(row["fylke"])
        seed.shuffle(left)
        for row in others:
            if row["sentralitet"] != "sentrale":
                row["fylke"] = left.pop()


def _inhabitants(people: list[Row], seed: random.Random) -> None:
    """A number of inhabitants within the size group; those of no case are made up."""
    for row in people:
        size = next(g for g in SIZES if in_group(row, "innbyggertall", [g]))
        low, high = _INHABITANTS[size]
        made_up = round(low * (high / low) ** seed.random())
        row["innbyggere"] = str(made_up)
        if row["fylke"] == "oslo":
            row["innbyggere"] = str(OSLO)
        elif "case" in row:
            row["innbyggere"] = CASES[row["case"]]["innbyggere"]
