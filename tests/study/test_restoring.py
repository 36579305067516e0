"""What is beside a study after names were replaced, and names that are put back."""

from __future__ import annotations

import errno
import itertools
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study.aligning import aligned
from crosscase.study.cleaning import clean_up
from crosscase.study.coding_edits import add_coding
from crosscase.study.moving import rename_source
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.replacing import replace
from crosscase.study.restoring import remember_replaced, restored
from crosscase.study.roster import Entry, Roster, write_roster
from crosscase.study.undo_log import entries, remember, undo_last
from meetings import BODY, found, meeting
from studies import contents, put, text_hash

ROSTER = Roster(
    (
        Entry("Kari Nordmann", ("Kari", "Nordmann"), "[Informant 2]"),
        Entry("Nordlysskolen", (), "[skole A]", "place"),
    )
)


def pseudonymised(folder: Path) -> None:
    """As a command does it, but for the words it says."""
    write_roster(folder, ROSTER)
    study = open_folder(folder)
    wanted = found(folder)
    edit = replace(study, wanted)
    remember_replaced(study, wanted)
    study.apply(edit)
    assert study.history.last is not None
    remember(study, study.history.last)
    clean_up(study, ROSTER)


def without_private(folder: Path) -> dict[str, bytes]:
    return {file: raw for file, raw in contents(folder).items() if not file.startswith("private/")}


def put_back(folder: Path) -> tuple[int, int]:
    study = open_folder(folder)
    names = restored(study, ROSTER)
    study.apply(replace(study, names.replacements))
    return names.exact, names.by_roster


def test_nothing_beside_the_study_holds_a_name_afterwards_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = meeting(tmp_path / "s")
    put(folder, ".crosscase/session.yaml", "search: Kari\n")
    put(
        folder,
        ".crosscase/drafts/alta--mote.json",
        json.dumps({"source": "alta/mote", "base": "x", "text": "Kari!"}),
    )
    open_folder(folder)
    assert (folder / f".crosscase/texts/{text_hash(BODY)}.txt").is_file()
    pseudonymised(folder)
    for path in (folder / ".crosscase").rglob("*"):
        if path.is_file():
            assert not any(name in path.read_bytes() for name in (b"Kari", b"Nordmann", b"Nordlys")), path
    private = folder / "private"
    assert (private / f"texts/{text_hash(BODY)}.txt").read_text() == BODY
    assert json.loads((private / "drafts/alta--mote.json").read_bytes())["text"] == "Kari!"
    assert [path.name for path in (private / "undo/_nobody").iterdir()] == ["001.json"]
    for path in private.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_undo_of_a_coding_that_begins_inside_a_name_goes_into_the_private_folder_too(
    tmp_path: Path,
) -> None:
    folder = meeting(tmp_path / "s")
    study = open_folder(folder, "koder-a")
    source = study.sources["alta/mote"]
    start = BODY.index("Nordmann sa det")
    study.apply(add_coding(source, "koder-a", "challenges", (start, start + len("Nordmann sa")))[0])
    assert study.history.last is not None
    remember(study, study.history.last)
    whole_name_alone = Roster((Entry("Kari Nordmann", (), "[Informant 2]"),))
    assert clean_up(study, whole_name_alone).undo == 1
    assert not list((folder / ".crosscase/undo").rglob("*.json"))
    undo_last(open_folder(folder, "koder-a"))


def test_undo_of_a_later_run_gives_the_very_bytes_back_from_the_private_folder_wherever_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = meeting(tmp_path / "s")
    study_file = folder / "study.yaml"
    study_file.write_text(study_file.read_text().replace("En liten studie", "Hos Kari"))
    (elsewhere := tmp_path / "elsewhere").mkdir(0o700)
    monkeypatch.setenv("CROSSCASE_PRIVATE", str(elsewhere))
    before = contents(folder)
    pseudonymised(folder)
    assert not (folder / "private").exists()
    assert (elsewhere / "undo/_nobody/001.json").is_file()
    assert 'title: "Hos [Informant 2]"' in study_file.read_text()
    found_entries, problems = entries(folder, "")
    assert [entry.name for entry in found_entries] == ["replace 17 names in 7 files"]
    assert not problems
    undo_last(open_folder(folder))
    assert contents(folder) == before
    with pytest.raises(StudyError, match="there is nothing to undo"):
        undo_last(open_folder(folder))


