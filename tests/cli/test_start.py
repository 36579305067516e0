"""Starting the program: the quick ways, the wrong ways, and how it stops."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import types
from pathlib import Path

import pytest

from studies import BODY, Coded, contents, make_study


def loaded_by(*words: str, where: Path) -> set[str]:
    """Top-level packages that a run of the program loads, and modules of our own."""
    code = (
        "import sys, json\n"
        "from crosscase.__main__ import main\n"
        f"sys.argv = {['crosscase', *words]!r}\n"
        "assert main() == 0\n"
        "print(json.dumps(list(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=where, capture_output=True, text=True, check=True)
    names = json.loads(done.stderr.splitlines()[-1])
    return {name if name.startswith("crosscase.") else name.partition(".")[0] for name in names}


def test_the_version_is_said_without_loading_anything_heavy(tmp_path: Path) -> None:
    loaded = loaded_by("--version", where=tmp_path)
    assert "crosscase" in loaded
    assert loaded & {"textual", "pandas", "typer", "pydantic", "yaml", "rich"} == set()


def test_a_command_is_loaded_without_its_ninety_neighbours(study: Path) -> None:
    commands = {
        f"crosscase.cli.{name}" for name in ("status", "check", "matrix", "validate_send", "survey_list")
    }
    assert loaded_by("status", where=study) & commands == {"crosscase.cli.status"}


def test_listing_codings_loads_no_table_library_and_no_screen(study: Path) -> None:
    assert loaded_by("codings", "--format", "csv", where=study) & {"pandas", "textual", "spacy"} == set()


def test_without_a_terminal_the_bare_program_prints_the_status(program, study: Path) -> None:
    bare = program(where=study)
    assert (bare.code, bare.err) == (0, "")
    assert "En liten studie" in bare.out
    assert bare.out == program("status", where=study).out
    assert program("--study", str(study)).out == bare.out
    assert program(f"--study={study}", "--coder", "koder-b").out == bare.out


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], (Path("."), "")),
        (["--coder", "koder-b"], (Path("."), "koder-b")),
        (["--study", "a b"], (Path("a b"), "")),
        (["--study=x", "--coder=koder-a"], (Path("x"), "koder-a")),
    ],
)
def test_in_a_terminal_the_bare_program_opens_the_workbench(
    run, monkeypatch: pytest.MonkeyPatch, words: list[str], asked: tuple[Path, str]
) -> None:
    calls = []
    workbench = types.ModuleType("crosscase.tui.app")
    workbench.run = lambda path, coder, pages=None: calls.append((path, coder)) or 0
    monkeypatch.setitem(sys.modules, "crosscase.tui.app", workbench)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(*words).code == 0
    assert calls == [asked]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["statsu"], "no such command 'statsu'. Did you mean 'status'? See crosscase --help"),
        (["--coder"], "option '--coder' requires an argument; see crosscase --help"),
        (["status", "--frmat", "csv"], "no such option: --frmat"),
        (["status", "--format", "xml"], "'xml' is not one of 'table', 'csv', 'json', 'md'"),
        (["code", "alta/fokusgruppe"], "missing argument 'START:END'; see crosscase code --help"),
        (["codebook"], "missing command; see crosscase codebook --help"),
        (["codebook", "show", "a", "b"], "unexpected extra argument"),
        (["--coder", "Kari N", "status"], "`Kari N` cannot be a coder's name"),
        (["--coder", "consensus", "status"], "kept for agreed codings"),
        (["--study", "no/such/folder", "status"], "there is no folder no/such/folder"),
    ],
)
def test_wrong_use_is_one_line_and_changes_nothing(run, study: Path, words: list[str], said: str) -> None:
    before = contents(study)
    assert said in run(*words, where=study).refused()
    assert contents(study) == before


def test_where_there_is_no_study_the_line_says_how_to_get_one(run, tmp_path: Path) -> None:
    said = run("status", where=tmp_path).refused()
    assert str(tmp_path) in said
    assert "crosscase init DIR" in said
    assert "crosscase demo DIR" in said


def test_a_study_of_a_newer_format_is_refused_in_one_line(run, study: Path) -> None:
    settings = study / "study.yaml"
    settings.write_text(settings.read_text().replace("crosscase: 1", "crosscase: 2"))
    assert "format 2" in run("status", where=study).refused()


def test_the_study_may_be_named_before_or_after_the_command_and_found_from_a_folder_in_it(
    run, study: Path
) -> None:
    here = run("status", where=study).out
    assert run("--study", str(study), "status").out == here
    assert run("status", "--study", str(study)).out == here
    assert run("status", where=study / "interviews" / "alta").out == here


def test_what_comes_after_the_command_wins(run, study: Path, tmp_path: Path) -> None:
    other = make_study(tmp_path / "other", title="En annen")
    assert "En annen" in run("--study", str(study), "status", "--study", str(other)).out


def test_an_error_with_control_characters_reaches_no_terminal(run, study: Path) -> None:
    said = run("codebook", "show", "\x1b[31mrød\x07\nlinje", where=study).refused()
    assert said.isprintable()
    assert "[31mrød" in said


def test_a_reader_that_goes_away_ends_the_program_without_a_word(tmp_path: Path) -> None:
    body = BODY + "".join(f"\nI1: Setning nummer {number} handler om tiltak.\n" for number in range(4000))
    coded = [Coded("barriers", f"Setning nummer {number} handler") for number in range(4000)]
    study = make_study(
        tmp_path, sources={"alta/fokusgruppe": body}, codings={("alta/fokusgruppe", "koder-a"): coded}
    )
    running = subprocess.Popen(
        [sys.executable, "-m", "crosscase", "codings"],
        cwd=study,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    assert running.stdout.readline().startswith(b"id ")
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait() == 141


def test_ctrl_c_stops_an_import_that_waits_and_leaves_the_study_as_it_was(
    study: Path, tmp_path: Path
) -> None:
    (tmp_path / "notat.txt").write_text("I1: Hei.\n")
    (study / ".crosscase").mkdir(exist_ok=True)
    before = contents(study)
    with (study / ".crosscase" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        running = subprocess.Popen(
            [sys.executable, "-m", "crosscase", "import", tmp_path / "notat.txt", "--case=alta", "--kind=interview"],
            cwd=study, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert running.stderr is not None
        assert running.stderr.readline() == b"saving ...\n"  # said after a second, to who waits
        os.kill(running.pid, signal.SIGINT)
        out, err = running.communicate()
    assert (running.returncode, out, err) == (130, b"", b"")
    assert contents(study) == before


def test_ctrl_c_between_two_files_of_an_import_leaves_none_of_them(
    run, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("en", "to", "tre"):
        (tmp_path / f"{name}.txt").write_text(f"I1: {name}.\n")
    before = contents(study)
    real, moved = os.replace, []

    def stopped_at_the_second(source, target) -> None:
        moved.append(target)
        if len(moved) == 2:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", stopped_at_the_second)
    files = [str(tmp_path / f"{name}.txt") for name in ("en", "to", "tre")]
    done = run("import", *files, "--case", "alta", "--kind", "interview", where=study)
    assert (done.code, done.out, done.err) == (130, "", "")
    assert len(moved) == 2
    assert contents(study) == before


def test_a_folder_that_cannot_be_written_is_one_line_and_nothing_is_lost() -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to others
        Path(folder).chmod(0o755)
        study = make_study(Path(folder) / "study")
        before = contents(study)
        study.chmod(0o555)
        done = _as_nobody(["code", "alta/fokusgruppe", "0:10", "barriers", "--coder", "koder-a"], study)
        study.chmod(0o755)
        assert (done.returncode, done.stdout) == (2, b""), done.stderr
        assert done.stderr.count(b"\n") == 1
        assert b"check who may write in this folder" in done.stderr
        assert contents(study) == before


def _as_nobody(words: list[str], study: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the program without the rights to write everywhere that root has."""
    code = (
        "import contextlib, io, os, sys\n"
        "from crosscase.__main__ import main\n"
        f"sys.argv = {['crosscase', '--study', str(study), *words]!r}\n"
        "if os.getuid() == 0:\n"
        # everything is loaded by a run that is refused: another user may not be able to read where Python lies
        "    right, sys.argv[5] = sys.argv[5], '0:999999'\n"
        "    with contextlib.redirect_stderr(io.StringIO()):\n"
        "        assert main() == 2\n"
        "    sys.argv[5] = right\n"
        "    os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "sys.exit(main())"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
