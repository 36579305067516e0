"""What is picked from lists in the views of synthesis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from crosscase.study.folder import Study
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.picker import Entry
from crosscase.tui.synthesis.asked import BY_NAME, BY_TOTAL, CELLS, EVERYBODY
from crosscase.tui.words import plain, shown

SUMMARY = "summary"
_CELL_WORDS = {
    "count": "how many codings",
    "sources": "in how many sources",
    "coverage": "share of the informants' words",
    "presence": "whether there is any",
    SUMMARY: "what was written of it: goes to the framework",
}
_AXIS_WORDS = {
    "case": "one column a case",
    "source": "one column a text",
    "section": "the headings of the texts",
    "coder": "who coded",
    "speaker": "who speaks",
    "role": "the roles of those who speak",
}


def first(entries: Iterable[Entry], key: str) -> list[Entry]:
    """The entries with the present one at the top."""
    return sorted(entries, key=lambda entry: entry.key != key)


def beginning_at(entries: Sequence[Entry], key: str) -> list[Entry]:
    """The entries from one on, then those before it; as they are where it is not among them."""
    at = next((place for place, entry in enumerate(entries) if key and entry.key == key), 0)
    return [*entries[at:], *entries[:at]]


def filter_entries(study: Study, present: str, at_hand: str) -> list[Entry]:
    """Codes to show with those below them, from the one at hand on; all of them first where one is chosen, else last.

    Args:
        present, at_hand: ids; empty for none.
    """
    every, *codes = code_entries(study, every="all codes")
    found = beginning_at(codes, at_hand)
    return [every, *found] if present else [*found, every]


def cell_entries() -> list[Entry]:
    """What a cell can hold."""
    kinds = (*CELLS, SUMMARY)
    return [Entry(kind, _named(kind, _CELL_WORDS[kind]), f"{kind} {_CELL_WORDS[kind]}") for kind in kinds]


def axis_entries(study: Study) -> list[Entry]:
    """What codings can be counted by; of an attribute its values below."""
    from crosscase.synthesis.axes import known_axes

    entries = []
    for name in known_axes(study):
        words = _AXIS_WORDS.get(name, "attribute of the cases")
        entries.append(Entry(name, _named(name, words), f"{name} {words}", _values(study, name)))
    return entries


def order_entries(study: Study, by: str) -> list[Entry]:
    """Orders of the groups."""
    entries = [
        Entry("", Content("as in the study"), "as in the study"),
        Entry(BY_NAME, _named(BY_NAME, "by letter, numbers by size"), "name letter"),
        Entry(BY_TOTAL, _named(BY_TOTAL, "the most first"), "total most first"),
    ]
    return entries + (attribute_entries(study) if by == "case" else [])


def group_entries(study: Study) -> list[Entry]:
    """What cases can stand together by."""
    return [Entry("", Content("not grouped"), "not grouped none"), *attribute_entries(study)]


def attribute_entries(study: Study) -> list[Entry]:
    """The attributes of the cases, with their values below."""
    names = dict.fromkeys(name for case in study.cases.values() for name in case.attributes)
    return [Entry(name, _named(name, "attribute of the cases"), name, _values(study, name)) for name in names]


def coder_entries(study: Study) -> list[Entry]:
    """Whose codings are looked at."""
    me = study.coder
    counting = "consensus, else the main coder's, else everybody's: by source"
    entries = [
        Entry("", Content("those that count"), "those that count", counting),
        Entry(EVERYBODY, Content("everybody's"), "everybody's all"),
    ]
    return entries + [
        Entry(
            coder, Content.assemble(plain(coder), ("  mine" if coder == me else "", "dim")), f"{coder} mine"
        )
        for coder in study.coders
    ]


def code_entries(study: Study, paths: Sequence[str] | None = None, *, every: str = "") -> list[Entry]:
    """Codes, by id.

    Args:
        paths: those that are meant; the whole codebook where None.
        every: what the first entry says that stands for all of them; empty for no such entry.
    """
    book, language = study.codebook, study.settings.language
    entries = [Entry("", Content(every), every)] if every else []
    for code in book:
        path = book.path(code)
        if paths is None or path in paths:
            name = book.name(code, language)
            label = Content.assemble(tag_content(code), f" {shown(name)}")
            entries.append(Entry(code.id, label, f"{name} {path} {code.tag}", shown(path)))
    return entries


def _named(name: str, words: str) -> Content:
    return Content.assemble((shown(name), "bold"), (f"  {words}", "dim"))


def _values(study: Study, attribute: str) -> str:
    cases = study.cases.values()
    return shown(", ".join(dict.fromkeys(v for case in cases if (v := case.attributes.get(attribute, "")))))
