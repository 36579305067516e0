"""Words that nobody could place, put where they belong piece by piece: at a statement, or as what a section lacks."""

from __future__ import annotations

from dataclasses import replace

from crosscase.casework.placed_words import left_of
from crosscase.casework.reply_values import Whose, asked_of
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import derived_id
from crosscase.study.problems import StudyError
from crosscase.study.rounds import answer_files
from crosscase.study.validation_file import Answer, Verdict
from crosscase.study.yaml_in import shown


def place_piece(
    study: Study,
    number: int,
    answer: str,
    piece: str,
    *,
    statement: str = "",
    section: str = "",
    verdict: Verdict = "",
) -> Edit:
    """Say what a piece of words answers; what is left of the words stays to be placed.

    Args:
        number: the round.
        answer: id of the words, which are to no statement.
        piece: some of the words, in their order; white space says nothing.
        statement: id of the statement that they answer, as it was asked of this informant; where empty they are what
            is missing.
        section: slug of the section that something is missing in; empty for the description as a whole.
        verdict: what the words say of the statement.

    Raises:
        StudyError: there are no such words, no such statement, or the piece is none of the words; one line.
        FileError: a file of the round cannot be read.
    """
    for file in answer_files(study, number):
        study.store.reread(file)
        found = study.store.records(file).get(answer)
        if isinstance(found, Answer):
            made = _placed(study, number, found, piece, statement, section, verdict)
            changes = [Change(file, each.id, found if each.id == found.id else None, each) for each in made]
            if found.id not in {each.id for each in made}:
                changes.insert(0, Change(file, found.id, found, None))
            return Edit(f"place words of {found.case}/{found.informant}", tuple(changes))
    raise StudyError(f"round {number} has no answer {shown(answer)}; see crosscase validate status")


def _placed(
    study: Study, number: int, found: Answer, piece: str, statement: str, section: str, verdict: Verdict
) -> list[Answer]:
    """What was placed, and what is left; all of the words keep their id."""
    if found.kind == "statement":
        raise StudyError(f"{shown(found.id)} answers a statement already; nothing was changed")
    words, left = piece.strip(), left_of(found.text, [piece])
    if not words or " ".join(words.split()) not in " ".join(found.text.split()):
        raise StudyError(
            f"these are none of the words of {found.case}/{found.informant}; choose some of them"
        )
    one = replace(found, text=words, kind="addition", section=section, matched="hand")
    if statement:
        sent = asked_of(study, Whose(number, found.case, found.informant)).by_id.get(statement)
        if sent is None:
            raise StudyError(
                f"{found.case}/{found.informant} was not asked about statement {shown(statement)}"
            )
        one = replace(
            one, kind="statement", statement=statement, version=sent.version, section="", verdict=verdict
        )
    if not left:
        return [one]
    return [
        replace(one, id=derived_id(f"{found.id} {words} {statement} {section}")),
        replace(found, text=left),
    ]
