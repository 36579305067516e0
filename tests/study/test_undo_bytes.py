"""Undo gives back the very bytes, takes nobody's code or text away, and leaves no empty folders."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from crosscase.study import edits
from crosscase.study.check import check
from crosscase.study.code_edits import add_codes, new_code
from crosscase.study.coding_edits import add_coding, set_code, set_key, set_memo
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.opening import open_folder
from crosscase.study.problems import ConflictError, StudyError
from crosscase.study.save import write_all
from crosscase.study.sources import source_file
from studies import BODY, CODEBOOK, contents, make_study, put, text_hash

NOTES = "alta/fokusgruppe"
A, B = (f"codings/{NOTES}/{coder}.yaml" for coder in ("koder-a", "koder-b"))
BOOK = "codebook/codebook.yaml"


def by_hand(folder: Path, file: str) -> bytes:
    """A file as a person would have left it."""
    text = (folder / file).read_text(encoding="utf-8")
    put(
        folder,
        file,
        "# by hand\n"
        + text.replace("codings:\n", "codings:   # mine\n\n").replace("\n    code:", "\n    code :"),
    )
    return (folder / file).read_bytes()


def renamed(study: Study, path: str, slug: str) -> Edit:
    code = study.codebook.by_path[path]
    after = replace(code, code=slug, was=(*code.was, path))
    return Edit(f"rename {path} to {slug}", (Change(BOOK, code.id, code, after),))


def code_b(folder: Path, path: str, start: int = 3) -> str:
    """The other coder, in a program of their own, codes something; the path their file has."""
    study = open_folder(folder, "koder-b")
    study.apply(add_coding(study.sources[NOTES], "koder-b", path, (start, start + 6))[0])
    return (folder / B).read_text(encoding="utf-8")


# the very bytes


def test_a_file_formatted_by_hand_comes_back_to_the_byte(tmp_path: Path) -> None:
    make_study(tmp_path)
    by_hand(tmp_path, A)
    before = contents(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    for start in (3, 20, 40):
        study.apply(add_coding(study.sources[NOTES], "koder-a", "barriers", (start, start + 5))[0])
    assert b"# by hand" not in (tmp_path / A).read_bytes()
    for _ in range(3):
        study.undo()
    assert contents(tmp_path) == before


def test_paths_of_the_time_before_a_rename_are_back_in_the_file_when_both_are_undone(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    study.apply(set_key(study.codings(NOTES, ["koder-a"])[0], False))
    before = contents(tmp_path)
    study.apply(renamed(study, "barriers", "hindringer"))
    study.apply(add_coding(study.sources[NOTES], "koder-a", "hindringer", (3, 9))[0])
    assert "hindringer/capacity" in (tmp_path / A).read_text()
    study.undo()
    study.undo()
    assert contents(tmp_path) == before
    assert study.code_counts()["c000000002"] == 2


def test_the_codebook_comes_back_with_every_comment_in_it(tmp_path: Path) -> None:
    put(make_study(tmp_path), BOOK, CODEBOOK.replace("    children:\n", "    # under this\n    children:\n"))
    before = contents(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    study.apply(add_codes([new_code(study.codebook, "Tillit", "nb")]))
    study.apply(renamed(study, "barriers", "hindringer"))
    assert "# under this" not in (tmp_path / BOOK).read_text()
    study.undo()
    study.undo()
    assert contents(tmp_path) == before
    assert [code.code for code in study.codebook.children()] == ["barriers", "challenges"]


def test_where_somebody_wrote_in_between_the_records_alone_are_changed_back(tmp_path: Path) -> None:
    make_study(tmp_path)
    by_hand(tmp_path, A)
    study = open_folder(tmp_path, "koder-a")
    edit, mine = add_coding(study.sources[NOTES], "koder-a", "barriers", (3, 9))
    study.apply(edit)
    second = open_folder(tmp_path, "koder-a")
    other, theirs = add_coding(second.sources[NOTES], "koder-a", "challenges", (20, 29))
    second.apply(other)
    study.undo()
    ids = [record["id"] for record in yaml.safe_load((tmp_path / A).read_text())["codings"]]
    assert theirs.id in ids
    assert mine.id not in ids
    assert len(ids) == 4


def test_a_file_that_only_its_bytes_were_touched_of_is_changed_back_by_records(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    before = (tmp_path / A).read_bytes()
    study.apply(add_coding(study.sources[NOTES], "koder-a", "barriers", (3, 9))[0])
    put(tmp_path, A, (tmp_path / A).read_bytes() + b"# a remark of mine\n")
    study.undo()
    assert yaml.safe_load((tmp_path / A).read_bytes()) == yaml.safe_load(before)
    assert open_folder(tmp_path).codings(NOTES) == study.codings(NOTES)


def test_after_the_text_was_edited_undo_gives_back_the_bytes_and_finds_the_codings_in_the_new_text(
    tmp_path: Path,
) -> None:
    make_study(tmp_path)
    by_hand(tmp_path, A)
    before = (tmp_path / A).read_bytes()
    study = open_folder(tmp_path, "koder-a")
    study.apply(add_coding(study.sources[NOTES], "koder-a", "barriers", (3, 9))[0])
    notes = tmp_path / source_file(NOTES)
    notes.write_text(
        notes.read_text(encoding="utf-8").replace(BODY, f"Et forord.\n\n{BODY}"), encoding="utf-8"
    )
    with pytest.raises(ConflictError, match="was changed by another program"):
        study.undo()
    study.undo()
    assert (tmp_path / A).read_bytes() == before
    assert [study.sources[NOTES].body[slice(*c.at or ())] for c in study.codings(NOTES)] == [
        c.quote for c in study.codings(NOTES)
    ]
    assert study.codings(NOTES) == open_folder(tmp_path).codings(NOTES)


def test_former_files_are_kept_only_where_they_are_needed_and_never_without_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")

    def kept() -> list[int]:
        return [len(step.formers) for step in study.history._done]

    for start in range(3, 30, 6):
        study.apply(add_coding(study.sources[NOTES], "koder-a", "barriers", (start, start + 5))[0])
    assert kept() == [1, 0, 0, 0, 0]
    study.apply(renamed(study, "challenges/schools", "skoler"))
    study.apply(add_coding(study.sources[NOTES], "koder-a", "barriers", (60, 66))[0])
    assert kept() == [
        1,
        0,
        0,
        0,
        0,
        1,
        1,
    ]  # a file whose paths change is not what it would be from its records
    monkeypatch.setattr(edits, "_MOST", 1)
    study.apply(renamed(study, "challenges/skoler", "skole"))
    study.apply(add_coding(study.sources[NOTES], "koder-a", "barriers", (80, 86))[0])
    assert kept() == [0, 0, 0, 0, 0, 0, 0, 0, 1]
    for _ in range(9):
        study.undo()  # the oldest record by record
    assert len(study.codings(NOTES, ["koder-a"])) == 3


def test_a_step_over_several_files_that_cannot_be_saved_whole_is_not_undone_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    code = new_code(study.codebook, "Tillit", "nb")
    study.apply(
        add_coding(study.sources[NOTES], "koder-a", "tillit", (3, 9), first=add_codes([code]).changes)[0]
    )
    after = contents(tmp_path)
    put(tmp_path, BOOK, (tmp_path / BOOK).read_text().replace("Tillit", "Trygghet"))
    with pytest.raises(ConflictError, match="code tillit was changed by somebody else"):
        study.undo()
    assert {**contents(tmp_path), BOOK: after[BOOK]} == after
    put(tmp_path, BOOK, after[BOOK])
    study.undo()
    assert "tillit" not in study.codebook.by_path


# no coding without its code


def test_undo_of_a_rename_keeps_the_path_that_another_coder_has_used_since(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    study.apply(renamed(study, "barriers", "hindringer"))
    assert "code: hindringer/capacity" in code_b(tmp_path, "hindringer/capacity")
    study.undo()
    after = open_folder(tmp_path)
    assert "barriers/capacity" in after.codebook.by_path
    assert {after.codebook.resolve(c.code).id for c in after.codings(NOTES, ["koder-b"])} == {"c000000002"}
    assert check(after) == []
    study.redo()
    assert "hindringer/capacity" in open_folder(tmp_path).codebook.by_path
    study.undo()
    assert open_folder(tmp_path).codebook.resolve("hindringer/capacity").id == "c000000002"


def test_undo_of_a_new_code_that_another_coder_has_used_is_refused_and_says_who(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    under = study.codebook.by_path["barriers"]
    study.apply(add_codes([new_code(study.codebook, "Tillit", "nb", under)]))
    code_b(tmp_path, "barriers/tillit")
    code_b(tmp_path, "barriers/tillit", 20)
    before = contents(tmp_path)
    with pytest.raises(ConflictError) as refused:
        study.undo()
    assert str(refused.value) == (
        "koder-b has 2 codings of barriers/tillit; nothing was undone: "
        "give them another code first, or keep this one"
    )
    assert contents(tmp_path) == before
    other = open_folder(tmp_path, "koder-b")
    for coding in other.codings(NOTES, ["koder-b"]):
        if coding.code == "barriers/tillit":
            other.apply(set_code(coding, "barriers"))
    study.undo()
    assert "barriers/tillit" not in open_folder(tmp_path).codebook.by_path


def test_doing_again_what_takes_a_code_away_is_refused_when_it_has_been_used_since(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    code = study.codebook.by_path["challenges/schools"]
    first = next(c for c in study.codings(NOTES, ["koder-a"]) if c.code == "challenges/schools")
    study.apply(set_code(first, "challenges"))
    study.apply(Edit("remove schools", (Change(BOOK, code.id, code, None),)))
    study.undo()
    code_b(tmp_path, "challenges/schools")
    before = contents(tmp_path)
    with pytest.raises(
        ConflictError, match="koder-b has 1 coding of challenges/schools; nothing was done again"
    ):
        study.redo()
    assert contents(tmp_path) == before


def test_a_path_that_was_given_to_another_code_is_not_given_back_while_it_is_used(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path, codings={}), "koder-a")
    book = study.codebook
    capacity, knowledge = book.by_path["barriers/capacity"], book.by_path["barriers/knowledge"]
    swapped = (
        Change(BOOK, capacity.id, capacity, replace(capacity, code="knowledge")),
        Change(BOOK, knowledge.id, knowledge, replace(knowledge, code="capacity")),
    )
    study.apply(Edit("swap", swapped))
    code_b(tmp_path, "barriers/capacity")
    with pytest.raises(ConflictError, match="koder-b has 1 coding of barriers/capacity"):
        study.undo()


def test_undo_of_a_merge_gives_each_code_its_own_codings_again(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    book = study.codebook
    capacity, knowledge = book.by_path["barriers/capacity"], book.by_path["barriers/knowledge"]
    into = replace(capacity, was=(*capacity.was, "barriers/knowledge"))
    before, counts = contents(tmp_path), study.code_counts()
    study.apply(
        Edit(
            "merge", (Change(BOOK, capacity.id, capacity, into), Change(BOOK, knowledge.id, knowledge, None))
        )
    )
    assert study.code_counts()[capacity.id] == 3
    for _ in range(2):
        study.undo()
        assert contents(tmp_path) == before
        assert study.code_counts() == counts
        study.redo()
        assert study.code_counts()[capacity.id] == 3


def test_a_rename_and_the_settling_of_every_file_in_one_step_are_taken_back_together(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    before = contents(tmp_path)
    edit = renamed(study, "barriers", "hindringer")
    changes = [
        Change(
            f"codings/{c.source}/{c.coder}.yaml",
            c.id,
            c,
            replace(c, code=c.code.replace("barriers", "hindringer")),
        )
        for c in study.codings(NOTES)
        if c.code.startswith("barriers") and c.code != "barriers/knowledge"
    ]
    study.apply(Edit("rename and settle", (*edit.changes, *changes), every_coder=True))
    for file in (A, B):
        assert "code: barriers" not in (tmp_path / file).read_text()
    put(tmp_path, B, (tmp_path / B).read_bytes() + b"# touched\n")
    study.undo()
    assert check(open_folder(tmp_path)) == []
    assert (tmp_path / A).read_bytes() == before[A]
    assert "hindringer" not in (tmp_path / B).read_text()


# texts that come and go with their codings


def as_another_source(study: Study, old: str, new: str) -> Edit:
    """The text and every coder's codings under another name, in one step."""
    text = (study.root / source_file(old)).read_bytes().decode()
    changes = [Change(source_file(old), WHOLE, text, None), Change(source_file(new), WHOLE, None, text)]
    for coding in study.codings(old):
        changes.append(Change(f"codings/{old}/{coding.coder}.yaml", coding.id, coding, None))
        after = replace(coding, source=new)
        changes.append(Change(f"codings/{new}/{coding.coder}.yaml", coding.id, None, after))
    return Edit(f"rename {old}", tuple(changes), every_coder=True)


