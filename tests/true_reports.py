"""Reports of answers drawn at random, in many shapes: whatever they print was counted, so that nothing in them is a slip."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

import numpy as np
from scipy import stats

Person: TypeAlias = dict[str, Any]

QUESTIONS = """
population: 5000
scales:
  grad:
    options:
      - {id: stor, label: Stor}
      - {id: noe, label: Noe}
      - {id: liten, label: Liten}
      - {id: vet-ikke, label: Vet ikke, unsure: true}
    boxes:
      - {id: minst-noe, label: Minst noe, options: [stor, noe]}
      - {id: hoyst-noe, label: Høyst noe, options: [noe, liten]}
questions:
  - id: A
    type: single
    text: A
    options: [{id: a1, label: A1}, {id: a2, label: A2}, {id: a3, label: A3}, {id: a4, label: A4}, {id: a5, label: A5}]
    boxes:
      - {id: ja, label: Ja, options: [a1, a2]}
      - {id: nei, label: Nei, options: [a4, a5]}
      - {id: mye, label: Mye, options: [a1, a2, a3]}
  - id: M
    type: multiple
    text: M
    asked: [A=mye]
    options: [{id: m1, label: M1}, {id: m2, label: M2}, {id: m3, label: M3}, {id: ingen, label: I, exclusive: true}]
    boxes: [{id: noen, label: Noen, options: [m1, m2]}]
  - {id: T, type: single, text: T, asked: [M=m1], options: [{id: t1, label: T1}, {id: t2, label: T2}]}
  - {id: U, type: single, text: U, asked: [A=ja, T=t1], options: [{id: u1, label: U1}, {id: u2, label: U2}]}
  - id: G
    type: grid
    text: G
    scale: grad
    rows: [{id: r1, label: R1}, {id: r2, label: R2, asked: [A=ja]}, {id: r3, label: R3, asked: [G.r1=minst-noe]}]
  - {id: H, type: grid, text: H, scale: grad, asked: [A=mye], rows: [{id: r1, label: R1}, {id: r2, label: R2, asked: [M=m2]}]}
  - {id: nn, type: number, text: Alder, background: true}
  - id: L
    type: single
    background: true
    text: Landsdel
    options: [{id: l1, label: L1}, {id: l2, label: L2}, {id: l3, label: L3}]
variables:
  - {id: alder, question: nn, groups: [{id: ung, to: 10}, {id: gammel, from: 11, to: 80}]}
  - {id: dele, question: A, groups: [{id: d1, options: [ja]}, {id: d2, options: [a3]}]}
