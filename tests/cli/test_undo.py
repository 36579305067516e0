"""crosscase undo: what commands did is taken back, newest first, and nobody else's work with it."""

import base64
import json
import shutil
import zlib
from pathlib import Path

import pytest

from crosscase.study import undo_log
from studies import BODY, contents, put

NOTES = "alta/fokusgruppe"
A, B = (f"codings/{NOTES}/{coder}.yaml" for coder in ("koder-a", "koder-b"))
KEPT = ".crosscase/undo/koder-a"


def code(run, study: Path, start: int, coder: str = "koder-a", path: str = "barriers") -> None:
    done = run("code", NOTES, f"{start}:{start + 6}", path, "--coder", coder, where=study)
    assert (done.code, done.err) == (0, "")


def undo(run, study: Path, *words: str) -> str:
    done = run("undo", *(words or ("--coder", "koder-a")), where=study)
    assert (done.code, done.err) == (0, ""), done
    return done.out


@pytest.fixture
def by_hand(study: Path) -> Path:
    """A study with a codings file as a person formats it."""
    text = (study / A).read_text(encoding="utf-8").replace("codings:\n", "codings:   # mine\n\n")
    put(study, A, f"# by hand\n{text}")
    return study


def test_commands_are_taken_back_newest_first_to_the_byte(run, by_hand: Path) -> None:
    states = []
    for start in (3, 20, 40):
        states.append(contents(by_hand))
        code(run, by_hand, start)
    for state in reversed(states):
        assert undo(run, by_hand) == "undone: code barriers, in 1 file\n"
        assert contents(by_hand) == state
    assert (
        run("undo", "--coder", "koder-a", where=by_hand).refused() == "there is nothing to undo for koder-a"
    )


def test_the_list_names_what_can_be_undone_and_changes_nothing(run, study: Path) -> None:
    code(run, study, 3)
    code(run, study, 20, path="challenges")
    before = contents(study)
    done = run("undo", "--list", "--coder", "koder-a", "--format", "json", where=study)
    listed = json.loads(done.out)
    assert [(one["name"], one["files"]) for one in listed] == [
        ("code challenges", [A]),
        ("code barriers", [A]),
    ]
    assert all(one["when"].endswith("Z") for one in listed)
    assert run("undo", "--list", "--coder", "koder-a", where=study).lines[0].split() == [
        "name",
        "when",
        "files",
    ]
    assert contents(study) == before


def test_each_coder_takes_back_what_is_their_own(run, study: Path) -> None:
    before = contents(study)
    code(run, study, 3, "koder-b")
    with_b = contents(study)
    code(run, study, 3, "koder-a")
    undo(run, study)
    assert contents(study) == with_b
    refused = run("undo", "--coder", "koder-a", where=study).refused()
    assert refused == (
        "there is nothing to undo for koder-a; the last commands were by koder-b: give --coder koder-b"
    )
    undo(run, study, "--coder", "koder-b")
    assert contents(study) == before


def test_a_record_that_was_changed_since_is_left_as_it_is(run, study: Path) -> None:
    code(run, study, 3)
    put(study, A, (study / A).read_text(encoding="utf-8").replace("code: barriers\n", "code: challenges\n"))
    before = contents(study)
    refused = run("undo", "--coder", "koder-a", where=study).refused()
    assert refused.startswith("undo code barriers: ")
    assert f"was changed by somebody else in {A} since" in refused
    assert contents(study) == before
    assert len(list((study / KEPT).iterdir())) == 1


def test_what_was_added_beside_it_since_stays(run, study: Path) -> None:
    code(run, study, 3)
    text = (study / A).read_text(encoding="utf-8")
    put(study, A, text.replace('memo: "Sagt flere ganger."', 'memo: "Sagt ofte."'))
    undo(run, study)
    after = (study / A).read_text(encoding="utf-8")
    assert "Sagt ofte." in after
    assert after.count("- id:") == 3


def test_an_import_is_taken_back_with_its_case_and_folder(run, study: Path, tmp_path: Path) -> None:
    before = contents(study)
    (tmp_path / "notat.txt").write_text("I1: Noe nytt.\n", encoding="utf-8")
    words = ["import", str(tmp_path / "notat.txt"), "--case", "Bodø", "--kind", "interview"]
    assert run(*words, where=study).code == 0
    assert undo(run, study, "--study", str(study)) == "undone: import bodo/notat, in 2 files\n"
    left = contents(study)
    # what people gave is never thrown away
    assert left.pop("private/originals/bodo/notat/notat.txt") == b"I1: Noe nytt.\n"
    assert {path: raw for path, raw in left.items() if not path.startswith("private/")} == before
    assert not (study / "interviews/bodo").exists()


