"""Choosing whose words to look in: everyone's, a speaker's, or those said in a role."""

from __future__ import annotations

from dataclasses import replace

from textual.content import Content

from crosscase.study.folder import Study
from crosscase.study.structure import Heard, roles, speakers
from crosscase.tui.picker import Entry
from crosscase.tui.search.arranged import counted
from crosscase.tui.search.asked import Asked
from crosscase.tui.words import plain

EVERYONE = "everyone"


def whose(study: Study) -> list[Entry]:
    """What can be picked: everyone, roles, speakers."""
    sources = list(study.sources.values())
    entries = [Entry(EVERYONE, plain(EVERYONE), EVERYONE)]
    entries += [_entry("role", one.role, one) for one in roles(study, sources)]
    return entries + [_entry("speaker", one.name, one) for one in speakers(study, sources)]


def picked_who(asked: Asked, key: str) -> Asked:
    """The search in the words of whoever was picked."""
    kind, _, name = key.partition(":")
    return replace(asked, speaker=name if kind == "speaker" else "", role=name if kind == "role" else "")


def _entry(kind: str, name: str, heard: Heard) -> Entry:
    told = f"{kind} · {counted(heard.turns, 'turn')} in {counted(len(heard.sources), 'source')}"
    return Entry(f"{kind}:{name}", Content.assemble(plain(name), (f"  {told}", "dim")), f"{name} {kind}")