def test_the_very_words_come_back_where_they_were(tmp_path: Path) -> None:
    folder = meeting(tmp_path / "s")
    before = {file: raw for file, raw in without_private(folder).items() if not file.startswith("codings/")}
    body_before = before["interviews/alta/mote.md"].decode()
    pseudonymised(folder)
    assert put_back(folder)[1] == 0
    after = without_private(folder)
    text = after["interviews/alta/mote.md"].decode()
    assert text.partition("---\n# ")[2] == body_before.partition("---\n# ")[2]
    assert after["survey/responses.csv"] == before["survey/responses.csv"]
    assert {s.name for s in open_folder(folder).sources["alta/mote"].speakers} == {
        "Intervjuer",
        "Kari Nordmann",
        "I2",
    }
    assert b'memo: "Kari selv, p\xc3\xa5 Nordlysskolen."' in after["codings/alta/mote/koder-a.yaml"]


def test_names_come_back_right_into_a_text_that_was_edited_renamed_and_written_on_since(
    tmp_path: Path,
) -> None:
    folder = meeting(tmp_path / "s")
    pseudonymised(folder)
    study = open_folder(folder)
    study.apply(rename_source(study, "alta/mote", "andre"))
    path = folder / "interviews/alta/andre.md"
    text = path.read_text()
    # one line is gone, and somebody has written another
    text = text.replace("Intervjuer: Hvem er med?\n", "").replace("Jeg heter [Informant 2]. ", "")
    path.write_text(text + "I2: Som [Informant 2] sa, og [skole A]s.\n")
    exact, by_roster = put_back(folder)
    body = open_folder(folder).sources["alta/andre"].body
    assert body == (
        "# Møtet med Kari Nordmann\n\nKari Nordmann: Vi på Nordlysskolen er to.\n"
        "I2: Det var Karis idé, ikke min. Kari Nordmann sa det først.\n"
        "I2: Som Kari Nordmann sa, og Nordlysskolens.\n"
    )
    assert 2 <= by_roster < exact


tokens = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from("xyz")), max_size=7
)


@given(tokens, tokens)
@settings(max_examples=60, deadline=None)
def test_aligning_pairs_as_many_equal_words_in_order_as_any_way_can(
    now: list[tuple[str, str, str]], then: list[tuple[str, str, str]]
) -> None:
    found_pairs = [(i, j) for i, j in enumerate(aligned(now, then)) if j is not None]
    assert all(now[i][0] == then[j][0] for i, j in found_pairs)
    assert all(one < other for (_, one), (_, other) in itertools.pairwise(found_pairs))

    def longest(i: int, j: int) -> int:
        if i == len(now) or j == len(then):
            return 0
        both = 1 + longest(i + 1, j + 1) if now[i][0] == then[j][0] else 0
        return max(both, longest(i + 1, j), longest(i, j + 1))

    assert len(found_pairs) == longest(0, 0)


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
folder, left, real = Path(sys.argv[1]), [int(sys.argv[2])], os.replace

def replaced(*names):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*names)

from test_restoring import pseudonymised
os.replace = replaced
pseudonymised(folder)
"""


@pytest.mark.parametrize("number", [2, 4, 6, 7, 8, 9, 12])
def test_killed_between_two_files_each_is_whole_and_doing_it_again_ends_where_it_should(
    tmp_path: Path, number: int
) -> None:
    folder, whole = meeting(tmp_path / "s"), meeting(tmp_path / "whole")
    before = without_private(folder)
    pseudonymised(whole)
    after = without_private(whole)
    here = Path(__file__).parent
    command = [sys.executable, "-c", KILLED, str(folder), str(number), str(here)]
    environment = {**os.environ, "PYTHONPATH": str(here.parent)}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    there = {file: raw for file, raw in without_private(folder).items() if ".crosscase-tmp" not in file}
    assert there.keys() == before.keys()
    for file, raw in there.items():
        assert raw in (before[file], after[file]), file
    assert not open_folder(folder).problems
    pseudonymised(folder)
    assert {f: raw for f, raw in without_private(folder).items() if ".crosscase-tmp" not in f} == after


def test_a_full_disk_is_told_in_one_line_and_every_file_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = meeting(tmp_path / "s")
    write_roster(folder, ROSTER)
    before = without_private(folder)
    study, wanted = open_folder(folder), found(folder)
    edit = replace(study, wanted)
    real, room = os.write, [3]

    def full(handle: int, raw: bytes) -> int:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, raw)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StudyError, match=r"not saved, no space left on device: free some space") as refused:
        study.apply(edit)
    assert "\n" not in str(refused.value)
    assert without_private(folder) == before
