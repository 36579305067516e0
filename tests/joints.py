"""A small study with themes, interviews and a survey for tests, as plain files: every number in it is easily counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from studies import Coded, make_study

CODEBOOK = """codes:
  - id: c000000001
    code: barriers
    name: {nb: "Barrierer", en: "Barriers"}
    children:
      - {id: c000000002, code: time, name: {nb: "Tid", en: "Time"}, survey: [F1.ja]}
      - {id: c000000003, code: money, name: {nb: "Penger", en: "Money"}, was: [barriers/funds]}
  - {id: c000000004, code: school, name: {nb: "Skole", en: "School"}}
  - {id: c000000005, code: drivers, name: {nb: "Pådrivere", en: "Drivers"}, survey: [F2.penger, F3.kurs]}
"""

TIME = "Vi har for lite tid."
MONEY = "Det er altfor lite penger til dette her hos oss i kommunen."
SCHOOL = "Skolene melder om hets hver eneste uke, og ingen gjør noe med det."
GROUP = f"# Barrierer\n\nIntervjuer: Hva står i veien?\nI1: {TIME}\nI2: {MONEY}\nI3: {SCHOOL}\n"
FRONT = """kind: focus-group
speakers:
  Intervjuer: {coder: koder-a}
  I1: {role: "rådgiver", consent: quote}
  I2: {role: "leder", consent: paraphrase}
  I3: {role: "lærer", consent: none}
"""
OPEN = "R01: Vi mangler tid.\n\nR02: Mer penger.\n\nR09: Tid til å tenke.\n"

CASES = {
    "cases/alta.yaml": 'name: "Alta"\nrespondent: R01\n',
    "cases/skien.yaml": 'name: "Skien"\nrespondent: R02\n',
    "cases/bodo.yaml": 'name: "Bodø"\n',
    "cases/vadso.yaml": 'name: "Vadsø"\nrespondent: R99\n',
}
SOURCES = {
    "alta/gruppe": GROUP, "skien/gruppe": GROUP, "bodo/gruppe": GROUP, "vadso/gruppe": GROUP, "open-answers/f5": OPEN,
}  # fmt: skip
FRONTS = {
    **{source: f"case: {source.partition('/')[0]}\n{FRONT}" for source in SOURCES},
    "open-answers/f5": "kind: open-answers\nquestion: F5\n",
}
CODINGS: dict[tuple[str, str], list[Coded]] = {
    ("alta/gruppe", "koder-a"): [
        Coded("barriers/time", TIME, id="alta-time0"),
        Coded("barriers/funds", MONEY, id="alta-money"),
        Coded("school", SCHOOL, id="alta-schol"),
    ],
    ("alta/gruppe", "koder-b"): [Coded("drivers", TIME, id="alta-drive")],
    ("skien/gruppe", "koder-a"): [Coded("school", SCHOOL, id="skien-scho", key=True)],
    ("open-answers/f5", "koder-a"): [
        Coded("barriers/time", "Vi mangler tid.", id="open-r0001"),
        Coded("barriers/money", "Mer penger.", id="open-r0002"),
        Coded("barriers/time", "Tid til å tenke.", id="open-r0009"),
    ],
}

QUESTIONS = """
questions:
  - id: del
    type: single
    background: true
    text: {nb: Landsdel, en: Region}
    options: [{id: nord, label: {nb: Nord, en: North}}, {id: sor, label: {nb: Sør, en: South}}]
  - id: F1
    type: single
    text: {nb: Er det nok tid?, en: Is there enough time?}
    options:
      - {id: ja, label: {nb: Ja, en: "Yes"}}
      - {id: nei, label: {nb: Nei, en: "No"}}
      - {id: vet-ikke, label: {nb: Vet ikke, en: Do not know}, unsure: true}
    boxes: [{id: sagt, label: {nb: Ja eller nei, en: Yes or no}, options: [ja, nei]}]
  - id: F2
    type: multiple
    text: {nb: Hva trengs?, en: What is needed?}
    asked: ["F1=nei"]
    options: [{id: penger, label: {nb: Penger, en: Money}}, {id: folk, label: {nb: Folk, en: Staff}}]
  - id: F3
    type: grid
    text: {nb: Hvor ofte?, en: How often?}
    options: [{id: ofte, label: {nb: Ofte, en: Often}}, {id: aldri, label: {nb: Aldri, en: Never}}]
    rows: [{id: moter, label: {nb: Møter, en: Meetings}}, {id: kurs, label: {nb: Kurs, en: Courses}}]
  - {id: F4, type: number, text: {nb: Hvor mange ansatte?, en: How many staff?}}
  - {id: F5, type: open, text: {nb: Noe mer?, en: Anything else?}, source: open-answers/f5}