def test_a_source_is_renamed_with_its_codings_in_one_step_and_back(tmp_path: Path) -> None:
    make_study(tmp_path)
    by_hand(tmp_path, A)
    study = open_folder(tmp_path, "koder-a")
    before, codings, sections = contents(tmp_path), study.codings(NOTES), study.segments(NOTES)
    shutil.rmtree(tmp_path / ".crosscase" / "texts")
    new = "alta/samtale"
    edit = as_another_source(study, NOTES, new)
    for _ in range(2):
        _ = study.apply(edit) if not study.history.next_redo else study.redo()
        assert not (tmp_path / "codings" / NOTES).exists()
        written = yaml.safe_load((tmp_path / f"codings/{new}/koder-a.yaml").read_text())
        assert written["text"] == text_hash(BODY)
        assert [BODY[slice(*c["at"])] for c in written["codings"]] == [c["quote"] for c in written["codings"]]
        assert study.problems == []
        assert study.codings(NOTES) == ()
        assert study.codings(new) == tuple(replace(c, source=new) for c in codings)
        assert study.segments(new).sections == sections.sections
        assert NOTES not in study.sources
        assert check(open_folder(tmp_path)) == []
        study.undo()
        assert contents(tmp_path) == before
        assert study.problems == []
        assert study.codings(NOTES) == codings
        assert list(study.sources) == list(open_folder(tmp_path).sources)
        assert not (tmp_path / "codings" / new).exists()