"""

_SCALE = {
    "stor": {"stor"}, "noe": {"noe"}, "liten": {"liten"}, "vet-ikke": {"vet-ikke"},
    "minst-noe": {"stor", "noe"}, "hoyst-noe": {"noe", "liten"},
}  # fmt: skip
_ONE_BY_ONE = {option: {option} for option in ("a1", "a2", "a3", "a4", "a5")}
ITEMS: dict[str, dict[str, set[str]]] = {
    "A": {**_ONE_BY_ONE, "ja": {"a1", "a2"}, "nei": {"a4", "a5"}, "mye": {"a1", "a2", "a3"}},
    "M": {"m1": {"m1"}, "m2": {"m2"}, "m3": {"m3"}, "ingen": {"ingen"}, "noen": {"m1", "m2"}},
    "T": {"t1": {"t1"}, "t2": {"t2"}},
    "U": {"u1": {"u1"}, "u2": {"u2"}},
    "L": {"l1": {"l1"}, "l2": {"l2"}, "l3": {"l3"}},
    **dict.fromkeys(("G.r1", "G.r2", "G.r3", "H.r1", "H.r2"), _SCALE),
}
_ROWS = {
    "A": ["A"],
    "M": ["M"],
    "T": ["T"],
    "U": ["U"],
    "G": ["G.r1", "G.r2", "G.r3"],
    "H": ["H.r1", "H.r2"],
    "L": ["L"],
}


def half_up(count: int, base: int, decimals: int = 0) -> Decimal:
    """A percent as people round it."""
    return (Decimal(100 * count) / Decimal(base)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def p_of(count: int, base: int, rest_count: int, rest: int) -> float | None:
    """The pooled z test by its 2 x 2 table; None where there is nothing to compare."""
    table = np.array([[count, base - count], [rest_count, rest - rest_count]])
    if (table.sum(axis=0) == 0).any() or (table.sum(axis=1) == 0).any():
        return None
    return float(stats.chi2_contingency(table, correction=False).pvalue)


def _person(draw: random.Random, picks: dict[str, Callable[[], str]]) -> Person:
    one: Person = {"A": picks["A"](), "L": picks["L"](), "nn": draw.randint(0, 100)}
    if one["A"] in ("a1", "a2", "a3"):
        one["M"] = {each for each in ("m1", "m2", "m3") if draw.random() < 0.5} or {"ingen"}
        one["H.r1"] = picks["G"]()
        if "m1" in one["M"]:
            one["T"] = draw.choice(["t1", "t2"])
            if one["A"] != "a3" and one["T"] == "t1":
                one["U"] = draw.choice(["u1", "u2"])
        if "m2" in one["M"]:
            one["H.r2"] = picks["G"]()
    one["G.r1"] = picks["G"]()
    if one["A"] in ("a1", "a2"):
        one["G.r2"] = picks["G"]()
    if one["G.r1"] in ("stor", "noe"):
        one["G.r3"] = picks["G"]()
    return one


GROUPS: dict[str, dict[str, Callable[[Person], bool]]] = {
    "L": {id: (lambda one, id=id: one["L"] == id) for id in ("l1", "l2", "l3")},
    "alder": {"ung": lambda one: one["nn"] <= 10, "gammel": lambda one: 11 <= one["nn"] <= 80},
    "dele": {"d1": lambda one: one["A"] in ("a1", "a2"), "d2": lambda one: one["A"] == "a3"},
    "A": {id: (lambda one, id=id: one["A"] == id) for id in _ONE_BY_ONE},
    "G.r1": {id: (lambda one, id=id: one["G.r1"] == id) for id in ("stor", "noe", "liten", "vet-ikke")},
}


class TrueReport:
    """One report, ready to be written as YAML: `.data`; the answers behind it: `.people`."""

    def __init__(self, seed: int) -> None:
        self._draw = draw = random.Random(seed)
        self.size = draw.choice([1, 2, 3, 5, 8, 13, 20, 40, 88, 200])
        options = {"A": list(_ONE_BY_ONE), "G": ["stor", "noe", "liten", "vet-ikke"], "L": ["l1", "l2", "l3"]}
        weights = {key: [draw.random() ** 3 for _ in each] for key, each in options.items()}
        picks = {key: (lambda key=key: draw.choices(options[key], weights[key])[0]) for key in options}
        self.people = [_person(draw, picks) for _ in range(self.size)]
        self._decimals = draw.choice([[0], [1], [0, 1], [0, 1, 2]])
        self.restated: list[dict[str, Any]] = []
        figures = [made for question in _ROWS if draw.random() > 0.1 and (made := self._figure(question))]
        draw.shuffle(figures)
        self.data: dict[str, Any] = {
            "figures": figures, "restatements": self.restated, "stated": list(self._stated()),
        }  # fmt: skip
        if draw.random() < 0.8:
            self.data["answers"] = str(self.size)
        if draw.random() < 0.6:
            self.data["sizes"] = {
                name: {id: str(sum(map(holds, self.people))) for id, holds in groups.items()}
                for name, groups in GROUPS.items()
                if draw.random() < 0.7
            }

    def who(self, row: str) -> list[Person]:
        """Those who were asked."""
        return [one for one in self.people if row in one]

    @staticmethod
    def count(people: list[Person], row: str, options: set[str]) -> int:
        """How many of them chose one of these options."""
        return sum(bool(one[row] & options) if row == "M" else one[row] in options for one in people)

    def _percent(self, count: int, base: int) -> str:
        return str(half_up(count, base, self._draw.choice(self._decimals)))

    def _figure(self, question: str) -> dict[str, Any] | None:
        asked = {"G": self.people, "H": self.who("H.r1")}.get(question)
        asked = self.who(question) if asked is None else asked
        if not asked:
            return None
        figure: dict[str, Any] = {"id": f"X{question}", "question": question, "shares": [], "claims": []}
        if self._draw.random() < 0.8:
            figure["base"] = str(len(asked))
        for row in _ROWS[question]:
            who = self.who(row)
            for item, options in ITEMS[row].items() if who else ():
                count = self.count(who, row, options)
                figure["shares"] += self._shares(f"{row}.{item}", count, len(who), len(asked))
                figure["claims"] += self._claims(row, item, who)
                if self._draw.random() < 0.4:
                    again = {
                        "item": f"{row}.{item}",
                        "percent": self._percent(count, len(who)),
                        "where": "summary",
                    }
                    self.restated.append(again)
        return figure

    def _shares(self, item: str, count: int, base: int, asked: int) -> list[dict[str, Any]]:
        found = []
        for role, rare in (("", 0.35), ("reference", 0.8), ("restated", 0.8)):
            if self._draw.random() < rare:
                continue
            one: dict[str, Any] = {"item": item}
            form, about = self._draw.random(), self._draw.randint(0, 100)
            if form < 0.7:
                one["percent"] = self._percent(count, base)
            elif form < 0.85 and 100 * count != about * base:
                one["over" if 100 * count > about * base else "under"] = str(about)
            elif form < 0.95 and 1 < 100 * count / base < 99:
                low = half_up(count, base, 1) - Decimal("0.3")
                one |= {"over": str(low), "under": str(low + Decimal("0.7"))}
            else:
                one["printed"] = "nowhere"
            if base != asked or self._draw.random() < 0.2:
                one["base"] = str(base)
            found.append(one | ({"role": role} if role else {}))
        return found

    def _claims(self, row: str, item: str, who: list[Person]) -> list[dict[str, Any]]:
        found = []
        for name, groups in GROUPS.items():
            for id, holds in groups.items():
                inside = [one for one in who if holds(one)]
                if not inside or self._draw.random() < 0.6:
                    continue
                count, total = (
                    self.count(inside, row, ITEMS[row][item]),
                    self.count(who, row, ITEMS[row][item]),
                )
                difference = count * len(who) - total * len(inside)
                p = p_of(count, len(inside), total - count, len(who) - len(inside))
                claim = {
                    "variable": name, "group": id, "item": f"{row}.{item}",
                    "percent": self._percent(count, len(inside)),
                    "direction": "higher" if difference > 0 else "lower" if difference < 0 else "equal",
                    "significant": "unstated" if p is None else "yes" if p < 0.05 else "no",
                }  # fmt: skip
                known = self._draw.random()
                if known < 0.7:
                    claim["base"] = str(len(inside))
                elif known < 0.85:
                    claim["bases"] = [str(len(inside) + more) for more in self._draw.sample([0, 1, 2, 3], 3)]
                    claim["bases"].append(str(len(inside)))
                found.append(claim)
        return found

    def _stated(self) -> list[dict[str, str]]:
        z, size = (
            self._draw.choice([1.96, 2.0]),
            self._draw.choice([self.size, self.size * 4999 / (5000 - self.size)]),
        )
        low, high = (
            str(
                Decimal(repr(round(100 * z * (p * (1 - p) / size) ** 0.5, 9))).quantize(
                    Decimal("0.1"), ROUND_HALF_UP
                )
            )
            for p in (0.05, 0.5)
        )
        found = [
            {"id": "rate", "kind": "response-rate", "answers": str(self.size), "of": "5000"}
            | {"percent": self._percent(self.size, 5000)},
            {"id": "margins", "kind": "margins", "low": low, "high": high, "answers": str(self.size)},
        ]  # fmt: skip
        for question in ("A", "M", "T", "U", "L"):
            if who := self.who(question):
                found.append(
                    {"id": f"base-{question}", "kind": "base", "question": question, "base": str(len(who))}
                )
                found += [
                    {"id": item, "kind": "count", "item": f"{question}.{item}", "count": str(self.count(who, question, options))}
                    for item, options in ITEMS[question].items()
                    if self._draw.random() < 0.5
                ]  # fmt: skip
        return found
