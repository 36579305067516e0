"""Commands that look through many texts give the same, whoever does the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.study.roster import Entry, Roster, write_roster
from studies import make_study, put

COMMANDS = (
    ("search", "skole", "--lemma", "--format", "json"),
    ("keywords", "--format", "json"),
    ("suggest", "--by", "keyword", "--format", "json", "--coder", "koder-c"),
    ("pseudonymise", "--check", "--format", "json"),
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_study(tmp_path_factory.mktemp("spread") / "study")
    put(folder, "memos/navn.md", "---\nabout: study\n---\nKari sa det.\n")
    write_roster(folder, Roster((Entry("Kari", (), "[Informant 2]"),)))
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_several_processes_give_what_one_gives(run, study: Path, command: tuple[str, ...]) -> None:
    alone = run(*command, "--jobs", "1", where=study)
    assert len(alone.out) > 60
    together = run(*command, "--jobs", "2", where=study)
    assert (together.code, together.out) == (alone.code, alone.out)
    assert run(*command, where=study).out == alone.out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_a_wrong_cluster_is_one_line(run, study: Path, command: tuple[str, ...]) -> None:
    line = run(*command, "--cluster", "8786", where=study).refused()
    assert line == "8786 is no address of a cluster; give tcp://HOST:PORT"
    line = run(*command, "--cluster", "tcp://127.0.0.1:9", "--jobs", "2", where=study).refused()
    assert line == "--jobs is for this machine, and --cluster for others; give one of them"


def test_work_that_is_not_spread_takes_no_such_options(run, study: Path) -> None:
    line = run("search", "skole", "--jobs", "2", where=study).refused()
    assert line == "--jobs and --cluster go with --lemma; give it too, or leave them out"
    line = run("pseudonymise", "--jobs", "2", where=study).refused()
    assert line == "--jobs and --cluster go with --check; give it too, or leave them out"
