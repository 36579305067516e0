"""Two programs on one study at the same time: nothing of either is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import other_program
import pytest
import yaml

from crosscase.study.check import check
from crosscase.study.opening import open_folder
from studies import contents, make_study

A = "codings/alta/fokusgruppe/koder-a.yaml"


class Program:
    """The program in a process of its own."""

    def __init__(self, folder: Path, coder: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, other_program.__file__, "serve", str(folder), coder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._line() == "open"

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def begin(self, what: str, **said: Any) -> None:
        assert self.process.stdin is not None
        print(json.dumps({"what": what, **said}), file=self.process.stdin, flush=True)

    def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._line())
        return answer

    def do(self, what: str, **said: Any) -> Any:
        """Do it; an error is one line, given back as text."""
        self.begin(what, **said)
        answer = self.answer()
        if "refused" in answer:
            assert "\n" not in answer["refused"]
            return answer["refused"]
        return answer["done"]


Start = Callable[[str], Program]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    make_study(tmp_path, codings={})
    programs = []

    def started(coder: str) -> Program:
        programs.append(Program(tmp_path, coder))
        return programs[-1]

    yield started
    for program in programs:
        program.process.kill()
        program.process.communicate()


def on_disk(folder: Path, file: str = A) -> dict[str, dict[str, Any]]:
    path = folder / file
    records = yaml.safe_load(path.read_text(encoding="utf-8"))["codings"] if path.exists() else []
    assert len({record["id"] for record in records}) == len(records)
    return {record["id"]: record for record in records}


def spans(first: int) -> list[tuple[int, int]]:
    return [(start, start + 7) for start in range(first, first + 80, 2)]


@pytest.mark.parametrize("second", ["koder-a", "koder-b"])
def test_codings_added_at_the_same_time_are_all_there(tmp_path: Path, start: Start, second: str) -> None:
    one, other = start("koder-a"), start(second)
    one.begin("add", code="barriers", spans=spans(0))
    other.begin("add", code="challenges", spans=spans(100))
    mine, theirs = one.answer()["done"], other.answer()["done"]
    assert len(mine) == len(theirs) == 40
    assert set(on_disk(tmp_path)) | set(on_disk(tmp_path, A.replace("koder-a", second))) == {*mine, *theirs}
    assert check(open_folder(tmp_path)) == []


def test_what_the_other_program_added_is_seen_after_the_next_change(start: Start) -> None:
    one, other = start("koder-a"), start("koder-a")
    [theirs] = other.do("add", code="barriers", spans=[(3, 9)])
    [mine] = one.do("add", code="barriers", spans=[(20, 29)])
    assert one.do("see") == [theirs, mine]


def test_a_record_that_both_changed_is_refused_and_stays_as_the_first_left_it(
    tmp_path: Path, start: Start
) -> None:
    [coding] = start("koder-a").do("add", code="barriers", spans=[(3, 9)])
    one, other = start("koder-a"), start("koder-a")
    assert one.do("memo", id=coding, memo="fra den ene") is None
    before = contents(tmp_path)
    refusal = other.do("memo", id=coding, memo="fra den andre")
    assert "was changed by somebody else in " + A in refusal
    assert contents(tmp_path) == before
    assert on_disk(tmp_path)[coding]["memo"] == "fra den ene"
    assert other.do("memo", id=coding, memo="etter å ha sett") is None


def test_a_record_that_the_other_removed_cannot_be_changed(tmp_path: Path, start: Start) -> None:
    [coding] = start("koder-a").do("add", code="barriers", spans=[(3, 9)])
    one, other = start("koder-a"), start("koder-a")
    one.do("remove", id=coding)
    assert "was changed by somebody else" in other.do("memo", id=coding, memo="x")
    assert not (tmp_path / A).exists()


def test_undo_of_a_record_that_the_other_changed_is_refused(tmp_path: Path, start: Start) -> None:
    one = start("koder-a")
    [coding, second] = one.do("add", code="barriers", spans=[(3, 9), (20, 29)])
    start("koder-a").do("memo", id=second, memo="fra den andre")
    assert one.do("undo").startswith("undo code barriers: barriers on ")
    assert on_disk(tmp_path)[second]["memo"] == "fra den andre"
    assert set(on_disk(tmp_path)) == {coding, second}


def test_undo_leaves_what_the_other_added_in_between(tmp_path: Path, start: Start) -> None:
    one, other = start("koder-a"), start("koder-a")
    one.do("add", code="barriers", spans=[(3, 9)])
    [theirs] = other.do("add", code="barriers", spans=[(20, 29)])
    assert one.do("undo") is None
    assert set(on_disk(tmp_path)) == {theirs}


def test_the_same_new_code_made_in_both_is_refused_in_the_second(tmp_path: Path, start: Start) -> None:
    one, other = start("koder-a"), start("koder-b")
    assert one.do("new code", name="Tillit") is None
    before = contents(tmp_path)
    assert "there is a code tillit already" in other.do("new code", name="Tillit")
    assert contents(tmp_path) == before
    assert check(open_folder(tmp_path)) == []


def test_different_new_codes_made_in_both_are_both_there_and_undo_takes_back_ones_own(
    tmp_path: Path, start: Start
) -> None:
    one, other = start("koder-a"), start("koder-b")
    assert one.do("new code", name="Tillit") is None
    assert other.do("new code", name="Mot") is None
    assert [c.code for c in open_folder(tmp_path).codebook.children()][-2:] == ["mot", "tillit"]
    assert one.do("undo") is None
    assert [c.code for c in open_folder(tmp_path).codebook.children()][-1] == "mot"
    assert check(open_folder(tmp_path)) == []
