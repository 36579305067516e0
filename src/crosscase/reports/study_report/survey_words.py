"""Numbers of the survey as sentences, made by rule: nothing in them but what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crosscase.documents.values import Block, Bullets, FileLink, Paragraph, Rich, Run
from crosscase.reports.study_report.desk import Desk
from crosscase.reports.study_report.wording import (
    Part,
    filled,
    joined,
    listed,
    paragraph,
    percent_sign,
    quoted,
    runs,
    spaced,
    whole,
)
from crosscase.reports.survey.words import MARKED, percents_text, values_text
from crosscase.survey.model import Condition, Question, Questionnaire, Row, in_language
from crosscase.survey.percent import share_text
from crosscase.survey.station import PUBLISHED, RESPONSES
from crosscase.synthesis.beside import strongest_line

if TYPE_CHECKING:
    from crosscase.survey.estimates import Description, Line

OTHERS = "!"
"""Before a group where all the other groups of its variable are meant."""
_NEXT = 2
"""So many answers are named after the most common one; the figure shows them all."""


def asked_sentence(desk: Desk, questionnaire: Questionnaire, description: Description) -> str:
    """Who was asked, and how many answered."""
    words = desk.words
    question = description.question
    facts = {
        "size": whole(description.size, desk.language),
        "asked": whole(description.asked, desk.language),
        "base": whole(description.base, desk.language),
        "respondents": desk.respondents(questionnaire),
    }
    if description.published:
        return words["printed for" if description.base else "no base"].format_map(facts)
    conditions = (*question.asked, *(description.row.asked if description.row is not None else ()))
    if not conditions:
        return words["known of" if question.background else "all asked"].format_map(facts)
    who = joined([who_words(desk, questionnaire, each) for each in conditions], words["and"])
    facts["who"] = "".join(run.text for run in who)
    return words["some asked"].format_map(facts)


def who_words(desk: Desk, questionnaire: Questionnaire, condition: Condition) -> str:
    """Those who fulfil a condition, by the words of the questionnaire."""
    words, language = desk.words, desk.language
    subject = condition.subject
    if condition.relation == "=" and (variable := questionnaire.variables.get(subject)) is not None:
        labels = {group.id: in_language(group.label, language) for group in variable.groups}
        names = [quoted(labels.get(value) or value, language) for value in condition.values]
        label = in_language(variable.label, language) or variable.id
        return words["who in"].format(answers=listed(names, words["or"]), variable=label)
    question = questionnaire.questions.get(subject)
    if question is None:
        question = questionnaire.questions.get(subject.rpartition(".")[0])
    if condition.relation != "=" or question is None:
        return words["who else"].format(condition=condition)
    labels = {part.id: in_language(part.label, language) for part in question.answers}
    names = [quoted(labels.get(value) or value, language) for value in condition.values]
    return words["who answered"].format(answers=listed(names, words["or"]), question=subject)


def share_runs(desk: Desk, description: Description, line: Line) -> Rich:
    """A share with count, base and interval, and the mark that leads to where it is from."""
    words, language = desk.words, desk.language
    shown = share_text(line.share or 0, language, line.decimals)
    facts = {
        "share": shown,
        "count": whole(line.count, language),
        "base": whole(line.base, language),
        "small": MARKED if line.small and line.base else "",
        "interval": "",
    }
    if line.interval is not None:
        low, high = line.interval.low, line.interval.high
        facts["interval"] = percents_text(low, high, language) + percent_sign(language)
    key = "share bare" if line.interval is None else "share"
    if description.published:
        key = "share printed" if line.base and line.interval is not None else "share alone"
    return runs(words[key].format_map(facts), evidence_of(desk, description, line))


def evidence_of(desk: Desk, description: Description, line: Line) -> Rich:
    """What leads to the entry of a number of the survey."""
    record = f"{description.address}.{line.id}"
    if line.group is not None and description.by is not None:
        group = line.group.removeprefix(OTHERS)
        record += f", {description.by.id}{'=' if group == line.group else '≠'}{group}"
    if description.published:
        shown = share_text(line.share or 0, desk.study.settings.language, line.decimals)
        return desk.mark(PUBLISHED, record, shown)
    language = desk.study.settings.language
    what = desk.home["count of"].format(count=whole(line.count, language), base=whole(line.base, language))
    return desk.mark(RESPONSES, record, what)


def answer_words(desk: Desk, line: Line) -> str:
    """An answer in quotation marks."""
    return quoted(in_language(line.label, desk.language) or line.id, desk.language)


def shares_blocks(desk: Desk, descriptions: Sequence[Description]) -> Iterator[Block]:
    """What came of a question, in sentences; of a grid a point for each row."""
    first = descriptions[0]
    if first.question.kind == "grid":
        yield from _rows(desk, descriptions)
    elif first.question.kind == "number":
        if sentence := number_runs(desk, first):
            yield Paragraph(sentence)
    elif first.base or first.published:
        yield Paragraph(_shares(desk, first))


def _shares(desk: Desk, found: Description) -> Rich:
    """The most common answers, those put together, those who do not know, and those that nobody gave."""
    words = desk.words
    options = {option.id: option for option in found.question.options}
    lines = [line for line in found.of() if line.kind == "option" and line.share is not None]
    plain = [each for each in lines if not (options[each.id].unsure or options[each.id].exclusive)]
    ranked = sorted((each for each in plain if each.share), key=lambda each: -(each.share or 0))
    parts: list[Rich | str] = []
    if found.question.kind == "multiple":
        parts.append(words["several answers"])
    if ranked:
        parts.append(_said(desk, "most common", found, ranked[0]))
    if following := [_said(desk, "answer with", found, each) for each in ranked[1 : 1 + _NEXT]]:
        parts.append(filled(words["next"], list=joined(following, words["and"])))
    boxes = [line for line in found.of() if line.kind == "box" and line.share]
    if told := [_said(desk, "share answer", found, line) for line in boxes]:
        parts.append(filled(words["together"], list=joined(told, words["and"])))
    parts += [_said(desk, "unsure", found, line) for line in lines if line not in plain and line.share]
    nobody = [answer_words(desk, each) for each in plain if each.share == 0]
    if nobody and not found.published:
        zeros = [evidence_of(desk, found, each) for each in plain if each.share == 0]
        parts.append(filled(words["no one"], list=runs(listed(nobody, words["or"]), *zeros)))
    return spaced(parts)


def main_figures(desk: Desk, descriptions: Sequence[Description]) -> Rich:
    """What a question came to in one figure, of a grid one a row; nothing where it rests on a base under 30.

    That is the answers that the questionnaire puts together first, or else the one that most gave. All rows of a grid are
    told, the highest share first: to tell the highest alone would tell mostly how small its base is.
    """
    found = [(each, line) for each in descriptions if (line := strongest_line(each)) is not None]
    large = [
        (each, line) for each, line in found if line.share is not None and not (line.small and line.base)
    ]
    if descriptions[0].question.kind != "grid":
        return _said(desk, "most answer", *large[0]) if large else ()
    large.sort(key=lambda each: -(each[1].share or 0))
    same = {line.id for _, line in large}
    told = [row_said(desk, each, line, named=len(same) > 1) for each, line in large]
    if not told or len(same) > 1:
        return runs(*(part for each in told for part in ("; ", each)))[1:]
    return filled(
        desk.words["rows answer"],
        answer=answer_words(desk, large[0][1]),
        rows=joined(told, desk.words["and"]),
    )


def row_said(desk: Desk, found: Description, line: Line, *, named: bool = True) -> Rich:
    """A row of a grid with its share; `named` with the answer."""
    row = _row_label(found.row, desk.language)
    share = share_runs(desk, found, line)
    if not named:
        return filled(desk.words["row share"], row=row, share=share)
    return filled(desk.words["row answer"], row=row, answer=answer_words(desk, line), share=share)


def answer_said(desk: Desk, found: Description, line: Line) -> Rich:
    """An answer with its share, `Noen grad: 38 % (33 av 88, KI 28–48 %)`."""
    label = in_language(line.label, desk.language) or line.id
    return filled(desk.words["row"], row=label, share=share_runs(desk, found, line))


def _said(desk: Desk, key: str, found: Description, line: Line) -> Rich:
    """One answer and its share, in one of the report's sentences."""
    return filled(desk.words[key], answer=answer_words(desk, line), share=share_runs(desk, found, line))


