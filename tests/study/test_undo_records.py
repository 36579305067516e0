"""Edits as JSON and back: every field of every record, every byte of a former file."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.edits import WHOLE, Change, Edit, Former, Left, Step
from crosscase.study.model import Code, Coding
from crosscase.study.save import digest
from crosscase.study.saved_query import SavedQuery
from crosscase.study.undo_records import Damaged, Unkept, pack_step, unpack_step

words = st.text(max_size=12)
lists = st.lists(words, max_size=3).map(tuple)
names = st.dictionaries(words, words, max_size=3)
spans = st.none() | st.tuples(st.integers(0, 10**9), st.integers(0, 10**9))

codings = st.builds(
    Coding, words, words, words, words, spans, words, words, words, words, words, st.booleans(), words
)
codes = st.builds(
    Code, words, words, st.integers(0, 99), words, names, words, words, words, words, words, words,
    lists, lists, lists, st.booleans(), lists,
)  # fmt: skip
queries = st.builds(SavedQuery, id=words, name=words, where=words, coders=lists, note=words)
records = st.none() | codings | codes | queries


def again(step: Step) -> Step:
    """Through JSON, as a file has it."""
    return unpack_step(json.loads(json.dumps(pack_step(step))))


@given(words, st.lists(st.tuples(words, records, records), max_size=4), st.booleans())
def test_records_come_back_with_every_field(name: str, changed: list, every_coder: bool) -> None:
    changes = tuple(Change("codings/a/b/c.yaml", id, before, after) for id, before, after in changed)
    step = Step(Edit(name, changes, every_coder), {}, frozenset([name]))
    assert again(step) == step


def test_no_field_of_a_record_is_left_out() -> None:
    """The strategies above fill whatever has no default by place: a new field must be among them."""
    for kind, count in ((Coding, 12), (Code, 18)):
        assert len(fields(kind)) == count
    assert [f.name for f in fields(SavedQuery) if f.default is MISSING] == ["name"]


@given(st.none() | st.binary(max_size=200), st.none() | words)
def test_former_files_come_back_to_the_byte(raw: bytes | None, written: str | None) -> None:
    [former] = again(Step(Edit("x", ()), {"cases/a.yaml": Former(raw, Left(known=written))})).formers.values()
    assert (former.raw, former.left.hashed()) == (raw, written)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_is_whole_before_an_edit_and_its_digest_after_it(before: str, after: str) -> None:
    step = Step(Edit("x", (Change("cases/a.yaml", WHOLE, before, after),)))
    [change] = again(step).edit.changes
    assert (change.before, change.after) == (before, Unkept(digest(after.encode())))


def test_a_record_of_a_kind_that_is_not_written_is_known_to_be_missing() -> None:
    [change] = again(Step(Edit("x", (Change("synthesis/x.yaml", "1", None, object()),)))).edit.changes
    assert change.after == Unkept("")


@pytest.mark.parametrize(
    "path",
    [
        "../x.yaml",
        "/etc/passwd",
        "codings/../../x",
        "private/roster.yaml",
        ".git/config",
        "x",
        "",
        "a//b",
        "a\\b/c",
    ],
)
def test_no_entry_leads_out_of_the_study_or_to_what_edits_may_not_change(path: str) -> None:
    packed = pack_step(Step(Edit("x", (Change("cases/a.yaml", WHOLE, "x", None),))))
    packed["changes"][0]["file"] = path
    with pytest.raises(Damaged):
        unpack_step(packed)
