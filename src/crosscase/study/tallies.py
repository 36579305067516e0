"""The codings of a study, counted file by file: a change costs the files that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping

from crosscase.study.lazy import LazyCodings, counted
from crosscase.study.model import Coding
from crosscase.study.tally import Tally

Records = Mapping[str, Coding]
Files = Mapping[str, Mapping[str, str]]
"""Codings files by source and coder."""


class Tallies:
    """The tally of each codings file, and codings by code path of each coder."""

    def __init__(self, records: Callable[[str], Records]) -> None:
        """Know where the codings of a file are found; every change of them puts another object in their place."""
        self._records = records
        self._known: dict[str, tuple[Records, Tally]] = {}
        self._counted: dict[str, tuple[str, Tally]] = {}
        self._totals: dict[str, Counter[str]] = {}

    def of(self, file: str) -> Tally:
        """The codings of a file, counted; of those that wait to be made without making them."""
        records = self._records(file)
        if isinstance(records, LazyCodings):
            return records.tally
        known = self._known.get(file)
        if known is None or known[0] is not records:
            self._known[file] = known = (records, counted(records))
        return known[1]

    def by_path(self, files: Files, coders: Collection[str] | None) -> Counter[str]:
        """Codings by the path of their code, all coders' or those of some."""
        self._follow({file: coder for by_coder in files.values() for coder, file in by_coder.items()})
        found: Counter[str] = Counter()
        for coder, total in self._totals.items():
            if coders is None or coder in coders:
                found.update(total)
        return +found

    def _follow(self, files: Mapping[str, str]) -> None:
        for file in self._counted.keys() - files.keys():
            coder, gone = self._counted.pop(file)
            self._totals[coder].subtract(gone.paths)
        for file, coder in files.items():
            former, tally = self._counted.get(file), self.of(file)
            if former is not None and former[1] is tally:
                continue
            total = self._totals.setdefault(coder, Counter())
            if former is not None:
                total.subtract(former[1].paths)
            total.update(tally.paths)
            self._counted[file] = (coder, tally)
