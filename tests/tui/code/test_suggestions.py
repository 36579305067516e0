"""Suggestions beside the text as a coder meets them, with the program that really makes them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from code_host import SMALL, SOURCE, UNCODED, Desk, desk
from suggesting_host import STAFF, marked, rows_marked, suggesting_once, switched_on

from crosscase.synthesis.suggest_worker import command, environment
from studies import CODEBOOK, Coded, make_study

STAFF_KEYWORD = CODEBOOK.replace('"ressurs"]', '"ressurs", "stykker"]')
TOO_LITTLE = "Too little to learn from: 3 coded passages (koder-a)"


def _refused(at: Desk) -> list[tuple[str, str]]:
    file = at.folder / "suggestions/koder-a.yaml"
    found = yaml.safe_load(file.read_text(encoding="utf-8"))["refused"] if file.exists() else []
    return [(each["code"], each["quote"]) for each in found]


def _process(at: Desk) -> subprocess.Popen[bytes]:
    maker = at.screen._maker
    assert maker is not None
    assert maker._process is not None
    return maker._process


async def _answered(at: Desk) -> None:
    """Wait until what was asked last has been answered."""
    before = at.screen.suggestions
    at.screen.ask_suggestions()
    await at.until(lambda: at.screen.suggestions is not before)


async def test_accepted_refused_taken_back_and_remembered(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "study", codebook=STAFF_KEYWORD)
    async with desk(folder) as at:
        await at.press("G")
        await at.until(lambda: TOO_LITTLE in at.said())
        assert "barriers/knowledge" in at.text()  # which codes have too few examples
        await at.until(lambda: marked(at) == [10])
        await at.press(")")
        assert at.selected == STAFF
        assert "keyword “stykker”" in at.text()

        await at.press("+")
        assert rows_marked(at) == 0
        assert [(c["code"], c["origin"]) for c in at.codings() if c["quote"] == STAFF] == [
            ("barriers/capacity", "suggestion")
        ]
        await _answered(at)
        assert rows_marked(at) == 0
        await at.press("u")
        assert at.coded(STAFF) == []
        await at.until(lambda: marked(at) == [10])

        await at.press("-")
        assert rows_marked(at) == 0
        assert _refused(at) == [("barriers/capacity", STAFF)]
        await _answered(at)
        assert rows_marked(at) == 0
        process = _process(at)
        at.app.poll()  # every other second, also in a test that is quicker than that
    assert process.wait(60) is not None  # it ended with the workbench
    async with desk(folder) as at:  # still on, and refused is refused
        await at.until(lambda: "nothing is suggested in this text" in at.text())
        await _answered(at)
        assert rows_marked(at) == 0


async def test_what_others_write_on_disk_is_heeded_and_a_program_that_dies_costs_one_line(
    tmp_path: Path,
) -> None:
    folder = make_study(tmp_path / "study", codebook=STAFF_KEYWORD)
    async with desk(folder, SMALL) as at:
        await at.press("G")
        await at.until(lambda: marked(at) == [10])
        # it comes after the marks, and would cover what is at the cursor
        await at.until(lambda: TOO_LITTLE in at.said())
        await at.at(STAFF)
        assert "┊ barriers/capacity 0." in at.said()

        file = folder / f"interviews/{SOURCE}.md"
        file.write_text(file.read_text(encoding="utf-8").replace(STAFF, "Vi er mange."), encoding="utf-8")
        at.app.poll()
        await at.settled()
        assert rows_marked(at) == 0
        file.write_text(
            file.read_text(encoding="utf-8").replace("Vi er mange.", f"Ja. {STAFF}"), encoding="utf-8"
        )
        at.app.poll()
        await at.until(lambda: marked(at) == [10])

        os.kill(_process(at).pid, signal.SIGKILL)
        await at.until(lambda: "suggestions are off: the program that makes them ended" in at.said())
        assert rows_marked(at) == 0
        await at.at(UNCODED)
        await at.press("full_stop")
        assert at.coded(UNCODED) != []
        await at.press("G")
        await at.until(lambda: marked(at) == [10])


async def test_one_kind_at_a_time_is_refused_after_a_look_or_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggesting_once(monkeypatch)
    async with desk(tmp_path / "study", SMALL) as at:
        await at.press("A")
        assert "G switches them on" in at.said()
        await switched_on(at)
        await at.press("A")
        for keys, shown in (
            ((), "1 [by keyword 2]"), (("right",), "2 [learned 1]"), (("l",), "3 [all 3]"),
            (("left", "h"), "1 [by keyword 2]"), (("2",), "Accept 1 passage?"), (("4",), "2 [learned 1]"),
            (("3",), "Accept 3 passages, 2 codes?"), (("1",), "Accept 2 passages, 2 codes?"),
        ):  # fmt: skip
            await at.press(*keys)
            assert shown in at.text()
        await at.press("escape")
        assert (at.coded(UNCODED), _refused(at), marked(at)) == ([], [], [4, 10])
        await at.press("A", "x")
        assert _refused(at) == [("challenges/schools", UNCODED), ("barriers/capacity", STAFF)]
        assert marked(at) == [4]
        assert "u takes all back" in at.said()
        await at.press("u")
        assert _refused(at) == []


async def test_off_to_begin_with_and_nothing_is_started_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("crosscase.tui.code.suggestions_process.command", started.append)
    async with desk(tmp_path / "study") as at:
        await at.press("plus", "minus", "semicolon", "right_parenthesis")
        assert at.said() == "suggestions are off: G switches them on"
        assert "Suggestions" not in at.text()
        assert at.coded(UNCODED) == []
    assert started == []


async def test_a_program_that_cannot_be_started_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crosscase.tui.code.suggestions_process.command", lambda *_: [str(tmp_path / "gone")])
    async with desk(tmp_path / "study", (200, 60)) as at:
        await at.press("G")
        await at.until(lambda: "suggestions are off" in at.said())
        assert "the program that makes suggestions cannot be started" in at.said()


# the program by itself

ABOUT = ("Skolen nummer {} melder om rasistiske utsagn.", "Budsjett {} ble vedtatt uten debatt i vår.")
LESSONS = "".join(f"I1: {words.format(number)}\n" for number in range(8) for words in ABOUT)
FRONT = "case: skien\nkind: interview\nspeakers:\n  I1: {role: leder}\n"


@contextmanager
def _program(folder: Path, coder: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        command(folder, coder), env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == 0  # it ends with its input, also while it learns


def _learned(process: subprocess.Popen[str]) -> tuple[str, dict[str, Any]]:
    """What it says when it has learned, and its last answer before."""
    assert process.stdout is not None
    answer: dict[str, Any] = {}
    for line in process.stdout:
        kind, values = json.loads(line)
        if kind == "learned":
            return str(values["said"]), answer
        assert kind == "answer"
        answer = values
    raise AssertionError("it ended")


def _ask(process: subprocess.Popen[str], number: int, *changed: str) -> None:
    assert process.stdin is not None
    request = {"number": number, "source": "skien/intervju", "changed": changed}
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()


@pytest.mark.parametrize(
    ("blind", "coder", "whose", "learns"),
    [
        (False, "", "whose codings count", True),
        (True, "", "nobody yet", False),
        (True, "koder-b", "koder-b", False),
        (True, "koder-a", "koder-a", True),
    ],
)
def test_learns_from_ones_own_codings_and_coded_blind_never_from_others(
    tmp_path: Path, blind: bool, coder: str, whose: str, learns: bool
) -> None:
    schools = [ABOUT[0].format(number) for number in range(8)]
    codings = {("skien/intervju", "koder-a"): [Coded("challenges/schools", words) for words in schools[:5]]}
    folder = make_study(
        tmp_path / "study", sources={"skien/intervju": LESSONS}, fronts={"skien/intervju": FRONT}, codings=codings,
    )  # fmt: skip
    if blind:
        with (folder / "study.yaml").open("a", encoding="utf-8") as file:
            file.write("blind: true\n")
    with _program(folder, coder) as process:
        _ask(process, 1)
        said, answer = _learned(process)
        assert f"({whose})" in said
        assert (answer["number"], answer["source"]) == (1, "skien/intervju")
        found = {
            LESSONS[each["start"] : each["end"]] for each in answer["offered"] if each["kind"] == "learned"
        }
        assert found == (set(schools[5:]) if learns else set())


async def test_beside_the_coding_a_suggestion_is_told_whole_by_its_last_part_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggesting_once(monkeypatch)
    async with desk(tmp_path / "study", SMALL) as at:
        await switched_on(at)
        at.screen.status_line.unsay()
        await at.at(UNCODED)
        assert "┊ barriers/capacity 0.62 +1" in at.said()
        whole = at.said()
        for columns, wanted in (
            (len(whole) + 2, whole),
            (len(whole) + 1, whole.replace("barriers/", "")),
            (len(whole) - 7, whole.replace("barriers/", "")),
            (len(whole) - 8, whole.partition(" · ┊")[0]),
        ):
            await at.pilot.resize_terminal(columns, 24)
            await at.settled()
            assert at.said() == wanted


async def test_the_footer_has_keys_of_suggestions_while_they_are_on_as_it_has_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggesting_once(monkeypatch)
    async with desk(tmp_path / "study", (200, 30)) as at:
        off = at.lines()[-1]
        assert "Accept" not in off
        await switched_on(at)
        on = at.lines()[-1]
        assert all(words in on for words in ("+ Accept", "- Refuse", ") Suggestion"))
        assert set(off.split()) <= set(on.split())
        await at.pilot.resize_terminal(*SMALL)
        await at.settled()
        assert at.lines()[-1].split() == off.replace("/ Find", "+ Accept / Find").split()
        await at.press("G")
        assert "Accept" not in at.lines()[-1]