def test_undo_of_a_new_source_that_another_coder_has_coded_is_refused(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    new = Change(source_file("alta/ny"), WHOLE, None, "I1: Noe helt annet.\n")
    study.apply(Edit("import alta/ny", (new,)))
    other = open_folder(tmp_path, "koder-b")
    other.apply(add_coding(other.sources["alta/ny"], "koder-b", "barriers", (4, 8))[0])
    before = contents(tmp_path)
    with pytest.raises(ConflictError, match="koder-b has 1 coding of alta/ny; nothing was undone"):
        study.undo()
    assert contents(tmp_path) == before


def test_undo_of_a_text_that_codings_had_waited_for_leaves_them_waiting(tmp_path: Path) -> None:
    make_study(tmp_path)
    text = (tmp_path / source_file(NOTES)).read_text(encoding="utf-8")
    (tmp_path / source_file(NOTES)).unlink()
    study = open_folder(tmp_path, "koder-a")
    before = contents(tmp_path)
    study.apply(Edit("import", (Change(source_file(NOTES), WHOLE, None, text),)))
    assert len(study.codings(NOTES)) == 4
    study.undo()
    assert contents(tmp_path) == before
    study.redo()
    study.undo()
    assert contents(tmp_path) == before


def test_a_text_that_could_not_be_read_afterwards_is_refused(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    before = contents(tmp_path)
    with pytest.raises(StudyError, match=r"interviews/alta/ny.md:3"):
        study.apply(Edit("x", (Change(source_file("alta/ny"), WHOLE, None, "---\nkind: [\n---\nx\n"),)))
    assert contents(tmp_path) == before


# folders


def folders(root: Path) -> set[str]:
    found = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir())
    return {path for path in found if not path.startswith(".crosscase")}


def test_folders_that_an_edit_empties_go_and_undo_makes_them_again(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    before = folders(tmp_path)
    text = (tmp_path / "interviews/skien/plan.md").read_text(encoding="utf-8")
    study.apply(Edit("remove", (Change("interviews/skien/plan.md", WHOLE, text, None),)))
    assert folders(tmp_path) == before - {"interviews/skien"}
    study.undo()
    assert folders(tmp_path) == before


def test_a_station_itself_and_a_folder_with_anything_in_it_stay(tmp_path: Path) -> None:
    for file in (
        "memos/a.md",
        "interviews/alta/x/y.md",
        "interviews/alta/note.txt",
        "survey/x/questions.yaml",
    ):
        put(tmp_path, file, "x")
    write_all(tmp_path, {"memos/a.md": None, "interviews/alta/x/y.md": None, "survey/x/questions.yaml": None})
    assert folders(tmp_path) == {"memos", "interviews", "interviews/alta", "survey", "survey/x"}


def test_folders_made_for_files_that_could_not_be_written_go_again(tmp_path: Path) -> None:
    put(tmp_path, "codings/blocked", "a file where a folder is needed")
    with pytest.raises(StudyError):
        write_all(tmp_path, {"codings/alta/notat/koder-a.yaml": b"x", "codings/blocked/x/koder-a.yaml": b"x"})
    assert folders(tmp_path) == {"codings"}


def test_redo_of_a_code_after_undo_is_the_same_file_again(tmp_path: Path) -> None:
    make_study(tmp_path)
    by_hand(tmp_path, A)
    study = open_folder(tmp_path, "koder-a")
    first = study.codings(NOTES, ["koder-a"])[0]
    study.apply(set_memo(first, "x"))
    after = contents(tmp_path)
    for _ in range(3):
        study.undo()
        study.redo()
        assert contents(tmp_path) == after


def test_codes_are_read_again_with_their_former_marks(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path), "koder-a")
    codes: list[Code] = list(study.codebook)
    study.apply(renamed(study, "challenges", "utfordringer"))
    study.undo()
    assert list(study.codebook) == codes
