"""crosscase pseudonymise: from the candidates to a study without names, and back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from crosscase.study.opening import open_folder
from meetings import meeting
from studies import contents, make_study, put

AS = ("--as", "Kari Nordmann=[Informant 2]", "--as", "Kari=[Informant 2]", "--as", "Nordlysskolen=[skole A]")
NAMES = (b"Kari", b"Nordmann", b"Nordlys")


def outside(folder: Path) -> dict[str, bytes]:
    return {file: raw for file, raw in contents(folder).items() if not file.startswith("private/")}


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    who = {
        "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x@x",
        "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x@x",
    }
    env = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_from_a_list_over_replaced_and_undone_to_restored(tmp_path: Path, run, monkeypatch) -> None:
    folder = meeting(tmp_path / "s")
    monkeypatch.chdir(folder)
    before = outside(folder)

    listed = run("pseudonymise", *AS)
    assert listed.code == 0
    assert "nothing is changed yet: add --yes" in listed.out
    assert "interviews/alta/mote.md" in listed.out
    assert outside(folder) == before
    roster = yaml.safe_load((folder / "private/roster.yaml").read_text())
    assert roster["people"] == [{"name": "Kari Nordmann", "also": ["Kari"], "as": "[Informant 2]"}]
    assert roster["places"] == [{"name": "Nordlysskolen", "as": "[skole A]"}]

    checked = run("pseudonymise", "--check")
    assert checked.code == 1
    assert "interviews/alta/mote.md:13:1: a name of the roster (of [Informant 2])\n" in checked.out
    assert not any(name.decode() in checked.out + checked.err for name in NAMES)

    done = run("--coder", "koder-a", "pseudonymise", "--accept", "sure", "--yes")
    assert done.code == 0
    assert "this also writes the codings of koder-b" in done.err
    assert not [file for file, raw in outside(folder).items() if any(name in raw for name in NAMES)]
    assert run("pseudonymise", "--check").code == 0
    after = outside(folder)
    assert "nothing was changed" in run("pseudonymise", "--yes").out
    assert outside(folder) == after

    assert run("--coder", "koder-a", "undo").code == 0
    assert outside(folder) == before
    run("pseudonymise", "--yes")
    assert outside(folder) == after
    assert "as they were" in run("pseudonymise", "--restore", "--yes").out
    body = open_folder(folder).sources["alta/mote"].body
    assert body == before["interviews/alta/mote.md"].decode().partition("\n---\n")[2]


def test_a_file_that_cannot_be_read_stops_it_before_anything_is_written(
    tmp_path: Path, run, monkeypatch
) -> None:
    folder = meeting(tmp_path / "s")
    monkeypatch.chdir(folder)
    put(folder, "survey/questions.yaml", "questions: [\n")
    run("pseudonymise", *AS)
    before = contents(folder)
    stopped = run("pseudonymise", "--yes")
    assert stopped.code == 2
    assert "survey/questions.yaml:" in stopped.err
    assert contents(folder) == before


@pytest.mark.parametrize("given", ["Nordlysskolen=", "Nordlysskolen"])
def test_a_school_that_is_given_no_pseudonym_gets_the_one_that_the_list_proposes(
    given: str, tmp_path: Path, run, monkeypatch
) -> None:
    folder = meeting(tmp_path / "s")
    monkeypatch.chdir(folder)
    assert "[skole A]" in run("pseudonymise").out
    run("pseudonymise", "--as", given)
    roster = yaml.safe_load((folder / "private/roster.yaml").read_text())
    assert roster["places"] == [{"name": "Nordlysskolen", "as": "[skole A]"}]


@pytest.mark.parametrize("wrong", ["", "[Informant 2]", "=x", "Kari=a\tb"])
def test_what_is_no_name_and_pseudonym_is_refused_in_one_line(
    wrong: str, tmp_path: Path, run, monkeypatch
) -> None:
    monkeypatch.chdir(make_study(tmp_path / "s"))
    refused = run("pseudonymise", "--as", wrong)
    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert not (tmp_path / "s/private").exists()


def test_a_name_in_what_is_to_be_committed_stops_the_commit_and_history_that_has_one_is_told(
    tmp_path: Path, run, monkeypatch
) -> None:
    folder = meeting(tmp_path / "s")
    monkeypatch.chdir(folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Møtet med Kari")
    run("git-setup")
    run("pseudonymise", *AS)
    put(folder, "memos/tanke.md", "Kari igjen, for andre gang.\n")
    git(folder, "add", "memos")
    stopped = git(folder, "commit", "-qm", "to")
    assert stopped.returncode != 0
    assert "memos/tanke.md:1:1: a name of the roster (of [Informant 2])" in stopped.stderr
    # what is staged counts, not what lies in the folder
    put(folder, "memos/tanke.md", "Ingen.\n")
    assert git(folder, "commit", "-qm", "to").returncode != 0
    git(folder, "add", "memos")
    done = run("pseudonymise", "--yes")
    assert "1 commit of git still hold names" in done.out
    git(folder, "add", "-A")
    assert git(folder, "commit", "-qm", "uten navn").returncode == 0
    shown = run("pseudonymise", "--commits", "--format", "csv")
    assert shown.code == 1
    files = {line.split(",")[2] for line in shown.out.splitlines()[1:]}
    assert {"(message)", "interviews/alta/mote.md", "codings/alta/mote/koder-b.yaml"} <= files
    assert len({line.split(",")[0] for line in shown.out.splitlines()[1:]}) == 1
    assert not any(name.decode() in shown.out for name in NAMES)


def test_what_is_not_sure_is_left_and_said(tmp_path: Path, run) -> None:
    body = "Så sa Liv det. Liv er viktig, og liv er langt.\n"
    folder = make_study(
        tmp_path / "s",
        sources={"alta/t": body},
        files={"private/roster.yaml": 'people: [{name: Liv, as: "[I 1]"}]\n'},
    )
    done = run("pseudonymise", "--yes", where=folder)
    assert done.code == 0
    assert "1 place where a name may stand: not sure, and left as it was" in done.out
    assert (
        (folder / "interviews/alta/t.md")
        .read_text()
        .endswith("Så sa [I 1] det. Liv er viktig, og liv er langt.\n")
    )
    done = run("pseudonymise", "--accept", "all", "--yes", where=folder)
    assert "not sure" not in done.out
    assert run("pseudonymise", "--check", where=folder).code == 0


def test_a_name_that_is_new_is_replaced_wherever_it_is_written_in_one_step(tmp_path: Path, run) -> None:
    body = "Vi traff Torbjørg Aamodt. torbjørg aamodt kom, og TORBJØRG AAMODTS bil stod der.\n"
    folder = make_study(
        tmp_path / "s", sources={"alta/t": body}, files={"memos/m.md": "Da gikk torbjørg-aamodt.\n"}
    )
    before = outside(folder)
    done = run("pseudonymise", "--accept", "all", "--yes", where=folder)
    assert "still hold" not in done.out
    text = (folder / "interviews/alta/t.md").read_text()
    assert text.endswith("Vi traff [Informant 1]. [Informant 1] kom, og [Informant 1]S bil stod der.\n")
    assert (folder / "memos/m.md").read_text() == "Da gikk [Informant 1].\n"
    assert run("pseudonymise", "--check", where=folder).code == 0
    assert run("undo", where=folder).code == 0
    assert outside(folder) == before


def test_names_that_still_stand_in_the_end_are_said(tmp_path: Path, run) -> None:
    folder = make_study(tmp_path / "s", sources={"alta/torbjorg": "Vi traff Torbjørg Aamodt. Torbjørg lo.\n"})
    done = run("pseudonymise", "--accept", "all", "--as", "Torbjørg", "--yes", where=folder)
    assert done.out.splitlines()[-1].endswith(
        "a name of the roster; see them with crosscase pseudonymise --check"
    )
    told = int(done.out.splitlines()[-1].split()[0])
    checked = run("pseudonymise", "--check", "--format", "csv", where=folder)
    assert told == len(checked.out.splitlines()) - 1 > 0


def test_decisions_of_commands_that_run_at_once_all_stay(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "s")
    keep = [f"passage {number}" for number in range(4)]
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "crosscase",
                "--study",
                str(folder),
                "pseudonymise",
                "--keep",
                words,
                "--format",
                "json",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for words in keep
    ]
    assert [one.wait(60) for one in running] == [0] * len(keep)
    assert sorted(yaml.safe_load((folder / "private/roster.yaml").read_text())["kept"]) == keep
