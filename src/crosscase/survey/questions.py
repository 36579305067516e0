"""survey/questions.yaml: what was asked, of whom, and how answers are grouped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.shapes import nearest, read_yaml, validate
from crosscase.study.yaml_in import Locator, shown
from crosscase.survey.conditions import parse_condition
from crosscase.survey.items import expanded, find_item, find_variable, has_item, problem_of
from crosscase.survey.model import (
    Box,
    Condition,
    Group,
    Labels,
    Option,
    Question,
    Questionnaire,
    Row,
    Rule,
    Variable,
)
from crosscase.survey.shapes import (
    BoxShape,
    GroupShape,
    OptionShape,
    QuestionShape,
    ScaleShape,
    SurveyShape,
    VariableShape,
)

FILE = "survey/questions.yaml"
_CHOSEN = ("single", "multiple", "grid")
_DEEPEST = 40  # filters of filters; real questionnaires need three

Asked: TypeAlias = tuple[str, str]
"""What is asked at once: a question, and of a grid one of its rows (else nothing)."""


def read_questions(text: str, file: str = FILE) -> Questionnaire:
    """The questionnaire that a file holds.

    Args:
        text: YAML.
        file: what errors call it.

    Raises:
        FileError: YAML or shape errors; an id that stands twice; a box, group, filter or scale that names what is
            not there; filters that lead back to their own question. With file and line.
    """
    return _Reading(text, file).questionnaire()


class _Reading:
    """One file on its way to a questionnaire; refuses with the line of what is wrong."""

    def __init__(self, text: str, file: str) -> None:
        self._lines, self._file = Locator(text), file
        self._shape: SurveyShape = validate(read_yaml(text, file) or {}, SurveyShape, text, file)

    def questionnaire(self) -> Questionnaire:
        shape = self._shape
        self._once("questions", [question.id for question in shape.questions])
        questions = {each.id: self._question(each, place) for place, each in enumerate(shape.questions)}
        self._columns(questions)
        bare = Questionnaire(questions)
        variables = {each.id: self._variable(each, place, bare) for place, each in enumerate(shape.variables)}
        self._once("variables", [variable.id for variable in shape.variables])
        found = Questionnaire(
            questions, variables, shape.respondent, shape.weight, shape.population, shape.respondents,
            shape.caution, shape.notice, self._rule(), self._file,
        )  # fmt: skip
        if shape.weight == shape.respondent:
            raise self._refuse(
                ["weight"], "column", f"{shape.weight} is the column of the respondents too; correct one of the two"
            )  # fmt: skip
        self._conditions(found)
        self._circles(found)
        return found

    def _refuse(self, path: Sequence[str | int], kind: str, message: str) -> FileError:
        return FileError(Problem(self._file, *self._lines.of(path), kind, message))

    def _once(self, key: str, ids: Sequence[str], path: Sequence[str | int] = ()) -> None:
        seen: set[str] = set()
        for place, id in enumerate(ids):
            if id in seen:
                raise self._refuse(
                    [*path, key, place, "id"],
                    "duplicate-id",
                    f"id {shown(id)} stands twice; give one another id",
                )
            seen.add(id)

    # questions

    def _question(self, shape: QuestionShape, place: int) -> Question:
        path: list[str | int] = ["questions", place]
        options, boxes = self._choices(shape, path)
        self._fits(shape, options, path)
        rows = tuple(
            Row(
                row.id, _labels(row.label, row.id), row.column or f"{shape.column or shape.id}.{row.id}",
                self._asked(row.asked, [*path, "rows", number, "asked"]),
            )
            for number, row in enumerate(shape.rows)
        )  # fmt: skip
        self._once("rows", [row.id for row in rows], path)
        return Question(
            shape.id, shape.type, _labels(shape.text, shape.id), options, boxes, rows, self._asked(shape.asked, [*path, "asked"]),
            shape.column or shape.id, shape.unit, shape.background, shape.source,
            self._lines.of([*path, "id"])[0],
        )  # fmt: skip

    def _choices(
        self, shape: QuestionShape, path: Sequence[str | int]
    ) -> tuple[tuple[Option, ...], tuple[Box, ...]]:
        options, boxes = shape.options, shape.boxes
        at: Sequence[str | int] = path
        if shape.scale:
            scale = self._scale(shape.scale, path)
            if options:
                raise self._refuse(
                    [*path, "scale"], "scale", f"{shape.id} has both options and a scale; keep one of the two"
                )
            options = scale.options
            if not boxes:
                boxes, at = scale.boxes, ["scales", shape.scale]
        made = tuple(_option(each) for each in options)
        ids = [option.id for option in made]
        where = ["scales", shape.scale] if shape.scale else path
        self._once("options", ids, where)
        self._codes_once(made, where)
        if twice := next((box.id for box in boxes if box.id in ids), ""):
            raise self._refuse(
                [*at, "boxes"], "duplicate-id", f"{twice} is both an option and a box; rename one"
            )
        self._once("boxes", [box.id for box in boxes], at)
        return made, tuple(self._box(box, ids, [*at, "boxes", number]) for number, box in enumerate(boxes))

    def _codes_once(self, options: Sequence[Option], path: Sequence[str | int]) -> None:
        taken: dict[str, str] = {}
        for place, option in enumerate(options):
            if option.code and (other := taken.setdefault(option.code, option.id)) != option.id:
                raise self._refuse(
                    [*path, "options", place, "code"], "duplicate-id",
                    f"the code {shown(option.code)} stands for {other} and for {option.id}; give one another code",
                )  # fmt: skip

    def _scale(self, name: str, path: Sequence[str | int]) -> ScaleShape:
        if (scale := self._shape.scales.get(name)) is None:
            raise self._refuse([*path, "scale"], "scale", _unknown("scale", name, self._shape.scales))
        return scale

    def _box(self, shape: BoxShape, ids: Sequence[str], path: Sequence[str | int]) -> Box:
        if not shape.options:
            raise self._refuse(path, "box", f"the box {shape.id} has no options; name those it stands for")
        for number, id in enumerate(shape.options):
            if id not in ids:
                raise self._refuse([*path, "options", number], "box", _unknown("option", id, ids))
        return Box(shape.id, _labels(shape.label, shape.id), tuple(dict.fromkeys(shape.options)))

    def _fits(self, shape: QuestionShape, options: tuple[Option, ...], path: Sequence[str | int]) -> None:
        """Refuse what a question of its type cannot do without, or cannot have."""
        if shape.type in _CHOSEN and not options:
            raise self._refuse(
                path, "options", f"{shape.id} is {shape.type} and has no options; add `options`"
            )
        if shape.type not in _CHOSEN and options:
            raise self._refuse(
                path, "options", f"{shape.id} is {shape.type} and can have no options; remove them"
            )
        if (shape.type == "grid") != bool(shape.rows):
            wanted = (
                "has no rows; add `rows`" if shape.type == "grid" else f"is {shape.type} and can have no rows"
            )
            raise self._refuse(path, "rows", f"{shape.id} {wanted}")

    def _asked(self, texts: Sequence[str], path: Sequence[str | int]) -> tuple[Condition, ...]:
        found = []
        for number, text in enumerate(texts):
            try:
                found.append(parse_condition(text))
            except StudyError as error:
                raise self._refuse([*path, number], "condition", str(error)) from None
        return tuple(found)

    def _columns(self, questions: Mapping[str, Question]) -> None:
        """No two questions, nor two rows of a grid, read one column."""
        taken: dict[str, str] = {self._shape.respondent: "the respondents"}
        for place, question in enumerate(questions.values()):
            here: list[str | int] = ["questions", place]
            read = [(column, question.id, [*here, "column"]) for column in columns_of(question)]
            if question.kind == "grid":
                read = [
                    (row.column, f"{question.id}.{row.id}", [*here, "rows", number, "column"])
                    for number, row in enumerate(question.rows)
                ]
            for column, name, path in read:
                if (other := taken.setdefault(column, name)) != name:
                    raise self._refuse(
                        path, "column",
                        f"the column {shown(column)} is read by {other} and by {name}; give one of them its own",
                    )  # fmt: skip

    # variables

    def _variable(self, shape: VariableShape, place: int, bare: Questionnaire) -> Variable:
        path: list[str | int] = ["variables", place]
        question = bare.questions.get(shape.question)
        if shape.id in bare.questions:
            raise self._refuse(
                [*path, "id"], "duplicate-id",
                f"{shape.id} is a question; a single question is a variable by itself: leave this out, or rename it",
            )  # fmt: skip
        if has_item(bare, shape.id):
            raise self._refuse(
                [*path, "id"], "duplicate-id",
                f"{shape.id} is what {find_item(bare, shape.id).question.id} has under this name; rename the variable",
            )  # fmt: skip
        if question is None:
            raise self._refuse(
                [*path, "question"], "variable", _unknown("question", shape.question, bare.questions)
            )
        if question.kind not in ("single", "number"):
            raise self._refuse(
                [*path, "question"], "variable",
                f"{shape.id}: {question.id} is {question.kind}; groups are made of one choice or of a number",
            )  # fmt: skip
        if not shape.groups:
            raise self._refuse(path, "variable", f"{shape.id} has no groups; add `groups`")
        self._once("groups", [group["id"] for group in shape.groups], path)
        groups = tuple(
            self._group(group, question, [*path, "groups", number])
            for number, group in enumerate(shape.groups)
        )
        self._apart(question, groups, path)
        label = _labels(shape.label, "") if any(shape.label.values()) else question.text
        return Variable(shape.id, label, shape.question, groups, shape.note)

    def _group(self, shape: GroupShape, question: Question, path: Sequence[str | int]) -> Group:
        id, options = shape["id"], shape.get("options", ())
        label = shape.get("label", {})
        low, high = shape.get("from"), shape.get("to")
        if question.kind == "number":
            if options or (low is None and high is None):
                raise self._refuse(
                    path, "group", f"{id}: a group of a number has `from`, `to` or both, and no options"
                )
            if low is not None and high is not None and low > high:
                raise self._refuse(
                    path, "group", f"{id}: from {low:.15g} to {high:.15g} holds nothing; swap them"
                )
            return Group(id, _labels(label, id), (), low, high)
        if low is not None or high is not None:
            raise self._refuse(
                path, "group", f"{id}: `from` and `to` are for numbers; name `options` of {question.id}"
            )
        known = [part.id for part in question.answers]
        options = options or (id,)
        for number, option in enumerate(options):
            if option not in known:
                at = [*path, "options", number] if "options" in shape else [*path, "id"]
                raise self._refuse(at, "group", _unknown("option", option, known))
        same = question.option(id) or question.box(id)
        named = same.label if same is not None and not any(label.values()) else _labels(label, id)
        return Group(id, named, expanded(question, options))

    def _apart(self, question: Question, groups: Sequence[Group], path: Sequence[str | int]) -> None:
        """Nobody is in two groups of one variable."""
        for number, group in enumerate(groups):
            for other in groups[:number]:
                both = _overlap(group, other) if question.kind == "number" else _shared(group, other)
                if not both:
                    continue
                raise self._refuse(
                    [*path, "groups", number], "group",
                    f"{other.id} and {group.id} both hold {both}; nobody may be in two groups of one variable",
                )  # fmt: skip

    # conditions

    def _rule(self) -> Rule:
        shape = self._shape.selection
        return Rule(self._asked(shape.where, ["selection", "where"]), shape.spread, shape.number)

    def _conditions(self, found: Questionnaire) -> None:
        for path, conditions in self._all_conditions(found):
            for number, condition in enumerate(conditions):
                if message := problem_of(found, condition):
                    raise self._refuse([*path, number], "condition", message)
        for number, name in enumerate(found.selection.spread):
            try:
                find_variable(found, name)
            except StudyError as error:
                raise self._refuse(["selection", "spread", number], "variable", str(error)) from None

    @staticmethod
    def _all_conditions(found: Questionnaire) -> Iterator[tuple[list[str | int], tuple[Condition, ...]]]:
        yield ["selection", "where"], found.selection.where
        for place, question in enumerate(found.questions.values()):
            yield ["questions", place, "asked"], question.asked
            for number, row in enumerate(question.rows):
                yield ["questions", place, "rows", number, "asked"], row.asked

    def _circles(self, found: Questionnaire) -> None:
        """Refuse a filter that asks, by way of others too, for the answer to its own question."""
        needs = {each: dict(_needed(found, conditions)) for each, _, conditions in _filters(found)}
        for each, path, _ in _filters(found):
            if (way := _way_back(needs, each)) is not None:
                by = way[:-1] if len(way) > 1 else [name for name in way if name in found.variables]
                raise self._refuse(
                    path, "filter",
                    f"who is asked {_name(each)} depends on itself{', by way of ' if by else ''}{', '.join(by)}; "
                    "a filter names answers to other questions",
                )  # fmt: skip
        left = dict(needs)
        for _ in range(_DEEPEST):
            left = {each: others for each, others in left.items() if left.keys() & others.keys()}
        if left:
            path = next(path for each, path, _ in _filters(found) if each in left)
            raise self._refuse(
                path, "filter", f"more than {_DEEPEST} filters hang on one another here; name fewer of them"
            )


def columns_of(question: Question) -> tuple[str, ...]:
    """The columns of the responses in which answers to a question may stand."""
    if question.kind == "grid":
        return tuple(row.column for row in question.rows)
    if question.kind == "multiple":
        return (question.column, *(f"{question.column}.{option.id}" for option in question.options))
    return (question.column,)


def _filters(
    found: Questionnaire,
) -> Iterator[tuple[Asked, list[str | int], tuple[Condition, ...]]]:
    """Whatever is asked at once, where its filter stands, and the conditions that must all hold."""
    for place, question in enumerate(found.questions.values()):
        here: list[str | int] = ["questions", place]
        if question.kind != "grid":
            yield (question.id, ""), [*here, "asked"], question.asked
        for number, row in enumerate(question.rows):
            path = [*here, "rows", number, "asked"] if row.asked else [*here, "asked"]
            yield (question.id, row.id), path, (*question.asked, *row.asked)


def _needed(found: Questionnaire, conditions: Iterable[Condition]) -> Iterator[tuple[Asked, str]]:
    """What conditions ask for, with the name they give it."""
    for condition in conditions:
        variable = found.variables.get(condition.subject)
        item = find_item(found, condition.subject if variable is None else variable.question)
        yield (item.question.id, item.row.id if item.row is not None else ""), condition.subject


def _way_back(needs: Mapping[Asked, Mapping[Asked, str]], start: Asked) -> list[str] | None:
    """The shortest way from what is asked back to itself, by the names in the conditions; None where there is none."""
    came: dict[Asked, tuple[Asked, str]] = {}
    waiting = [start]
    for here in waiting:
        for other, name in needs[here].items():
            if other not in came:
                came[other] = (here, name)
                waiting.append(other)
    if start not in came:
        return None
    here, name = came[start]
    way = [name]
    while here != start:
        here, name = came[here]
        way.insert(0, name)
    return way


def _name(asked: Asked) -> str:
    return ".".join(filter(None, asked))


def _labels(given: Labels, id: str) -> Labels:
    """The texts that say something; the id where none does."""
    return {language: text for language, text in given.items() if text.strip()} or {"": id}


def _option(shape: OptionShape) -> Option:
    label = _labels(shape.label, shape.id)
    return Option(shape.id, label, shape.code.strip(), shape.value, shape.unsure, shape.exclusive)


def _shared(one: Group, other: Group) -> str:
    """An option of both groups; empty where there is none."""
    return next((option for option in one.options if option in other.options), "")


def _overlap(one: Group, other: Group) -> str:
    """A number that is in both groups; empty where there is none."""
    infinite = float("inf")
    low = max(-infinite if each.low is None else each.low for each in (one, other))
    high = min(infinite if each.high is None else each.high for each in (one, other))
    if low > high:
        return ""
    return f"{low if low > -infinite else high:.15g}"


def _unknown(what: str, name: str, known: Mapping[str, object] | Sequence[str]) -> str:
    guess = nearest(name, known, 60)
    hint = (
        f"did you mean {guess}?" if guess else f"there are {', '.join(known)}" if known else "there are none"
    )
    return f"there is no {what} {shown(name)}; {hint}"
