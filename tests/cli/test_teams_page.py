"""docs/teams.md, walked through: its commands run one after the other, and print what the page says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clones import environment

pytestmark = pytest.mark.program

PAGE = Path(__file__).resolve().parents[2] / "docs" / "teams.md"


def steps(page: str) -> list[tuple[str, list[str]]]:
    """Each command of the page with the lines that are promised under it."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL):
        for line in block.rstrip("\n").split("\n"):
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def test_the_commands_of_the_page_do_what_it_says(tmp_path: Path, needs: Callable[[str], str]) -> None:
    needs("git")
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "crosscase"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m crosscase "$@"\n')
    program.chmod(0o755)
    settings = environment(tmp_path)
    settings["PATH"] = f"{folder}:{settings['PATH']}"
    here = tmp_path
    listed = steps(PAGE.read_text(encoding="utf-8"))
    assert len(listed) > 40
    for command, promised in listed:
        if command.startswith("cd "):
            here = (here / command[3:]).resolve()
            continue
        done = subprocess.run(
            ["sh", "-c", command], cwd=here, env=settings, stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == int("CONFLICT" in "".join(promised)), (command, said)
        wanted = ".*".join(re.escape(part) for part in "\n".join(promised).split("…"))
        assert re.search(wanted, said, flags=re.DOTALL), (command, said)
