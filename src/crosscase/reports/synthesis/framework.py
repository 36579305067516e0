"""The framework matrix as it is handed out: to read, as a wide table of texts, and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crosscase.documents.values import (
    Block,
    Cell,
    Document,
    FileLink,
    Heading,
    Paragraph,
    Rich,
    Run,
    Table,
    text,
)
from crosscase.documents.writing import Form
from crosscase.reports.synthesis.framework_words import (
    completeness_line,
    counted,
    left_out,
    state_line,
    words_of,
)
from crosscase.reports.synthesis.quoting import quoted_passage
from crosscase.study.codings import codings_file
from crosscase.study.folder import Study
from crosscase.study.summary_file import Summary, summary_file
from crosscase.synthesis.counted import counted_words
from crosscase.synthesis.framework import Completeness, Framework, FrameworkCell
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.summaries import text_in

COLUMNS = ("case", "code", "state", "codings", "quotes", "by", "written", "text")
_MARK = "#B35900"  # of what wants a look


def framework_for(study: Study, framework: Framework, form: Form, language: str) -> Table | Document:
    """The matrix as suits a form.

    Returns:
        For CSV and JSON one row a cell; for Excel the wide table and those rows, a sheet each; else the text to read.
    """
    if form in (Form.csv, Form.json):
        return framework_table(study, framework, language)
    if form is not Form.xlsx:
        return framework_document(study, framework, language)
    words = words_of(language)
    flat = framework_table(study, framework, language)
    blocks = (wide_table(study, framework, language), Table(flat.columns, flat.rows, words["summary"]))
    return _document(study, framework, language, blocks)


def framework_document(study: Study, framework: Framework, language: str, quotes: bool = True) -> Document:
    """The matrix as a text: how far it has come, then the summaries.

    Args:
        quotes: code by code, each case's summary beside the quotes it rests on; else as one table of texts.
    """
    if not framework.cases or not framework.codes:
        return _document(study, framework, language, (Paragraph(text(words_of(language)["empty"])),))
    if not quotes:
        return _document(study, framework, language, (wide_table(study, framework, language),))
    blocks: list[Block] = [*_progress(study, framework, language)]
    for title, code in zip(_code_titles(study, framework, language), framework.codes, strict=True):
        blocks.append(Heading(1, title, f"code-{code}"))
        blocks.append(_beside(study, framework, code, language))
    return _document(study, framework, language, tuple(blocks))


def wide_table(study: Study, framework: Framework, language: str) -> Table:
    """Cases x codes: each cell its text, the ids of the quotes it rests on, and what is to be said of it."""
    words = words_of(language)
    rows: list[tuple[Cell, ...]] = []
    for case in framework.cases:
        cells = (framework.cells[case, code] for code in framework.codes)
        rows.append((_case_name(study, case), *(_in_wide(cell, language) for cell in cells)))
    columns = _unlike([words["case"], *_code_titles(study, framework, language)])
    widths = (1.0, *(3.0 for _ in framework.codes))
    return Table(columns, tuple(rows), words["title"], widths=widths)


def framework_table(study: Study, framework: Framework, language: str) -> Table:
    """One row for each cell that has codings or a summary, then one for each summary whose case or code is gone.

    The column `text` has the text in the language asked for, or else any; `text:<language>` those in others.
    """
    there = [cell for cell in framework.cells.values() if cell.words]
    written = [cell.summary for cell in there if cell.summary] + [one for _, one in framework.astray]
    others = sorted({each for summary in written for each in summary.text if each and each != language})
    rows: list[tuple[Cell, ...]] = []
    for cell in there:
        state = ", ".join(cell.words)
        rows.append(_flat(cell.case, cell.code, state, cell.codings, cell.summary, language, others))
        rows += [
            _flat(cell.case, each.code, "one more", cell.codings, each, language, others)
            for each in cell.also
        ]
    for case, summary in framework.astray:
        state = "no such case" if case not in study.cases else "no such code"
        rows.append(_flat(case, summary.code, state, 0, summary, language, others))
    return Table((*COLUMNS, *(f"text:{each}" for each in others)), tuple(rows), words_of(language)["title"])


def _flat(
    case: str, code: str, state: str, codings: int, summary: Summary | None, language: str, others: list[str]
) -> tuple[Cell, ...]:
    if summary is None:
        return (case, code, state, codings, (), "", "", "", *("" for _ in others))
    texts = (summary.text.get(each, "") for each in others)
    return (
        case, code, state, codings, summary.quotes, summary.by, summary.written, text_in(summary, language), *texts
    )  # fmt: skip


def _document(study: Study, framework: Framework, language: str, blocks: tuple[Block, ...]) -> Document:
    words = words_of(language)
    notes = (counted_words(study, framework.coders, language), *left_out(framework, language))
    told: list[Block] = [Paragraph(text(note), "note") for note in notes]
    line = f"{completeness_line(framework.whole, language)}."
    title = f"{words['title']}: {study.settings.title}"
    return Document(title, (*told, *blocks), language, line, _notice(study, language))


def _progress(study: Study, framework: Framework, language: str) -> Iterator[Table]:
    """How far it has come, by case and by code, where there are several."""
    words = words_of(language)
    titles = _code_titles(study, framework, language)
    links = ((Run(title, link=f"#code-{code}"),) for title, code in zip(titles, framework.codes, strict=True))
    by_case = [_counts(_case_name(study, case), framework.of_case(case)) for case in framework.cases]
    by_code = [
        _counts(link, framework.of_code(code)) for link, code in zip(links, framework.codes, strict=True)
    ]
    for key, rows in (("case", by_case), ("code", by_code)):
        if len(rows) > 1:
            rows.append(_counts((Run(words["all"], bold=True),), framework.whole))
            columns = (words[key], *(words[each] for each in ("cells", "written", "changed", "unsupported")))
            yield Table(columns, tuple(rows), words[f"by {key}"], widths=(4, 1.6, 1, 1, 1))


def _counts(name: str | Rich, found: Completeness) -> tuple[Cell, ...]:
    return name, found.cells, found.written, found.changed, found.unsupported


def _beside(study: Study, framework: Framework, code: str, language: str) -> Table:
    """A code: each case with its summary, and the quotes beside it."""
    words = words_of(language)
    rows: list[tuple[Cell, ...]] = []
    for case in framework.cases:
        cell = framework.cells[case, code]
        left = [Run(_case_name(study, case), bold=True), Run("\n"), *_text_of(study, cell, language)]
        rows.append((tuple(left), _quotes(study, framework.resting_on(case, code), language)))
    return Table((words["summary"], words["quotes"]), tuple(rows), widths=(1, 1))


def _text_of(study: Study, cell: FrameworkCell, language: str) -> Iterator[Run]:
    words, summary = words_of(language), cell.summary
    if summary is None or cell.state is None:
        said = words["missing"]
        if cell.codings:
            said += f" ({counted(cell.codings, 'codings', words)})"
        yield Run(said if cell.codings else "–", italic=bool(cell.codings))
        return
    yield Run(text_in(summary, language))
    link = FileLink(summary_file(cell.case), summary.id)
    yield Run(f"\n{_written_by(summary, words)}", italic=True, file=link)
    yield from _mark(cell, language)
    for other in cell.also:
        yield Run(f"\n{words['also'].format(other.code)}", bold=True)
        yield Run(text_in(other, language))


def _in_wide(cell: FrameworkCell, language: str) -> Cell:
    words, summary = words_of(language), cell.summary
    if summary is None:
        return f"{words['missing']} ({counted(cell.codings, 'codings', words)})" if cell.codings else ""
    runs = [Run(text_in(summary, language))]
    if summary.quotes:
        runs.append(Run(f"\n[{', '.join(summary.quotes)}]"))
    return (*runs, *_mark(cell, language))


def _mark(cell: FrameworkCell, language: str) -> Iterator[Run]:
    if cell.state is not None and cell.state.words != ("complete",):
        yield Run(f"\n⚑ {state_line(cell.state, language)}", bold=True, color=_MARK)


def _quotes(study: Study, passages: Iterable[Passage], language: str) -> Rich:
    words = words_of(language)
    runs: list[Run] = []
    for passage in passages:
        if runs:
            runs.append(Run("\n\n"))
        if passage.consent in ("paraphrase", "none"):
            runs.append(Run(words["withheld"].format(words[passage.consent]), italic=True))
        else:
            runs.append(Run(quoted_passage(passage, language)))
        coding = passage.coding
        link = FileLink(codings_file(coding.source, coding.coder), coding.id)
        runs.append(Run(f"\n{_reference(study, passage, words)}", italic=True, file=link))
    return tuple(runs)


def _reference(study: Study, passage: Passage, words: Mapping[str, str]) -> str:
    source = study.sources.get(passage.coding.source)
    named = source.title if source is not None and source.title else passage.coding.source
    who = ", ".join(passage.speakers) + (f" ({', '.join(passage.roles)})" if passage.roles else "")
    place = words["line"].format(passage.place) if passage.is_placed else words["lost"]
    return " · ".join(part for part in (named, who, place, passage.coding.id) if part)


def _written_by(summary: Summary, words: Mapping[str, str]) -> str:
    day = summary.written[:10]
    if summary.by and day:
        return words["by"].format(summary.by, day)
    return words["writer"].format(summary.by) if summary.by else words["by nobody"].format(day).strip()


def _code_titles(study: Study, framework: Framework, language: str) -> tuple[str, ...]:
    """Names of the codes with those above them, in a language; the path after it where two are alike."""
    found = []
    for path in framework.codes:
        parts = path.split("/")
        above = ("/".join(parts[:size]) for size in range(1, len(parts) + 1))
        book = study.codebook
        found.append(" › ".join(book.name(book.by_path[each], language) for each in above))
    return _unlike(found, framework.codes)


def _unlike(names: Iterable[str], paths: Iterable[str] = ()) -> tuple[str, ...]:
    """The names, each once: what stands already gets its path, or a number."""
    found: list[str] = []
    paths = tuple(paths)
    for place, name in enumerate(names):
        if name in found and paths:
            name = f"{name} ({paths[place]})"
        number = 2
        while name in found:
            name, number = f"{name} {number}", number + 1
        found.append(name)
    return tuple(found)


def _case_name(study: Study, case: str) -> str:
    return study.cases[case].name


def _notice(study: Study, language: str) -> str:
    return study.settings.notice.get(language) or study.settings.notice_shown
