"""The example study at the repository's root keeps the promises its README makes."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from crosscase.study.check import check
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.summary_file import SummariesKeeper
from crosscase.study.theme_file import ThemesKeeper
from studies import contents

REPOSITORY = Path(__file__).parents[2]
STATIONS = ("codebook", "interviews", "codings", "memos", "cases", "survey", "synthesis")
CASES = ("alta", "kristiansand", "lillestrom", "skien", "skiptvet")

# The cases whose focus groups say what each theme says.
IN_CASES = {
    "K1": "skien skiptvet",
    "K2": "skien skiptvet",
    "K3": "kristiansand lillestrom",
    "U1": "kristiansand alta skien",
    "U2": "skiptvet",
    "U3": "kristiansand lillestrom",
    "U4": "kristiansand skien",
    "U5": "alta skien",
    "U6": "kristiansand alta",
    "U7": "kristiansand alta",
    "T1": "",
    "T2": "kristiansand alta skien lillestrom skiptvet",
    "T3": "kristiansand alta",
    "T4": "kristiansand alta skien lillestrom skiptvet",
    "T5": "skien lillestrom skiptvet",
    "T6": "kristiansand alta skien skiptvet",
    "T7": "skien",
    "T8": "kristiansand skien",
    "T9": "lillestrom skien",
    "T10": "alta skien skiptvet",
    "T11": "skien lillestrom skiptvet",
    "T12": "lillestrom",
    "B1": "alta skiptvet kristiansand",
    "B2": "skien skiptvet",
    "B3": "kristiansand lillestrom",
    "B4": "alta skiptvet lillestrom",
    "P1": "skien alta",
    "P2": "kristiansand alta skien lillestrom skiptvet",
    "P3": "kristiansand skien lillestrom skiptvet",
    "P4": "kristiansand lillestrom",
    "P5": "skiptvet",
    "P6": "kristiansand alta",
    "P7": "skiptvet skien kristiansand",
    "M1": "",
    "M2": "kristiansand",
    "M3": "lillestrom",
}


def parts(file: Path) -> tuple[dict[str, Any], str]:
    """Front matter and body, without the code under test."""
    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


SOURCES = {
    f"{file.parent.name}/{file.stem}": parts(file)
    for file in sorted((REPOSITORY / "interviews").glob("*/*.md"))
}
CODINGS = [
    {"coder": file.stem, "source": f"{file.parts[-3]}/{file.parts[-2]}", **record}
    for file in sorted((REPOSITORY / "codings").glob("*/*/*.yaml"))
    for record in yaml.safe_load(file.read_text(encoding="utf-8"))["codings"]
]
FAMILIES = yaml.safe_load((REPOSITORY / "codebook/codebook.yaml").read_text(encoding="utf-8"))["codes"]
THEMES = yaml.safe_load((REPOSITORY / "synthesis/themes.yaml").read_text(encoding="utf-8"))["themes"]


def walk(codes: list[dict[str, Any]], above: str = "") -> list[tuple[str, dict[str, Any]]]:
    found = []
    for code in codes:
        path = f"{above}{code['code']}"
        found += [(path, code), *walk(code.get("children", []), f"{path}/")]
    return found


CODES = dict(walk(FAMILIES))


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("example")
    shutil.copy(REPOSITORY / "study.yaml", folder)
    for station in STATIONS:
        shutil.copytree(REPOSITORY / station, folder / station)
    before = contents(folder)
    opened = open_folder(folder)
    assert contents(folder) == before
    return opened


def test_it_opens_without_a_problem(study: Study) -> None:
    assert [str(problem) for problem in study.problems] == []
    assert [str(problem) for problem in check(study)] == []


def test_what_is_open_is_what_the_files_hold(study: Study) -> None:
    assert sorted(study.cases) == list(CASES)
    assert sorted(study.sources) == sorted(SOURCES)
    assert {s.id: s.body for s in study.sources.values()} == {i: body for i, (_, body) in SOURCES.items()}
    assert sorted(c.id for s in study.coded_sources for c in study.codings(s)) == sorted(
        c["id"] for c in CODINGS
    )
    assert {study.codebook.path(code) for code in study.codebook} == set(CODES)


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_focus_group_notes_of_full_length(case: str) -> None:
    front, body = SOURCES[f"{case}/fokusgruppe"]
    assert front["kind"] == "focus-group"
    assert 1500 <= len(body.split()) <= 2500
    speakers = re.findall(r"^([^:\n]{2,12}):", body, re.MULTILINE)
    assert set(speakers) == set(front["speakers"])
    assert len(speakers) >= 30
    assert len(re.findall(r"^# ", body, re.MULTILINE)) >= 5


def test_there_are_at_least_three_documents() -> None:
    documents = [body for front, body in SOURCES.values() if front["kind"] == "document"]
    assert len(documents) >= 3
    assert all(300 <= len(body.split()) <= 600 for body in documents)


def test_every_text_says_that_it_is_constructed() -> None:
    memos = [parts(file)[0] for file in (REPOSITORY / "memos").glob("*.md")]
    fronts = [front for front, _ in SOURCES.values()]
    assert memos
    for front in (*memos, *fronts):
        assert "onstruert for demonstrasjon" in front["notice"]


def test_every_text_is_in_composed_form() -> None:
    for station in (*STATIONS, "study.yaml"):
        files = (REPOSITORY / station).rglob("*") if "." not in station else [REPOSITORY / station]
        for file in files:
            if file.is_file():
                assert unicodedata.is_normalized("NFC", file.read_text(encoding="utf-8")), file


def test_the_codebook_has_eight_families_and_every_field() -> None:
    assert len(FAMILIES) == 8
    assert 35 <= len(CODES) <= 60
    for path, code in CODES.items():
        assert code["name"]["nb"], path
        assert code["name"]["en"], path
        for field in ("id", "definition", "include", "exclude", "example", "keywords", "color"):
            assert code.get(field), f"{path} has no {field}"
        assert re.fullmatch(r"#[0-9A-F]{6}", code["color"]), path
        assert re.fullmatch(r"[A-ZÆØÅ]{2}", code["tag"]), path
    assert max(Counter(code["tag"] for code in CODES.values()).values()) == 1
    assert max(Counter(code["id"] for code in CODES.values()).values()) == 1
    assert any(code.get("survey") for code in CODES.values())


SECOND_NOTES = {"skiptvet/fokusgruppe-andre-notater"}  # the same meeting, by the other note-taker


@pytest.mark.parametrize("case", CASES)
def test_the_main_coder_has_coded_every_case(case: str) -> None:
    own = [c for c in CODINGS if c["coder"] == "koder-a" and c["source"].startswith(f"{case}/")]
    assert len(own) >= 60
    spans = sorted((c["source"], *c["at"]) for c in own)
    assert any(a[0] == b[0] and b[1] < a[2] for a, b in pairwise(spans))
    assert any(c.get("memo") for c in own)
    assert any(c.get("key") for c in own)
    coded = {c["source"] for c in own}
    assert coded == {source for source in SOURCES if source.startswith(f"{case}/")} - SECOND_NOTES


def test_a_second_coder_has_coded_two_focus_groups_and_does_not_always_agree() -> None:
    sources = sorted({c["source"] for c in CODINGS if c["coder"] == "koder-b"})
    assert sources == ["alta/fokusgruppe", "kristiansand/fokusgruppe"]
    for source in sources:
        by_span: dict[str, dict[tuple[int, ...], set[str]]] = {"koder-a": {}, "koder-b": {}}
        for c in CODINGS:
            if c["source"] == source:
                by_span[c["coder"]].setdefault(tuple(c["at"]), set()).add(c["code"])
        a, b = by_span["koder-a"], by_span["koder-b"]
        both = a.keys() & b.keys()
        assert any(a[span] & b[span] for span in both), "nowhere the same code on the same words"
        assert any(not a[span] & b[span] for span in both), "nowhere another code on the same words"
        for one, other in ((a, b), (b, a)):
            alone = [s for s in one if not any(s[0] < o[1] and o[0] < s[1] for o in other)]
            assert alone, "no passage that only one of the two has coded"


def test_every_quote_is_the_text_at_its_place() -> None:
    for c in CODINGS:
        body = SOURCES[c["source"]][1]
        start, end = c["at"]
        assert body[start:end] == c["quote"], c["id"]
        assert body[max(0, start - 32) : start] == c["before"], c["id"]
        assert body[end : end + 32] == c["after"], c["id"]


def test_every_coding_has_a_known_code_and_an_id_of_its_own() -> None:
    assert {c["code"] for c in CODINGS} <= set(CODES)
    assert max(Counter(c["id"] for c in CODINGS).values()) == 1


def test_the_themes_are_those_of_the_study() -> None:
    assert [theme["id"] for theme in THEMES] == list(IN_CASES)
    for theme in THEMES:
        assert set(theme["sentence"]) == {"nb", "en"}
        assert theme["relation"] in {"converges", "expands", "explains", "contrasts", "silent"}
        assert theme["codes"]
        assert {*theme["codes"], *theme.get("against", [])} <= set(CODES), theme["id"]
        assert set(theme["reason"]) == {"nb", "en"}
        assert set(theme.get("reversed", [])) <= set(theme.get("survey", [])), theme["id"]
        assert (theme["relation"] == "silent") == (not theme.get("survey"))
    areas = yaml.safe_load((REPOSITORY / "synthesis/themes.yaml").read_text(encoding="utf-8"))["areas"]
    assert [area["id"] for area in areas] == list(dict.fromkeys(theme["area"] for theme in THEMES))
    assert all(set(area["name"]) == {"nb", "en"} for area in areas)


def test_a_decision_on_a_theme_or_a_summary_will_change_its_own_lines_alone() -> None:
    """Its files are as the program writes them."""
    for keeper, pattern in ((ThemesKeeper(), "themes.yaml"), (SummariesKeeper(), "summaries/*.yaml")):
        files = sorted((REPOSITORY / "synthesis").glob(pattern))
        assert files
        for file in files:
            raw = file.read_bytes()
            assert keeper.dump(str(file), keeper.load(str(file), raw))[0] == raw, file


@pytest.mark.parametrize("theme", [t for t in THEMES if IN_CASES[t["id"]]], ids=lambda theme: theme["id"])
def test_the_codes_of_a_theme_are_coded_in_each_case_it_holds_for(theme: dict[str, Any]) -> None:
    for case in IN_CASES[theme["id"]].split():
        used = {c["code"] for c in CODINGS if c["coder"] == "koder-a" and c["source"].startswith(f"{case}/")}
        assert set(theme["codes"]) <= used, f"{case} lacks {set(theme['codes']) - used}"
