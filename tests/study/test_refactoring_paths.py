"""Whatever is renamed, moved, merged, added or removed: every path that a coding may hold goes on meaning its code.

The oracle keeps its own book of which code each path meant at the time it was in use, by the ids of the codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study.code_edits import add_codes, new_code
from crosscase.study.codebook import Codebook
from crosscase.study.codebook_file import FILE, write_codebook
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.model import Code, Settings
from crosscase.study.problems import StudyError
from crosscase.study.refactoring import merge_codes, move_code, remove_code, rename_code, reorder_code

SLUGS = ["a", "b", "c", "d"]
steps = st.tuples(
    st.sampled_from(["rename", "move", "merge", "add", "remove", "reorder", "rename", "move", "merge"]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(SLUGS),
)


def study_of(codes: list[Code]) -> Study:
    """A study that has only a codebook, read from what is written."""
    study = Study(Path("/nowhere"), Settings("", "t", "nb"))
    study.add_codebook(write_codebook(codes).encode())
    return study


def edit_of(study: Study, step: tuple[str, int, int, str]) -> tuple[Edit, str, str]:
    """The edit of a step, and ids of what is merged (or removed) into what."""
    what, first, second, slug = step
    book = study.codebook
    codes = list(book)
    code, other = codes[first % len(codes)], codes[second % len(codes)]
    if what == "rename":
        return rename_code(book, code, slug=slug), "", ""
    if what == "move":
        return move_code(book, code, None if second % 5 == 0 else other, first % 3 or None), "", ""
    if what == "merge":
        return merge_codes(study, code, other), code.id, other.id
    if what == "remove":
        return remove_code(study, code), code.id, ""
    if what == "reorder":
        return reorder_code(book, code, second % 5 - 2), "", ""
    parent = None if second % 3 == 0 else other
    return add_codes([new_code(book, f"{slug} {first}" if first % 2 else slug, "nb", parent)]), "", ""


def changed(codes: dict[str, Code], edit: Edit) -> dict[str, Code]:
    """The records after an edit, each as the edit says it was before."""
    after = dict(codes)
    for change in edit.changes:
        if change.file == FILE:
            assert after.pop(change.id, None) == change.before
            if change.after is not None:
                after[change.id] = change.after
    return after


def paths_of(codes: dict[str, Code]) -> dict[str, str]:
    """Present path -> id, from the flat records."""

    def path(code: Code) -> str:
        return f"{path(codes[code.parent])}/{code.code}" if code.parent else code.code

    found = {path(code): code.id for code in codes.values()}
    assert len(found) == len(codes)
    return found


@dataclass
class Memory:
    """Which code each path meant that was ever in use."""

    means: dict[str, str] = field(default_factory=dict)

    def after(self, codes: dict[str, Code], gone: str, into: str) -> Memory:
        means = {path: into if code == gone and gone else code for path, code in self.means.items()}
        means = {path: code for path, code in means.items() if code}
        for path, code in paths_of(codes).items():
            assert means.setdefault(path, code) == code, "a path was used again for another code"
        return Memory(means)

    def check(self, book: Codebook) -> None:
        for path, code in self.means.items():
            found = book.resolve(path)
            assert (found.id if found is not None else "") == code, path


START = [
    Code("k000000001", "", 0, "a", {"": "A"}, tag="AA", color="#D55E00"),
    Code("k000000002", "k000000001", 0, "b", {"": "B"}, tag="BB", color="#D55E00"),
    Code("k000000003", "k000000002", 0, "c", {"": "C"}, tag="CC", color="#D55E00"),
    Code("k000000004", "", 1, "b", {"": "D"}, tag="DD", color="#D55E00"),
    Code("k000000005", "k000000004", 0, "c", {"": "E"}, tag="EE", color="#D55E00"),
    Code("k000000006", "k000000005", 0, "c", {"": "F"}, tag="FF", color="#D55E00"),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=14))
def test_every_path_ever_used_leads_to_its_code_after_every_step_and_after_undo(
    todo: list[tuple[str, int, int, str]],
) -> None:
    codes = {code.id: code for code in START}
    memory = Memory().after(codes, "", "")
    done = []
    for step in todo:
        study = study_of(list(codes.values()))
        try:
            edit, gone, into = edit_of(study, step)
        except StudyError:
            continue
        done.append((codes, memory, edit))
        codes = changed(codes, edit)
        memory = memory.after(codes, gone, into)
        again = study_of(list(codes.values())).codebook
        assert dict(again.by_id) == codes, "what is written is not what the edit says"
        memory.check(again)
        if not codes:
            break
    for before, remembered, edit in reversed(done):
        codes = changed(codes, edit.reversed())
        assert codes == before
        book = study_of(list(codes.values())).codebook
        assert write_codebook(codes.values()) == write_codebook(before.values())
        remembered.check(book)
