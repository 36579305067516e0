"""Memos from any place: opening one, writing one about something, choosing among those that are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.memo_edits import own, write_memo
from crosscase.study.memos import Memo, about_now, about_written, coding_of, gist, memo_of, memos_about
from crosscase.study.problems import StudyError
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.code.cursor_pane import short
from crosscase.tui.memo_editor import AGAIN, MemoEditor, MemoReader
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place
from crosscase.tui.words import plain, shown

NEW = "+"
"""How the key of an entry begins that stands for a new memo: `+<about>`."""

Done = Callable[[Edit], None]


def _nothing(_edit: Edit) -> None:
    return None


def subject_content(study: Study, about: str) -> Content:
    """What a memo is about, by its name; a code and a coding with the code's letters."""
    kind, _, name = about_now(study, about).partition("/")
    if kind == "study":
        return Content("The study")
    if kind == "case" and name in study.cases:
        return plain(f"Case {study.cases[name].name}")
    if kind == "source" and name in study.sources:
        return plain(f"Source {name}")
    if kind == "code" and (code := study.codebook.by_id.get(name)) is not None:
        words = f"{study.codebook.name(code, study.settings.language)} · {study.codebook.path(code)}"
        return Content.assemble("Code ", tag_content(code), f" {shown(words)}")
    if kind == "coding" and (coding := coding_of(study, name)) is not None:
        return Content.assemble(
            tag_content(study.codebook.resolve(coding.code)), f" {short(coding.quote, 160)}"
        )
    return plain(f"{about} (not in this study)")


def facts(memo: Memo) -> str:
    """Who wrote a memo, and when."""
    return " · ".join(filter(None, (memo.coder, memo.created[:16].replace("T", " "))))


def open_memo(place: Place, memo: Memo, done: Done = _nothing) -> None:
    """Change one's own memo, or read another coder's.

    Args:
        done: told of the edit when it is on disk.
    """
    if memo.coder in ("", place.study.coder):
        write_about(place, memo.about, memo, done)
        return
    title = subject_content(place.study, memo.about)
    notice = " · ".join(filter(None, (facts(memo), memo.notice)))
    place.app.push_screen(
        MemoReader(title, f"# {memo.title}\n\n{memo.text}" if memo.title else memo.text, notice=notice)
    )


def write_about(place: Place, about: str, memo: Memo | None = None, done: Done = _nothing) -> None:
    """Write a new memo, or change one of one's own.

    Args:
        about: by ids; of a coding, its memo is changed.
        memo: the one to change; None for a new one.
        done: told of the edit when it is on disk.
    """
    place.with_coder(lambda coder: _write(place, about, memo, done, coder))


def _write(
    place: Place, about: str, memo: Memo | None, done: Done, coder: str, words: str | None = None
) -> None:
    """Open the editor.

    Args:
        words: what was written and could not be saved: it is never lost, but offered again.
    """
    study = place.study
    if memo is None and about.startswith("coding/"):
        coding = coding_of(study, about.removeprefix("coding/"))
        memo = memo_of(coding) if coding is not None else None
    try:
        if memo is not None:
            own(memo, coder)
    except StudyError as error:
        place.warn(str(error))
        return

    def written(text: str | None) -> None:
        if text is not None:
            _save(place, about, memo, done, coder, text)

    notice = AGAIN if words is not None else memo.notice if memo is not None else ""
    title = subject_content(study, about)
    if memo is not None and memo.title:
        title = Content.assemble(plain(memo.title), "  ", title.stylize("dim"))
    former = memo.text if memo is not None else ""
    place.app.push_screen(MemoEditor(title, former, notice=notice, words=words), written)


def _save(place: Place, about: str, memo: Memo | None, done: Done, coder: str, text: str) -> None:
    try:
        edit = write_memo(place.study, about, text, coder, memo)
    except StudyError as error:
        place.warn(str(error))
        _write(place, about, memo, done, coder, text)
        return
    if edit is None:
        return
    if place.perform(edit):
        place.say(f"{'saved' if text.strip() else 'removed'}: {edit.name}")
        done(edit)
    else:
        _write(place, about, _present(place.study, memo), done, coder, text)


def _present(study: Study, memo: Memo | None) -> Memo | None:
    """A memo as it is now; None where it is gone."""
    if memo is None or memo.coding is None:
        return study.memos.get(memo.id) if memo is not None else None
    coding = coding_of(study, memo.coding.id)
    return memo_of(coding) if coding is not None else None


def choose_memo(place: Place, abouts: Sequence[str], done: Done = _nothing) -> None:
    """Offer the memos about some things, and a new one about each."""
    study = place.study
    memos = {memo.file: memo for about in abouts for memo in memos_about(study, about)}
    entries = [_entry(study, memo) for memo in memos.values()]
    for about in abouts:
        written = about_written(study, about)
        label = Content.assemble(("+ a new memo about ", "bold"), plain(written, "bold"))
        entries.append(Entry(f"{NEW}{about}", label, f"new memo {written}"))

    def picked(key: str | None) -> None:
        if key is None:
            return
        if key.startswith(NEW):
            write_about(place, key.removeprefix(NEW), None, done)
        elif key in memos:
            open_memo(place, memos[key], done)

    place.app.push_screen(Picker("read or write a memo", entries), picked)


def _entry(study: Study, memo: Memo) -> Entry:
    about = about_written(study, memo.about)
    label = Content.assemble(plain(gist(memo, 80)), (f"  {shown(memo.coder)}", "dim"))
    return Entry(
        memo.file, label, f"{memo.title} {memo.text[:500]} {about} {memo.coder}", f"{about} · {facts(memo)}"
    )
