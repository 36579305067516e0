"""A small study with case descriptions and a validation round, written as plain text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from studies import BODY, FRONTS, PLAN, make_study, put

TEMPLATE = """template:
  - section: innledning
    name: {nb: "Innledning", en: "Introduction"}
    framing: true
  - section: utfordringer
    name: {nb: "Utfordringsbildet", en: "Challenges"}
    codes: [challenges]
  - section: barrierer
    name: {nb: "Barrierer", en: "Barriers"}
    codes: [barriers]
"""
PEOPLE = "  I3: {role: lærer, consent: quote}\n"
TEXTS = {
    "alta": {
        "aaaaaaaaa1": ("innledning", "Kommunen har arbeidet med dette lenge."),
        "aaaaaaaaa2": ("utfordringer", "Skolene melder om rasistiske utsagn hver uke."),
        "aaaaaaaaa3": ("barrierer", "Det mangler folk og penger."),
        "aaaaaaaaa4": ("barrierer", "Kommunen har to stillinger."),
        "aaaaaaaaa5": ("barrierer", "Ingen vet hva som virker."),
    },
    "skien": {"ssssssssss": ("barrierer", "Kommunen skal ha én fast kontakt.")},
}
NUMBERS = {
    "aaaaaaaaa1": "1.1", "aaaaaaaaa2": "2.1", "aaaaaaaaa3": "3.1", "aaaaaaaaa4": "3.2", "aaaaaaaaa5": "3.3",
    "ssssssssss": "3.1",
}  # fmt: skip
INFORMANTS = ("alta/I1", "alta/I2", "alta/I3", "skien/I1")
DEADLINE = "2022-01-14"


def case_text(case: str, name: str) -> str:
    """A case file with its description, and a comment that must survive."""
    lines = [f"name: {json.dumps(name)}  # som den heter", "description:"]
    for section in dict.fromkeys(section for section, _ in TEXTS[case].values()):
        lines.append(f"  {section}:")
        for id, (inside, words) in TEXTS[case].items():
            if inside == section:
                lines += [f"    - id: {id}", "      text:"]
                lines += [f"        nb: {json.dumps(words, ensure_ascii=False)}"]
                lines += ["      by: koder-a", '      "on": "2021-12-20T10:00:00Z"']
    return "\n".join(lines) + "\n"


def answer(id: str, who: str, statement: str = "", verdict: str = "", **more: object) -> dict[str, object]:
    """An answer as its file has it; to no statement where none is named."""
    case, _, informant = who.partition("/")
    plain: dict[str, object] = (
        {"kind": "statement", "statement": statement, "version": 1} if statement else {}
    )
    return {
        "id": id, "case": case, "informant": informant, "kind": "addition", **plain, "verdict": verdict,
        "how": "word", "answered": "2022-01-10T12:00:00Z", "received": "2022-01-11T08:00:00Z", **more,
    }  # fmt: skip


def validated_study(
    folder: Path,
    answers: Iterable[Mapping[str, object]] = (),
    *,
    informants: Iterable[str] = INFORMANTS,
    deadline: str = DEADLINE,
    language: str = "nb",
) -> Path:
    """A study of two cases whose descriptions were sent in round 1, each whole to each of their informants."""
    # the descriptions repeat what I2 says, so I2 has agreed to be quoted
    speakers = FRONTS["alta/fokusgruppe"].replace("paraphrase", "quote") + PEOPLE
    plan = "case: skien\nkind: interview\nspeakers:\n  I1: {role: leder, consent: quote}\n"
    root = make_study(
        folder,
        language=language,
        sources={"alta/fokusgruppe": BODY, "skien/plan": PLAN},
        fronts={"alta/fokusgruppe": speakers, "skien/plan": plan},
    )
    put(root, "study.yaml", (root / "study.yaml").read_text(encoding="utf-8") + TEMPLATE)
    for case, name in (("alta", "Alta"), ("skien", "Skien")):
        put(root, f"cases/{case}.yaml", case_text(case, name))
    put_round(root, 1, informants, answers, deadline=deadline)
    return root


def put_round(
    root: Path,
    number: int,
    informants: Iterable[str],
    answers: Iterable[Mapping[str, object]] = (),
    *,
    deadline: str = DEADLINE,
    statements: Mapping[str, tuple[int, str]] | None = None,
) -> None:
    """Write a round.

    Args:
        statements: id -> version and text of those that were sent; those of `TEXTS` as they were first where None.
    """
    place = {id: (case, section) for case, inside in TEXTS.items() for id, (section, _) in inside.items()}
    if statements is None:
        statements = {id: (1, text) for inside in TEXTS.values() for id, (_, text) in inside.items()}
    keys = {id: f"{id}:{version}" for id, (version, _) in statements.items()}
    sent = []
    for who in informants:
        case, _, informant = who.partition("/")
        asked = [keys[id] for id in statements if place[id][0] == case]
        sent.append(
            {
                "id": who,
                "case": case,
                "informant": informant,
                "statements": asked,
                "made": "2021-12-21T09:00:00Z",
            }
        )
    asked_of = [
        {
            "id": keys[id],
            "case": place[id][0],
            "section": place[id][1],
            "number": NUMBERS[id],
            "text": {"nb": text},
        }
        for id, (_, text) in statements.items()
    ]
    top = f'deadline: "{deadline}"\nlanguage: nb\n' if deadline else "language: nb\n"
    put(root, f"validation/round-{number}/round.yaml", top + _listed("sent", sent))
    put(root, f"validation/round-{number}/statements.yaml", _listed("statements", asked_of))
    by_file: dict[str, list[Mapping[str, object]]] = {}
    for each in answers:
        by_file.setdefault(f"{each['case']}/{str(each['informant']).lower()}", []).append(each)
    for name, inside in by_file.items():
        put(root, f"validation/round-{number}/answers/{name}.yaml", _listed("answers", inside))


def _listed(key: str, records: Iterable[Mapping[str, object]]) -> str:
    return "\n".join([f"{key}:", *(f"  - {json.dumps(each, ensure_ascii=False)}" for each in records)]) + "\n"
