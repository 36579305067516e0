"""A small study with case descriptions, written as plain text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from studies import BODY, Coded, make_study, put

TEMPLATE = """template:
  - section: innledning
    name: {nb: "Innledning", en: "Introduction"}
    framing: true
  - section: utfordringer
    name: {nb: "Utfordringsbildet", en: "Challenges"}
    codes: [challenges]
  - section: tiltak
    name: {nb: "Tiltak", en: "Measures"}
    form: list
    codes: [barriers/capacity]
  - section: kriterier
    name: {nb: "Suksesskriterier", en: "Success criteria"}
    form: box
    codes: [barriers/knowledge]
"""
SPEAKERS = """case: alta
kind: focus-group
date: 2021-11-30
speakers:
  Intervjuer: {coder: koder-a}
  I1: {role: "rådgiver", consent: quote}
  I2: {role: "leder", consent: paraphrase}
  I3: {consent: none}
"""
CODINGS = {
    ("alta/fokusgruppe", "koder-a"): [
        Coded("challenges", "Vi merker det mest på nettet.", id="mednettet0"),
        Coded(
            "challenges/schools", "Skolene melder om rasistiske utsagn hver uke.", key=True, id="skolene000"
        ),
        Coded(
            "barriers/capacity",
            "Det er mangel på ressurser for å prioritere tiltak.",
            key=True,
            id="ressurser0",
        ),
        Coded("barriers/capacity", "mangel på ressurser", id="innenfor00"),
        Coded("barriers/knowledge", "mangler vi kunnskap om hva som virker", id="kunnskap00"),
        Coded("barriers/knowledge", "Vi tør ikke si det.", id="torikke000"),
    ],
}
STATEMENTS: Mapping[str, list[dict[str, object]]] = {
    "innledning": [{"id": "innled0001", "text": {"nb": "Alta har planer.", "en": "Alta has plans."}}],
    "utfordringer": [
        {"id": "utford0001", "text": {"nb": "Det merkes på nettet."}, "evidence": ["mednettet0"]},
        {"id": "utford0002", "text": {"nb": "Skolene melder fra."}, "evidence": ["skolene000", "mednettet0"]},
    ],
    "tiltak": [
        {"id": "tiltak0001", "text": {"nb": "Avtalen gjelder"}, "evidence": ["ressurser0"], "status": "ongoing"},
        {"id": "tiltak0002", "text": {"nb": "En plan kommer."}, "evidence": ["innenfor00", "ressurser0"],
         "status": "planned", "version": 2},
        {"id": "tiltak0003", "text": {"nb": "Dette er bare foreslått."}, "state": "proposed"},
    ],
    "kriterier": [
        {"id": "kriter0001", "text": {"nb": "Kunnskap er på plass"}, "evidence": ["kunnskap00"]},
        {"id": "kriter0002", "text": {"nb": "Åpne tilbud <b>"}, "evidence": ["kunnskap00"]},
    ],
}  # fmt: skip


def described(
    folder: Path, statements: Mapping[str, list[dict[str, object]]] = STATEMENTS, template: str = TEMPLATE
) -> Path:
    """A study in which Alta is described; Skien is not."""
    body = BODY + "I3: Vi tør ikke si det.\n"
    make_study(
        folder,
        notice="Konstruerte notater.",
        sources={"alta/fokusgruppe": body},
        fronts={"alta/fokusgruppe": SPEAKERS},
        codings=CODINGS,
    )
    study = folder / "study.yaml"
    study.write_text(study.read_text(encoding="utf-8") + template, encoding="utf-8")
    put(folder, "cases/alta.yaml", case_text(statements))
    return folder


def case_text(statements: Mapping[str, list[dict[str, object]]]) -> str:
    """A case file; JSON is YAML."""
    dated = {
        section: [{**each, "on": "2021-12-20T10:00:00Z", "by": "koder-a"} for each in inside]
        for section, inside in statements.items()
    }
    about = {"name": "Alta", "attributes": {"innbyggere": "21071", "fylke": "Finnmark"}, "description": dated}
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in about.items())