variables:
  - id: landsdel
    label: {nb: Landsdel, en: Region}
    question: del
    groups:
      - {id: nord, label: {nb: Nord, en: North}, options: [nord]}
      - {id: sor, label: {nb: Sør, en: South}, options: [sor]}
"""


def answers() -> list[dict[str, str]]:
    """Forty respondents: in the north 4 of 20 have time, in the south 18 of 20; all who have none want money."""
    rows = []
    for place in range(1, 41):
        north = place <= 20
        yes = place <= 4 or 21 <= place <= 38
        rows.append(
            {
                "respondent": f"R{place:02}",
                "del": "nord" if north else "sor",
                "F1": "ja" if yes else "nei",
                "F2": "" if yes else "penger" if place % 2 else "penger;folk",
                "F3.moter": "ofte",
                "F3.kurs": "ofte" if place <= 10 else "aldri",
                "F4": str(place),
            }
        )
    rows[1] |= {"F1": "nei", "F2": "folk"}  # R02
    return rows


def responses_text(rows: Sequence[Mapping[str, str]]) -> str:
    """Rows as the file of responses."""
    columns = list(answers()[0])
    lines = [",".join(columns), *(",".join(row[column] for column in columns) for row in rows)]
    return "\n".join(lines) + "\n"


THEMES = """areas:
  - id: vilkar
    name: {nb: "Vilkår", en: "Conditions"}
  - id: skole
    name: {nb: "Skole", en: "School"}
themes:
  - id: T1
    area: vilkar
    sentence: {nb: "Tid og penger mangler.", en: "Time and money are lacking."}
    codes: [barriers]
    against: ["code:school and speaker:I3"]
    survey: [F1.ja, F2.penger]
    reversed: [F1.ja]
    relation: converges
    reason: {nb: "Begge sier det.", en: "Both say so."}
    decided: {by: koder-a, "on": "2021-12-20"}
  - id: T2
    area: skole
    sentence: "Skolen er stedet."
    codes: ["code:school and role:lærer"]
    survey: [F3, F3.kurs, F4]
  - id: T3
    sentence: "Ingen spurte."
    codes: [school]
    relation: silent
    reason: "Det ble ikke spurt om."
"""


def joint_study(
    folder: Path,
    *,
    themes: str = THEMES,
    survey: bool = True,
    rows: Sequence[Mapping[str, str]] | None = None,
    codings: Mapping[tuple[str, str], Sequence[Coded]] = CODINGS,
    files: Mapping[str, str | bytes] | None = None,
    main_coder: str = "koder-a",
) -> Path:
    """The study; each part can be replaced.

    Args:
        survey: with questions and responses.
        rows: of the responses; `answers()` where None.
        files: written last.
    """
    written: dict[str, str | bytes] = dict(CASES)
    if themes:
        written["synthesis/themes.yaml"] = themes
    if survey:
        written["survey/questions.yaml"] = QUESTIONS
        written["survey/responses.csv"] = responses_text(answers() if rows is None else rows)
    return make_study(
        folder, codebook=CODEBOOK, cases={}, sources=SOURCES, fronts=FRONTS, codings=codings, main_coder=main_coder,
        files=written | dict(files or {}),
    )  # fmt: skip
