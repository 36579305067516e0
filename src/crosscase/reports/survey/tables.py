"""A question of the survey described: a table to read in the study's language, and every number of it as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from crosscase.documents.values import Block, Cell, Document, Heading, Paragraph, Run, Table, text
from crosscase.reports.survey.notes import base_line, notes, title_of
from crosscase.reports.survey.words import (
    ABOVE,
    BELOW,
    MARKED,
    level_text,
    p_text,
    percents_text,
    points_text,
    values_text,
    words_of,
)
from crosscase.study.folder import Study
from crosscase.survey.estimates import Description, Line
from crosscase.survey.inference import LEVEL, Interval
from crosscase.survey.model import Group, Questionnaire, in_language
from crosscase.survey.percent import exact, share_text

DATA_COLUMNS = (
    "question", "row", "variable", "group", "group_label", "kind", "answer", "label", "percent", "low", "high",
    "count", "base", "effective_base", "small_base", "mean", "mean_low", "mean_high", "median", "lower_quartile",
    "upper_quartile", "points", "points_low", "points_high", "z", "p", "fisher_p", "q", "against_rest",
)  # fmt: skip
NOTHING = "–"
SPAN = "…"
INDENT = "\N{EM SPACE}"


def describe_document(
    study: Study, questionnaire: Questionnaire, descriptions: Sequence[Description]
) -> Document:
    """Descriptions of one question, such as of the rows of a grid, with all that must be said once."""
    language = study.settings.language
    several = len(descriptions) > 1
    title = title_of(descriptions[0].question, None if several else descriptions[0].row, language)
    blocks: list[Block] = []
    for each in descriptions:
        if several:
            blocks.append(Heading(1, title_of(each.question, each.row, language)))
        blocks.append(Paragraph(text(base_line(each, questionnaire, language))))
        if each.base or each.published:
            blocks.append(describe_table(each, language))
    blocks += [Paragraph(text(note), "note") for note in notes(descriptions, questionnaire, language)]
    return Document(title, tuple(blocks), language, notice=study.settings.notice_shown)


def describe_table(description: Description, language: str) -> Table:
    """One table to read: percents rounded half up, bases under 30 with `*`, groups that differ with ▲ or ▼.

    Broken down by a variable, each answer is a heading of its own, with everybody and the groups below it.
    """
    return _plain(description, language) if description.by is None else _by_group(description, language)


def describe_data(descriptions: Iterable[Description], language: str) -> Table:
    """Every number in a column of its own, unrounded: percents and points of 100, everybody's lines with no group."""
    rows = [_data(each, line, language) for each in descriptions for line in each.lines]
    return Table(DATA_COLUMNS, tuple(rows))


def describe_facts(
    descriptions: Sequence[Description], questionnaire: Questionnaire, language: str, *, book: bool = False
) -> dict[str, object]:
    """The same with what must be said beside it, for JSON."""
    table = describe_data(descriptions, language)
    first = descriptions[0]
    return {
        "confidence": first.confidence,
        "population": first.population or None,
        "weighted": first.weighted,
        "notes": list(notes(descriptions, questionnaire, language, book=book)),
        "lines": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
    }


def figure_text(line: Line, language: str) -> str:
    """A line's share, mean or median for reading, with `*` where its base is small."""
    if line.share is not None:
        shown = share_text(line.share, language, line.decimals)
    elif line.mean is not None:
        (shown,) = values_text([line.mean], language, whole=False)
    elif line.median is not None:
        (shown,) = values_text([line.median], language)
    else:
        return NOTHING
    return shown + (MARKED if line.small and line.base else "")


def mark_of(line: Line) -> str:
    """▲ or ▼ where a group is higher or lower than the rest; else nothing."""
    if line.difference is None or line.q is None or line.q >= LEVEL:
        return ""
    return ABOVE if line.difference.points > 0 else BELOW


def label_of(line: Line, language: str) -> str:
    """An answer as it is shown: boxes with `=`."""
    label = in_language(line.label, language) or line.id
    return f"= {label}" if line.kind == "box" else label


def marked_text(line: Line, language: str) -> str:
    """`figure_text` with `mark_of`."""
    return " ".join(filter(None, (figure_text(line, language), mark_of(line))))


