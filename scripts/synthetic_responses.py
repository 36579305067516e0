"""Makes up survey/responses.csv: 88 respondents who give the published figures of the model survey.

    python scripts/synthetic_responses.py           # makes the file anew, in some seconds, always the same
    python scripts/synthetic_responses.py --check   # looks whether it gives the figures, without solving

No published answer of any one municipality exists: the report prints shares. The rows are therefore computed, by
whole-number programmes (scipy.optimize.milp, that is HiGHS), so that

- every printed share of all who were asked comes out as printed (a half rounds up), and so do the tables of
  non-response (survey/published.yaml, survey/population.yaml): these are constraints;
- as many as possible of the 121 claims about groups come out with their percent and base: a claim that is
  missed costs more than everything else together. Some of them cannot be true; each missed one is printed
  with the reason. Direction and significance follow from the numbers; where the numbers do not bear out what
  is claimed, that is printed too;
- the five cases are rows with public facts about them, and with answers in keeping with what their interviews
  and descriptions say (scripts/synthetic/made_up.py); all five fit the rule by which cases are chosen.

It goes in steps, each with the answers of those before it held fast:

1. core.py: a programme over the cells of region x centrality x size x F3 x F6 x F2, whose variables say how many
   respondents a cell holds; then the share of immigrants, the counties within a region, the inhabitants.
2. rest.py: question by question, who gave which answer. What the report does not print (the counts in made_up.py,
   and which respondent gives which answer) is made up: small random costs, from a fixed seed, choose among all
   solutions, with an inclination to answer higher where more work is done.

At the end the rows are shuffled and numbered, R001 to R088.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from pathlib import Path

from synthetic.core import first_answers
from synthetic.figures import claims, contradicted, shares
from synthetic.outcome import outcomes, wrong_shares, wrong_tables
from synthetic.rest import other_answers
from synthetic.survey import RESPONSES, Row, columns

README = RESPONSES.with_name("README.md")
SEED = 2021


def solve() -> list[Row]:
    """The rows, shuffled and numbered; the key `case` names those that are cases."""
    seed = random.Random(SEED)
    people = first_answers(shares(), claims(), seed)
    other_answers(people, shares(), claims(), seed)
    seed.shuffle(people)
    for number, row in enumerate(people, start=1):
        row.update(respondent=f"R{number:03}", synthetic="yes")
    return people


def write(people: list[Row], file: Path) -> None:
    """Write the rows, comma and LF."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(columns()), extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(people)


def read(file: Path) -> list[Row]:
    """The rows of a file of responses."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def report(people: list[Row]) -> bool:
    """Say what the rows make of the published figures; whether all shares and tables are as printed."""
    wrong = [*wrong_shares(people, shares()), *wrong_tables(people)]
    found = findings(people)
    missed = len(found["missed"])
    _list(f"{len(shares())} published shares and 3 tables, {len(wrong)} not met", wrong)
    _list("Shares printed with two percents, the other of which is met", found["contradicted"])
    _list(
        f"{len(claims())} claims about groups, {len(claims()) - missed} met and {missed} missed",
        found["missed"],
    )
    _list("Claims met in number, but not in all that they say", found["unproved"])
    return not wrong


def findings(people: list[Row]) -> dict[str, list[str]]:
    """What the rows do not give, or not wholly, under the names of the lists in survey/README.md."""
    found = outcomes(people)
    return {
        "contradicted": contradicted(),
        "missed": [f"{outcome.claim}: {outcome.missed}" for outcome in found if outcome.missed],
        "unproved": [f"{outcome.claim}: {outcome.unproved}" for outcome in found if outcome.unproved],
    }


def page(people: list[Row], text: str) -> str:
    """The text of survey/README.md with its lists written anew."""
    for name, lines in findings(people).items():
        start = text.index("\n", text.index(f"<!-- {name}:")) + 1
        end = text.index("<!-- end -->", start)
        text = text[:start] + "".join(f"- {line}\n" for line in lines) + text[end:]
    return text


def _list(title: str, lines: list[str]) -> None:
    print(title + (":" if lines else ""), *(f"- {line}" for line in lines), sep="\n")


def main() -> int:
    """Make the responses and what README.md says of them, or check both."""
    parser = argparse.ArgumentParser(description="Make up the responses of the example survey.")
    parser.add_argument("--check", action="store_true", help="check the files; change nothing")
    parser.add_argument("--file", type=Path, default=RESPONSES, help="the file of responses")
    given = parser.parse_args()
    if not given.check:
        people = solve()
        write(people, given.file)
        print(*(f"{row['case']}: {row['respondent']}" for row in people if "case" in row), sep="\n")
    people = read(given.file)
    text = README.read_text(encoding="utf-8")
    if not given.check and given.file == RESPONSES:
        README.write_text(text := page(people, text), encoding="utf-8")
    if stale := page(people, text) != text:
        print(f"{README.name} beside the responses has other lists than these:")
    return 1 if not report(people) or stale else 0


if __name__ == "__main__":
    sys.exit(main())
