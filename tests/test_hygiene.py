"""Rules of the repository: start-up imports, sizes, pinned versions, no machine's paths, no silent skip."""

import ast
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "src").rglob("*.py"))
LONGEST_MODULE = 500
LONGEST_FUNCTION = 60

SKIPPING_TESTS = """
import pytest

def test_asks_for_a_missing_program(needs):
    needs("no-such-program")

@pytest.mark.skip(reason="put off")
def test_is_marked():
    pass

@pytest.mark.xfail(reason="known")
def test_fails_as_expected():
    assert False

def test_asks_for_a_program_that_is_there(needs):
    assert needs("python3").endswith("python3")
"""


def loaded_after(code: str) -> tuple[str, set[str]]:
    """Run `code` in a fresh Python; give what it printed and the top-level packages it loaded."""
    ending = "\nimport json, sys\nprint('\\n' + json.dumps([name.partition('.')[0] for name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code + ending], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    printed, _, loaded = done.stdout.rstrip("\n").rpartition("\n")
    return printed, set(json.loads(loaded))


def test_asking_for_the_version_loads_no_heavy_library() -> None:
    printed, loaded = loaded_after(
        "import sys\n"
        "from crosscase.__main__ import main\n"
        "sys.argv = ['crosscase', '--version']\n"
        "try:\n    status = main()\n"
        "except SystemExit as stop:\n    status = stop.code\n"
        "assert not status, status"
    )
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version in printed
    assert "crosscase" in loaded
    assert loaded & {"textual", "pandas", "spacy", "scipy"} == set()


def test_the_workbench_loads_no_table_library_or_language_model_before_its_first_frame() -> None:
    _, loaded = loaded_after("import crosscase.tui.app")
    assert "textual" in loaded
    assert loaded & {"pandas", "spacy", "scipy"} == set()


def test_no_module_is_over_500_lines() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert lengths
    assert [f"{path.relative_to(ROOT)}: {n}" for path, n in lengths.items() if n > LONGEST_MODULE] == []


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_no_two_test_files_have_one_name() -> None:
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    names = [file.name for file in files]
    # the second one would not be collected
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_no_function_is_over_60_lines() -> None:
    lengths = [function for path in MODULES for function in functions(path)]
    assert lengths
    assert [f"{name}: {n}" for name, n in lengths if n > LONGEST_FUNCTION] == []


def test_no_file_names_a_path_of_somebodys_machine(needs: Callable[[str], str]) -> None:
    listed = subprocess.run(
        [needs("git"), "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    files = [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
    assert Path(__file__) in files
    # Put together here, so that this file does not name them itself.
    folders = "|".join(["wor" + "k", "roo" + "t", "hom" + "e", "User" + "s"])
    needle = re.compile(rf"(?<![\w.)}}\]*])/(?:{folders})/[\w.]|\.\./shar{'ed'}/".encode())
    found = [
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in files
        if (match := needle.search(path.read_bytes()))
    ]
    assert found == []


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in wanted if not re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9.]+", line)] == []
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in wanted)}


def requirements() -> Iterator[Requirement]:
    """Everything that running, testing and building crosscase installs here, however far down."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = table["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["test"]
    queue = [Requirement(text) for text in [*declared, *table["build-system"]["requires"]]]
    seen: set[str] = set()
    while queue:
        requirement = queue.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        yield requirement
        try:
            below = importlib.metadata.requires(requirement.name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # what builds the package is installed only while it is built
        extras = requirement.extras or {""}
        queue += [
            needed
            for needed in map(Requirement, below)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras)
        ]


def test_every_version_that_is_installed_is_pinned() -> None:
    pinned = pins()
    needed = list(requirements())
    assert [
        str(r) for r in needed if not r.specifier.contains(pinned.get(canonicalize_name(r.name), "0"))
    ] == []


def run_skipping_tests(folder: Path, all_tests: str) -> dict[str, int]:
    """Run tests that skip, under this suite's conftest; give how many ended how."""
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_skipping.py").write_text(SKIPPING_TESTS, encoding="utf-8")
    whole_file = "import pytest\npytest.skip('all of it', allow_module_level=True)\n"
    (folder / "test_skipped_file.py").write_text(whole_file, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "--continue-on-collection-errors",
            "-rA",
            ".",
        ],
        cwd=folder,
        env={**os.environ, "CROSSCASE_ALL_TESTS": all_tests},
        capture_output=True,
        text=True,
        check=False,
    )
    if "no-such-program" not in done.stdout:
        pytest.fail(done.stdout + done.stderr)
    return {word: int(count) for count, word in re.findall(r"(\d+) (\w+)", done.stdout.splitlines()[-1])}


def test_a_skipped_test_is_a_failure_where_all_tests_are_asked_for(tmp_path: Path) -> None:
    ended = run_skipping_tests(tmp_path, "1")
    assert {word: ended.get(word, 0) for word in ("passed", "failed", "errors", "xfailed", "skipped")} == {
        "passed": 1,
        "failed": 1,
        "errors": 2,
        "xfailed": 1,
        "skipped": 0,
    }


def test_a_missing_program_skips_its_test_by_name_elsewhere(tmp_path: Path) -> None:
    ended = run_skipping_tests(tmp_path, "")
    assert {word: ended.get(word, 0) for word in ("passed", "failed", "errors", "xfailed", "skipped")} == {
        "passed": 1,
        "failed": 0,
        "errors": 0,
        "xfailed": 1,
        "skipped": 3,
    }
