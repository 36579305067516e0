"""Every query over random small studies, answered by definition: each coding looked at, each pair compared."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosscase.study.opening import open_folder
from crosscase.study.query import AllOf, AnyOf, Comparison, Condition, Negation, Relation, Value, printed
from crosscase.study.query_parser import parse
from crosscase.synthesis.retrieval import retrieve
from studies import make_study, text_hash

CODES = {  # id -> (present path, paths that mean it)
    "c000000001": ("barriers", ["barriers"]),
    "c000000002": ("barriers/capacity", ["barriers/capacity", "barriers/resources"]),
    "c000000003": ("barriers/knowledge", ["barriers/knowledge"]),
    "c000000004": ("challenges", ["challenges"]),
    "c000000005": ("challenges/schools", ["challenges/schools"]),
}
PATHS = [path for _, paths in CODES.values() for path in paths]
SPEAKERS = {
    "Intervjuer": ("koder-a", "", ""),
    "I1": ("", "rådgiver", "quote"),
    "I2": ("", "leder i skolen", "paraphrase"),
    "I3": ("", "", "none"),
    "I10": ("", "rådgiver", ""),
}
CONSENTS = ["none", "paraphrase", "unknown", "quote"]
LINES = [
    "# Barrierer", "## Åpning", "#tag uten blank", "", "  ", "Vi snakker om noe.", "Tiltak: dette er tekst.",
    "Intervjuer: Hva nå?", "I1: Det er mangel på tid.", "  I2: Ja.", "I3:", "I10: Ressurs og tid, sier I1: mye.",
    "I1:   ", "fortsetter her", "og her", "mer", "Ressurs igjen",
]  # fmt: skip
WORDS = ["tid", "ressurs", "ja", "ÅPN", "mangel på"]
NUMBERS = [("3834", 3834), ("21 071", 21071), ("21071", 21071), ("1,5", Fraction(3, 2)), ("-2", -2)]
TEXTS = ["Agder", "Troms og Finnmark", "agder"]
DAYS = ["2020-10-14", "2021-11-30", "2021-12-02", "2022-01-01"]
DATE_VALUES = ["2021", "2021-11", "2021-12-02", "2020-10", "2022"]
OPERATORS = ["<", "<=", "=", "!=", ">=", ">"]


@dataclass(frozen=True)
class Coded:
    id: str
    source: str
    coder: str
    code: str
    at: tuple[int, int] | None
    quote: str
    created: str
    memo: str
    key: bool
    origin: str


@dataclass(frozen=True)
class Text:
    id: str
    body: str
    kind: str
    date: str
    speakers: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    texts: dict[str, Text]
    cases: dict[str, dict[str, str]]
    codings: tuple[Coded, ...]


@st.composite
def made_studies(draw: st.DrawFn) -> Made:
    texts: dict[str, Text] = {}
    for number, case in enumerate(
        draw(st.sampled_from([["alta"], ["alta", "alta"], ["alta", "skien", "skien"]]))
    ):
        lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=12))
        # so that every name a query may hold is there
        body = "\n".join(["# Barrierer", *lines, *draw(st.sampled_from([[], [""]]))])
        listed = tuple(SPEAKERS) if number == 0 else tuple(draw(st.sets(st.sampled_from(list(SPEAKERS)))))
        kind = draw(st.sampled_from(["focus-group", "document"]))
        day = draw(st.sampled_from(["", *DAYS]))
        texts[f"{case}/t{number}"] = Text(f"{case}/t{number}", body, kind, day, listed)
    attributes = {
        "alta": {"innbyggere": draw(st.sampled_from(NUMBERS))[0], "fylke": draw(st.sampled_from(TEXTS))},
        "skien": draw(st.sampled_from([{}, {"innbyggere": "54 891"}, {"fylke": "Agder"}])),
    }
    codings = []
    for number in range(draw(st.integers(2, 16))):
        text = texts[draw(st.sampled_from(sorted(texts)))]
        start = draw(st.integers(0, len(text.body) - 1))
        end = draw(
            st.integers(start + 1, min(len(text.body), start + draw(st.sampled_from([1, 4, 8, 30, 90, 400]))))
        )
        lost = draw(st.integers(0, 9)) == 0
        codings.append(
            Coded(
                f"k{number:09}", text.id, draw(st.sampled_from(["koder-a", "koder-b"])),
                draw(st.sampled_from([*PATHS, "unknown"])), None if lost else (start, end),
                "borte vekk, ressurs" if lost else text.body[start:end],
                draw(st.sampled_from(DAYS)) + "T10:22:05Z", draw(st.sampled_from(["", "Tid her", "åpning"])),
                draw(st.booleans()), draw(st.sampled_from(["", "search", "import", "suggestion"])),
            )
        )  # fmt: skip
    return Made(texts, attributes, tuple(codings))


def write(folder: Path, made: Made) -> Path:
    files: dict[str, str] = {}
    for case, attributes in made.cases.items():
        lines = "".join(f"  {name}: {json.dumps(value)}\n" for name, value in attributes.items())
        files[f"cases/{case}.yaml"] = f"name: {case}\n" + (f"attributes:\n{lines}" if lines else "")
    fronts = {}
    for text in made.texts.values():
        rows = []
        for name in text.speakers:
            coder, role, consent = SPEAKERS[name]
            given = {"coder": coder, "role": role, "consent": consent}
            rows.append(f"  {name}: {json.dumps({key: word for key, word in given.items() if word})}\n")
        front = f"case: {text.id.partition('/')[0]}\nkind: {text.kind}\n"
        front += f"date: {text.date}\n" if text.date else ""
        fronts[text.id] = front + ("speakers:\n" + "".join(rows) if rows else "")
    for source, coder in {(coding.source, coding.coder) for coding in made.codings}:
        lines = [
            f"source: {source}",
            f"coder: {coder}",
            f"text: {text_hash(made.texts[source].body)}",
            "codings:",
        ]
        for coding in made.codings:
            if (coding.source, coding.coder) == (source, coder):
                given = {
                    "id": coding.id, "code": coding.code, "at": coding.at and list(coding.at), "quote": coding.quote,
                    "created": coding.created, "memo": coding.memo, "key": coding.key, "origin": coding.origin,
                }  # fmt: skip
                lines.append("  - " + json.dumps({key: word for key, word in given.items() if word}))
        files[f"codings/{source}/{coder}.yaml"] = "\n".join(lines) + "\n"
    bodies = {text.id: text.body for text in made.texts.values()}
    return make_study(folder, sources=bodies, fronts=fronts, codings={}, files=files)


# the parts of a text, by looking at it line by line


def lines_of(body: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for line in body.split("\n"):
        found.append((start, line))
        start += len(line) + 1
    return found


def is_heading(line: str) -> bool:
    marks = len(line) - len(line.lstrip("#"))
    return 1 <= marks <= 6 and line[marks : marks + 1] in (" ", "\t") and bool(line[marks:].strip())


def label_of(line: str, speakers: tuple[str, ...]) -> tuple[str, int] | None:
    """Who begins to speak in a line, and where the words begin in it."""
    indent = len(line) - len(line.lstrip())
    for name in speakers:
        if line[indent:].startswith(f"{name}:"):
            after = indent + len(name) + 1
            return name, after + len(line[after:]) - len(line[after:].lstrip())
    return None


def paragraphs_of(text: Text) -> list[tuple[int, int]]:
    found = []
    for start, line in lines_of(text.body):
        if line.strip():
            label = label_of(line, text.speakers)
            low = start + (label[1] if label is not None else len(line) - len(line.lstrip()))
            found.append((low, start + len(line.rstrip())))
    return found


def turns_of(text: Text) -> list[tuple[str, int, int]]:
    """(speaker, start, end) of the words of each turn."""
    found: list[tuple[str, int, int]] = []
    open_turn: tuple[str, int] | None = None
    for start, line in [*lines_of(text.body), (len(text.body) + 1, "# end")]:
        label = label_of(line, text.speakers)
        if label is None and not is_heading(line):
            continue
        if open_turn is not None:
            name, low = open_turn
            words = text.body[low : min(start, len(text.body))]
            low += len(words) - len(words.lstrip())
            found.append((name, low, low + len(words.strip())))
        open_turn = (label[0], start + label[1]) if label is not None else None
    return found


def units_of(text: Text) -> list[tuple[int, int]]:
    """Turns, and paragraphs in which nobody speaks."""
    turns = [(low, high) for _, low, high in turns_of(text)]
    outside = []
    spoken = False
    for start, line in lines_of(text.body):
        label = label_of(line, text.speakers)
        if label is not None or is_heading(line):
            spoken = label is not None
        if line.strip() and not spoken:
            outside.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
    return turns + outside


def share(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return not set(range(*one)).isdisjoint(range(*other))


# the definitions


def speakers_of(made: Made, coding: Coded) -> set[str]:
    if coding.at is None:
        return set()
    return {
        name for name, *words in turns_of(made.texts[coding.source]) if share(coding.at, (words[0], words[1]))
    }


def consent_of(made: Made, coding: Coded) -> str:
    given = [SPEAKERS[name][2] or "unknown" for name in speakers_of(made, coding) if not SPEAKERS[name][0]]
    return min(given, key=CONSENTS.index, default="")


def section_of(made: Made, coding: Coded) -> str:
    title = ""
    for start, line in lines_of(made.texts[coding.source].body):
        if coding.at is not None and start <= coding.at[0] and is_heading(line):
            title = line.lstrip("#").strip()
    return title


def code_paths(path: str, below: bool) -> set[str]:
    present = next(now for now, paths in CODES.values() if path in paths)
    return {
        each
        for now, paths in CODES.values()
        if now == present or (below and now.startswith(f"{present}/"))
        for each in paths
    }


def has_role(made: Made, coding: Coded, role: str) -> bool:
    for name in speakers_of(made, coding):
        coder, own, _ = SPEAKERS[name]
        if role in ("interviewer", "informant"):
            if bool(coder) == (role == "interviewer"):
                return True
        elif role.lower() in own.lower():
            return True
    return False


def condition_holds(made: Made, name: str, value: str, coding: Coded) -> bool:
    case = coding.source.partition("/")[0]
    answers: dict[str, Callable[[], bool]] = {
        "code": lambda: coding.code in code_paths(value, True),
        "only": lambda: coding.code in code_paths(value, False),
        "case": lambda: case == value,
        "source": lambda: coding.source == value,
        "kind": lambda: made.texts[coding.source].kind == value,
        "coder": lambda: coding.coder == value,
        "speaker": lambda: any(value in (who, f"{case}/{who}") for who in speakers_of(made, coding)),
        "role": lambda: has_role(made, coding, value),
        "section": lambda: value.lower() in section_of(made, coding).lower(),
        "consent": lambda: consent_of(made, coding) == value,
        "memo": lambda: value.lower() in coding.memo.lower() and bool(coding.memo),
        "words": lambda: value.lower() in coding.quote.lower(),
        "key": lambda: coding.key,
        "origin": lambda: (coding.origin or "hand") == value,
        "status": lambda: value == ("lost" if coding.at is None else "placed"),
    }
    return answers[name]()


def compared(one: object, operator: str, other: object) -> bool:
    return {
        "<": one < other, "<=": one <= other, "=": one == other, "!=": one != other, ">=": one >= other, ">": one > other,
    }[operator]  # type: ignore[operator]  # fmt: skip


def days_of(value: str) -> tuple[date, date]:
    year, *rest = map(int, value.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    first = date(year, rest[0], rest[1] if len(rest) > 1 else 1)
    if len(rest) > 1:
        return first, first
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def date_holds(day: str, operator: str, value: str) -> bool:
    if not day:
        return False
    first, last = days_of(value)
    found = date.fromisoformat(day)
    inside = first <= found <= last
    return {
        "<": found < first, "<=": found <= last, "=": inside, "!=": not inside, ">=": found >= first, ">": found > last,
    }[operator]  # fmt: skip


def number_of(text: str) -> Fraction:
    return Fraction(text.replace(" ", "").replace(",", "."))


def comparison_holds(made: Made, node: Comparison, coding: Coded) -> bool:
    name, value = node.name.text, node.value.text
    if node.is_date:
        day = made.texts[coding.source].date if name == "date" else coding.created[:10]
        return date_holds(day, node.operator, value)
    given = made.cases[coding.source.partition("/")[0]].get(name, "")
    if not given:
        return False
    if name == "innbyggere":
        return compared(number_of(given), node.operator, number_of(value))
    return compared(given.lower(), node.operator, value.lower())


def relation_holds(made: Made, node: Relation, one: Coded, other: Coded) -> bool:
    if one.id == other.id or one.source != other.source or one.at is None or other.at is None:
        return False
    (start, end), (low, high) = one.at, other.at
    text = made.texts[one.source]
    if node.kind == "overlapping":
        return share(one.at, other.at)
    if node.kind == "inside":
        return set(range(start, end)) <= set(range(low, high))
    if isinstance(node.reach, int):
        return max(0, low - end, start - high) <= node.reach
    units = units_of(text) if node.reach == "turn" else paragraphs_of(text)
    return any(share(one.at, unit) and share(other.at, unit) for unit in units)


def holds(made: Made, node: object, coding: Coded) -> bool:
    if isinstance(node, AllOf):
        return all(holds(made, part, coding) for part in node.parts)
    if isinstance(node, AnyOf):
        return any(holds(made, part, coding) for part in node.parts)
    if isinstance(node, Negation):
        return not holds(made, node.part, coding)
    if isinstance(node, Relation):
        return holds(made, node.left, coding) and any(
            holds(made, node.right, other) and relation_holds(made, node, coding, other)
            for other in made.codings
        )
    if isinstance(node, Comparison):
        return comparison_holds(made, node, coding)
    assert isinstance(node, Condition)
    if not node.values:
        return coding.key if node.name == "key" else bool(coding.memo)
    return any(condition_holds(made, node.name, value.text, coding) for value in node.values)


# queries over what every study above has


def conditions(made: Made) -> dict[str, st.SearchStrategy[object]]:
    """A strategy for each kind of condition."""
    first = next(iter(made.texts.values()))
    known = {
        "code": PATHS,
        "only": PATHS,
        "case": list(made.cases),
        "source": list(made.texts),
        "kind": ["focus-group", "document", "interview"],
        "coder": ["koder-a", "koder-b"],
        "speaker": [*SPEAKERS, *(f"{first.id.partition('/')[0]}/{name}" for name in SPEAKERS)],
        "role": ["rådgiver", "LEDER", "interviewer", "informant", "skolen"],
        "section": ["barrierer", "Barr"],
        "consent": CONSENTS,
        "memo": ["tid", "Åpning"],
        "words": WORDS,
        "origin": ["hand", "search", "import", "suggestion"],
        "status": ["placed", "lost", "moved"],
    }

    def listed(name: str) -> st.SearchStrategy[object]:
        chosen = st.lists(st.sampled_from(known[name]), min_size=1, max_size=2)
        return chosen.map(lambda values: Condition(name, tuple(map(Value, values))))

    def compared_with(name: str, operators: list[str], values: list[str]) -> st.SearchStrategy[object]:
        return st.builds(
            lambda operator, value: Comparison(Value(name), operator, Value(value), name in ("date", "created")),
            st.sampled_from(operators), st.sampled_from(values),
        )  # fmt: skip

    return {
        **{name: listed(name) for name in known},
        "key": st.just(Condition("key")),
        "with memo": st.just(Condition("memo")),
        "date": compared_with("date", OPERATORS, DATE_VALUES),
        "created": compared_with("created", OPERATORS, DATE_VALUES),
        "innbyggere": compared_with("innbyggere", OPERATORS, [text for text, _ in NUMBERS]),
        "fylke": compared_with("fylke", ["=", "!="], TEXTS),
    }


RELATIONS = [
    *(("near", reach) for reach in (0, 1, 5, 40, 200, "turn", "paragraph")), ("overlapping", 0), ("inside", 0),
]  # fmt: skip


def trees(simple: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    def larger(part: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        parts = st.lists(part, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            st.builds(Negation, part),
            st.builds(AllOf, parts),
            st.builds(AnyOf, parts),
            st.builds(
                lambda one, relation, other: Relation(one, relation[0], other, relation[1]),
                part, st.sampled_from(RELATIONS), part,
            ),
        )  # fmt: skip

    return st.recursive(simple, larger, max_leaves=6)


@st.composite
def studies_and_queries(draw: st.DrawFn) -> tuple[Made, list[object]]:
    """A study with every kind of condition and relation, and some of them put together."""
    made = draw(made_studies())
    kinds = conditions(made)
    simple = st.one_of(*kinds.values())
    asked = [draw(kind) for kind in kinds.values()]
    asked += [Condition("consent", (Value(consent),)) for consent in CONSENTS]
    some = [Negation(draw(simple)), draw(simple), Condition("code", (Value("barriers"),))]
    asked += [
        Relation(draw(st.sampled_from(some)), kind, draw(st.sampled_from(some)), reach)
        for kind, reach in RELATIONS
    ]
    asked += [draw(trees(simple)) for _ in range(3)]
    return made, asked


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(studies_and_queries())
def test_a_query_retrieves_what_its_definition_says(drawn: tuple[Made, list[object]]) -> None:
    made, asked = drawn
    with tempfile.TemporaryDirectory() as name:
        study = open_folder(write(Path(name), made))
        assert not study.problems
        for tree in asked:
            text = printed(tree)
            assert parse(text) == tree
            found = {passage.coding.id for passage in retrieve(study, text)}
            assert found == {coding.id for coding in made.codings if holds(made, tree, coding)}, text
        for passage in retrieve(study):
            coding = next(each for each in made.codings if each.id == passage.coding.id)
            assert set(passage.speakers) == speakers_of(made, coding)
            if coding.at is not None:  # of lost words it is not a question of who is touched
                assert passage.consent == consent_of(made, coding)
            assert passage.section == section_of(made, coding)
