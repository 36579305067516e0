"""What the quotes screen is made of, without a screen: rows, the places of thousands of quotes, completion, joining."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotes_host import CASES, CODED
from rich.cells import cell_len

from crosscase.study.opening import open_folder
from crosscase.study.query import AllOf, AnyOf, Negation, Node, Relation
from crosscase.study.query_names import check_names
from crosscase.study.query_parser import parse
from crosscase.synthesis.retrieval import retrieve
from crosscase.tui.quotes.completing import Offer, Spot, offers, spot_at, taken
from crosscase.tui.quotes.joining import RELATIONS, joined
from crosscase.tui.quotes.layout import BLANK, OVER, ListLayout
from crosscase.tui.quotes.rows import MEMO_ROWS, Room, flowing, head, quote_rows, wrap
from studies import Coded, make_study

SHOWN = st.text(alphabet="ab åø–«»漢é \n", max_size=80)


@given(SHOWN, st.integers(6, 30))
def test_rows_hold_every_letter_once_in_order_and_none_is_too_wide(text: str, width: int) -> None:
    rows = wrap(text, width)
    joined_rows = "".join(text[start:end] for start, end in rows)
    assert joined_rows.replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(cell_len(text[start:end].rstrip()) <= width for start, end in rows)
    assert all("\n" not in text[start:end] for start, end in rows)


@given(st.lists(SHOWN, min_size=3, max_size=3), st.integers(6, 30))
def test_parts_that_flow_into_each_other_keep_what_they_are(texts: list[str], width: int) -> None:
    kinds = ["around", "words", "again"]
    rows = flowing(list(zip(texts, kinds, strict=True)), width)
    for text, kind in zip(texts, kinds, strict=True):
        drawn = "".join(piece for row in rows for piece, its in row if its == kind)
        assert drawn.replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.booleans()), min_size=1, max_size=30),
    st.lists(st.tuples(st.booleans(), st.integers(0, 29), st.integers(1, 20)), max_size=12),
)
def test_whatever_was_looked_at_stands_where_counting_from_the_top_says(
    items: list[tuple[int, int, bool]], looks: list[tuple[bool, int, int]]
) -> None:
    headed = [place for place, (_, _, is_headed) in enumerate(items) if is_headed]
    layout = ListLayout([guess for guess, _, _ in items], lambda place: items[place][1], headed)
    known: set[int] = set()

    def heights() -> list[int]:
        return [
            (exact if place in known else guess) + BLANK + OVER * is_headed
            for place, (guess, exact, is_headed) in enumerate(items)
        ]

    for above, place, height in looks:
        place = min(place, len(items) - 1)
        row = sum(heights()[:place])
        if above:
            layout.settle_above(place, height)
            left, at = height, place
            while at >= 0 and left > 0:
                known.add(at)
                left -= heights()[at]
                at -= 1
        else:
            layout.settle(row, height)
            at = place
            while at < len(items) and sum(heights()[:at]) < row + height:
                known.add(at)
                at += 1
        expected = heights()
        assert [layout.bounds(each) for each in range(len(items))] == [
            (sum(expected[:each]), sum(expected[: each + 1])) for each in range(len(items))
        ]
        assert layout.rows == sum(expected)
        for each in range(layout.rows):
            start, end = layout.bounds(layout.item_at(each))
            assert start <= each < end


@pytest.fixture
def study(tmp_path: Path):  # type: ignore[no-untyped-def] # pytest's own way
    return open_folder(make_study(tmp_path / "study", codings=CODED, files=CASES))


@pytest.mark.parametrize("width", [20, 30, 40, 60, 77, 100, 150])
@pytest.mark.parametrize("group", ["", "code", "case"])
def test_the_row_above_the_words_never_is_too_wide_and_always_says_what_may_be_made_of_them(
    study, width: int, group: str
) -> None:  # type: ignore[no-untyped-def]
    for passage in retrieve(study):
        row = head(study, passage, Room(width, 0, group, width))  # type: ignore[arg-type]
        text = "".join(piece for piece, _ in row)
        assert cell_len(text) <= width or width < 40
        if passage.consent == "paraphrase":
            assert text.endswith("P paraphrase")
        if width >= 77:
            assert passage.coding.coder in text
            assert ("Alta" in text or "Skien" in text) == (group != "case")


def test_a_long_memo_is_cut(study) -> None:  # type: ignore[no-untyped-def]
    from dataclasses import replace

    passage = retrieve(study)[0]
    passage = replace(passage, coding=replace(passage.coding, memo="ord " * 400))
    rows = quote_rows(study, passage, Room(60))
    memo = [row for row in rows if any(kind == "memo" for _, kind in row)]
    assert len(memo) == MEMO_ROWS
    assert "…" in memo[-1][-1][0]


def at_mark(text: str) -> tuple[str, int]:
    """A query without its |, and where that stood."""
    return text.replace("|", ""), text.index("|")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("|", Spot(0, 0, "")),
        ("cod|", Spot(0, 3, "cod")),
        ("key and ca|se", Spot(8, 12, "ca")),
        ("code:bar|", Spot(5, 8, "bar", field="code")),
        ("CODE: bar|", Spot(6, 9, "bar", field="code")),
        ("code:barriers,ch|", Spot(14, 16, "ch", field="code")),
        ('section:"barr og, mu|', Spot(8, 20, "barr og, mu", field="section")),
        ('section:"a b","c |d" key', Spot(14, 19, "c ", field="section")),
        ("(case:alta or not case:|)", Spot(23, 23, "", field="case")),
        ("innbyggere > 5|", Spot(13, 14, "5", attribute="innbyggere")),
        ('"antall barn" = |', Spot(16, 16, "", attribute="antall barn")),
        ("fylke=Vik|en and key", Spot(6, 11, "Vik", attribute="fylke")),
        ("words:«vi er|", Spot(6, 12, "vi er", field="words")),
        ("code:barriers |", Spot(14, 14, "")),
        ("code:barriers near:t|", Spot(19, 20, "t", field="near")),
        ("key and innbyggere |", Spot(19, 19, "", after="innbyggere")),
        ('("antall barn" |', Spot(15, 15, "", after="antall barn")),
        ("fylke = innbyggere |", Spot(19, 19, "")),
        ("case:alta, innbyggere |", Spot(22, 22, "")),
    ],
)
def test_what_is_written_at_the_cursor(query: str, expected: Spot) -> None:
    assert spot_at(*at_mark(query)) == expected


@given(st.text(alphabet='code:,"\\ ()=<>“”«»akey', max_size=40), st.integers(0, 40))
def test_whatever_is_typed_the_word_lies_around_the_cursor(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    spot = spot_at(text, cursor)
    assert 0 <= spot.start <= cursor <= spot.end <= len(text)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("code:kapas|", "barriers/capacity"),
        ("code:KA|", "barriers/capacity"),
        ("case:sk|", "skien"),
        ("speaker:alta/I1|", "alta/I1"),
        ("role:led|", "leder"),
        ("section:utford|", "Utfordringsbildet"),
        ("consent:par|", "paraphrase"),
        ("status:lo|", "lost"),
        ("coder:koder-b|", "koder-b"),
        ("source:skien|", "skien/plan"),
        ("fylke = tele|", "Telemark"),
        ("kind:doc|", "document"),
        ("near:tu|", "turn"),
    ],
)
def test_a_few_letters_find_what_is_meant(study, query: str, first: str) -> None:  # type: ignore[no-untyped-def]
    assert offers(study, spot_at(*at_mark(query)))[0].text == first


@pytest.mark.parametrize("typed", ["kapas", "alta", "leder", "koder-b", "Utford", "paraphr"])
def test_letters_of_any_name_find_a_whole_condition_that_can_be_asked(study, typed: str) -> None:  # type: ignore[no-untyped-def]
    whole = [offer for offer in offers(study, spot_at(typed, len(typed))) if offer.text[-1] not in ": "]
    assert whole
    for offer in whole[:5]:
        text, cursor = taken(typed, spot_at(typed, len(typed)), offer)
        assert cursor == len(text)
        check_names(study, parse(text))


@pytest.mark.parametrize("typed", ["innbyggere ", "key and Innbyggere "])
def test_after_an_attribute_stand_the_signs_that_compare(study, typed: str) -> None:  # type: ignore[no-untyped-def]
    found = offers(study, spot_at(typed, len(typed)))
    assert {offer.text for offer in found} == {"=", "!=", "<", "<=", ">", ">="}
    for offer in found:
        text, _ = taken(typed, spot_at(typed, len(typed)), offer)
        check_names(study, parse(f"{text}50000"))


def test_everything_that_is_offered_for_a_field_can_be_asked(study) -> None:  # type: ignore[no-untyped-def]
    for field in (
        "code",
        "only",
        "case",
        "source",
        "kind",
        "coder",
        "speaker",
        "role",
        "section",
        "consent",
        "origin",
        "status",
    ):
        found = offers(study, Spot(0, 0, "", field=field))
        assert found, field
        for offer in found:
            check_names(study, parse(f"{field}:{offer.text}"))
    for offer in offers(study, Spot(0, 0, "", attribute="fylke")):
        check_names(study, parse(f"fylke = {offer.text}"))


def test_taking_an_offer_replaces_the_word_and_no_more() -> None:
    offer = Offer("alta", label=None, found_by="")  # type: ignore[arg-type] # only its text counts here
    assert taken("(case:ska or key)", spot_at("(case:ska or key)", 8), offer) == ("(case:alta or key)", 10)
    assert taken("case:", spot_at("case:", 5), offer) == ("case:alta ", 10)
    attribute = Offer("innbyggere ", label=None, found_by="")  # type: ignore[arg-type] # as above
    assert taken("innb", spot_at("innb", 4), attribute) == ("innbyggere ", 11)


CONDITIONS = st.sampled_from(["key", "code:barriers", "not case:alta", "innbyggere > 5", "memo"])
QUERIES = st.recursive(
    CONDITIONS,
    lambda inner: st.builds(
        lambda one, join, other: f"{one} {join} {other}",
        inner, st.sampled_from(["and", "or", "near", "", "inside"]), inner,
    )
    | inner.map(lambda one: f"({one})"),
    max_leaves=5,
)  # fmt: skip


@given(QUERIES, st.sampled_from(["and", "or", "and not", *RELATIONS]))
def test_what_is_joined_means_the_query_that_was_there_and_the_new_condition(where: str, join: str) -> None:
    before, new = parse(where), parse("source:alta/plan")
    found = parse(joined(where, join, "source:alta/plan"))
    if join in RELATIONS:
        assert isinstance(found, Relation)
        assert (found.left, found.right) == (before, new)
        return
    last = Negation(new) if join == "and not" else new
    kind = AnyOf if join == "or" else AllOf
    assert flat(found) == flat(kind((before, last)))


def flat(node: Node) -> Node:
    """The same tree without `and` right under `and`, and `or` right under `or`, which mean the same."""
    if isinstance(node, Negation):
        return Negation(flat(node.part))
    if isinstance(node, Relation):
        return Relation(flat(node.left), node.kind, flat(node.right), node.reach)
    if not isinstance(node, AllOf | AnyOf):
        return node
    parts: list[Node] = []
    for part in map(flat, node.parts):
        parts += part.parts if isinstance(part, type(node)) else (part,)
    return type(node)(tuple(parts))


def test_the_first_condition_stands_alone() -> None:
    assert joined("", "and", "key") == "key"
    assert joined("  ", "and not", "key") == "not key"


def test_the_row_over_the_words_has_the_time_behind_the_line(tmp_path: Path) -> None:
    body = "[00:14:32] I1: Vi har en avtale.\nI2: Ja.\n"
    folder = make_study(
        tmp_path,
        sources={"alta/samtale": body},
        fronts={"alta/samtale": "case: alta\nkind: interview\nspeakers:\n  I1: {}\n  I2: {}\n"},
        codings={("alta/samtale", "koder-a"): [Coded("barriers", "en avtale"), Coded("barriers", "Ja.")]},
    )
    study = open_folder(folder)
    rows = ["".join(text for text, _ in head(study, passage, Room(width=110))) for passage in retrieve(study)]
    assert "· line 1 · 00:14:32 · koder-a" in rows[0]
    assert "· line 2 · koder-a" in rows[1]
