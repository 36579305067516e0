"""Themes, summaries and saved queries as files of records: read, written, undone to the byte, undone in a later run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crosscase.cli.changing import carry_out
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import ConflictError, FileError
from crosscase.study.record_file import RecordFileKeeper
from crosscase.study.saved_query import QueriesFile, SavedQuery
from crosscase.study.summary_file import SummariesKeeper, Summary
from crosscase.study.theme_file import FILE, RELATIONS, Area, Decided, Theme, ThemesKeeper
from crosscase.study.themes import areas_of, summaries_of, theme_named, themes_of
from crosscase.study.undo_log import undo_last
from studies import contents, make_study, put

SUMMARIES = "synthesis/summaries/alta.yaml"

THEMES = """\
# Funn på tvers. Rør ikke.

areas:
  - {id: barrierer, name: {nb: "Barrierer", en: "Barriers"}}
  - {id: ubrukt}
themes:
  - id: B1
    area: barrierer
    sentence: {nb: Tid og folk setter grenser., en: Time and staff set limits.}
    codes: [barriers/resources, "code:barriers near code:challenges"]   # et tidligere navn
    survey: [F10.kapasitet]
    reversed: []
    relation: converges
    reason: Begge sier det.
    decided: {by: koder-a, on: 2021-12-20}
  - id: U1
    area: utfordringer
    sentence: Skolene melder om det.
    codes: [challenges/schools]
