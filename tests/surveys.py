"""A small survey for tests: 88 answers whose figures are known from textbooks, as plain files."""

from __future__ import annotations

from pathlib import Path

from studies import make_study

CAUTION = {"nb": "De som svarte, valgte det selv.", "en": "Those who answered chose to."}
NOTICE = {"nb": "Svarene er oppdiktet.", "en": "The answers are made up."}

QUESTIONS = f"""
population: 356
respondents: {{nb: kommuner, en: municipalities}}
caution: {{nb: "{CAUTION["nb"]}", en: "{CAUTION["en"]}"}}
notice: {{nb: "{NOTICE["nb"]}", en: "{NOTICE["en"]}"}}
weight: vekt
questions:
  - id: del
    type: single
    background: true
    text: {{nb: Landsdel, en: Region}}
    options:
      - {{id: nord, label: {{nb: Nord, en: North}}}}
      - {{id: sor, label: {{nb: Sør, en: South}}}}
  - {{id: innbyggere, type: number, background: true, text: {{nb: Innbyggere, en: Inhabitants}}}}
  - id: F1
    type: single
    text: {{nb: Har kommunen en plan?, en: Does the municipality have a plan?}}
    options:
      - {{id: ja, label: {{nb: Ja, en: "Yes"}}, value: "2"}}
      - {{id: nei, label: {{nb: Nei, en: "No"}}, value: "1"}}
      - {{id: aldri, label: {{nb: Aldri, en: Never}}}}
    boxes:
      - {{id: svar, label: {{nb: Ja eller nei, en: Yes or no}}, options: [ja, nei]}}
  - id: F2
    type: multiple
    text: {{nb: Hva står i planen?, en: What is in the plan?}}
    asked: ["F1=ja"]
    options:
      - id: tiltak
        label: {{nb: "Tiltak mot mobbing/diskriminering på fritidsarenaer for barn og unge", en: Measures}}
      - {{id: penger, label: {{nb: Penger, en: Money}}}}
  - id: F3
    type: grid
    text: {{nb: Hvor ofte?, en: How often?}}
    options:
      - {{id: ofte, label: {{nb: Ofte, en: Often}}}}
      - {{id: sjelden, label: {{nb: Sjelden, en: Seldom}}}}
    rows:
      - {{id: moter, label: {{nb: Møter, en: Meetings}}}}
      - {{id: kurs, label: {{nb: Kurs, en: Courses}}}}
  - {{id: F4, type: open, text: {{nb: Noe mer?, en: Anything else?}}}}
variables:
  - id: storrelse
    label: {{nb: Størrelse, en: Size}}
    note: {{nb: "Små har under 1000 innbyggere.", en: "Small ones have fewer than 1,000 inhabitants."}}
    question: innbyggere
    groups:
      - {{id: sma, label: {{nb: Små, en: Small}}, to: "999"}}
      - {{id: store, label: {{nb: Store, en: Large}}, from: "1000"}}
"""


def responses() -> list[dict[str, str]]:
    """In the north 14 of 30 say yes, in the south 15 of 58, nobody says never.

    Eight are small: all in the south, all with a plan and its money, and the only ones who hold courses often.
    """
    rows = []
    for place in range(88):
        north = place < 30
        yes = place < 14 or 30 <= place < 45
        small = 30 <= place < 38
        rows.append(
            {
                "respondent": f"R{place:03}",
                "vekt": "2" if place % 2 else "1",
                "del": "nord" if north else "sor",
                "innbyggere": str(900 if small else 20_000 + place),
                "F1": "ja" if yes else "nei",
                "F2.tiltak": "1" if yes and place % 3 == 0 else "0",
                "F2.penger": "1" if small else "0",
                "F3.moter": "ofte" if place % 4 else "sjelden",
                "F3.kurs": "ofte" if small else "sjelden",
            }
        )
    return rows


def table(rows: list[dict[str, str]]) -> str:
    """Rows as the CSV file of a study."""
    columns = list(responses()[0])
    return (
        "\n".join([",".join(columns), *(",".join(row[column] for column in columns) for row in rows)]) + "\n"
    )


def survey_study(
    folder: Path,
    *,
    language: str = "nb",
    questions: str = QUESTIONS,
    answers: str | None = None,
    published: str = "",
) -> Path:
    """A study with this survey.

    Args:
        answers: content of responses.csv; the 88 where None, no such file where empty.
        published: content of published.yaml; no such file where empty.
    """
    files = {"survey/questions.yaml": questions}
    content = table(responses()) if answers is None else answers
    if content:
        files["survey/responses.csv"] = content
    if published:
        files["survey/published.yaml"] = published
    return make_study(folder, language=language, files=files)
