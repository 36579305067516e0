"""The suggestions for the text on the screen."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.synthesis.suggest_worker import Offered

KINDS = {"keyword": "by keyword", "learned": "learned"}


class Suggestions:
    """Suggestions by place, the best of a passage first."""

    def __init__(self, offered: Iterable[Offered] = ()) -> None:
        by_passage: dict[tuple[int, int], list[Offered]] = {}
        for each in offered:
            by_passage.setdefault((each.start, each.end), []).append(each)
        self._by_passage = {at: tuple(by_passage[at]) for at in sorted(by_passage)}

    @property
    def all(self) -> tuple[Offered, ...]:
        """All of them."""
        return tuple(each for offered in self._by_passage.values() for each in offered)

    @property
    def passages(self) -> tuple[tuple[int, int], ...]:
        """Where there are any, in order; no two share a character."""
        return tuple(self._by_passage)

    def on(self, passage: tuple[int, int] | None) -> tuple[Offered, ...]:
        """Those of a passage."""
        return self._by_passage.get(passage, ()) if passage is not None else ()

    def without(self, gone: Collection[Offered]) -> Suggestions:
        """The others."""
        keys = {key_of(each) for each in gone}
        return Suggestions(each for each in self.all if key_of(each) not in keys)


def key_of(offered: Offered) -> tuple[int, int, str]:
    """What stays the same when it is suggested again, with another score."""
    return offered.start, offered.end, offered.code


def code_of(study: Study, offered: Offered) -> tuple[Code | None, str]:
    """The code, None where it is gone meanwhile, and its name in the study's language."""
    code = study.codebook.resolve(offered.code)
    return code, study.codebook.name(code, study.settings.language) if code is not None else offered.code
