"""The published figures that the made-up responses are to give: shares of all, and claims about groups.

They are read from survey/published.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from synthetic.survey import ROOT, counts

_ABOUT = 5  # points that "about half" or "about 10 per cent" may be off


@dataclass(frozen=True, slots=True)
class Share:
    """A share of all who were asked, as the report has it.

    Attributes:
        base: how many were asked; 0 where the report does not say.
        percent: None where there are words instead: `over`, `under` or `about` so many per cent.
    """

    item: str
    base: int
    percent: int | None = None
    over: int | None = None
    under: int | None = None
    about: int | None = None

    def allowed(self, base: int) -> tuple[int, int]:
        """The least and the greatest count of those who were asked that is as it was published."""
        if self.percent is not None:
            return counts(self.percent, base)
        least, most = 0, base
        if self.over is not None:
            least = self.over * base // 100 + 1
        if self.under is not None:
            most = -(-self.under * base // 100) - 1
        if self.about is not None:
            least, most = -(-(self.about - _ABOUT) * base // 100), (self.about + _ABOUT) * base // 100
        return least, most

    def __str__(self) -> str:
        words = {"over": self.over, "under": self.under, "about": self.about}
        said = next(
            (f"{word} {value}" for word, value in words.items() if value is not None), str(self.percent)
        )
        return f"{self.item}: {said} %" + (f" of {self.base}" if self.base else "")


@dataclass(frozen=True, slots=True)
class Claim:
    """What the report says of one group.

    Attributes:
        groups: of `variable`; more than one are taken together.
        percent: None where the report has none.
        bases: how many the group may have; empty where the report does not say.
        direction: higher, lower, highest, single, mainly, comparison, equal, or empty.
        jointly: the items for which the direction is meant, where that is not `item` alone.
        significant: None where the report does not say.
    """

    item: str
    variable: str
    groups: tuple[str, ...]
    percent: int | None
    bases: tuple[int, ...]
    direction: str
    jointly: tuple[str, ...]
    significant: bool | None

    @property
    def figure(self) -> str:
        """The question, such as `F6`."""
        return self.item.partition(".")[0]

    def __str__(self) -> str:
        printed = "" if self.percent is None else f", {self.percent} %"
        of = f" of {self.bases[0]}" if printed and len(self.bases) == 1 else ""
        return f"`{self.item}`, {self.variable}={','.join(self.groups)}{printed}{of}"


def shares() -> list[Share]:
    """What is published of all, each item once; what is said of it again, with another percent, is left out."""
    found: dict[str, Share] = {}
    for figure in _published()["figures"]:
        for entry in figure["shares"]:
            numbers = {key: int(entry[key]) for key in ("percent", "over", "under", "about") if key in entry}
            if numbers:
                base = int(entry.get("base", figure.get("base", 0)))
                found.setdefault(entry["item"], Share(entry["item"], base, **numbers))
    return list(found.values())


def contradicted() -> list[str]:
    """The percents that contradict another one of the same item: at most one of the two can be met."""
    first = {share.item: share.percent for share in shares()}
    return [
        f"`{entry['item']}`, {entry['percent']} %: printed as {first[entry['item']]} % elsewhere"
        for figure in _published()["figures"]
        for entry in figure["shares"]
        if "percent" in entry and int(entry["percent"]) != first[entry["item"]]
    ]


def claims() -> list[Claim]:
    """The claims about groups, in the order of the report."""
    return [_claim(entry) for figure in _published()["figures"] for entry in figure.get("claims", [])]


def _claim(entry: Mapping[str, Any]) -> Claim:
    base = [entry["base"]] if "base" in entry else entry.get("bases", [])
    return Claim(
        entry["item"],
        entry["variable"],
        tuple(entry["groups"]) if "groups" in entry else (entry["group"],),
        int(entry["percent"]) if "percent" in entry else None,
        tuple(map(int, base)),
        entry.get("direction", ""),
        tuple(entry.get("jointly", ())),
        {"yes": True, "no": False}.get(entry["significant"]),
    )


def _published() -> Mapping[str, Any]:
    text = (ROOT / "survey" / "published.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded
