"""kill -9 in the middle of work: everything that was told as saved is there, and every file loads."""

from __future__ import annotations

import copy
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import other_program
import pytest
import yaml

from crosscase.study.check import check
from crosscase.study.opening import open_folder
from studies import make_study

EDITS = 200
A = "codings/alta/fokusgruppe/koder-a.yaml"
B = A.replace("koder-a", "koder-b")
BOOK = "codebook/codebook.yaml"
Model = dict[str, dict[str, Any]]


def on_disk(folder: Path) -> Model:
    """What the files say, read with another library than the program's own reader."""
    model: Model = {A: {}, BOOK: {}}
    if (folder / A).exists():
        for c in yaml.safe_load((folder / A).read_text(encoding="utf-8"))["codings"]:
            model[A][c["id"]] = [c["code"], c["at"], c["quote"], c.get("memo", ""), c.get("key", False)]
    waiting = list(yaml.safe_load((folder / BOOK).read_text(encoding="utf-8"))["codes"])
    while waiting:
        code = waiting.pop()
        model[BOOK][code["id"]] = [code["code"], code["name"]]
        waiting += code.get("children", [])
    return model


def changed(model: Model, changes: list[list[Any]]) -> Model:
    model = copy.deepcopy(model)
    for file, record, after in changes:
        if after is None:
            del model[file][record]
        else:
            model[file][record] = after
    return model


def killed(folder: Path, seed: int) -> tuple[int, Model, Model]:
    """Run the program, kill it somewhere; how many edits it told as saved, and the files before and after the last."""
    model = on_disk(folder)
    program = subprocess.Popen(
        [sys.executable, other_program.__file__, "random", str(folder), "koder-a", str(seed), str(EDITS)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    last = random.Random(seed).randrange(EDITS)
    saved, pending = 0, list[list[Any]]()
    assert program.stdout is not None
    for line in program.stdout:
        word, _, rest = line.partition(" ")
        if word == "try" and rest.endswith("\n"):
            pending = json.loads(rest)
        elif line == "ok\n":
            model, pending, saved = changed(model, pending), [], saved + 1
            if saved == last:
                program.kill()
    program.wait()
    return saved, model, changed(model, pending)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(50))
def test_every_change_told_as_saved_survives_being_killed(tmp_path: Path, seed: int) -> None:
    folder = make_study(tmp_path / "study")
    theirs = (folder / B).read_bytes()
    saved, before, after = killed(folder, seed)
    found = on_disk(folder)
    assert found[A] in (before[A], after[A]), f"after {saved} edits"
    assert found[BOOK] in (before[BOOK], after[BOOK]), f"after {saved} edits"
    assert (folder / B).read_bytes() == theirs
    study = open_folder(folder, "koder-a")
    assert [str(problem) for problem in check(study)] == []
    assert {c.id for c in study.codings("alta/fokusgruppe", ["koder-a"])} == set(found[A])


def test_a_program_that_is_not_killed_saves_every_edit(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "study")
    shutil.copytree(folder, tmp_path / "copy")
    output = subprocess.run(
        [sys.executable, other_program.__file__, "random", str(folder), "koder-a", "7", str(EDITS)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    model = on_disk(tmp_path / "copy")
    for line in output.split("\n"):
        if line.startswith("try "):
            model = changed(model, json.loads(line.removeprefix("try ")))
    assert output.count("ok\n") == EDITS
    assert on_disk(folder) == model
    assert check(open_folder(folder)) == []
