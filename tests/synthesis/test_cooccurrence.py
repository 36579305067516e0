"""Co-occurrence: against a brute force over all pairs and all letters of random studies, and against queries."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.documents.values import plain
from crosscase.reports.synthesis.relations import cooccurrence_document, square_table
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.synthesis.cooccurrence import CoOccurrence, cooccurrence, paired_passages
from crosscase.synthesis.meeting import inside_counts, meeting_counts, meeting_pairs, shared_lengths
from crosscase.synthesis.retrieval import retrieve
from studies import BODY, Coded, codings_text, make_study

PATHS = ("a", "a/b", "a/b/c", "a/d", "e", "e/f", "g")
CODEBOOK = """codes:
  - code: a
    name: A
    children:
      - code: b
        name: B
        children: [{code: c, name: C}]
      - {code: d, name: D}
  - code: e
    name: E
    children: [{code: f, name: F}]
  - {code: g, name: G}
"""
FRONT = """case: alta
kind: focus-group
speakers:
  Intervjuer: {coder: koder-a}
  I1: {role: leder}
  I2: {role: leder}
"""
WORDS = ("vi", "har", "ikke", "tid", "nok", "blåbær", "e-post", "1,5", "–", "(og)")


@dataclass
class Text:
    """A body, and what the test that wrote it knows of its parts.

    Attributes:
        paragraphs, turns: letters (places in the body) of each paragraph and of each turn; a paragraph in which nobody
            speaks, and a heading, is a turn of its own.
        words: letters of each of the informants' words.
    """

    body: str
    paragraphs: list[set[int]]
    turns: list[set[int]]
    words: list[set[int]]


@dataclass(frozen=True)
class Written:
    """A coding as it was written; letters are empty where its words are lost."""

    id: str
    source: str
    code: str
    letters: frozenset[int]

    @property
    def start(self) -> int:
        return min(self.letters)

    @property
    def end(self) -> int:
        return max(self.letters) + 1


def a_text(chance: random.Random) -> Text:
    text = Text("", [], [], [])
    speaking = ""
    for _ in range(chance.randint(3, 9)):
        kind = chance.choice(["heading", "turn", "turn", "turn", "more", "interviewer"])
        said = " ".join(chance.choices(WORDS, k=chance.randint(1, 6)))
        label = {"heading": "# ", "turn": chance.choice(["I1: ", "I2: "]), "interviewer": "Intervjuer: "}
        head = label.get(kind, "")
        start = len(text.body) + len(head)
        text.body += f"{head}{said}\n" + ("\n" if chance.random() < 0.5 else "")
        begin = start - len(head) if kind == "heading" else start
        letters = set(range(begin, start + len(said)))
        text.paragraphs.append(letters)
        if kind == "more" and speaking:
            text.turns[-1] |= letters
        else:
            speaking = "" if kind in ("heading", "more") else head
            text.turns.append(set(letters))
        if kind != "heading" and speaking != "Intervjuer: ":
            found = re.finditer(r"\S+", said)
            spoken = [match for match in found if re.search(r"\w", match[0])]
            text.words += [
                set(range(start + match.start(), start + match.end()))
                if match[0] != "(og)"
                else set(range(start + match.start() + 1, start + match.end()))
                for match in spoken
            ]
    return text


@dataclass(frozen=True)
class World:
    """A random study on disk, and what was written into it."""

    folder: Path
    texts: dict[str, Text]
    codings: list[Written]


def a_world(folder: Path, seed: int) -> World:
    chance = random.Random(seed)
    texts = {f"alta/t{number}": a_text(chance) for number in range(3)}
    codings: list[Written] = []
    files: dict[str, str] = {}
    for source, text in texts.items():
        made: list[Coded] = []
        for number in range(chance.randint(0, 14)):
            start = chance.randrange(len(text.body))
            end = min(len(text.body), start + chance.choice([1, 3, 10, 40]))
            id = f"c{source[-1]}{number:08}"
            lost = chance.random() < 0.1
            code = chance.choice(PATHS)
            made.append(Coded(code, (start, end), id=id))
            codings.append(Written(id, source, code, frozenset(() if lost else range(start, end))))
        content = codings_text(source, "koder-a", text.body, made)
        for coding in codings:
            if not coding.letters:
                content = re.sub(rf"(id: {coding.id}\n.*\n)    at: .*\n", r"\1", content)
        files[f"codings/{source}/koder-a.yaml"] = content
    bodies = {source: text.body for source, text in texts.items()}
    fronts = dict.fromkeys(texts, FRONT)
    make_study(
        folder, codebook=CODEBOOK, cases={"alta": "Alta"}, sources=bodies, fronts=fronts, codings={}, files=files
    )  # fmt: skip
    return World(folder, texts, codings)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> list[World]:
    return [a_world(tmp_path_factory.mktemp("world"), seed) for seed in range(24)]


Related = Callable[[Text, Written, Written], bool]


def near(reach: int) -> Related:
    return lambda text, x, y: max(x.start, y.start) - min(x.end, y.end) <= reach


def in_one(parts: Callable[[Text], list[set[int]]]) -> Related:
    return lambda text, x, y: any(part & x.letters and part & y.letters for part in parts(text))


def turns(text: Text) -> list[set[int]]:
    return text.turns


def paragraphs(text: Text) -> list[set[int]]:
    return text.paragraphs


def words(text: Text) -> list[set[int]]:
    return text.words


ASKED: list[tuple[str, int | str | None, Related, Callable[[Text], list[set[int]]], str]] = [
    ("overlap", None, lambda text, x, y: bool(x.letters & y.letters), words, "overlapping"),
    ("inside", None, lambda text, x, y: x.letters <= y.letters, words, "inside"),
    ("turn", None, in_one(turns), turns, "near:turn"),
    ("near", "turn", in_one(turns), turns, "near:turn"),
    ("near", "paragraph", in_one(paragraphs), paragraphs, "near:paragraph"),
    ("near", None, near(200), paragraphs, "near"),
    ("near", 0, near(0), paragraphs, "near:0"),
    ("near", 7, near(7), paragraphs, "near:7"),
    ("near", 10**30, near(10**30), paragraphs, "near:999999"),
]


def related_pairs(world: World, related: Related) -> Iterator[tuple[Written, Written]]:
    """Every (x, y), x not y, of one text where x stands in the relation to y."""
    placed = [coding for coding in world.codings if coding.letters]
    for x, y in permutations(placed, 2):
        if x.source == y.source and related(world.texts[x.source], x, y):
            yield x, y


def is_of(coding: Written, path: str, below: bool) -> bool:
    return coding.code == path or (below and coding.code.startswith(f"{path}/"))


def units_of(world: World, path: str, below: bool, parts: Callable[[Text], list[set[int]]]) -> set[object]:
    return {
        (coding.source, place)
        for coding in world.codings
        if coding.letters and is_of(coding, path, below)
        for place, part in enumerate(parts(world.texts[coding.source]))
        if part & coding.letters
    }


@pytest.mark.parametrize("below", [False, True], ids=["each for itself", "with all below"])
@pytest.mark.parametrize(("relation", "reach", "related", "parts", "query"), ASKED)
def test_pairs_counts_c_and_jaccard_are_those_of_a_brute_force(
    worlds: list[World],
    relation: str,
    reach: int | str | None,
    related: Related,
    parts: Callable[[Text], list[set[int]]],
    query: str,
    below: bool,
) -> None:
    seen = 0
    for world in worlds:
        found = cooccurrence(open_folder(world.folder), relation, reach, PATHS, below)
        assert found.paths == PATHS
        listed = list(related_pairs(world, related))
        counts = [
            sum(bool(coding.letters) and is_of(coding, path, below) for coding in world.codings)
            for path in PATHS
        ]
        assert found.counts.tolist() == counts
        assert found.lost == sum(not coding.letters for coding in world.codings)
        for row, one in enumerate(PATHS):
            for column, other in enumerate(PATHS):
                fitting = {
                    (x.id, y.id) if relation == "inside" else frozenset((x.id, y.id))
                    for x, y in listed
                    if is_of(x, one, below) and is_of(y, other, below)
                }
                pairs = len(fitting)
                seen += pairs
                assert found.pairs[row, column] == pairs, (world.folder, one, other)
                nested = one == other or (
                    below and (one.startswith(f"{other}/") or other.startswith(f"{one}/"))
                )
                rest = counts[row] + counts[column] - pairs
                c = math.nan if nested or rest <= 0 else pairs / rest
                np.testing.assert_equal(found.c[row, column], c)
                assert bool(found.overfull[row, column]) == (not nested and pairs > rest)
                ours, theirs = (units_of(world, path, below, parts) for path in (one, other))
                share = len(ours & theirs) / len(ours | theirs) if ours | theirs else math.nan
                np.testing.assert_equal(found.jaccard[row, column], share)
    assert seen > 20


@pytest.mark.parametrize("below", [False, True], ids=["only", "code"])
@pytest.mark.parametrize(("relation", "reach", "related", "parts", "query"), ASKED)
def test_a_cell_opens_the_quotes_that_the_query_of_the_same_words_retrieves(
    worlds: list[World],
    relation: str,
    reach: int | str | None,
    related: object,
    parts: object,
    query: str,
    below: bool,
) -> None:
    condition = "code" if below else "only"
    for world in worlds[:8]:
        study = open_folder(world.folder)
        found = cooccurrence(study, relation, reach, PATHS, below)
        for row, one in enumerate(PATHS):
            for column, other in enumerate(PATHS):
                pairs = paired_passages(study, found, row, column)
                assert len(pairs) == found.pairs[row, column]
                asked = f"{condition}:{one} {query} {condition}:{other}"
                retrieved = {passage.coding.id for passage in retrieve(study, asked, coders=["counted"])}
                first = {passage.coding.id for passage, _ in pairs}
                if not found.nested[row, column]:
                    assert first == retrieved, asked
                elif relation != "inside":
                    # a pair stands once, and either of the two may be told first
                    either = first | {passage.coding.id for _, passage in pairs}
                    of_row = {coding.id for coding in world.codings if is_of(coding, one, below)}
                    assert either & of_row >= retrieved


def test_what_several_coders_gave_the_same_words_counts_once(tmp_path: Path) -> None:
    text = "mangel på ressurser for å prioritere tiltak"
    make_study(
        tmp_path / "s",
        main_coder="",
        codings={
            ("alta/fokusgruppe", "koder-a"): [
                Coded("barriers/capacity", text),
                Coded("challenges", "ressurser"),
            ],
            ("alta/fokusgruppe", "koder-b"): [Coded("barriers/capacity", f"{text}.")],
        },
    )
    study = open_folder(tmp_path / "s")
    once = cooccurrence(study)
    assert (once.paths, once.counts.tolist()) == (("barriers/capacity", "challenges"), [1, 1])
    assert once.pairs.tolist() == [[0, 1], [1, 0]]
    alone = cooccurrence(study, coders=["koder-b"])
    assert (alone.paths, alone.pairs.tolist()) == (("barriers/capacity",), [[0]])


def test_a_code_and_one_below_it_share_pairs_only_with_other_codings(tmp_path: Path) -> None:
    coded = [Coded("barriers", "Vi er to stykker."), Coded("barriers/capacity", "to stykker")]
    make_study(tmp_path / "s", codings={("alta/fokusgruppe", "koder-a"): coded})
    found = cooccurrence(open_folder(tmp_path / "s"), below=True)
    assert found.paths == ("barriers", "barriers/capacity")
    assert found.pairs.tolist() == [[1, 1], [1, 0]]
    assert found.counts.tolist() == [2, 1]
    # two of four words
    assert found.jaccard.tolist() == [[1, 0.5], [0.5, 1]]
    assert np.isnan(found.c).all()


def test_c_passes_one_where_codings_have_several_partners_and_is_marked(tmp_path: Path) -> None:
    parts = ["mangel på", "ressurser for", "å prioritere"]
    whole = "mangel på ressurser for å prioritere tiltak"
    coded = [Coded("challenges", part) for part in parts]
    coded += [Coded("barriers", whole, id=f"b00000000{n}") for n in range(3)]
    make_study(tmp_path / "s", codings={("alta/fokusgruppe", "koder-a"): coded})
    found = cooccurrence(open_folder(tmp_path / "s"), codes=["barriers", "challenges"], depth=1)
    # nine pairs of three and three codings: 9 / (3 + 3 - 9) is nothing to go by
    assert found.pairs[0, 1] == 9
    assert math.isnan(found.c[0, 1])
    assert found.overfull[0, 1]
    some = cooccurrence(open_folder(tmp_path / "s"), "near", 0, codes=["challenges"], depth=1)
    assert not some.overfull.any()


def test_a_study_without_codings_has_no_codes_to_show(tmp_path: Path) -> None:
    found = cooccurrence(open_folder(make_study(tmp_path / "s", codings={})))
    assert (found.paths, found.pairs.shape, found.jaccard.shape, found.lost) == ((), (0, 0), (0, 0), 0)
    named = cooccurrence(open_folder(tmp_path / "s"), "turn", codes=["barriers"])
    assert named.pairs.tolist() == [[0] * 3] * 3
    assert np.isnan(named.jaccard).all()
    assert np.isnan(named.c).all()


def test_codings_of_a_source_that_is_gone_have_no_partners(tmp_path: Path) -> None:
    make_study(tmp_path / "s")
    (tmp_path / "s/interviews/alta/fokusgruppe.md").unlink()
    found = cooccurrence(open_folder(tmp_path / "s"), "near", codes=["barriers", "challenges"])
    assert (int(found.pairs.sum()), int(found.counts.sum()), found.lost) == (0, 0, 3)


def test_codings_whose_code_the_codebook_does_not_have_are_nobodys(tmp_path: Path) -> None:
    coded = [Coded("schools", "Skolene melder"), Coded("challenges/schools", "melder om")]
    study = open_folder(make_study(tmp_path / "s", codings={("alta/fokusgruppe", "koder-a"): coded}))
    found = cooccurrence(study, codes=["challenges"])
    assert found.paths == ("challenges", "challenges/schools")
    assert (found.counts.tolist(), int(found.pairs.sum()), found.lost) == ([0, 1], 0, 0)
    (tmp_path / "s/interviews/alta/fokusgruppe.md").unlink()
    assert cooccurrence(open_folder(tmp_path / "s"), codes=["challenges"]).lost == 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"relation": "overlaping"}, "there is no relation overlaping; did you mean overlap?"),
        ({"relation": "Insider"}, "there is no relation Insider; did you mean inside?"),
        ({"relation": "xyz"}, "there is no relation xyz; there are overlap, inside, turn, near"),
        ({"relation": "near", "reach": -1}, "-1 is no reach; give a number of characters from 0 on"),
        ({"relation": "near", "reach": "far"}, "far is no reach; give a number of characters from 0 on"),
        ({"relation": "near", "reach": "1.5"}, "1.5 is no reach"),
        ({"reach": 5}, "a reach is said of near alone, and this is overlap"),
        ({"codes": ["barriers/capasity"]}, "did you mean barriers/capacity?"),
        ({"coders": ["koder-c"]}, "there is no coder koder-c; did you mean koder-"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    tmp_path: Path, asked: dict[str, object], told: str
) -> None:
    study = open_folder(make_study(tmp_path / "s"))
    with pytest.raises(StudyError) as refused:
        cooccurrence(study, **asked)  # type: ignore[arg-type]  # what a script may hand over
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_square_is_as_symmetric_as_its_relation(tmp_path: Path) -> None:
    coded = [Coded("challenges", BODY[30:60]), Coded("barriers", BODY[40:50])]
    study = open_folder(make_study(tmp_path / "s", codings={("alta/fokusgruppe", "koder-a"): coded}))
    over: CoOccurrence = cooccurrence(study)
    assert (over.is_symmetric, over.pairs.tolist()) == (True, [[0, 1], [1, 0]])
    within = cooccurrence(study, "inside")
    assert (within.is_symmetric, within.paths) == (False, ("barriers", "challenges"))
    assert within.pairs.tolist() == [[0, 1], [0, 0]]


def test_a_square_too_wide_for_a_page_stands_in_parts_with_every_cell(tmp_path: Path) -> None:
    codes = "".join(f"  - {{code: k{number}, name: K{number}}}\n" for number in range(45))
    coded = [Coded(f"k{number}", BODY[30 : 40 + number]) for number in range(45)]
    codings = {("alta/fokusgruppe", "koder-a"): coded}
    study = open_folder(make_study(tmp_path / "s", codebook=f"codes:\n{codes}", codings=codings))
    found = cooccurrence(study)
    whole = square_table(study, found, "pairs", "nb")
    tables = cooccurrence_document(study, found, "nb", "pairs").tables
    assert [len(table.columns) for table in tables] == [17, 17, 17]
    names = [name for table in tables for name in table.columns[2:]]
    assert names == [str(number) for number in range(1, 46)]
    for row, place in zip(whole.rows, range(45), strict=True):
        parts = [table.rows[place] for table in tables]
        assert {part[:2] for part in parts} == {(f"{place + 1} K{place}", 1)}
        assert tuple(cell for part in parts for cell in part[2:]) == row[2:]
        assert [plain(cell) for cell in row[2:]] == ["·" if other == place else "1" for other in range(45)]


# the sweep, by itself

Stretches = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.integers(0, 3)), max_size=25)


def columns(stretches: Iterable[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = np.array(list(stretches), np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 0] + table[:, 1], table[:, 2]


@given(Stretches, st.integers(1, 9))
@settings(max_examples=150, deadline=None)
def test_every_pair_that_meets_is_given_once_however_few_are_taken_at_a_time(
    stretches: list[tuple[int, int, int]], at_once: int
) -> None:
    low, high, _ = columns(stretches)
    given_out = [
        frozenset(pair)
        for one, other in meeting_pairs(low, high, at_once)
        for pair in zip(one.tolist(), other.tolist(), strict=True)
    ]
    meant = {
        frozenset((x, y)) for x, y in combinations(range(len(low)), 2) if low[x] < high[y] and low[y] < high[x]
    }  # fmt: skip
    assert len(given_out) == len(meant)
    assert set(given_out) == meant


@given(Stretches)
@settings(max_examples=150, deadline=None)
def test_counts_and_lengths_by_code_are_those_of_sets_of_points(
    stretches: list[tuple[int, int, int]],
) -> None:
    low, high, code = columns(stretches)
    points = [set(range(a, b)) for a, b in zip(low, high, strict=True)]
    meets, inside = np.zeros((4, 4), int), np.zeros((4, 4), int)
    for x, y in permutations(range(len(points)), 2):
        meets[code[x], code[y]] += bool(points[x] & points[y])
        inside[code[x], code[y]] += points[x] <= points[y]
    covered = [set().union(*(points[x] for x in range(len(points)) if code[x] == c)) for c in range(4)]
    shared = [[len(a & b) for b in covered] for a in covered]
    assert meeting_counts(low, high, code, 4).tolist() == meets.tolist()
    assert inside_counts(low, high, code, 4).tolist() == inside.tolist()
    assert shared_lengths(low, high, code, 4).tolist() == shared
