"""What can be done right now, read from the live bindings: the ground of help and palette."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen

# where they come in the help: first what one works with, then what is there everywhere
_LATER = {"Edit": 2, "App": 3, "Focus": 4, "Go": 5}
_KEYS = {"⏎": "Enter", "⌫": "Backspace", "pgdn": "PgDn", "pgup": "PgUp"}
_NUMBERED = re.compile(r"(.+-)(\d+)")


@dataclass(frozen=True, slots=True)
class LiveAction:
    """One action with every key that does it.

    Attributes:
        id: the binding's id, empty where it has none.
        noun: what it is about, such as `Code`.
        words: what it does, such as `Remove coding`.
        keys: as they are shown, after the keymap.
        tooltip: what it does in a sentence.
        action: what Textual runs, in the namespace of `node`.
        shown: whether the footer has it: it is one of the things people come for.
    """

    id: str
    noun: str
    words: str
    keys: tuple[str, ...]
    tooltip: str
    action: str
    node: DOMNode
    shown: bool

    @property
    def title(self) -> str:
        """`noun: Verb`."""
        return f"{self.noun}: {self.words}"


def live_actions(screen: Screen[Any]) -> list[LiveAction]:
    """Every action whose key works on the screen as it is, in the order of the focused widget outwards."""
    actions: dict[tuple[int, str], list[ActiveBinding]] = {}
    for active in screen.active_bindings.values():
        actions.setdefault((id(active.node), active.binding.action), []).append(active)
    return [_action(together) for together in actions.values()]


def by_noun(actions: Iterable[LiveAction]) -> dict[str, list[LiveAction]]:
    """The actions under their nouns: the focused widget's, those of the screen, then what is there everywhere."""
    nouns: dict[str, list[LiveAction]] = {}
    for action in actions:
        nouns.setdefault(action.noun, []).append(action)

    def place(item: tuple[str, list[LiveAction]]) -> tuple[int, bool]:
        noun, its = item
        later = _LATER.get(noun, 0 if any(action.node is action.node.screen.focused for action in its) else 1)
        return later, not any(action.shown for action in its)

    return dict(sorted(nouns.items(), key=place))


def together(actions: Iterable[LiveAction]) -> list[LiveAction]:
    """The actions with each numbered series as one: `1–9`, in the place of its first.

    A series are actions whose ids differ in the number at the end alone, and whose tooltips differ in it alone.
    """
    series: dict[tuple[str, str], list[LiveAction]] = {}
    for action in actions:
        numbered = _NUMBERED.fullmatch(action.id)
        number = numbered[2] if numbered is not None else ""
        said = re.sub(rf"\b{number}\b", "\0", action.tooltip) if number else action.tooltip
        name = numbered[1] if numbered is not None and "\0" in said else str(id(action))
        series.setdefault((name, said), []).append(action)
    return [its[0] if len(its) == 1 else _as_one(its, said) for (_, said), its in series.items()]


def _as_one(its: list[LiveAction], said: str) -> LiveAction:
    keys = tuple(key for action in its for key in action.keys)
    if all(len(key) == 1 for key in keys) and all(ord(b) == ord(a) + 1 for a, b in pairwise(keys)):
        keys = (f"{keys[0]}–{keys[-1]}",)
    return replace(
        its[0], keys=keys, tooltip=said.replace("on key \0", "on that key").replace("\0", "that number")
    )


def key_name(binding: Binding) -> str:
    """A key as people write it: `Ctrl+r`, `F1`, `?`."""
    if binding.key_display:
        return binding.key_display
    modifiers, key = binding.parse_key()
    sign = format_key(key)
    sign = _KEYS.get(sign, sign if len(sign) == 1 else sign[:1].upper() + sign[1:])
    return "+".join([*(modifier.capitalize() for modifier in modifiers), sign])


def _action(bindings: list[ActiveBinding]) -> LiveAction:
    first = bindings[0]
    binding = first.binding
    words = binding.description or first.tooltip or binding.action.partition("(")[0].rpartition(".")[2]
    keys = tuple(key for key, _ in groupby(key_name(each.binding) for each in bindings))
    noun = (binding.id or "").rpartition(".")[0] or _words(type(first.node).__name__)
    noun = noun.replace("-", " ").replace("_", " ")
    return LiveAction(
        binding.id or "",
        noun[:1].upper() + noun[1:],
        words.replace("_", " "),
        keys,
        first.tooltip or words.replace("_", " "),
        binding.action,
        first.node,
        binding.show,
    )


def _words(name: str) -> str:
    """`OptionList` as `option list`."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
