"""A validation round laid over a copy of the example study, for a picture: what informants could have answered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from crosscase.casework.description import description_of
from crosscase.study.opening import open_folder
from crosscase.study.rounds import round_numbers

SENT, DEADLINE = "2021-12-22T09:00:00Z", "2022-01-14"
ASKED = {
    "alta": ("I1", "I2", "I3"),
    "kristiansand": ("I1", "I2", "I3", "I4"),
    "lillestrom": ("I1", "I2", "I3"),
    "skien": ("I1", "I2", "I3"),
}
SILENT = frozenset({"kristiansand/I4", "lillestrom/I2", "lillestrom/I3", "skien/I2"})
OTHERS: dict[tuple[str, str, str], Mapping[str, object]] = {
    ("alta", "I2", "3.3"): {
        "verdict": "changes",
        "proposed": "Skolene og AIK samarbeider godt om enkeltelever, men de tre arenaene møtes om rasisme bare når "
        "noe har hendt.",
    },
    ("alta", "I3", "3.3"): {"verdict": "wrong", "text": "Vi har møttes en gang i måneden siden høsten."},
    ("alta", "I3", "5.2"): {"verdict": "cannot-say"},
    ("kristiansand", "I2", "3.2"): {"verdict": "wrong", "text": "Teamet er ikke samlokalisert lenger."},
    ("kristiansand", "I3", "2.3"): {"verdict": "correct", "text": "Men det er blitt bedre."},
    ("skien", "I1", "4.1"): {"verdict": "cannot-say"},
}
"""Case, informant and number of a statement -> what is said of it; of all others that it is correct."""
UNSAID = ("alta", "I2", "6")
"""Case and informant, and how the numbers begin of the statements that they left open."""
ADDED = ("alta", "I1", "tiltak", "Ungdomsrådet har også tatt opp dette.")


_WAY = {"how": "word", "answered": "2022-01-10T12:00:00Z", "received": "2022-01-11T08:00:00Z"}


def somebodys_answers(folder: Path) -> None:
    """Send the descriptions of four cases, and take in what came back."""
    study = open_folder(folder, "koder-a")
    number = max(round_numbers(study), default=0) + 1
    there = folder / "validation" / f"round-{number}"
    sent, asked, made = [], [], 0
    for case, informants in ASKED.items():
        found = description_of(study, case)
        keys = {each.id: f"{each.id}:{each.version}" for each in found.statements}
        for each in found.statements:
            place = {"case": case, "section": each.section, "number": found.number(each.id)}
            asked.append({"id": keys[each.id], **place, "text": dict(each.text)})
        for name in informants:
            who = {"case": case, "informant": name}
            sent.append({"id": f"{case}/{name}", **who, "statements": [*keys.values()], "made": SENT})
            if f"{case}/{name}" in SILENT:
                continue
            answers = []
            for each in found.statements:
                at = found.number(each.id)
                if (case, name, at.partition(".")[0]) == UNSAID:
                    continue
                made += 1
                said = OTHERS.get((case, name, at), {"verdict": "correct"})
                of = {"statement": each.id, "version": each.version}
                answers.append({"id": f"svar{made:06}", **who, "kind": "statement", **of, **_WAY, **said})
            if ADDED[:2] == (case, name):
                _, _, section, text = ADDED
                answers.append(
                    {"id": "tillegg001", **who, "kind": "addition", "section": section, "text": text, **_WAY}
                )
            _write(there / "answers" / case / f"{name.lower()}.yaml", "answers", answers)
    _write(there / "round.yaml", "sent", sent, f'deadline: "{DEADLINE}"\nlanguage: nb\n')
    _write(there / "statements.yaml", "statements", asked)


def _write(file: Path, key: str, records: Iterable[Mapping[str, object]], head: str = "") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"  - {json.dumps(each, ensure_ascii=False)}" for each in records]
    file.write_text(f"{head}{key}:\n" + "\n".join(lines) + "\n", encoding="utf-8")
