"""Edits, undo and redo against a plain model: what is shown, what is on disk, and what undo restores."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from other_program import with_new_code

from crosscase.study.check import check
from crosscase.study.code_edits import add_codes, new_code
from crosscase.study.coding_edits import add_coding, remove_coding, set_code, set_key, set_memo, set_span
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from studies import BODY, contents, make_study, put

A = "codings/alta/fokusgruppe/koder-a.yaml"
BOOK = "codebook/codebook.yaml"
NOTES = "alta/fokusgruppe"

# as the program writes it, so that undoing everything can be asked to restore every byte
CODEBOOK = """# Kodene til en liten studie

codes:
  - id: c000000001
    code: barriers
    name: "Barrierer"
    color: "#D55E00"
    tag: "BA"
    children:
      - id: c000000002
        code: capacity
        name: "Kapasitet"
        color: "#D55E00"
        tag: "KA"
"""

Model = dict[str, tuple[str, tuple[int, int], str, bool]]

texts = st.text(max_size=30).filter(lambda t: not any("\ud800" <= c <= "\udfff" for c in t))
steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "memo", "key", "span", "code", "remove", "new", "undo", "undo", "redo", "open"]
        ),
        st.integers(0, 10_000),
        st.integers(1, 60),
        texts,
    ),
    max_size=30,
)


def shown(study: Study) -> Model:
    found: Model = {}
    for c in study.codings(NOTES, ["koder-a"]):
        assert c.at is not None
        assert c.quote == BODY[slice(*c.at)]
        found[c.id] = (c.code, c.at, c.memo, c.key)
    return found


def on_disk(folder: Path) -> tuple[Model, list[tuple[str, str]]]:
    records: list[dict[str, Any]] = []
    if (folder / A).exists():
        records = yaml.safe_load((folder / A).read_bytes())["codings"]
    codes = yaml.safe_load((folder / BOOK).read_bytes())["codes"]
    places = [tuple(r["at"]) for r in records]
    assert places == sorted(places, key=lambda p: (p[0], -p[1]))
    codings = {r["id"]: (r["code"], tuple(r["at"]), r.get("memo", ""), r.get("key", False)) for r in records}
    return codings, [(code["id"], code["code"]) for code in codes]


class Worker:
    """A person at work, and beside it a dict that is changed by plain assignments."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.study = open_folder(folder, "koder-a")
        self.model: Model = shown(self.study)
        self.codes = [(code.id, code.code) for code in self.study.codebook.children()]
        self.past: list[tuple[Model, list[tuple[str, str]]]] = []
        self.future: list[tuple[Model, list[tuple[str, str]]]] = []

    def step(self, what: str, place: int, size: int, text: str) -> None:
        if what == "open":
            self.study = open_folder(self.folder, "koder-a")
            self.past, self.future = [], []
        elif what in ("undo", "redo"):
            here, there = (self.past, self.future) if what == "undo" else (self.future, self.past)
            act = self.study.undo if what == "undo" else self.study.redo
            if not here:
                with pytest.raises(StudyError, match=f"nothing to {what}"):
                    act()
                return
            act()
            there.append((self.model, self.codes))
            self.model, self.codes = here.pop()
        else:
            self.change(what, place, size, text)

    def change(self, what: str, place: int, size: int, text: str) -> None:
        study, source = self.study, self.study.sources[NOTES]
        own = study.codings(NOTES, ["koder-a"])
        span = (place % (len(BODY) - 1), min(place % (len(BODY) - 1) + size, len(BODY)))
        model, codes = dict(self.model), list(self.codes)
        if what == "new":
            edit = with_new_code(study, "koder-a", f"Kode {len(self.past)} {place}", span)
            code, coding = (change.after for change in edit.changes)
            codes.append((code.id, code.code))
            model[coding.id] = (code.code, span, "", False)
        elif what == "add" or not own:
            edit, coding = add_coding(source, "koder-a", "barriers/capacity", span, memo=text)
            model[coding.id] = ("barriers/capacity", span, text, False)
        else:
            chosen = own[place % len(own)]
            code, at, memo, key = model[chosen.id]
            edit, record = {
                "memo": lambda: (set_memo(chosen, text), (code, at, text, key)),
                "key": lambda: (set_key(chosen, not key), (code, at, memo, not key)),
                "span": lambda: (set_span(chosen, source, span), (code, span, memo, key)),
                "code": lambda: (set_code(chosen, "barriers"), ("barriers", at, memo, key)),
                "remove": lambda: (remove_coding(chosen), None),
            }[what]()
            if record is None:
                del model[chosen.id]
            else:
                model[chosen.id] = record
        study.apply(edit)
        self.past.append((self.model, self.codes))
        self.model, self.codes, self.future = model, codes, []


@settings(max_examples=40)
@given(steps)
def test_any_edits_undone_and_done_again_are_as_a_plain_model_has_them(steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = make_study(Path(name), codebook=CODEBOOK, codings={})
        worker = Worker(folder)
        before = contents(folder)
        for step in steps:
            worker.step(*step)
            if step[0] == "open":
                before = contents(folder)
            assert shown(worker.study) == worker.model
            assert on_disk(folder) == (worker.model, worker.codes)
        assert check(open_folder(folder)) == []
        after = contents(folder)
        undone = len(worker.past)
        for _ in range(undone):
            worker.study.undo()
        assert contents(folder) == before
        for _ in range(undone):
            worker.study.redo()
        assert contents(folder) == after


def test_undo_and_redo_say_what_they_would_do(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path, codings={}), "koder-a")
    assert study.history.next_undo is None
    edit, coding = add_coding(study.sources[NOTES], "koder-a", "barriers", (3, 9))
    study.apply(edit)
    study.apply(set_memo(coding, "x"))
    assert study.history.next_undo is not None
    assert study.history.next_undo.name == "memo on barriers"
    study.undo()
    assert (study.history.next_undo.name, study.history.next_redo.name) == (
        "code barriers",
        "memo on barriers",
    )
    [now] = study.codings(NOTES)
    study.apply(set_key(now, True))
    assert study.history.next_redo is None


