"""The example survey gives what its report printed: counted here with csv and fractions alone."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import floor, sqrt
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SURVEY = ROOT / "survey"
SCRIPT = ROOT / "scripts" / "synthetic_responses.py"


def loaded(name: str) -> dict[str, Any]:
    """A YAML file of the survey; every scalar a string."""
    found: dict[str, Any] = yaml.load((SURVEY / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


QUESTIONS = loaded("questions.yaml")
BY_ID = {question["id"]: question for question in QUESTIONS["questions"]}
VARIABLES = {variable["id"]: variable for variable in QUESTIONS["variables"]}
PUBLISHED = loaded("published.yaml")
with (SURVEY / "responses.csv").open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))

CASES = {
    "Kristiansand": "kristiansand",
    "Alta": "alta",
    "Lillestrøm": "lillestrom",
    "Skien": "skien",
    "Skiptvet": "skiptvet",
}
MEASURES = [option["id"] for option in BY_ID["F8"]["options"] if option["id"] != "vet-ikke"]

# Tables 1-3 as they were printed: group, percent of all, percent of those who answered, points between them.
PRINTED = {
    "T1": [
        ("oslo", "0.3", "1.1", "0.9"), ("rogaland", "6.5", "1.1", "-5.3"), ("more-og-romsdal", "7.3", "11.4", "4.1"),
        ("nordland", "11.5", "13.6", "2.1"), ("viken", "14.3", "17.0", "2.7"), ("innlandet", "12.9", "13.6", "0.7"),
        ("vestfold-og-telemark", "6.5", "8.0", "1.5"), ("agder", "7.0", "3.4", "-3.6"),
        ("vestland", "12.1", "14.8", "2.7"), ("trondelag", "10.7", "8.0", "-2.7"),
        ("troms-og-finnmark", "11.0", "8.0", "-3.0"),
    ],
    "T2": [
        ("0-5000", "49", "52", "3.40"), ("5001-10000", "20", "13", "-7.16"), ("10001-20000", "14", "10", "-3.82"),
        ("20001-700000", "17", "25", "7.58"),
    ],
    "T3": [("sentrale", "7", "11", "4"), ("mellomsentrale", "34", "32", "-2"), ("minst-sentrale", "59", "57", "-2")],
}  # fmt: skip


def half_up(value: Fraction, decimals: int = 0) -> Fraction:
    scaled = floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Fraction(scaled if value >= 0 else -scaled, 10**decimals)


def said(question: str, name: str) -> set[str]:
    """The options that an option or a box stands for."""
    asked = BY_ID[question]
    scale = QUESTIONS["scales"][asked["scale"]] if "scale" in asked else asked
    assert name in {entry["id"] for entry in (*scale["options"], *scale.get("boxes", []))}
    return next((set(box["options"]) for box in scale.get("boxes", []) if box["id"] == name), {name})


def answer(item: str) -> tuple[str, set[str]]:
    """The column of an item, and the cells that count."""
    question, *rest = item.split(".")
    kind = BY_ID[question]["type"]
    if kind == "multiple":
        return item, {"1"}
    return (
        (question, said(question, rest[0]))
        if kind == "single"
        else (f"{question}.{rest[0]}", said(question, rest[1]))
    )


def belongs(row: dict[str, str], variable: str, group: str) -> bool:
    if variable not in VARIABLES:
        return row[variable] == group
    question = VARIABLES[variable]["question"]
    wanted = next(entry for entry in VARIABLES[variable]["groups"] if entry["id"] == group)
    if "from" in wanted:
        return int(wanted["from"]) <= int(row[question]) <= int(wanted["to"])
    return any(row[question] in said(question, name) for name in wanted["options"])


def count(rows: list[dict[str, str]], item: str) -> tuple[int, int]:
    """How many gave an answer, of how many who were asked."""
    column, cells = answer(item)
    asked = [row[column] for row in rows if row[column]]
    return sum(cell in cells for cell in asked), len(asked)


def groups_of(claim: dict[str, Any]) -> list[str]:
    return claim["groups"] if "groups" in claim else [claim["group"]]


def inside(claim: dict[str, Any]) -> list[dict[str, str]]:
    return [row for row in ROWS if any(belongs(row, claim["variable"], group) for group in groups_of(claim))]


def met(claim: dict[str, Any]) -> bool:
    """Whether percent and base are as printed; where no percent is, whether the group stands out as it is said to."""
    chosen, base = count(inside(claim), claim["item"])
    if claim.get("base", str(base)) != str(base) or str(base) not in claim.get("bases", [str(base)]):
        return False
    if "percent" in claim:
        return half_up(Fraction(100 * chosen, base)) == int(claim["percent"])
    if claim["direction"] == "single":
        return (chosen, base) == (1, 1)
    total, everybody = count(ROWS, claim["item"])
    if claim["direction"] == "mainly":
        return 2 * chosen > total
    assert claim["direction"] == "higher"
    return Fraction(chosen, base) > Fraction(total, everybody)


def key(claim: dict[str, Any]) -> tuple[str, str]:
    return claim["item"], f"{claim['variable']}={','.join(groups_of(claim))}"


CLAIMS = [claim for figure in PUBLISHED["figures"] for claim in figure.get("claims", [])]
MISSED = [key(claim) for claim in CLAIMS if not met(claim)]


def listed(name: str) -> list[tuple[str, str]]:
    """What the page beside the responses lists under a name: item and group."""
    page = (SURVEY / "README.md").read_text(encoding="utf-8")
    part = page.partition(f"<!-- {name}: ")[2].partition("<!-- end -->")[0]
    return re.findall(r"^- `([^`]+)`, ([^\s,]+(?:,[^\s,]+)*)", part, re.MULTILINE)


def shares() -> Iterator[tuple[str, dict[str, str], str]]:
    for figure in PUBLISHED["figures"]:
        for share in figure["shares"]:
            yield figure["id"], share, share.get("base", figure.get("base", ""))


def test_88_made_up_respondents_are_marked_as_such() -> None:
    assert [row["respondent"] for row in ROWS] == [f"R{number:03}" for number in range(1, 89)]
    assert {row["synthetic"] for row in ROWS} == {"yes"}
    assert "laget for demonstrasjon" in QUESTIONS["notice"]["nb"]
    assert "made up for demonstration" in QUESTIONS["notice"]["en"]


def test_every_published_share_of_all_comes_out_as_printed() -> None:
    contradicted = []
    figures = set()
    for figure, share, base in shares():
        chosen, asked = count(ROWS, share["item"])
        exact = Fraction(100 * chosen, asked)
        figures.add(figure)
        assert not base or asked == int(base), share
        if "percent" in share and half_up(exact) != int(share["percent"]):
            contradicted.append(share["item"])
        assert exact > int(share.get("over", -1)), share
        assert exact < int(share.get("under", 101)), share
        assert abs(exact - int(share.get("about", half_up(exact)))) <= 5, share
    assert figures == {f"F{number}" for number in range(1, 14)}
    # one share is printed with two percents
    assert contradicted == ["F7.innvandrerbakgrunn.liten"]
    assert {s["percent"] for _, s, _ in shares() if s["item"] == contradicted[0]} == {"11", "13"}
    assert [
        item for item, _ in re.findall(r"- `([^`]+)`, (\d+ %)", (SURVEY / "README.md").read_text("utf-8"))
    ] == contradicted


@pytest.mark.parametrize("table", loaded("population.yaml")["tables"], ids=lambda table: table["id"])
def test_the_tables_of_nonresponse_come_out_as_printed(table: dict[str, Any]) -> None:
    decimals = {name: int(places) for name, places in table["decimals"].items()}
    assert sum(map(int, table["groups"].values())) == 356
    found = []
    for group, size in table["groups"].items():
        population = Fraction(100 * int(size), 356)
        sample = Fraction(100 * sum(belongs(row, table["variable"], group) for row in ROWS), len(ROWS))
        found.append(
            (
                group, half_up(population, decimals["population"]), half_up(sample, decimals["sample"]),
                half_up(sample - population, decimals["deviation"]),
            )
        )  # fmt: skip
    assert found == [(group, *map(Fraction, numbers)) for group, *numbers in PRINTED[table["id"]]]


def test_all_claims_about_groups_are_met_but_those_that_the_page_lists() -> None:
    assert len(CLAIMS) == 121
    assert listed("missed") == MISSED
    assert len(MISSED) == 4


def test_no_missed_claim_could_have_been_true() -> None:
    for claim in CLAIMS:
        if key(claim) in MISSED:
            total, _ = count(ROWS, claim["item"])
            base = int(claim["base"])
            wanted = [k for k in range(base + 1) if half_up(Fraction(100 * k, base)) == int(claim["percent"])]
            assert all(k > total for k in wanted), claim  # also where no count gives that percent


def test_the_page_lists_the_claims_that_the_numbers_do_not_bear_out() -> None:
    found = []
    for claim in CLAIMS:
        if key(claim) in MISSED or claim.get("direction") not in ("higher", "lower"):
            continue
        items = claim.get("jointly", [claim["item"]])
        chosen, total = (sum(count(rows, item)[0] for item in items) for rows in (inside(claim), ROWS))
        base, everybody = (count(rows, claim["item"])[1] for rows in (inside(claim), ROWS))
        more = Fraction(chosen, base) > Fraction(total, everybody)
        pooled = total / everybody
        spread = sqrt(pooled * (1 - pooled) * (1 / base + 1 / (everybody - base)))
        z = (chosen / base - (total - chosen) / (everybody - base)) / spread
        proved = claim["significant"] == "unstated" or (abs(z) > 1.959964) == (claim["significant"] == "yes")
        if more != (claim["direction"] == "higher") or not proved:
            found.append(key(claim))
    assert listed("unproved") == found


def test_groups_that_are_said_to_be_highest_are_so() -> None:
    highest = [claim for claim in CLAIMS if claim.get("direction") == "highest"]
    for item in {claim["item"] for claim in highest}:
        named = {claim["group"] for claim in highest if claim["item"] == item}
        share = {}
        for group in VARIABLES["landsdel"]["groups"]:
            chosen, base = count([row for row in ROWS if belongs(row, "landsdel", group["id"])], item)
            if base > 1:
                share[group["id"]] = Fraction(chosen, base)
        assert min(share[group] for group in named) > max(share[group] for group in share.keys() - named)


def test_who_was_not_asked_has_no_answer_and_who_was_asked_has_one() -> None:
    for row in ROWS:
        challenged = row["F3"] in ("noen", "ganske-store", "svaert-store")
        working = row["F6"] in ("svaert-stor", "ganske-stor", "noen")
        for column, cell in row.items():
            question, _, rest = column.partition(".")
            asked = {"F4": challenged, "F8": working, "F9": row.get(f"F8.{rest}") == "1"}.get(question, True)
            assert bool(cell) is asked, (row["respondent"], column)


def test_every_cell_is_an_answer_of_its_question() -> None:
    for column in ROWS[0]:
        question, _, rest = column.partition(".")
        if question in ("respondent", "synthetic", "innbyggere"):
            continue
        asked = BY_ID[question]
        scale = QUESTIONS["scales"][asked["scale"]] if "scale" in asked else asked
        options = {option["id"] for option in scale["options"]}
        allowed = {"0", "1"} if asked["type"] == "multiple" else options
        assert not rest or rest in options | {part["id"] for part in asked.get("rows", [])}
        assert {row[column] for row in ROWS} - {""} <= allowed, column


def test_who_knows_nothing_of_a_question_with_several_answers_ticked_nothing_else() -> None:
    for question in ("F4", "F8", "F11", "F13"):
        columns = [column for column in ROWS[0] if column.startswith(f"{question}.")]
        for row in ROWS:
            ticks = [column for column in columns if row[column] == "1"]
            assert bool(ticks) is bool(row[columns[0]])
            assert f"{question}.vet-ikke" not in ticks or len(ticks) == 1


def test_the_five_cases_are_respondents_who_fit_the_rule_of_selection() -> None:
    assert QUESTIONS["selection"] | {"spread": []} == {
        "where": ["F6=stor-grad", "F8>=3"],
        "spread": [],
        "number": "5",
    }
    for name, file in CASES.items():
        case = yaml.safe_load((ROOT / "cases" / f"{file}.yaml").read_text(encoding="utf-8"))
        row = next(row for row in ROWS if row["respondent"] == case["respondent"])
        assert case["name"] == name
        assert row["innbyggere"] == case["attributes"]["innbyggere"]
        for column, attribute in (("fylke", "fylke"), ("sentralitet", "sentralitet")):
            label = next(o["label"]["nb"] for o in BY_ID[column]["options"] if o["id"] == row[column])
            assert label == case["attributes"][attribute]
        region = next(g for g in VARIABLES["landsdel"]["groups"] if row["fylke"] in g["options"])
        assert region["label"]["nb"] == case["attributes"]["landsdel"]
        assert row["F6"] in ("svaert-stor", "ganske-stor")
        assert sum(row[f"F8.{measure}"] == "1" for measure in MEASURES) >= 3


def test_open_answers_are_of_respondents_who_were_asked_for_them() -> None:
    wanted = {
        "f4-annet": ("F4.annet", 6, {row["respondent"] for row in ROWS if row["F4.annet"] == "1"}),
        "f6-hvorfor": (
            "F6.hvorfor",
            7,
            {row["respondent"] for row in ROWS if row["F6"] in ("liten", "ikke")},
        ),
        "f8-annet": ("F8.annet", 13, {row["respondent"] for row in ROWS if row["F8.annet"] == "1"}),
        "f11-annet": ("F11.annet", 7, {row["respondent"] for row in ROWS if row["F11.annet"] == "1"}),
    }
    folder = ROOT / "interviews" / "open-answers"
    assert {file.stem for file in folder.iterdir()} == set(wanted)
    assert {q["source"] for q in BY_ID.values() if q["type"] == "open"} == {
        f"open-answers/{name}" for name in wanted
    }
    for name, (question, number, asked) in wanted.items():
        _, front, body = (folder / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
        assert yaml.safe_load(front)["question"] == question
        answered = re.findall(r"(?m)^(R\d{3}): \S", body)
        assert len(answered) == len(body.strip().split("\n\n")) == number
        assert max(Counter(answered).values()) == 1
        assert set(answered) <= asked, name


def test_every_survey_item_that_the_codebook_and_the_themes_name_is_a_question_or_an_answer() -> None:
    named = set()
    for file in ("codebook/codebook.yaml", "synthesis/themes.yaml"):
        for listing in re.findall(r"survey: \[([^\]]*)\]", (ROOT / file).read_text(encoding="utf-8")):
            named |= {item.strip() for item in listing.split(",")} - {""}
    assert len(named) > 20
    for item in named:
        question, _, rest = item.partition(".")
        assert (
            not rest or rest in {row["id"] for row in BY_ID[question].get("rows", [])} or answer(item)[1]
        ), item


def test_the_script_finds_nothing_to_say_against_the_files() -> None:
    command = [sys.executable, str(SCRIPT), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "121 claims about groups, 117 met and 4 missed" in done.stdout


def test_the_script_notices_a_response_that_was_changed(tmp_path: Path) -> None:
    changed = tmp_path / "responses.csv"
    text = (SURVEY / "responses.csv").read_text(encoding="utf-8")
    changed.write_text(text.replace(",kommunedirektor,", ",oppvekst,", 1), encoding="utf-8")
    command = [sys.executable, str(SCRIPT), "--check", "--file", str(changed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "- F12.kommunedirektor: 48 % of 88: 41 of 88" in done.stdout


@pytest.mark.slow
def test_the_script_makes_the_same_responses_again(tmp_path: Path) -> None:
    made = tmp_path / "responses.csv"
    command = [sys.executable, str(SCRIPT), "--file", str(made)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert made.read_bytes() == (SURVEY / "responses.csv").read_bytes()
