"""Respondents whose name is their id: it changes in open answers, responses and cases alike, so that they stay linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crosscase.study import csv_cells
from crosscase.study.cases import FOLDER as CASES
from crosscase.study.folder import Study
from crosscase.study.problems import FileError
from crosscase.study.replaced_labels import as_label, checked_respondent, respondents_of
from crosscase.study.texts_inside import texts_of_file, whole_file
from crosscase.study.whole_texts import BODY, Inside
from crosscase.study.yaml_in import YamlError, parse
from crosscase.study.yaml_scalars import Piece, spliced

QUESTIONS = "survey/questions.yaml"
RESPONSES = "survey/responses.csv"

_Key = tuple[str, str, str]
_Pieces = dict[_Key, tuple[Piece, ...]]


def with_respondents(study: Study, pieces: _Pieces, texts: Mapping[_Key, Inside]) -> _Pieces:
    """What is replaced, with each respondent that gets another name called so everywhere.

    Args:
        pieces: by file, id and field.
        texts: the texts that the pieces are of.

    Raises:
        FileError: a respondent cannot be called so.
    """
    column = _column(study)
    renamed: dict[str, str] = {}
    for key, own in pieces.items():
        for name, new in _renamed(study, key, own, texts, column):
            renamed.setdefault(name, checked_respondent(key[0], new))
    if not renamed:
        return pieces
    after = dict(pieces)
    for key, named in _named(study, column, renamed):
        spans = [(start, end) for start, end, _ in named]
        others = [p for p in after.get(key, ()) if not any(s < p[1] and p[0] < e for s, e in spans)]
        after[key] = tuple(sorted([*others, *named]))
    return after


def _renamed(
    study: Study, key: _Key, own: Sequence[Piece], texts: Mapping[_Key, Inside], column: int
) -> Iterator[tuple[str, str]]:
    """Respondents whose name the pieces of a text touch, and what they are called then."""
    file, _, field = key
    if _is_id(key, column):
        yield texts[key].text, spliced(texts[key].text, [(s, e, as_label(new)) for s, e, new in own])
    elif field == BODY and file.startswith("interviews/open-answers/"):
        source = study.sources.get(file.removeprefix("interviews/").removesuffix(".md"))
        for label in respondents_of(source) if source is not None else ():
            inside = [
                (s - label.start, e - label.start, as_label(new))
                for s, e, new in own
                if label.start <= s and e <= label.end
            ]
            if inside:
                yield label.name, spliced(label.name, inside)


def _is_id(key: _Key, column: int) -> bool:
    file, _, field = key
    if file == RESPONSES:
        return field.startswith("cell.") and field.rpartition(".")[2] == str(column)
    return file.startswith(f"{CASES}/") and field == "respondent"


def _named(study: Study, column: int, renamed: Mapping[str, str]) -> Iterator[tuple[_Key, tuple[Piece, ...]]]:
    """Every place where respondents are called by their former names."""
    for source in study.sources.values():
        labels = [label for label in respondents_of(source) if label.name in renamed]
        if labels:
            yield (
                (source.file, "", BODY),
                tuple((each.start, each.end, renamed[each.name]) for each in labels),
            )
    for file in (RESPONSES, *(f"{CASES}/{case}.yaml" for case in study.cases)):
        for inside in texts_of_file(study, file):
            if _is_id(inside.key, column) and inside.text in renamed:
                yield inside.key, ((0, len(inside.text), renamed[inside.text]),)


def _column(study: Study) -> int:
    """The number of the column of the responses that says whose they are; -1 where there is none."""
    try:
        whole, questions = whole_file(study.root, RESPONSES), whole_file(study.root, QUESTIONS)
        asked = parse(questions.text) if questions is not None else {}
    except (FileError, YamlError):
        return -1
    if whole is None:
        return -1
    name = (asked.get("respondent") if isinstance(asked, dict) else "") or "respondent"
    first = whole.text.partition("\n")[0]
    for cell in csv_cells.cells(first, csv_cells.delimiter_of(whole.text)):
        if cell.text.strip() == name:
            return cell.column
    return -1
