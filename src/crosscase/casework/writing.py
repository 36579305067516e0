"""What people do with statements, as edits: nothing here changes anything until `Study.apply`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from crosscase.casework.description import Description, description_of
from crosscase.casework.evidence import CaseEvidence
from crosscase.casework.sections import section_named
from crosscase.casework.translations import keeping_step, older_texts
from crosscase.study.cases import case_file, write_case
from crosscase.study.description_file import STATUSES, FormerVersion, State, Statement, Status
from crosscase.study.descriptions import statement_of
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import is_slug, new_id
from crosscase.study.ids import now as time_now
from crosscase.study.problems import StudyError
from crosscase.study.rounds import rounds_of, texts_sent
from crosscase.study.save import read_bytes
from crosscase.study.shapes import nearest
from crosscase.study.text import normalise
from crosscase.study.yaml_in import shown
from crosscase.synthesis.fingerprint import fingerprint


def new_statement(
    study: Study,
    case: str,
    section: str,
    text: str,
    evidence: Collection[str] = (),
    *,
    by: str,
    place: int | None = None,
    language: str = "",
    status: str = "",
    state: State = "",
    why: str = "",
    answers: Sequence[str] = (),
    now: str = "",
) -> Edit:
    """Write a statement.

    Args:
        evidence: ids of codings of the case, in order.
        by: the coder who writes.
        place: where in the section it is to stand, from 0; last where None.
        language: of the text; the study's where empty.
        now: the time in UTC; the present one where empty.

    Raises:
        StudyError: nobody writes, there is no such case or section, no text, or a coding is not of the case.
        FileError: the file of the case cannot be read.
    """
    description = description_of(study, case)
    section_named(study, section)
    words = _words(text)
    if not words:
        raise StudyError("a statement is a sentence; give it one")
    known = CaseEvidence(study, case)
    ids = _codings(known, evidence)
    made = Statement(
        id=_fresh(description), text={_language(language or study.settings.language): words}, evidence=ids,
        seen=_seen(known, ids), status=_status(status), state=state, by=_writer(by), on=now or time_now(), why=why,
        answers=tuple(answers), section=section, rank=_rank(description, section, place),
    )  # fmt: skip
    return _edit(study, case, f"write a statement of {case}", [(None, made)])


def made_id(edit: Edit) -> str:
    """The id of the statement that an edit makes; empty where it makes none."""
    made = (
        change for change in edit.changes if change.before is None and isinstance(change.after, Statement)
    )
    return next((change.id for change in made), "")


def reword(
    study: Study,
    case: str,
    id: str,
    text: str,
    *,
    by: str,
    language: str = "",
    why: str = "",
    answers: Sequence[str] = (),
    now: str = "",
) -> Edit | None:
    """Other words for a statement in one language; what it was stays in its history.

    Args:
        text: without words, the text in this language is taken away, where there is another.

    Returns:
        The edit; None where the words are the same.

    Raises:
        StudyError: as `new_statement`, or there is no such statement.
    """
    before = statement_of(study, case, id)
    own = study.settings.language
    language = _language(language or own)
    texts = dict(before.text)
    if "" in texts:
        texts.setdefault(own, texts.pop(""))
    words = _words(text)
    if texts.get(language, "") == words:
        return None
    texts[language] = words
    texts = {each: said for each, said in texts.items() if said}
    if not texts:
        raise StudyError(f"statement {id} would have no text; take it out, or remove it")
    ordered = dict(sorted(texts.items(), key=lambda each: (each[0] != own, each[0])))
    after = _next(before, by, now, why, answers, text=ordered)
    return _edit(study, case, f"reword {_called(study, case, id)}", [(before, after)])


def attach(study: Study, case: str, id: str, codings: Collection[str]) -> Edit:
    """Let a statement rest on codings too; raises StudyError where one is not of the case, or all are there already."""
    before = statement_of(study, case, id)
    known = CaseEvidence(study, case)
    added = [each for each in _codings(known, codings) if each not in before.evidence]
    if not added:
        raise StudyError("the statement rests on that already; nothing was changed")
    seen = {**_marks(before), **_marks_of(_seen(known, added))}
    after = replace(before, evidence=(*before.evidence, *added), seen=_written(seen))
    return _edit(
        study, case, f"attach {_many(added, 'quote')} to {_called(study, case, id)}", [(before, after)]
    )


def detach(study: Study, case: str, id: str, codings: Collection[str]) -> Edit:
    """Let a statement rest on codings no longer, also on such as are gone."""
    before = statement_of(study, case, id)
    gone = [each for each in before.evidence if each in codings]
    if not gone:
        raise StudyError("the statement does not rest on that; nothing was changed")
    seen = {each: mark for each, mark in _marks(before).items() if each not in gone}
    kept = tuple(each for each in before.evidence if each not in gone)
    after = replace(before, evidence=kept, seen=_written(seen))
    return _edit(
        study, case, f"detach {_many(gone, 'quote')} from {_called(study, case, id)}", [(before, after)]
    )


def look_again(study: Study, case: str, id: str) -> Edit | None:
    """Say that a statement holds as it is: with its evidence as that is now, then with its texts in other languages.

    Each is a step of its own: who has looked at the evidence has not compared the texts.

    Returns:
        The edit; None where both were looked at as they are.
    """
    before, known = statement_of(study, case, id), CaseEvidence(study, case)
    older = _older(study, before)
    if older and not any(each.state in ("reworded", "recoded") for each in known.of(before)):
        after = replace(before, alike=keeping_step(before.text, study.settings.language))
        name = f"let the text in {', '.join(older)} of {_called(study, case, id)} hold"
    else:
        after = replace(before, seen=_seen(known, before.evidence))
        name = f"look at the evidence of {_called(study, case, id)}"
    return _edit(study, case, name, [(before, after)]) if after != before else None


def mark(study: Study, case: str, id: str, status: str, *, by: str, now: str = "") -> Edit | None:
    """Say how far what a statement tells of has come; None where it says so already."""
    before = statement_of(study, case, id)
    wanted = _status(status)
    if before.status == wanted:
        return None
    after = _next(before, by, now, "", (), status=wanted)
    return _edit(
        study, case, f"mark {_called(study, case, id)} {wanted or 'as of no status'}", [(before, after)]
    )


def move(study: Study, case: str, id: str, section: str, place: int) -> Edit | None:
    """Put a statement elsewhere.

    Args:
        place: from 0, among the statements of the text that stand in the section beside it.

    Returns:
        The edit; None where it stands there already.
    """
    before = statement_of(study, case, id)
    if section != before.section:
        section_named(study, section)
    description = description_of(study, case)
    there = description.section(section)
    present = [each.id for each in there.statements] if there is not None else []
    others = [each for each in present if each != id]
    place = max(0, min(place, len(others)))
    if section == before.section and present == [*others[:place], id, *others[place:]]:
        return None
    after = replace(before, section=section, rank=_rank(description, section, place, without=id))
    return _edit(study, case, f"move {_called(study, case, id)}", [(before, after)])


def split(
    study: Study,
    case: str,
    id: str,
    at: int | Mapping[str, int],
    *,
    by: str,
    language: str = "",
    now: str = "",
) -> Edit:
    """Make two statements of one; both rest on what it rested on.

    Args:
        at: where to cut, in code points of the text in the language; or by language, where several are cut. A text
            that is not cut stays with the first, and is older than the others until somebody has written it anew; the
            second has none in that language.
        language: that of the text to cut, where `at` is a number; the study's where empty.

    Raises:
        StudyError: nothing would stand before or after a cut.
    """
    before = statement_of(study, case, id)
    own = study.settings.language
    cuts = at if isinstance(at, Mapping) else {_language(language or own): at}
    texts = _by_language(before, own)
    halves = {each: (text[: cuts[each]], text[cuts[each] :]) for each, text in texts.items() if each in cuts}
    if not halves or not all(head.strip() and tail.strip() for head, tail in halves.values()):
        raise StudyError("a statement is split inside its words; put the cursor where the second begins")
    whole = {each: text for each, text in texts.items() if each not in halves}
    older = {*whole, *_older(study, before)} if len(texts) > 1 else set()
    heads = {each: halves[each][0].strip() if each in halves else whole[each] for each in texts}
    tails = {each: halves[each][1].strip() for each in texts if each in halves}
    description = description_of(study, case)
    first = _next(before, by, now, "", (), text=heads, alike=_alike(heads, own, older))
    inside = description.section(before.section)
    place = [each.id for each in inside.statements].index(id) + 1 if inside and not before.state else None
    second = replace(
        before, id=_fresh(description), text=tails, version=1, by=_writer(by), on=now or time_now(),
        why=f"split from {id}", answers=(), history=(), rank=_rank(description, before.section, place),
        alike=_alike(tails, own, older & tails.keys()),
    )  # fmt: skip
    return _edit(study, case, f"split {_called(study, case, id)}", [(before, first), (None, second)])


def merge(study: Study, case: str, ids: Sequence[str], *, by: str, now: str = "") -> Edit:
    """Make one statement of several: the first keeps its id and place, and rests on what all rested on.

    Texts are joined language by language; one that some of them do not have, or that was older than another, is older
    than the others until somebody has written it anew. The others go; one that informants were sent is kept as
    withdrawn.
    """
    wanted = list(dict.fromkeys(ids))
    if len(wanted) < 2:
        raise StudyError("merging takes two statements at least")
    first, *others = every = [statement_of(study, case, id) for id in wanted]
    own = study.settings.language
    parts = [_by_language(each, own) for each in every]
    languages = sorted({each for part in parts for each in part}, key=lambda each: (each != own, each))
    texts = {each: " ".join(part[each] for part in parts if each in part) for each in languages}
    older = {each for each in languages for part in parts if each not in part}
    older |= {each for one in every for each in _older(study, one)}
    marks = {id: mark for each in (*reversed(others), first) for id, mark in _marks(each).items()}
    evidence = tuple(dict.fromkeys(id for each in every for id in each.evidence))
    status = next((each.status for each in every if each.status), "")
    why = f"merged with {', '.join(each.id for each in others)}"
    after = _next(
        first, by, now, why, (), text=texts, evidence=evidence, seen=_written(marks), status=status,
        alike=_alike(texts, own, older),
    )  # fmt: skip
    pairs: list[tuple[Statement | None, Statement | None]] = [(first, after)]
    for other in others:
        gone = (
            _next(other, by, now, f"merged into {first.id}", (), state="withdrawn")
            if _was_sent(study, other.id)
            else None
        )
        pairs.append((other, gone))
    return _edit(study, case, f"merge {_many(wanted, 'statement')} of {case}", pairs)


def take_out(
    study: Study, case: str, id: str, *, by: str, why: str = "", answers: Sequence[str] = (), now: str = ""
) -> Edit:
    """Let a statement be part of the text no longer; it is kept, with its history."""
    return _to_state(
        study, case, id, "withdrawn", f"take {_called(study, case, id)} out", by, why, answers, now
    )


def take_in(
    study: Study, case: str, id: str, *, by: str, why: str = "", answers: Sequence[str] = (), now: str = ""
) -> Edit:
    """Let a proposed or withdrawn statement be part of the text."""
    return _to_state(study, case, id, "", f"take {_called(study, case, id)} in", by, why, answers, now)


def remove(study: Study, case: str, id: str) -> Edit:
    """Take a statement away for good; raises StudyError where informants were sent it: then it can be taken out."""
    before = statement_of(study, case, id)
    if _was_sent(study, id):
        raise StudyError(f"statement {id} was sent to informants and cannot be removed; take it out instead")
    return _edit(study, case, f"remove {_called(study, case, id)}", [(before, None)])


def _to_state(
    study: Study,
    case: str,
    id: str,
    state: State,
    name: str,
    by: str,
    why: str,
    answers: Sequence[str],
    now: str,
) -> Edit:
    before = statement_of(study, case, id)
    if before.state == state:
        raise StudyError(f"statement {id} is {'not part' if state else 'part'} of the text already")
    return _edit(study, case, name, [(before, _next(before, by, now, why, answers, state=state))])


def _next(
    before: Statement, by: str, now: str, why: str, answers: Sequence[str], **changes: object
) -> Statement:
    """The next version of a statement."""
    former = FormerVersion(
        version=before.version, text=before.text, status=before.status, by=before.by, on=before.on,
        why=before.why, answers=before.answers,
    )  # fmt: skip
    wanted: dict[str, object] = {
        **changes, "version": before.version + 1, "history": (*before.history, former), "by": _writer(by),
        "on": now or time_now(), "why": why, "answers": tuple(answers),
    }  # fmt: skip
    return replace(before, **wanted)  # type: ignore[arg-type]  # the names of fields, with their types


def _edit(
    study: Study, case: str, name: str, pairs: Iterable[tuple[Statement | None, Statement | None]]
) -> Edit:
    file = case_file(case)
    changes = []
    if read_bytes(study.root, file) is None:
        # a case that only its sources name gets a file of its own first
        changes.append(Change(file, WHOLE, None, write_case(study.cases[case].name)))
    for before, after in pairs:
        one = before or after
        if one is not None:
            changes.append(Change(file, one.id, before, after))
    return Edit(name, tuple(changes))


def _called(study: Study, case: str, id: str) -> str:
    """What messages call a statement: its number, else its id."""
    number = description_of(study, case).number(id)
    return f"{case} {number or id}"


def _rank(description: Description, section: str, place: int | None, without: str = "") -> float:
    inside = description.section(section)
    every = [each for each in inside.every if each.id != without] if inside is not None else []
    text = [each for each in every if not each.state]
    if place is None or place >= len(text):
        return max((each.rank for each in every), default=-1.0) + 1.0
    if place <= 0:
        return text[0].rank - 1.0
    return (text[place - 1].rank + text[place].rank) / 2


def _fresh(description: Description) -> str:
    taken = {each.id for each in description.every}
    while (id := new_id()) in taken:
        pass
    return id


def _codings(known: CaseEvidence, ids: Iterable[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(ids))
    for id in wanted:
        if known.passage(id) is None:
            raise StudyError(
                f"{known.case} has no coding {shown(id)}; see crosscase quotes --where case:{known.case}"
            )
    return wanted


def _seen(known: CaseEvidence, ids: Iterable[str]) -> tuple[str, ...]:
    passages = ((id, known.passage(id)) for id in ids)
    return _written({id: fingerprint(passage) for id, passage in passages if passage is not None})


def _marks(statement: Statement) -> dict[str, str]:
    return _marks_of(statement.seen)


def _marks_of(seen: Iterable[str]) -> dict[str, str]:
    return {id: mark for id, _, mark in (entry.partition(":") for entry in seen)}


def _written(marks: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(f"{id}:{mark}" for id, mark in marks.items()))


def _by_language(statement: Statement, own: str) -> dict[str, str]:
    """The texts that have words; one of no language in particular is in the study's, where that has none."""
    texts = {each: text for each, text in statement.text.items() if text.strip()}
    if "" in texts:
        texts.setdefault(own, texts.pop(""))
    return texts


