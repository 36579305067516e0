"""What somebody else wrote while a form of one's own was open: nothing of it is written over without a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from crosscase.study.summary_file import Summary
from crosscase.study.theme_file import Theme
from crosscase.study.yaml_in import shown

_MOST = 160  # letters of somebody else's words that are shown


def with_mine(former: Theme, mine: Theme, present: Theme) -> Theme:
    """The theme as it is now, with what was changed here from what it was."""
    changed = {key: getattr(mine, key) for key in _changed(former, mine)}
    return replace(present, **changed)


def written_by_both(former: Theme, mine: Theme, present: Theme) -> str:
    """That the same part of a theme was changed here and elsewhere, and what it says now; empty where none was."""
    for key in _changed(former, mine):
        theirs = getattr(present, key)
        if theirs not in (getattr(former, key), getattr(mine, key)):
            return _told(f"its {_WORDS.get(key, key)}", theirs)
    return ""


def decided_meanwhile(former: Theme, present: Theme) -> str:
    """That somebody decided on a theme since; empty where nobody did."""
    if (former.relation, former.reason, former.decided) == (
        present.relation,
        present.reason,
        present.decided,
    ):
        return ""
    return _told("its relation", (present.relation, *present.reason.values()))


def summed_up_meanwhile(former: Summary | None, present: Summary | None) -> str:
    """That somebody wrote a summary, or took it away, since; empty where nobody did."""
    before, now = (None if each is None else (each.text, each.quotes) for each in (former, present))
    return "" if before == now else _told("it", {} if present is None else present.text)


_WORDS = {"codes": "codes", "against": "codes against it", "survey": "items", "reversed": "reversed items"}


def _changed(before: Theme, after: Theme) -> list[str]:
    names = [field.name for field in fields(Theme)]
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _told(what: str, theirs: object) -> str:
    texts = (
        theirs.values() if isinstance(theirs, Mapping) else theirs if isinstance(theirs, tuple) else (theirs,)
    )
    words = " · ".join(text for text in map(str, texts) if text)
    now = f"to “{shown(words, _MOST)}”" if words else "to nothing"
    return f"somebody else changed {what} meanwhile, {now}; Ctrl+S once more writes yours in its place"
