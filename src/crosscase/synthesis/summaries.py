"""Summaries of what a case says under a code: read, written and taken away, as edits."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from crosscase.study.codebook_file import FILE as CODEBOOK
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import derived_id, is_slug
from crosscase.study.ids import now as time_now
from crosscase.study.model import Case, Code
from crosscase.study.problems import StudyError
from crosscase.study.query_names import nearest_code
from crosscase.study.shapes import nearest
from crosscase.study.summary_file import Summary, summary_file
from crosscase.study.text import normalise
from crosscase.study.themes import summaries_of, summary_files
from crosscase.study.yaml_in import shown
from crosscase.synthesis.cells import cells_of
from crosscase.synthesis.summary_state import seen


def cell_summaries(study: Study, case: str, path: str) -> tuple[Summary, ...]:
    """The summaries of a cell: one, or none, or several after codes were merged into one.

    Args:
        case: slug; path: a present or former path of the code.

    Returns:
        First the one that holds the code's present path, if any; else in the order of the file.

    Raises:
        FileError: the file of the case cannot be read.
    """
    book = study.codebook
    present = book.path_now(path)
    found = [each for each in summaries_of(study, case) if book.path_now(each.code) == present]
    return tuple(sorted(found, key=lambda each: each.code != present))


def cell_summary(study: Study, case: str, path: str) -> Summary | None:
    """The summary of a cell, if there is one; raises as `cell_summaries`."""
    return next(iter(cell_summaries(study, case, path)), None)


def text_in(summary: Summary, language: str) -> str:
    """Its text in a language, else the one of no language, else any."""
    text = summary.text
    return text.get(language) or text.get("") or next((each for each in text.values() if each), "")


def write_summary(
    study: Study,
    case: str,
    code: str,
    text: str,
    quotes: Collection[str] | None = None,
    *,
    by: str,
    now: str = "",
    language: str = "",
) -> Edit:
    """Write the summary of a cell, or other words into the one that is there.

    What is coded under it now is kept with it, so that writing the same words again says that they still hold.

    Args:
        case: slug; code: present or former path.
        text: without words, the text in this language is taken away, and with the last text the summary.
        quotes: ids of the codings that it rests on, in order; those it rests on already where None.
        by: the coder who writes.
        now: the time in UTC, as `ids.now` gives it; the present one where empty.
        language: of the text; the study's where empty. A text of no language in particular is taken for
            one in the study's.

    Raises:
        StudyError: nobody writes, there is no such case or code, a quote is not in the cell, or there is nothing to
            take away.
        FileError: the file of the case cannot be read.
    """
    if not by:
        raise StudyError("who writes? say who codes, since a summary keeps the name of its writer")
    known, path = case_called(study, case).id, study.codebook.path(code_called(study, code))
    former = cell_summary(study, known, path)
    own = study.settings.language
    language = _language(language or own)
    texts = dict(former.text) if former is not None else {}
    if "" in texts:
        texts.setdefault(own, texts.pop(""))
    words = normalise(text).strip()
    if not words:
        return _without(study, known, path, former, texts, language)
    texts[language] = words
    passages = cells_of(study).passages(known, path)
    if quotes is None:
        quotes = former.quotes if former is not None else ()
    else:
        quotes = tuple(dict.fromkeys(quotes))
        _must_be_in_cell(quotes, [passage.coding.id for passage in passages], known, path)
    after = Summary(
        id=former.id if former is not None else derived_id(f"{known}/{path}"),
        code=path,
        text=dict(sorted(texts.items(), key=lambda each: (each[0] != own, each[0]))),
        quotes=tuple(quotes),
        by=by,
        written=now or time_now(),
        seen=seen(passages),
    )
    if former is None:
        after = _with_own_id(study, known, after)
    return _edit(study, known, former, after)


def remove_summary(study: Study, case: str, code: str) -> Edit:
    """Take the summary of a cell away, in every language.

    Raises:
        StudyError: there is no such case, code or summary.
        FileError: the file of the case cannot be read.
    """
    # also of a case or a code that is gone
    known = (
        case if is_slug(case) and summary_file(case) in summary_files(study) else case_called(study, case).id
    )
    former = cell_summary(study, known, code)
    if former is None:
        path = study.codebook.path(code_called(study, code))
        raise StudyError(f"there is no summary of {known} under {path}; see crosscase summary list")
    return _edit(study, known, former, None)


def case_called(study: Study, case: str) -> Case:
    """The case of a slug; raises StudyError with the nearest one."""
    if (found := study.cases.get(case)) is not None:
        return found
    raise StudyError(f"there is no case {shown(case)}; {_hint(case, study.cases)}")


def code_called(study: Study, path: str) -> Code:
    """The code of a present or former path; raises StudyError with the nearest one."""
    if (found := study.codebook.resolve(path)) is not None:
        return found
    if (problem := study.store.refused(CODEBOOK)) is not None:
        raise StudyError(str(problem))
    guess = nearest_code(study.codebook, path)
    hint = f"did you mean {guess}?" if guess is not None else "see crosscase codebook list"
    raise StudyError(f"there is no code {shown(path)}; {hint}")


def _language(code: str) -> str:
    if not is_slug(code):
        raise StudyError(f"{shown(code)} is no language; give its code, such as nb or en")
    return code


def _without(
    study: Study, case: str, path: str, former: Summary | None, texts: dict[str, str], language: str
) -> Edit:
    """Without the text in one language. Nobody says that the texts that are left still hold."""
    if former is None or texts.keys() <= {language}:
        return remove_summary(study, case, path)
    if language not in texts:
        raise StudyError(f"the summary of {case} under {path} has no text in {language}; nothing was changed")
    left = {each: words for each, words in texts.items() if each != language}
    return _edit(study, case, former, replace(former, text=left))


def _edit(study: Study, case: str, before: Summary | None, after: Summary | None) -> Edit:
    there = next(each for each in (after, before) if each is not None)
    name = f"summary of {case} under {study.codebook.path_now(there.code)}"
    change = Change(summary_file(case), there.id, before, after)
    return Edit(name if after is not None else f"remove {name}", (change,))


def _with_own_id(study: Study, case: str, summary: Summary) -> Summary:
    """The same cell gets the same id on every machine, so that a merge sees one summary and not two."""
    taken, number = {each.id for each in summaries_of(study, case)}, 2
    while summary.id in taken:
        summary, number = replace(summary, id=derived_id(f"{case}/{summary.code}#{number}")), number + 1
    return summary


def _must_be_in_cell(quotes: Iterable[str], ids: Collection[str], case: str, path: str) -> None:
    for quote in quotes:
        if quote not in ids:
            guess = nearest(quote, ids)
            where = f'"case:{case} code:{path}"'
            hint = f"did you mean {guess}?" if guess is not None else f"see crosscase quotes --where {where}"
            raise StudyError(f"{shown(quote)} is no counted coding of {case} under {path}; {hint}")


def _hint(word: str, names: Collection[str]) -> str:
    guess = nearest(word, names)
    return f"did you mean {guess}?" if guess is not None else f"there are {', '.join(names) or 'none'}"