def _older(study: Study, statement: Statement) -> Mapping[str, str]:
    return older_texts(statement, study.settings.language, texts_sent(study).get(statement.id, ()))


def _alike(texts: Mapping[str, str], own: str, older: Collection[str]) -> str:
    """What tells which texts are older than another, where the versions would not; empty where none is."""
    return keeping_step(texts, own, older) if older else ""


def _was_sent(study: Study, id: str) -> bool:
    return any(each.statement == id for round in rounds_of(study) for each in round.statements.values())


def _words(text: str) -> str:
    return normalise(text).strip()


def _writer(by: str) -> str:
    if not by:
        raise StudyError("who writes? say who codes, since a statement keeps the name of its writer")
    return by


def _status(word: str) -> Status:
    found = next((status for status in STATUSES if status == word), None)
    if found is None:
        guess = nearest(word, [status for status in STATUSES if status], 50)
        hint = f"did you mean {guess}?" if guess else "there are planned, ongoing, done and ended"
        raise StudyError(f"there is no status {shown(word)}; {hint}")
    return found


def _language(code: str) -> str:
    if not is_slug(code):
        raise StudyError(f"{shown(code)} is no language; give its code, such as nb or en")
    return code


def _many(items: Collection[object], word: str) -> str:
    return f"{len(items)} {word}{'s' * (len(items) != 1)}"


__all__ = [
    "attach", "detach", "look_again", "made_id", "mark", "merge", "move", "new_statement", "remove",
    "reword", "split", "take_in", "take_out",
]  # fmt: skip