def _plain(description: Description, language: str) -> Table:
    words = words_of(language)
    shares = any(line.share is not None for line in description.lines)
    columns = (
        words["answer"], words["share" if shares else "value"],
        words["interval"].format(level=level_text(description.confidence, language)), words["count"],
    )  # fmt: skip
    rows = tuple(
        (
            label_of(line, language),
            figure_text(line, language),
            _interval_text(line, language),
            _count_text(line),
        )
        for line in description.lines
    )
    return Table(columns, rows, widths=(6, 1.3, 1.6, 1.1))


def _by_group(description: Description, language: str) -> Table:
    words, by = words_of(language), description.by
    labels = {} if by is None else {group.id: _group_label(group, language) for group in by.groups}
    keys = ["share" if any(line.share is not None for line in description.lines) else "value"]
    keys += ["interval", "count"]
    if compared := description.compared:
        exact = any(line.difference and line.difference.fisher is not None for line in compared)
        keys += ["points", "points interval", "z", *(["fisher"] if exact else []), "q"]
    level = level_text(description.confidence, language)
    rows: list[tuple[Cell, ...]] = []
    for id in dict.fromkeys(line.id for line in description.lines):
        lines = [line for line in description.lines if line.id == id]
        rows.append(((Run(label_of(lines[0], language), bold=True),), *[None] * len(keys)))
        for line in lines:
            name = words["everybody"] if line.group is None else labels[line.group]
            cells = _cells(line, language)
            rows.append((INDENT + name, *(cells[key] for key in keys)))
    columns = (words["answer or group"], *(words[key].format(level=level) for key in keys))
    return Table(columns, tuple(rows), widths=(4.5, *[1.4] * len(keys)))


def _cells(line: Line, language: str) -> Mapping[str, str]:
    share = marked_text(line, language)
    found = {
        "share": share, "value": share, "interval": _interval_text(line, language),
        "count": f"{line.count}/{line.base}" if line.base and line.kind in ("option", "box") else _count_text(line),
        "points": "", "points interval": "", "z": "", "fisher": "", "q": "",
    }  # fmt: skip
    if (difference := line.difference) is None:
        return found
    low, high = (points_text(end, language) for end in (difference.low, difference.high))
    return found | {
        "points": points_text(difference.points, language),
        "points interval": f"{low}{SPAN}{high}",
        "z": p_text(difference.p, language),
        "fisher": "" if difference.fisher is None else p_text(difference.fisher, language),
        "q": "" if line.q is None else p_text(line.q, language),
    }


def _count_text(line: Line) -> str:
    # a printed share may have no base
    return NOTHING if line.share is not None and not line.base else str(line.count)


def _interval_text(line: Line, language: str) -> str:
    if line.quartiles is not None:
        low, high = values_text(line.quartiles, language)
        return words_of(language)["quartiles"].format(low=low, high=high)
    if line.interval is None:
        return ""
    bounds = line.interval.low, line.interval.high
    if line.share is not None:
        return percents_text(*bounds, language)
    _, *ends = values_text([line.mean or 0, *bounds], language, whole=False)
    return SPAN.join(ends)  # the ends may have signs


def _group_label(group: Group, language: str) -> str:
    return in_language(group.label, language) or group.id


def _data(description: Description, line: Line, language: str) -> tuple[Cell, ...]:
    by, difference = description.by, line.difference
    group = by.group(line.group) if by is not None and line.group is not None else None
    share, spread = (line.interval, None) if line.share is not None else (None, line.interval)
    low, high = line.quartiles or (None, None)
    return (
        description.question.id,
        description.row.id if description.row is not None else None,
        by.id if by is not None and group is not None else None,
        line.group,
        _group_label(group, language) if group is not None else None,
        line.kind,
        line.id,
        in_language(line.label, language) or line.id,
        _hundred(line.share),
        *_ends(share, 100),
        line.count,
        line.base,
        line.size,
        line.small,
        line.mean,
        *_ends(spread, 1),
        line.median,
        low,
        high,
        *(
            (None,) * 3
            if difference is None
            else map(_hundred, (difference.points, difference.low, difference.high))
        ),
        *((None,) * 3 if difference is None else (difference.z, difference.p, difference.fisher)),
        line.q,
        {ABOVE: "higher", BELOW: "lower"}.get(mark_of(line)),
    )


def _ends(interval: Interval | None, unit: int) -> Iterator[float | None]:
    if interval is None:
        yield from (None, None)
    else:
        yield from (unit * interval.low, unit * interval.high)


def _hundred(share: float | None) -> float | None:
    # 100 * 0.575 is 57.49999999999999, which another program would round to 57
    return None if share is None else float(100 * exact(share))
