"""What people do with memos, as edits: nothing here changes anything until `Study.apply`."""

from __future__ import annotations

import os

from crosscase.study import coding_edits
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import now, slugify
from crosscase.study.memo_file import FOLDER, Memo, memo_file, with_text, write_memo_file
from crosscase.study.memos import about_now, about_written, coding_of, memo_of
from crosscase.study.problems import StudyError

_WORDS = 6  # of the text, for the name of a memo without a title


def write_memo(
    study: Study, about: str, text: str, coder: str, memo: Memo | None = None, title: str = ""
) -> Edit | None:
    """Write a new memo, or other words into one that is there.

    Args:
        about: by ids, as `memos.named` gives it; of a coding, its memo is written. Of no matter where `memo` is given.
        text: Markdown; without words, a memo that is there is removed.
        coder: who writes.
        memo: the memo to change; None for a new one.
        title: of a new memo.

    Returns:
        The edit; None where the words are what is there already.

    Raises:
        StudyError: a new memo without words, a memo or coding of another coder, a coding that is gone.
    """
    text = text.strip("\n")
    if memo is not None and memo.coding is None:
        return _rewrite(study, memo, text, coder)
    about = memo.about if memo is not None else about_now(study, about)
    kind, _, name = about.partition("/")
    if kind == "coding":
        return _write_in_coding(study, name, text, coder)
    if not text.strip():
        raise StudyError("a memo needs words; nothing was written")
    slug = slugify(title or " ".join(text.split()[:_WORDS]), _taken(study))
    content = write_memo_file(about, coder, now(), text, " ".join(title.split()))
    change = Change(memo_file(slug), WHOLE, None, content)
    return Edit(f"memo on {about_written(study, about)}", (change,))


def remove_memo(study: Study, memo: Memo, coder: str) -> Edit:
    """Remove a memo; raises StudyError where it is another coder's."""
    if memo.coding is not None:
        edit = _write_in_coding(study, memo.coding.id, "", coder)
        if edit is None:
            raise StudyError("that coding has no memo any more; nothing was removed")
        return edit
    own(memo, coder)
    return Edit(f"remove memo {memo.id}", (Change(memo.file, WHOLE, memo.content, None),))


def own(memo: Memo, coder: str) -> None:
    """Refuse to change another coder's memo; raises StudyError."""
    if memo.coder in ("", coder):
        return
    if memo.coding is not None:
        raise StudyError(f"that coding is {memo.coder}'s, and so is its memo; nothing was changed")
    raise StudyError(
        f"the memo {memo.id} is {memo.coder}'s: only they change it; write one of your own beside it"
    )


def _rewrite(study: Study, memo: Memo, text: str, coder: str) -> Edit | None:
    if text == memo.text:
        return None
    own(memo, coder)
    if not text.strip():
        return remove_memo(study, memo, coder)
    change = Change(memo.file, WHOLE, memo.content, with_text(memo, text))
    return Edit(f"memo {memo.id}", (change,))


def _write_in_coding(study: Study, coding_id: str, text: str, coder: str) -> Edit | None:
    coding = coding_of(study, coding_id)
    if coding is None:
        raise StudyError(f"there is no coding {coding_id} any more; nothing was written")
    own(memo_of(coding), coder)
    return coding_edits.set_memo(coding, text) if text != coding.memo else None


def _taken(study: Study) -> set[str]:
    """Slugs in use, also of files that could not be read, and on disks that do not tell A from a."""
    taken = set(study.memos)
    try:
        with os.scandir(study.root / FOLDER) as entries:
            taken.update(entry.name.rpartition(".")[0].lower() for entry in entries)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise StudyError(f"{FOLDER} cannot be listed; check who may read it") from error
    return taken