def test_an_imported_text_that_was_corrected_since_is_not_removed(run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "notat.txt").write_text("I1: Noe nytt.\n", encoding="utf-8")
    run("import", str(tmp_path / "notat.txt"), "--case", "alta", "--kind", "interview", where=study)
    file = study / "interviews/alta/notat.md"
    file.write_text(file.read_text(encoding="utf-8").replace("nytt", "helt nytt"), encoding="utf-8")
    before = contents(study)
    refused = run("undo", where=study).refused()
    assert refused.startswith(
        "undo import alta/notat: interviews/alta/notat.md was changed since; nothing was undone"
    )
    assert contents(study) == before


def test_an_imported_text_that_was_coded_since_is_not_removed(run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "notat.txt").write_text("I1: Noe nytt.\n", encoding="utf-8")
    run("import", str(tmp_path / "notat.txt"), "--case", "alta", "--kind", "interview", where=study)
    run("code", "alta/notat", "4:7", "barriers", "--coder", "koder-b", where=study)
    before = contents(study)
    assert "koder-b has 1 coding of alta/notat; nothing was undone" in run("undo", where=study).refused()
    assert contents(study) == before


def test_a_new_code_that_was_used_since_is_not_removed(run, study: Path) -> None:
    run("--coder", "koder-a", "codebook", "add", "Mot", where=study)
    code(run, study, 3, "koder-b", "mot")
    before = contents(study)
    refused = run("undo", "--coder", "koder-a", where=study).refused()
    assert refused.startswith("koder-b has 1 coding of mot; nothing was undone: ")
    assert contents(study) == before


def test_codings_that_were_handed_over_go_back_for_every_coder(run, study: Path) -> None:
    (study / f"interviews/{NOTES}.md").rename(study / "interviews/alta/samtale.md")
    before = contents(study)
    assert run("moved", NOTES, "alta/samtale", where=study).code == 0
    undo(run, study, "--study", str(study))
    assert contents(study) == before


def test_a_study_that_was_copied_takes_its_undo_along(run, study: Path, tmp_path: Path) -> None:
    before = contents(study)
    code(run, study, 3)
    shutil.copytree(study, tmp_path / "copy")
    undo(run, tmp_path / "copy")
    assert contents(tmp_path / "copy") == before


# what is kept


def test_the_oldest_are_dropped_beyond_the_number_and_the_size(
    run, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_log, "MOST", 3)
    for start in range(3, 43, 8):
        code(run, study, start)
    assert sorted(path.name for path in (study / KEPT).iterdir()) == ["003.json", "004.json", "005.json"]
    size = max(path.stat().st_size for path in (study / KEPT).iterdir())
    monkeypatch.setattr(undo_log, "LARGEST", size * 2 + 100)
    code(run, study, 60)
    assert sorted(path.name for path in (study / KEPT).iterdir()) == ["005.json", "006.json"]


