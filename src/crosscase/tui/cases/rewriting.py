"""New words and other evidence for a statement in one step, and what somebody else wrote in the meantime."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from crosscase.casework.writing import attach, detach, reword
from crosscase.study.cases import case_file
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import in_language, statement_of
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.yaml_in import shown

_MOST = 160  # letters of somebody else's words that are shown


def rewritten(
    study: Study, case: str, id: str, text: str, evidence: Collection[str], *, by: str, language: str = ""
) -> Edit | None:
    """One edit that rewords a statement and lets it rest on these codings; None where both are so already.

    Raises:
        StudyError: as `reword`, `attach` and `detach`.
    """
    before = statement_of(study, case, id)
    gone = [each for each in before.evidence if each not in evidence]
    added = [each for each in dict.fromkeys(evidence) if each not in before.evidence]
    edits = [
        reword(study, case, id, text, by=by, language=language),
        detach(study, case, id, gone) if gone else None,
        attach(study, case, id, added) if added else None,
    ]
    words, without, more = (None if edit is None else _after(edit) for edit in edits)
    done = [edit for edit in edits if edit is not None]
    if len(done) < 2:
        return done[0] if done else None
    seen = dict(entry.split(":", 1) for each in (before, more) if each is not None for entry in each.seen)
    after = replace(
        words or before,
        evidence=tuple(each for each in (*before.evidence, *added) if each not in gone),
        seen=tuple(sorted(f"{each}:{mark}" for each, mark in seen.items() if each not in gone)),
    )
    assert without is not None or more is not None
    return Edit(done[0].name, (Change(case_file(case), id, before, after),))


def changed_meanwhile(before: Statement, now: Statement | None, language: str) -> str:
    """That somebody changed a statement, or took it away, since; empty where nobody did."""
    if now is None:
        return "somebody else removed it meanwhile; copy your words, and write them anew"
    if (before.text, before.evidence) == (now.text, now.evidence):
        return ""
    theirs = shown(in_language(now, language), _MOST)
    what = "words" if before.text != now.text else "evidence"
    return (
        f"somebody else changed its {what} meanwhile; it says “{theirs}” now; "
        "Ctrl+S once more puts yours in its place"
    )


def _after(edit: Edit) -> Statement:
    after = edit.changes[-1].after
    assert isinstance(after, Statement)
    return after
