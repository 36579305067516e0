"""What was asked and said, told whole: text as sent, answers beside each other, decision, evidence. Geometry only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosscase.casework.deciding import Target, sent_text
from crosscase.casework.evidence import Evidence
from crosscase.casework.languages import read_in
from crosscase.casework.sections import template_of
from crosscase.casework.standing import AdditionStanding, StatementStanding
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import in_language
from crosscase.study.folder import Study
from crosscase.study.natural_order import naturally
from crosscase.study.validation_file import Answer
from crosscase.study.word_diff import Piece as Difference
from crosscase.study.word_diff import word_diff
from crosscase.tui.cases.detail_lines import STATES
from crosscase.tui.cases.evidence_rows import safe
from crosscase.tui.cases.signs import raised
from crosscase.tui.quotes.rows import flowing, marks_of
from crosscase.tui.synthesis.themes_blocks import (
    DIVIDER,
    MARGIN,
    Block,
    Columns,
    Piece,
    Row,
    fitted,
    text_rows,
)
from crosscase.tui.synthesis.wording import code_name, joined
from crosscase.tui.validation.wording import (
    KINDS,
    VERDICT_SIGNS,
    VERDICT_WORDS,
    called,
    decided,
    said_how,
    state_sign,
    state_words,
)
from crosscase.tui.words import shown

LEAST_COLUMN = 27  # cells of an answer that stands beside others
MOST_COLUMNS = 4
LEAST_BESIDE = 96  # cells from which earlier rounds stand at the right of this one
HEAD = "head"
"""The key of the first block, which is at hand to begin with."""
EVIDENCE = "evidence "
"""What the key of a block of evidence begins with."""
Earlier = tuple[int, Target]
"""The number of an earlier round, and how the statement stood in it."""


def target_detail(
    study: Study,
    target: Target,
    now: Statement | None,
    since: str,
    rests: Sequence[Evidence],
    earlier: Sequence[Earlier],
    language: str,
    width: int,
) -> list[Block | Columns]:
    """All there is to know before one decides; what earlier rounds came to stands at the right where there is room.

    Args:
        now: the statement as it stands in the description; None where it is gone, or there was none.
        since: what became of it after it was sent, in words; empty where it stands as it was sent.
        rests: what it rests on.
        earlier: what was said of it in the rounds before, the last one first.
    """
    whole, width = max(20 + MARGIN, width), max(20, width - MARGIN)
    if isinstance(target, AdditionStanding):
        return [*_addition(study, target, language, width)]
    head = _head(study, target, language, width)
    left = whole * 3 // 5
    beside = bool(earlier) and width >= LEAST_BESIDE
    said = _said(target, now, since, language, left - MARGIN if beside else width)
    before = _earlier(study, target, earlier, language, whole - left - 1 - MARGIN if beside else width)
    found: list[Block | Columns] = [head]
    found += [Columns(tuple(said), tuple(before), left)] if beside else [*said, *before]
    found += [_evidence(study, each, at, width) for at, each in enumerate(rests, 1)]
    if now is not None and not rests:
        found.append(Block(text_rows("rests on no quote", width, "dim")))
    return found


def difference(pieces: Iterable[Difference]) -> list[Piece]:
    """What went as `[-…-]`, what came as `{+…+}`, and what is the same between."""
    found: list[Piece] = []
    for each in pieces:
        text = safe(each.text)
        if each.kind == "same":
            found.append((text, "words"))
        else:
            found.append((f"[-{text}-]", "bad") if each.kind == "gone" else (f"{{+{text}+}}", "good"))
    return found


# the parts


def _head(study: Study, target: StatementStanding, language: str, width: int) -> Block:
    sign, kind = state_sign(target)
    section = next((each for each in template_of(study) if each.section == target.latest.section), None)
    title = section.title(language) if section is not None else target.latest.section
    words = joined(called(target).capitalize(), shown(title), f"{sign} {state_words(target)}")
    return Block(text_rows(words, width, kind if kind != "dim" else "name"), HEAD)


def _said(
    target: StatementStanding, now: Statement | None, since: str, language: str, width: int
) -> list[Block]:
    """What was asked, answered and decided in this round."""
    found = _sent(target, language, width)
    if since:
        found.append(_since(target, now, since, language, width))
    if target.disagree:
        found.append(Block(text_rows(f"? they do not agree: {_sides(target)}", width, "bad")))
    found.append(Block(tuple(_beside(target, language, width))))
    return [*found, *_decision(target, language, width)]


def _earlier(
    study: Study, target: StatementStanding, earlier: Sequence[Earlier], language: str, width: int
) -> list[Block]:
    """The same of the rounds before; of a statement that somebody found missing, what they said."""
    found: list[Block] = []
    present = sent_text(target.latest, language)
    for number, there in earlier:
        if isinstance(there, AdditionStanding):
            found.append(Block((((f"Round {number}", "heading"),),)))
            found += _addition(study, there, language, width, key="")
            continue
        text, version = sent_text(there.latest, language), there.latest.version
        head = (joined(f"Round {number}: as sent", f"version {version}" if version > 1 else ""), "heading")
        words = paragraphs(text, width) if text != present else text_rows("the same words", width, "dim")
        found.append(Block(((head,), *words, *_beside(there, language, width))))
        found += _decision(there, language, width)
    return found


def _sent(target: StatementStanding, language: str, width: int) -> list[Block]:
    """The text as sent: each version, where there were several."""
    found = []
    for each in target.sent:
        several = f", version {each.version}" if len(target.sent) > 1 or each.version > 1 else ""
        head = (("As sent" + several, "heading"),)
        found.append(Block((head, *paragraphs(sent_text(each, language), width))))
    return found


def _since(target: StatementStanding, now: Statement | None, since: str, language: str, width: int) -> Block:
    rows = text_rows(f"! {since}", width, "warn")
    if now is not None and now.state != "withdrawn":
        answered = max(target.answers, key=lambda each: each.version, default=None)
        sent = target.version_of(answered) if answered is not None else target.latest
        changed = word_diff(sent_text(sent, language), in_language(now, language))
        rows += tuple(flowing(difference(changed), width))
    return Block(rows)


def _sides(target: StatementStanding) -> str:
    """`I1 wrong; I2, I3 correct`."""
    sides: dict[str, list[str]] = {}
    for name, verdict in target.verdicts.items():
        sides.setdefault(VERDICT_WORDS[verdict], []).append(name)
    return "; ".join(f"{', '.join(map(shown, names))} {verdict}" for verdict, names in sides.items())


def _beside(target: StatementStanding, language: str, width: int) -> list[Row]:
    """The answers of each informant under their name, as many beside each other as there is room for."""
    said: dict[str, list[Answer]] = {
        name: []
        for name in sorted({*target.asked, *(each.informant for each in target.answers)}, key=naturally)
    }
    for answer in target.answers:
        said[answer.informant].append(answer)
    spoke = {name: its for name, its in said.items() if its}
    silent = [name for name, its in said.items() if not its]
    count = max(1, min(len(spoke), MOST_COLUMNS, (width + 1) // (LEAST_COLUMN + 1)))
    column = (width - (count - 1)) // count
    names = list(spoke)
    rows: list[Row] = []
    for start in range(0, len(names), count):
        columns = [
            _column(target, name, spoke[name], language, column - 1) for name in names[start : start + count]
        ]
        for at in range(max(map(len, columns))):
            row: list[Piece] = []
            for place, its in enumerate(columns):
                row += [DIVIDER] if place else []
                row += fitted(its[at] if at < len(its) else (), column)
            rows.append(tuple(row))
    for each in target.carried:
        who, verdict = shown(each.informant), VERDICT_WORDS[each.verdict]
        words = f"! {who}: {verdict}, in an earlier round: that stands until they answer again or you decide"
        rows += text_rows(words, width, "warn")
    if silent:
        verb = "has" if len(silent) == 1 else "have"
        rows += text_rows(
            f"· {', '.join(map(shown, silent))} {verb} not answered: that is no yes", width, "dim"
        )
    return rows


def _column(
    target: StatementStanding, name: str, answers: Sequence[Answer], language: str, width: int
) -> list[Row]:
    late = {each.id for each in target.unheeded}
    rows: list[Row] = []
    for number, answer in enumerate(answers):
        sign, kind = VERDICT_SIGNS[answer.verdict]
        head = (
            f"{shown(name)}  {sign} {VERDICT_WORDS[answer.verdict]}"
            if not number
            else f"then  {sign} {VERDICT_WORDS[answer.verdict]}"
        )
        rows += text_rows(head, width, kind)
        sent = target.version_of(answer)
        version = f"on version {sent.version}" if len(target.sent) > 1 else ""
        rows += text_rows(joined(said_how(answer), version), width, "dim")
        if name in target.read_older and answer.verdict == "correct":
            rows += text_rows(
                "! read a text that is older in their language: confirms nothing newer", width, "warn"
            )
        if answer.id in late:
            rows += text_rows("! after the decision", width, "warn")
        rows += paragraphs(answer.text, width)
        if answer.proposed.strip():
            text = sent_text(sent, read_in(sent, answer.proposed, language))
            rows.append((("would have:", "key"),))
            rows += flowing(difference(word_diff(text, answer.proposed)), width)
    return rows


def _decision(target: Target, language: str, width: int) -> list[Block]:
    decision = target.decision
    if decision is None:
        return []
    kind = "key" if target.to_apply else "good" if decision.applied else "name"
    rows: list[Row] = [(("Decision", "heading"),), *text_rows(decided(decision), width, kind)]
    if isinstance(target, StatementStanding) and target.reopened:
        rows += text_rows("! an answer came after it: decide again", width, "warn")
    for tongue, text in decision.text.items():
        before = sent_text(target.latest, tongue) if isinstance(target, StatementStanding) else ""
        if len(decision.text) > 1 or tongue != language:
            rows += text_rows(f"in {tongue or 'any language'}:", width, "dim")
        rows += flowing(difference(word_diff(before, text)), width) if before else paragraphs(text, width)
    if decision.reason:
        rows += text_rows(f"because {decision.reason}", width, "words")
    return [Block(tuple(rows))]


def _addition(
    study: Study, target: AdditionStanding, language: str, width: int, key: str = HEAD
) -> list[Block]:
    answer = target.answer
    section = next((each for each in template_of(study) if each.section == answer.section), None)
    where = f"under {section.title(language) if section is not None else answer.section}"
    sign, kind = state_sign(target)
    head = joined(
        f"{shown(answer.informant)}: {KINDS.get(answer.kind, 'said')}",
        shown(where) if answer.section else "",
        f"{sign} {state_words(target)}",
    )
    rows = (
        *text_rows(head, width, kind if kind != "dim" else "name"),
        *text_rows(said_how(answer), width, "dim"),
    )
    found = [Block((*rows, *paragraphs(answer.text or answer.proposed, width)), key)]
    if answer.kind == "unmatched" and target.decision is None:
        found.append(
            Block(text_rows("m puts these words at the statement that they are about", width, "dim"))
        )
    return [*found, *_decision(target, language, width)]


def _evidence(study: Study, evidence: Evidence, at: int, width: int) -> Block:
    state = STATES[evidence.state] + (f": {evidence.case}" if evidence.case else "")
    passage = evidence.passage
    key = f"{EVIDENCE}{evidence.id}"
    if passage is None:
        return Block(text_rows(f"{raised(at)} coding {evidence.id} {state}", width, "bad"), key)
    marks = " ".join(text for text, _ in marks_of(study, passage))
    line = f"line {passage.place}" if passage.is_placed else ""
    source = passage.coding.source.removeprefix(f"{passage.case}/")
    head = joined(", ".join(passage.speakers), source, line, code_name(study, passage.path), marks)
    rows = text_rows(f"{raised(at)} {head}", width, "key")
    if state:
        rows += text_rows(state, width, "bad" if state.startswith("!") else "warn", indent="  ")
    return Block((*rows, *text_rows(passage.words, width, "words", indent="  ")), key)


def paragraphs(text: str, width: int, kind: str = "words") -> tuple[Row, ...]:
    """A text with its line ends; nothing for an empty one."""
    return tuple(row for line in text.split("\n") if line.strip() for row in text_rows(line, width, kind))