def test_what_is_too_large_to_be_kept_is_done_and_told_and_nothing_older_is_undone_in_its_place(
    run, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code(run, study, 3)
    monkeypatch.setattr(undo_log, "LARGEST", 10)
    done = run("code", NOTES, "20:29", "barriers", "--coder", "koder-a", where=study)
    assert done.code == 0
    assert (
        done.err == "code barriers is done, but `crosscase undo` cannot take it back: it is more than 0 MB\n"
    )
    before = contents(study)
    assert "nothing to undo" in run("undo", "--coder", "koder-a", where=study).refused()
    assert contents(study) == before


def test_where_nothing_can_be_kept_the_change_is_done_and_a_note_says_so(run, study: Path) -> None:
    put(study, ".crosscase/undo", "in the way")
    done = run("code", NOTES, "20:29", "barriers", "--coder", "koder-a", where=study)
    assert done.code == 0
    assert (study / A).read_text(encoding="utf-8").count("- id:") == 4
    assert done.err.count("\n") == 1
    assert "is done, but `crosscase undo` cannot take it back" in done.err


def test_the_former_file_is_kept_to_the_byte_and_a_long_text_after_an_edit_is_not(
    run, by_hand: Path, tmp_path: Path
) -> None:
    before = (by_hand / A).read_bytes()
    code(run, by_hand, 3)
    entry = json.loads((by_hand / KEPT / "001.json").read_bytes())["entry"]
    assert zlib.decompress(base64.b64decode(entry["files"][A]["before"])) == before
    (tmp_path / "lang.txt").write_text("I1: Et hemmelig ord. " * 500, encoding="utf-8")
    run("import", str(tmp_path / "lang.txt"), "--case", "alta", "--kind", "interview", where=by_hand)
    kept = (by_hand / ".crosscase/undo/_nobody/001.json").read_bytes()
    assert b"hemmelig" not in kept
    assert len(kept) < 1000


# what is damaged or not ours


def damaged(kept: bytes, how: str) -> bytes:
    entry = json.loads(kept)["entry"]
    if how == "cut off":
        return kept[: len(kept) // 2]
    if how == "a letter changed":
        return kept.replace(b"barriers", b"barriert", 1)
    if how == "empty":
        return b""
    if how == "another program's":
        return b'{"version": 3}\n'
    if how == "not text":
        return b"\xff\xfe\x00" * 40
    if how == "deep":
        return signed("[" * 100_000 + "]" * 100_000)
    if how == "outside":
        entry["changes"][0]["file"] = "../../outside.yaml"
    elif how == "hidden":
        entry["changes"][0]["file"] = ".crosscase/me.yaml"
    elif how == "a later version's":
        entry["changes"][0]["after"]["fields"]["weight"] = "3"
    elif how == "a kind we do not know":
        entry["changes"][0]["after"]["kind"] = "Path"
    elif how == "a bomb":
        entry["files"][A]["before"] = base64.b64encode(zlib.compress(bytes(140 * 2**20), 9)).decode()
    return signed(json.dumps(entry, separators=(",", ":")))


def signed(text: str) -> bytes:
    return f'{{"digest":"{undo_log.digest(text.encode())}","entry":{text}}}\n'.encode()


@pytest.mark.parametrize(
    "how",
    [
        "cut off", "a letter changed", "empty", "another program's", "not text", "deep", "outside", "hidden",
        "a later version's", "a kind we do not know", "a bomb",
    ],
)  # fmt: skip
def test_an_entry_that_is_not_as_it_was_written_is_named_and_nothing_changes(
    run, study: Path, how: str
) -> None:
    code(run, study, 3)
    code(run, study, 20)
    file = study / KEPT / "002.json"
    file.write_bytes(damaged(file.read_bytes(), how))
    before = contents(study)
    refused = run("undo", "--coder", "koder-a", where=study).refused()
    assert refused == (
        f"{KEPT}/002.json: is not what crosscase kept there; remove it to undo what was done before it"
    )
    assert contents(study) == before
    listed = run("undo", "--list", "--coder", "koder-a", "--format", "json", where=study)
    assert (listed.code, listed.err) == (1, f"crosscase: {refused}\n")
    assert [one["name"] for one in json.loads(listed.out)] == ["code barriers"]
    file.unlink()
    undo(run, study)
    assert (study / A).read_text(encoding="utf-8").count("- id:") == 4


def test_a_former_file_that_cannot_be_read_is_not_put_back(run, study: Path) -> None:
    code(run, study, 3)
    file = study / KEPT / "001.json"
    entry = json.loads(file.read_bytes())["entry"]
    entry["files"][A]["before"] = base64.b64encode(zlib.compress(b"codings: [\n")).decode()
    file.write_bytes(signed(json.dumps(entry)))
    before = contents(study)
    assert A in run("undo", "--coder", "koder-a", where=study).refused()
    assert contents(study) == before


def test_a_coding_on_words_of_any_kind_is_kept_and_comes_back(run, study: Path) -> None:
    memo = "«Å» \U0001f600 \u2028 \"' \x85"
    start = BODY.index("Skolene")
    words = ["code", NOTES, f"{start}:{start + 7}", "barriers", "--coder", "koder-a", "--memo", memo]
    before = contents(study)
    assert run(*words, where=study).code == 0
    undo(run, study)
    assert contents(study) == before
