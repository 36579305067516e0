"""A save that failed changes nothing: not the disk, and not what the next save writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from crosscase.casework.writing import reword
from crosscase.study import store
from crosscase.study.code_edits import add_codes, new_code
from crosscase.study.coding_edits import set_memo
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import ConflictError, StudyError
from crosscase.study.queries import save_query
from crosscase.study.saved_query import SavedQuery
from crosscase.study.theme_file import Theme
from crosscase.synthesis.summaries import write_summary
from crosscase.synthesis.theme_edits import new_theme
from described import described
from studies import contents

AT = "2026-01-05T09:00:00Z"
Make = Callable[[Study, str], Edit | None]


def _code(study: Study, word: str) -> Edit:
    return add_codes([replace(new_code(study.codebook, word, "nb"), id=f"n{len(word):09}")])


def _memo(study: Study, word: str) -> Edit:
    return set_memo(study.codings("alta/fokusgruppe")[len(word) % 2], word)


EDITS: dict[str, Make] = {
    "statement": lambda study, word: reword(study, "alta", "tiltak0001", word, by="koder-a", now=AT),
    "other statement": lambda study, word: reword(study, "alta", "kriter0001", word, by="koder-a", now=AT),
    "coding": _memo,
    "code": _code,
    "query": lambda study, word: save_query(study, SavedQuery(id=f"q{len(word):09}", name=word)),
    "summary": lambda study, word: write_summary(study, "alta", "barriers", word, (), by="koder-a", now=AT),
    "theme": lambda study, word: new_theme(study, Theme(id=f"K{len(word)}", sentence={"nb": word}, codes=("barriers",))),
}  # fmt: skip


def do(study: Study, kind: str, word: str) -> None:
    edit = EDITS[kind](study, word)
    assert edit is not None
    study.apply(edit)


def files(folder: Path) -> Mapping[str, bytes]:
    return {
        name: raw for name, raw in contents(folder).items() if not name.startswith((".crosscase", "private"))
    }


def fails(*args: object) -> None:
    raise StudyError("the disk is full")


@pytest.mark.parametrize("before", ["nothing", "an edit"])
@pytest.mark.parametrize("second", EDITS)
@pytest.mark.parametrize("first", EDITS)
def test_after_a_save_that_failed_the_next_one_writes_what_it_would_have_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, second: str, before: str
) -> None:
    folders = [described(tmp_path / name) for name in ("failed", "never failed")]
    tried, plain = (open_folder(folder, coder="koder-a") for folder in folders)
    if before == "an edit":  # what a keeper knows is of its own content then
        for study in (tried, plain):
            do(study, first, "før")
    untouched = files(folders[0])
    with monkeypatch.context() as patched:
        patched.setattr(store, "write_all", fails)
        with pytest.raises(StudyError, match="the disk is full"):
            do(tried, first, "gikk ikke")
    assert files(folders[0]) == untouched
    for study in (tried, plain):
        do(study, second, "etterpå")
    assert files(folders[0]) == files(folders[1])
    assert files(folders[0]) != untouched
    tried.undo()
    assert files(folders[0]) == untouched


def test_an_edit_of_two_files_of_which_one_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = described(tmp_path / "study")
    study = open_folder(folder, coder="koder-a")
    statement, code = EDITS["statement"](study, "blir ikke skrevet"), _code(study, "ny")
    assert statement is not None
    other = open_folder(folder, coder="koder-b")
    other.apply(_code(other, "ny"))
    with pytest.raises(ConflictError):
        study.apply(Edit("both", (*statement.changes, *code.changes)))
    do(study, "other statement", "blir skrevet")
    text = (folder / "cases/alta.yaml").read_text(encoding="utf-8")
    assert "blir skrevet" in text
    assert "blir ikke skrevet" not in text
