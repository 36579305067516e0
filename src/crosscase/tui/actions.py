"""What can be done right now, read from the live bindings: the ground of help and palette."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from textual.app import App
from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen


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
    return [_action(screen.app, together) for together in actions.values()]


def by_noun(actions: Iterable[LiveAction]) -> dict[str, list[LiveAction]]:
    """The actions under their nouns: first what people come for, then how one moves about."""
    nouns: dict[str, list[LiveAction]] = {}
    for action in actions:
        nouns.setdefault(action.noun, []).append(action)
    return dict(sorted(nouns.items(), key=lambda item: not any(action.shown for action in item[1])))


def _action(app: App[Any], together: list[ActiveBinding]) -> LiveAction:
    first = together[0]
    binding = first.binding
    words = binding.description or first.tooltip or binding.action.partition("(")[0].rpartition(".")[2]
    keys = tuple(key for key, _ in groupby(app.get_key_display(each.binding) for each in together))
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