def _rows(desk: Desk, descriptions: Sequence[Description]) -> Iterator[Block]:
    words, language = desk.words, desk.language
    box = next((box for box in descriptions[0].question.boxes), None)
    points: list[tuple[float, Rich]] = []
    for each in descriptions:
        label = _row_label(each.row, language)
        line = each.line(box.id) if box is not None else _most_common(each)
        if line is None or line.share is None:
            points.append((-1.0, runs(words["row nobody"].format(row=label))))
            continue
        facts: dict[str, Part] = {
            "row": label,
            "share": share_runs(desk, each, line),
            "answer": answer_words(desk, line),
        }
        points.append((line.share, filled(words["row" if box is not None else "row answer"], **facts)))
    lead = words["rows most"]
    if box is not None:
        lead = words["rows lead"].format(answer=quoted(in_language(box.label, language) or box.id, language))
    yield paragraph(lead)
    yield Bullets(tuple(point for _, point in sorted(points, key=lambda point: -point[0])))


def _most_common(found: Description) -> Line | None:
    lines = [line for line in found.of() if line.kind == "option" and line.share]
    return max(lines, key=lambda line: line.share or 0, default=None)


def _row_label(row: Row | None, language: str) -> str:
    return "" if row is None else in_language(row.label, language) or row.id


def number_runs(desk: Desk, found: Description) -> Rich:
    """Mean and median in a sentence; empty where nobody gave a number."""
    mean, median = found.line("mean"), found.line("median")
    if mean is None or median is None or mean.mean is None or median.median is None or mean.interval is None:
        return ()
    unit = in_language(found.question.unit, desk.language)
    low, shown, high = values_text(
        [mean.interval.low, mean.mean, mean.interval.high], desk.language, whole=False
    )
    (middle,) = values_text([median.median], desk.language)
    sentence = desk.words["mean"].format(
        mean=shown, low=low, high=high, median=middle, unit=f" {unit}" if unit else "", base=mean.base
    )
    return runs(sentence, desk.mark(RESPONSES, found.address, f"n = {mean.base}"))


def open_sentence(desk: Desk, question: Question) -> Block:
    """Where the words of an open question stand."""
    source = desk.study.sources.get(question.source)
    if source is None:
        return paragraph(desk.words["open unknown"])
    turns = desk.study.segments(source.id).turns
    count = len({turn.speaker for turn in turns if turn.speaker})
    named = Run(source.title or source.id, file=FileLink(source.file))
    return paragraph(
        filled(desk.words["open"], source=named, count=desk.many("answers", count)),
        desk.mark(source.file, "", desk.noted("answers", count)),
    )
