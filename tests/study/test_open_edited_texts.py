"""Opening a study of which a source is gone or moved, or a text was edited by another program meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from opened_study import NOTES, A, B, opened

from crosscase.cli.checked import every_problem as check
from crosscase.study.coding_edits import add_coding, set_memo
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.vanished import follow_move, moved_to, vanished
from studies import BODY, Coded, codings_text, contents, make_study, put, text_hash

UNREADABLE = b"---\ncase: alta\nspeakers: {I1: {role: x}\n---\nI1: Hei.\n"


# sources that are gone


def test_a_vanished_source_keeps_its_codings_and_is_told(tmp_path: Path) -> None:
    make_study(tmp_path)
    (tmp_path / NOTES).unlink()
    study = opened(tmp_path)
    assert vanished(study) == ("alta/fokusgruppe",)
    assert moved_to(study, "alta/fokusgruppe") == ()
    assert len(study.codings("alta/fokusgruppe")) == 4
    assert [(p.file, p.kind) for p in check(study)] == [(A, "vanished-source"), (B, "vanished-source")]


def test_a_source_that_cannot_be_read_is_not_taken_for_gone(tmp_path: Path) -> None:
    study = opened(make_study(tmp_path, files={NOTES: UNREADABLE}))
    assert vanished(study) == ()


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    make_study(tmp_path)
    (tmp_path / NOTES).rename(tmp_path / "interviews/alta/samtale.md")
    return tmp_path


def test_a_moved_source_is_offered_and_followed_with_every_coders_codings(moved: Path) -> None:
    study = opened(moved)
    assert moved_to(study, "alta/fokusgruppe") == ("alta/samtale",)
    assert "its text is now in alta/samtale" in check(study)[0].message
    before = contents(moved)
    study.apply(follow_move(study, "alta/fokusgruppe", "alta/samtale"))
    for coder in ("koder-a", "koder-b"):
        old, new = (f"codings/alta/{name}/{coder}.yaml" for name in ("fokusgruppe", "samtale"))
        expected = before[old].decode().replace("source: alta/fokusgruppe", "source: alta/samtale")
        assert lines(moved / new) == lines(expected)
        assert not (moved / old).exists()
    assert check(open_folder(moved)) == []
    study.undo()
    assert {f: lines(c.decode()) for f, c in contents(moved).items()} == {
        f: lines(c.decode()) for f, c in before.items()
    }
    assert moved_to(study, "alta/fokusgruppe") == ("alta/samtale",)
    study.redo()
    assert check(open_folder(moved)) == []


def lines(text: Path | str) -> list[str]:
    """The lines without their quotation marks, which the program sets in its own way."""
    whole = text if isinstance(text, str) else text.read_text()
    return [line.replace('"', "").replace("'", "") for line in whole.split("\n")]


def test_a_source_that_was_moved_and_edited_keeps_its_codings_on_their_words(moved: Path) -> None:
    (moved / "interviews/alta/samtale.md").rename(moved / NOTES)
    open_folder(moved)  # keeps the text
    (moved / NOTES).unlink()
    # every sentence stands twice now, with the same words around it: only the former text tells which is meant
    put(moved, "interviews/alta/samtale.md", BODY + BODY.replace("Utfordringsbildet", "En gang til"))
    study = open_folder(moved)
    study.apply(follow_move(study, "alta/fokusgruppe", "alta/samtale"))
    again = open_folder(moved)
    assert max(coding.at or (0, 0) for coding in again.codings("alta/samtale")) < (len(BODY), 0)
    for coding in again.codings("alta/samtale"):
        assert coding.at is not None
        assert again.sources["alta/samtale"].body[slice(*coding.at)] == coding.quote
    assert check(again) == []


def test_codings_are_not_handed_to_a_source_that_has_its_own(moved: Path) -> None:
    put(moved, "codings/alta/samtale/koder-b.yaml", codings_text("alta/samtale", "koder-b", BODY, [
        Coded("barriers", "mangel"),
    ]))  # fmt: skip
    study = opened(moved)
    assert moved_to(study, "alta/fokusgruppe") == ()
    with pytest.raises(StudyError, match="codings of its own"):
        follow_move(study, "alta/fokusgruppe", "alta/samtale")


# texts edited by another program between two openings


def edited(folder: Path, change: Callable[[str], str]) -> Study:
    """The study opened, closed, its notes edited elsewhere, and opened again."""
    open_folder(folder, "koder-a")
    text = (folder / NOTES).read_text()
    put(folder, NOTES, change(text))
    return opened(folder)


def test_codings_stay_on_their_words_when_the_text_was_edited(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = edited(tmp_path, lambda text: text.replace("I1: Vi merker", "I1: Ja, altså, vi merker"))
    body = study.sources["alta/fokusgruppe"].body
    codings = study.codings("alta/fokusgruppe")
    assert len(codings) == 4
    for coding in codings:
        assert coding.at is not None
        assert body[slice(*coding.at)] == coding.quote
    assert (tmp_path / f".crosscase/texts/{text_hash(BODY)}.txt").read_text() == BODY
    assert check(study) == []


def test_another_coders_file_is_left_alone_until_that_coder_saves(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = edited(tmp_path, lambda text: text.replace("I1: Vi merker", "I1: Ja, altså, vi merker"))
    theirs = (tmp_path / B).read_bytes()
    study.apply(set_memo(study.codings("alta/fokusgruppe", ["koder-a"])[0], "ny"))
    assert (tmp_path / B).read_bytes() == theirs
    assert text_hash(study.sources["alta/fokusgruppe"].body) in (tmp_path / A).read_text()
    moved = open_folder(tmp_path, "koder-b").codings("alta/fokusgruppe", ["koder-b"])
    other = open_folder(tmp_path, "koder-b")
    other.apply(set_memo(other.codings("alta/fokusgruppe", ["koder-b"])[0], "ny"))
    again = open_folder(tmp_path)
    assert check(again) == []
    assert [c.at for c in again.codings("alta/fokusgruppe", ["koder-b"])] == [c.at for c in moved]
    assert (tmp_path / B).read_bytes() != theirs


def test_a_coding_whose_words_changed_stays_flagged_after_saving(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = edited(tmp_path, lambda text: text.replace("mangel på ressurser", "stor mangel på penger"))
    changed = [c for c in study.codings("alta/fokusgruppe", ["koder-a"]) if c.code == "barriers/capacity"]
    [coding] = changed
    found = study.found(coding)
    assert found is not None
    assert found.status == "changed"
    study.apply(set_memo(coding, "ny"))
    for again in (study, open_folder(tmp_path)):
        assert [(p.kind, p.line) for p in check(again) if p.file == A] == [("changed", 15)]
        [coding] = [c for c in again.codings("alta/fokusgruppe", ["koder-a"]) if c.memo == "ny"]
        assert coding.quote == "mangel på ressurser for å prioritere tiltak"


def test_a_coding_whose_words_are_gone_is_kept_with_its_quote(tmp_path: Path) -> None:
    make_study(tmp_path)
    sentence = "I2: Skolene melder om rasistiske utsagn hver uke.\n"
    study = edited(tmp_path, lambda text: text.replace(sentence, ""))
    study.apply(set_memo(study.codings("alta/fokusgruppe", ["koder-a"])[0], "ny"))
    again = open_folder(tmp_path)
    [lost] = [c for c in again.codings("alta/fokusgruppe") if c.at is None]
    assert lost.quote == "Skolene melder om rasistiske utsagn hver uke."
    assert [p.kind for p in check(again) if p.file == A] == ["lost"]


def test_what_undo_brings_back_after_the_text_was_edited_stands_on_its_words(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    start = BODY.index("Vi er to stykker")
    edit, coding = add_coding(study.sources["alta/fokusgruppe"], "koder-a", "barriers", (start, start + 16))
    study.apply(edit)
    study.undo()
    put(tmp_path, NOTES, (tmp_path / NOTES).read_text().replace("I1: Vi merker", "I1: Ja, altså, vi merker"))
    study.refresh()
    study.redo()
    again = open_folder(tmp_path)
    [back] = [c for c in again.codings("alta/fokusgruppe") if c.id == coding.id]
    assert back.at is not None
    assert again.sources["alta/fokusgruppe"].body[slice(*back.at)] == "Vi er to stykker"
    assert [p for p in check(again) if p.file == A] == []


def test_a_change_to_a_text_edited_a_moment_ago_is_refused_and_the_text_read_again(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    put(tmp_path, NOTES, (tmp_path / NOTES).read_text().replace("I1: Vi merker", "I1: Ja, altså, vi merker"))
    before = contents(tmp_path)
    edit, _ = add_coding(study.sources["alta/fokusgruppe"], "koder-a", "barriers", (3, 9))
    with pytest.raises(StudyError, match="was changed by another program and has been read again"):
        study.apply(edit)
    assert contents(tmp_path) == before
    assert "Ja, altså" in study.sources["alta/fokusgruppe"].body
    again, _ = add_coding(study.sources["alta/fokusgruppe"], "koder-a", "barriers", (3, 9))
    study.apply(again)


def test_a_text_broken_a_moment_ago_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    put(tmp_path, NOTES, UNREADABLE)
    edit, _ = add_coding(study.sources["alta/fokusgruppe"], "koder-a", "barriers", (3, 9))
    with pytest.raises(StudyError, match=rf"^{NOTES}:\d+:\d+: "):
        study.apply(edit)