"""

# every letter of Unicode but halves of one, which no text file can hold
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
nasty = st.sampled_from(
    [
        "",
        "null",
        "yes",
        "0301",
        "1e5",
        "2021-12-20",
        "- a",
        "a: b",
        "# a",
        "\u2028",
        "\x85",
        "\ufeff",
        "=1+1",
        "'",
        "[",
        "\r\n",
    ]
)
text = anything | nasty
texts = st.dictionaries(text, text, max_size=3)
lists = st.lists(text, max_size=3).map(tuple)
slugs = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,3})?", fullmatch=True).filter(
    lambda s: s not in ("con", "prn", "aux", "nul")
)
decided = st.none() | st.builds(Decided, by=text, on=text)
themes = st.builds(
    Theme, id=text.filter(bool), area=slugs | st.just(""), sentence=texts, codes=lists, against=lists, survey=lists,
    reversed=lists, relation=st.sampled_from(("", *RELATIONS)), reason=texts, decided=decided,
)  # fmt: skip
summaries = st.builds(
    Summary,
    id=text.filter(bool),
    code=text,
    text=texts,
    quotes=lists,
    by=slugs | st.just(""),
    written=text,
    seen=lists,
)
queries = st.builds(SavedQuery, id=text.filter(bool), name=text, where=text, coders=lists, note=text)
areas = st.lists(st.builds(Area, id=slugs, name=texts), max_size=3).map(tuple)


def plain(value: Any) -> Any:
    """What any reader of YAML should find of a record: its fields but the empty ones."""
    if isinstance(value, Theme | Summary | SavedQuery | Decided | Area):
        found = {each.name: getattr(value, each.name) for each in fields(value)}
        return {name: plain(inner) for name, inner in found.items() if inner not in ("", (), {}, None)}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Mapping) and set(value) == {""}:
        return value[""]
    return dict(value) if isinstance(value, Mapping) else value


def filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value != {}}


def by_id(records: list[Any]) -> dict[str, Any]:
    return {record.id: record for record in records}


@settings(max_examples=60)
@given(areas, st.lists(themes, max_size=3).map(by_id))
@example((), {"K1": Theme(id="K1", decided=Decided())})
def test_themes_read_back_the_same_by_every_reader(
    found: tuple[Area, ...], records: dict[str, Theme]
) -> None:
    keeper = ThemesKeeper()
    keeper.put_back(FILE, {"areas": found})
    raw, kept = keeper.dump(FILE, records)
    assert dict(kept) == records
    if raw is None:
        assert not found
        assert not records
        return
    again = ThemesKeeper()
    assert dict(again.load(FILE, raw)) == records
    assert again.beside(FILE)["areas"] == found
    seen = yaml.safe_load(raw)
    assert seen.get("areas", []) == [plain(area) for area in found]
    for theme, there in zip(records.values(), seen.get("themes", []), strict=True):
        assert filled(there) == filled(plain(theme))


@settings(max_examples=60)
@given(
    st.lists(summaries, min_size=1, max_size=3).map(by_id),
    st.lists(queries, min_size=1, max_size=3).map(by_id),
)
def test_summaries_and_queries_read_back_the_same_by_every_reader(
    written: dict[str, Summary], saved: dict[str, SavedQuery]
) -> None:
    for keeper, key, records in (
        (SummariesKeeper(), "summaries", written),
        (RecordFileKeeper(QueriesFile), "queries", saved),
    ):
        raw, _ = keeper.dump("x.yaml", records)
        assert raw is not None
        assert dict(keeper.load("x.yaml", raw)) == records
        for record, there in zip(records.values(), yaml.safe_load(raw)[key], strict=True):
            wanted = plain(record)
            # these two have no default and are always written
            assert there == {**{each: "" for each in ("code", "name", "where") if each in there}, **wanted}
        assert keeper.dump("x.yaml", keeper.load("x.yaml", raw))[0] == raw


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_folder(make_study(tmp_path / "study", files={FILE: THEMES}), "koder-a")


def decide(study: Study, id: str, relation: str) -> Edit:
    before = theme_named(study, id)
    after = replace(before, relation=relation, decided=Decided(by="koder-a", on="2022-01-03"))
    return Edit(f"decide on {id}", (Change(FILE, id, before, after),))


def test_a_file_written_by_hand_is_read_with_its_areas_in_order(study: Study) -> None:
    first, second = themes_of(study)
    assert first.codes == ("barriers/resources", "code:barriers near code:challenges")
    assert (first.reason, first.decided) == ({"": "Begge sier det."}, Decided(by="koder-a", on="2021-12-20"))
    assert (second.sentence, second.relation, second.decided) == ({"": "Skolene melder om det."}, "", None)
    # an area without a theme is not shown; one that only a theme names comes last
    assert [(area.id, area.name.get("nb")) for area in areas_of(study)] == [
        ("barrierer", "Barrierer"), ("utfordringer", None),
    ]  # fmt: skip


def test_a_decision_changes_its_theme_alone_and_keeps_areas_and_comment(study: Study) -> None:
    study.apply(decide(study, "U1", "silent"))
    raw = (study.root / FILE).read_text(encoding="utf-8")
    assert raw.startswith("# Funn på tvers. Rør ikke.\n\nareas:\n")
    before, after = yaml.safe_load(THEMES), yaml.safe_load(raw)
    assert after["areas"] == before["areas"]
    assert after["themes"][1] == {
        **before["themes"][1], "relation": "silent", "decided": {"by": "koder-a", "on": "2022-01-03"},
    }  # fmt: skip
    # 2021-12-20 without quotation marks is a day to that reader
    assert after["themes"][0] == {
        **{key: value for key, value in before["themes"][0].items() if value != []},
        "decided": {"by": "koder-a", "on": "2021-12-20"},
    }
    # what the program wrote itself changes in one place only
    study.apply(decide(study, "B1", "contrasts"))
    old, new = raw.split("\n"), (study.root / FILE).read_text(encoding="utf-8").split("\n")
    assert [line for line in new if line not in old] == ["    relation: contrasts"]
    assert len(new) == len(old)


def test_undo_gives_the_hand_written_bytes_back_now_and_in_a_later_run(study: Study) -> None:
    before = contents(study.root)
    study.apply(decide(study, "U1", "silent"))
    assert contents(study.root) != before
    study.undo()
    assert contents(study.root) == before
    carry_out(study, decide(study, "U1", "expands"))
    carry_out(study, Edit("drop B1", (Change(FILE, "B1", theme_named(study, "B1"), None),)))
    assert [theme.id for theme in themes_of(study)] == ["U1"]
    later = open_folder(study.root, "koder-a")
    undo_last(later)
    assert [theme.id for theme in themes_of(later)] == ["B1", "U1"]
    undo_last(later)
    assert contents(study.root) == before
    assert [theme.id for theme in themes_of(study)] == ["B1", "U1"]


def test_undo_of_a_theme_that_somebody_changed_since_is_refused(study: Study) -> None:
    carry_out(study, decide(study, "U1", "expands"))
    file = study.root / FILE
    put(study.root, FILE, file.read_text(encoding="utf-8").replace("expands", "explains"))
    before = contents(study.root)
    with pytest.raises(
        ConflictError, match=r"U1.* was changed by somebody else in synthesis/themes\.yaml since"
    ):
        undo_last(open_folder(study.root, "koder-a"))
    assert contents(study.root) == before


def test_the_last_summary_takes_its_file_along_and_undo_brings_it_back(study: Study) -> None:
    summary = Summary(
        id="s1", code="barriers", text={"nb": "Tid.\n\nFolk."}, by="koder-a", written="2022-01-03T10:00:00Z"
    )
    study.apply(Edit("write", (Change(SUMMARIES, "s1", None, summary),)))
    written = contents(study.root)
    assert yaml.safe_load(written[SUMMARIES]) == {
        "summaries": [
            {"id": "s1", "code": "barriers", "text": {"nb": "Tid.\n\nFolk."}, "by": "koder-a", "written": "2022-01-03T10:00:00Z"}
        ]
    }  # fmt: skip
    study.apply(Edit("remove", (Change(SUMMARIES, "s1", summary, None),)))
    assert SUMMARIES not in contents(study.root)
    assert summaries_of(study, "alta") == ()
    study.undo()
    assert contents(study.root) == written
    study.undo()
    assert SUMMARIES not in contents(study.root)


def test_a_file_of_nothing_but_comment_keeps_it(study: Study) -> None:
    put(study.root, SUMMARIES, "# Konstruert for demonstrasjon.\n")
    before = contents(study.root)
    assert summaries_of(study, "alta") == ()
    study.apply(Edit("write", (Change(SUMMARIES, "s1", None, Summary(id="s1", code="barriers")),)))
    assert (study.root / SUMMARIES).read_text().startswith("# Konstruert for demonstrasjon.\nsummaries:\n")
    study.undo()
    assert contents(study.root) == before


@pytest.mark.parametrize(
    ("file", "broken", "told"),
    [
        (FILE, "themes:\n  - id: K1\n    relation: agrees\n", "themes.yaml:3:15: "),
        (FILE, "themes:\n  - id: K1\n  - id: K1\n", "themes.yaml:3:9: id K1 stands twice"),
        (FILE, "themes:\n  - id: K1\n    sentense: a\n", "themes.yaml:3:5: .*sentence"),
        (FILE, "area: []\n", "themes.yaml:1:1: .*areas"),
        (SUMMARIES, "summaries:\n  - text: uten kode\n", "alta.yaml:2:5: .*code"),
        (SUMMARIES, "summaries:\n  - code: [a\n", "alta.yaml:"),
    ],
)
def test_what_is_broken_is_one_line_with_its_place_and_nothing_is_written_over_it(
    tmp_path: Path, file: str, broken: str, told: str
) -> None:
    study = open_folder(make_study(tmp_path, files={file: broken}), "koder-a")
    record = Theme(id="K2") if file == FILE else Summary(id="s1", code="barriers")
    before = contents(study.root)
    with pytest.raises(FileError, match=told) as caught:
        themes_of(study) if file == FILE else summaries_of(study, "alta")
    assert "\n" not in str(caught.value)
    with pytest.raises(FileError, match=told):
        study.apply(Edit("add", (Change(file, record.id, None, record),)))
    assert contents(study.root) == before
