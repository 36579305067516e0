"""A study of one meeting, with names in every place where names can be, and the places found by a plain search."""

from __future__ import annotations

import re
from pathlib import Path

from crosscase.study.opening import open_folder
from crosscase.study.replacing import Replacement, Replacements
from crosscase.study.texts_inside import texts_inside
from studies import Coded, make_study

BODY = """# Møtet med Kari Nordmann

Intervjuer: Hvem er med?
Kari Nordmann: Jeg heter Kari. Vi på Nordlysskolen er to.
I2: Det var Karis idé, ikke min. Kari Nordmann sa det først.
"""

FRONT = """case: alta
kind: focus-group
title: Møte med Kari Nordmann  # så den blir funnet
speakers:
  Intervjuer: {coder: koder-a}
  Kari Nordmann: {role: "rektor, Nordlysskolen", consent: quote}  # hun selv
  I2: {role: leder}
"""

NAMES = {"Kari Nordmann": "[Informant 2]", "Kari": "[Informant 2]", "Nordlysskolen": "[skole A]"}


def found(folder: Path, names: dict[str, str] = NAMES) -> Replacements:
    """Every place of the names, by a plain search in each text."""
    any_name = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return {
        inside.key: [
            Replacement(match.start(), match.end(), names[match[0]], match[0])
            for match in any_name.finditer(inside.text)
        ]
        for inside in texts_inside(open_folder(folder))
        if not inside.fixed and any_name.search(inside.text)
    }


def meeting(folder: Path) -> Path:
    codings = {
        ("alta/mote", "koder-a"): [
            Coded("barriers", "Jeg heter Kari.", memo="Kari selv, på Nordlysskolen."),
            Coded("barriers/capacity", "Nordmann sa"),
            Coded("challenges", "er to"),
        ],
        ("alta/mote", "koder-b"): [
            Coded("barriers", "var Kari"),
            Coded("challenges", "ri: Jeg".replace("ri", "mann")),
        ],
    }
    return make_study(
        folder, sources={"alta/mote": BODY}, fronts={"alta/mote": FRONT}, codings=codings,
        cases={"alta": "Alta", "skien": "Skien"},
        files={
            "memos/tanke.md": "---\nabout: source/alta/mote\ntitle: Om Kari\n---\nKari Nordmann igjen.\n",
            "synthesis/summaries/alta.yaml": 'summaries:\n  - id: s000000001\n    code: barriers\n    text: {nb: "Kari sier"}\n',
            "survey/responses.csv": "respondent;F1;tekst\r\nR001;ja;Kari hjalp\r\nR002;nei;\"Ikke \"\"Kari\"\"\"\r\n",
        },
    )  # fmt: skip
