"""The keymap file: other keys for binding ids, checked before they count."""

from __future__ import annotations

import os
import pkgutil
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from platformdirs import user_config_path
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key
from textual.screen import ModalScreen, Screen

from crosscase.study.problems import StudyError
from crosscase.study.save import read_bytes
from crosscase.study.shapes import nearest, read_shape
from crosscase.study.sources import decode

FILE = "keymap.yaml"
VARIABLE = "CROSSCASE_KEYMAP"
MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_NAMED = frozenset(str(key.value) for key in Keys) | {_character_to_key(chr(code)) for code in range(33, 127)}

Keymap = dict[str, str]


@dataclass(frozen=True, slots=True)
class Bound:
    """A binding id: the class that binds it, and its keys as they come."""

    owner: type[DOMNode]
    keys: tuple[str, ...]


def keymap_file() -> Path:
    """Where the keymap is read from: $CROSSCASE_KEYMAP, else the user's folder for settings."""
    given = os.environ.get(VARIABLE, "")
    return Path(os.path.expanduser(given)) if given else user_config_path("crosscase") / FILE


def load_keymap(file: Path) -> tuple[Keymap, str]:
    """Read and check the keymap file.

    Returns:
        What can be used of it, and in one line what cannot; nothing where all is well or there is no file.
    """
    try:
        raw = read_bytes(file.parent, file.name)
        wanted = read_shape(decode(raw, file.name), dict[str, str], file.name) if raw else {}
    except StudyError as error:
        return {}, f"{file.parent}/{error}; the usual keys are used"
    if not wanted:
        return {}, ""
    keymap, faults = checked(wanted, bound_ids())
    return keymap, f"{file}: {'; '.join(faults)}" if faults else ""


def checked(wanted: Mapping[str, str], bound: Mapping[str, Bound]) -> tuple[Keymap, list[str]]:
    """The entries that can be used, and what is wrong with the others.

    Args:
        wanted: binding id -> keys, comma separated.
        bound: every binding there is.
    """
    keymap: Keymap = {}
    faults: list[str] = []
    for id, text in wanted.items():
        keys = [key.strip() for key in text.split(",") if key.strip()]
        wrong = next((key for key in keys if not is_key(key)), "")
        if id not in bound:
            faults.append(f"unknown binding `{id}`{_meant(id, bound)}")
        elif not keys:
            faults.append(f"`{id}` has no key")
        elif wrong:
            faults.append(f"`{id}`: there is no key `{wrong}`{_meant(wrong, _NAMED)}")
        else:
            keymap[id] = ",".join(dict.fromkeys(normal(key) for key in keys))
    while clash := _clash(keymap, bound):
        id, key, other = clash
        faults.append(f"`{id}`: key `{key}` is taken by `{other}`")
        del keymap[id]
    return keymap, faults


def normal(key: str) -> str:
    """A key by the name that bindings use: `question_mark` for `?`."""
    head, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    return head + plus + (_character_to_key(last) if len(last) == 1 else last)


def is_key(key: str) -> bool:
    """Whether a keyboard can send it."""
    *modifiers, last = normal(key).split("+")
    if not MODIFIERS.issuperset(modifiers):
        return False
    if len(last) == 1 or last in _NAMED:
        return True
    try:
        return bool(unicodedata.lookup(last.replace("_", " ")))
    except KeyError:
        return False


def bound_ids() -> dict[str, Bound]:
    """Every binding id of the workbench. Imports all of it, which only those pay for who have a keymap."""
    import crosscase.tui as package

    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    bound: dict[str, Bound] = {}
    for owner in _classes(DOMNode):
        keys: dict[str, list[str]] = {}
        for binding in Binding.make_bindings(owner.__dict__.get("BINDINGS", ())):
            if binding.id:
                keys.setdefault(binding.id, []).append(binding.key)
        for id, its in keys.items():
            bound.setdefault(id, Bound(owner, tuple(its)))
    return bound


def _classes(base: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for each in base.__subclasses__():
        if each.__module__.startswith("crosscase."):
            yield each
        yield from _classes(each)


def _clash(keymap: Mapping[str, str], bound: Mapping[str, Bound]) -> tuple[str, str, str] | None:
    keys = {id: keymap[id].split(",") if id in keymap else list(each.keys) for id, each in bound.items()}
    for id in keymap:
        for key in keys[id]:
            # what shadowed another key before may go on doing so
            if key in bound[id].keys:
                continue
            for other, its in keys.items():
                if other != id and key in its and _together(bound[id].owner, bound[other].owner):
                    return id, key, other
    return None


def _together(one: type[DOMNode], other: type[DOMNode]) -> bool:
    """Whether the keys of two classes can be live at the same time."""
    if issubclass(one, other) or issubclass(other, one):
        return True
    if issubclass(one, ModalScreen) or issubclass(other, ModalScreen):
        return False
    if issubclass(one, App) or issubclass(other, App):
        return True
    return issubclass(one, Screen) != issubclass(other, Screen)


def _meant(word: str, known: Mapping[str, object] | frozenset[str]) -> str:
    guess = nearest(word, known)
    return f", did you mean `{guess}`?" if guess else ""