def test_a_refused_edit_is_no_step_and_changes_nothing(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    before = contents(tmp_path)
    first = study.codings(NOTES, ["koder-a"])[0]
    stale = set_memo(set_memo(first, "aldri lagret").changes[0].after, "ny")
    with pytest.raises(StudyError, match="was changed by somebody else"):
        study.apply(stale)
    assert contents(tmp_path) == before
    assert study.history.next_undo is None


def test_a_code_cannot_be_taken_from_under_its_children(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    before = contents(tmp_path)
    barriers = study.codebook.by_path["barriers"]
    with pytest.raises(StudyError, match=r"the code above \w+ would be gone"):
        study.apply(Edit("remove", (Change(BOOK, barriers.id, barriers, None),)))
    assert contents(tmp_path) == before
    assert len(study.codebook) == 5


def test_undo_of_a_new_code_under_which_another_program_put_one_is_refused(tmp_path: Path) -> None:
    make_study(tmp_path)
    one, other = open_folder(tmp_path, "koder-a"), open_folder(tmp_path, "koder-b")
    code = new_code(one.codebook, "Tillit", "nb")
    one.apply(add_codes([code]))
    other.refresh()
    under = new_code(other.codebook, "Til naboen", "nb", other.codebook.by_id[code.id])
    other.apply(add_codes([under]))
    before = contents(tmp_path)
    with pytest.raises(StudyError, match="would be gone"):
        one.undo()
    assert contents(tmp_path) == before
    assert "tillit/til-naboen" in open_folder(tmp_path).codebook.by_path


def test_undo_stands_when_another_program_put_a_code_before_ones_own(tmp_path: Path) -> None:
    make_study(tmp_path, codebook=CODEBOOK)
    study = open_folder(tmp_path, "koder-a")
    study.apply(add_codes([new_code(study.codebook, "Tillit", "nb")]))
    text = (tmp_path / BOOK).read_text()
    put(tmp_path, BOOK, text.replace("codes:\n", 'codes:\n  - code: mot\n    name: "Mot"\n'))
    study.undo()
    assert [code.code for code in open_folder(tmp_path).codebook.children()] == ["mot", "barriers"]


def test_a_comment_at_the_top_of_the_codebook_is_kept(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path, codebook=CODEBOOK), "koder-a")
    study.apply(add_codes([new_code(study.codebook, "Tillit", "nb")]))
    assert (tmp_path / BOOK).read_text().startswith(CODEBOOK)


@pytest.mark.parametrize(
    "empty",
    [
        b"codes: []\n",
        b"# Kodebok\r\n\r\ncodes:    [ ]   # ingen\r\n",
        b"codes:\n",
        b"",
        b"\xef\xbb\xbf# bare dette\n",
        None,
    ],
)
def test_undo_of_the_first_code_brings_back_the_file_without_codes_or_none(
    tmp_path: Path, empty: bytes | None
) -> None:
    make_study(tmp_path, codings={})
    (tmp_path / BOOK).unlink() if empty is None else put(tmp_path, BOOK, empty)
    study = open_folder(tmp_path, "koder-a")
    before = contents(tmp_path)
    assert before.get(BOOK) == empty
    for name in ("Tillit", "Mot"):
        code = new_code(study.codebook, name, "nb")
        study.apply(add_codes([code]))
    after = contents(tmp_path)
    study.undo()
    study.undo()
    assert contents(tmp_path) == before
    study.redo()
    study.redo()
    assert contents(tmp_path) == after


def test_a_broken_file_that_was_mended_or_removed_can_be_saved_again(tmp_path: Path) -> None:
    make_study(tmp_path)
    good = (tmp_path / A).read_bytes()
    put(tmp_path, A, good + b"\t- x")
    study = open_folder(tmp_path, "koder-a")
    with pytest.raises(StudyError):
        study.apply(add_coding(study.sources[NOTES], "koder-a", "barriers", (3, 9))[0])
    put(tmp_path, A, good)
    study.apply(add_coding(study.sources[NOTES], "koder-a", "barriers", (3, 9))[0])
    assert len(study.codings(NOTES, ["koder-a"])) == 4
    put(tmp_path, A, b"\t- x")
    study.refresh()
    (tmp_path / A).unlink()
    study.refresh()
    study.apply(add_coding(study.sources[NOTES], "koder-a", "barriers", (3, 9))[0])
    assert len(open_folder(tmp_path).codings(NOTES, ["koder-a"])) == 1


def test_a_former_path_is_written_as_the_present_one_when_the_coder_saves(tmp_path: Path) -> None:
    make_study(tmp_path)
    put(tmp_path, A, (tmp_path / A).read_text().replace("barriers/capacity", "barriers/resources"))
    study = open_folder(tmp_path, "koder-a")
    assert study.code_counts()["c000000002"] == 2
    assert check(study) == []
    former = next(c for c in study.codings(NOTES, ["koder-a"]) if c.code == "barriers/resources")
    study.apply(set_key(former, True))
    assert "barriers/resources" not in (tmp_path / A).read_text()
    study.undo()
    assert [c.key for c in open_folder(tmp_path).codings(NOTES, ["koder-a"])] == [True, False, False]
