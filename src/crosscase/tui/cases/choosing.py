"""What is picked from lists on the case screen."""

from __future__ import annotations

from dataclasses import replace

from textual.content import Content

from crosscase.casework.marks_said import told as in_lines
from crosscase.study.description_file import STATUSES
from crosscase.study.descriptions import in_language
from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.tui.cases.detail_lines import STATES
from crosscase.tui.cases.filters import Filter
from crosscase.tui.cases.looking import UNUSED, CaseLook
from crosscase.tui.cases.signs import DOUBT, SEVERE, raised
from crosscase.tui.picker import Entry
from crosscase.tui.synthesis.wording import case_name, joined
from crosscase.tui.words import plain, shown

STATUS_WORDS = {
    "": "it tells of no measure, or nobody knows",
    "planned": "decided on, not begun",
    "ongoing": "going on",
    "done": "carried out",
    "ended": "came to an end without being brought to its aim",
}


def case_entries(study: Study, present: str) -> list[Entry]:
    """The cases, the one that is shown last."""
    names = sorted(study.cases, key=lambda case: case == present)
    return [
        Entry(case, Content.assemble((case_name(study, case), "bold"), (f"  {case}", "dim")), f"{case_name(study, case)} {case}")
        for case in names
    ]  # fmt: skip


def section_entries(look: CaseLook, language: str, present: str) -> list[Entry]:
    """The sections of the template, but for the one a statement stands in."""
    return [
        _entry(
            each.section.section,
            f"{each.number} {each.section.title(language)}",
            counted(len(each.statements), "statement"),
        )
        for each in look.description.sections
        if each.known and each.section.section != present
    ]


def status_entries(present: str) -> list[Entry]:
    """How far a measure has come; what it is now comes last."""
    order = sorted(STATUSES, key=lambda status: (status == present, status == ""))
    return [_entry(status or "none", status or "no status", STATUS_WORDS[status]) for status in order]


def merge_entries(look: CaseLook, id: str, language: str) -> list[Entry]:
    """The statements that one can be merged with: the next one first, then those of the same section."""
    here = look.statements[id]
    texts = [each for each in look.description.statements if each.id != id]
    order = [each.id for each in look.description.statements]
    at = order.index(id) if id in order else 0
    texts.sort(
        key=lambda each: (each.section != here.section, order.index(each.id) < at, abs(order.index(each.id) - at))
    )  # fmt: skip
    return [_statement(look, each.id, language) for each in texts]


def statement_entries(look: CaseLook, language: str) -> list[Entry]:
    """All statements."""
    return [_statement(look, id, language) for id in look.statements]


def evidence_entries(study: Study, look: CaseLook, id: str) -> list[Entry]:
    """What a statement rests on, what is broken first."""
    listed = list(enumerate(look.rests[id], 1))
    listed.sort(key=lambda each: not each[1].state)
    entries = []
    for number, evidence in listed:
        passage = evidence.passage
        words = passage.words if passage is not None else f"coding {evidence.id}"
        who = ", ".join(passage.speakers) if passage is not None else ""
        told = joined(who, STATES[evidence.state])
        label = Content.assemble((f"{raised(number)} ", "bold"), plain(words), (f"  {shown(told)}", "dim"))
        entries.append(Entry(evidence.id, label, f"{words} {told}", shown(joined(told, words))))
    return entries


def mark_entries(look: CaseLook) -> list[Entry]:
    """Everything that wants a look, in the lines of `crosscase case check`; the key is the place among the marks."""
    places = {id(mark): at for at, mark in enumerate(look.marks)}
    entries = []
    for line in in_lines(look.marks):
        mark, text = line.first, line.text
        sign = SEVERE if mark.severe else DOUBT
        style = "$text-error bold" if mark.severe else "$text-warning"
        label = Content.assemble((f"{sign} ", style), plain(text))
        key = str(places[id(mark)])
        found_by = f"{mark.kind} {mark.about if mark.kind in UNUSED else ''} {text}"
        entries.append(Entry(key, label, found_by, shown(f"{mark.kind}: {text}")))
    return entries


def filter_entries(look: CaseLook, chosen: Filter, language: str) -> tuple[list[Entry], dict[str, Filter]]:
    """What the quotes can be narrowed to, each with what it makes of the choice as it is."""
    wanted: dict[str, tuple[str, Filter]] = {
        "unused": (
            "used ones too" if chosen.unused else "unused quotes alone",
            replace(chosen, unused=not chosen.unused),
        ),
        "key": (
            "others than key quotes too" if chosen.key else "key quotes alone",
            replace(chosen, key=not chosen.key),
        ),
        "all": ("all quotes", Filter()),
    }
    for name in look.evidence.everybody:
        wanted[f"by {name}"] = (f"words of {name}", replace(chosen, speaker=name))
    for each in look.description.sections:
        slug = each.section.section
        title = each.section.title(language)
        wanted[f"for {slug}"] = (f"for {title}", replace(chosen, section=slug))
    entries = [_entry(key, words, "") for key, (words, after) in wanted.items() if after != chosen]
    return entries, {key: after for key, (_, after) in wanted.items()}


def _statement(look: CaseLook, id: str, language: str) -> Entry:
    text = in_language(look.statements[id], language)
    number = look.description.number(id)
    label = Content.assemble((f"{number or '·'}  ", "bold"), plain(text))
    return Entry(id, label, f"{number} {text}", shown(text))


def _entry(key: str, name: str, words: str) -> Entry:
    return Entry(
        key,
        Content.assemble((shown(name), "bold"), (f"  {shown(words)}" if words else "", "dim")),
        f"{name} {words}",
    )
