"""The form of queries: what can be read, what is told of the rest, and how a query follows new names."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crosscase.study.opening import open_folder
from crosscase.study.query import (
    DATES,
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Negation,
    QueryError,
    Relation,
    Value,
    printed,
)
from crosscase.study.query_names import check_names
from crosscase.study.query_parser import parse
from crosscase.study.query_renamed import renamed
from crosscase.study.query_values import number
from studies import make_study

ANY = st.text(max_size=12).filter(str.strip)
FREE = ("code", "only", "case", "source", "coder", "speaker", "role", "section", "memo", "words")
CHOSEN = {
    "kind": ("focus-group", "interview", "document", "open-answers"),
    "consent": ("quote", "paraphrase", "none", "unknown"),
    "origin": ("search", "import", "suggestion", "hand"),
    "status": ("moved", "changed", "lost", "placed"),
}
OPERATORS = ("<", "<=", "=", "!=", ">=", ">")


def values(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Value, ...]]:
    return st.lists(texts.map(Value), min_size=1, max_size=3).map(tuple)


def trees() -> st.SearchStrategy[object]:
    conditions = st.one_of(
        st.builds(Condition, st.sampled_from(FREE), values(ANY)),
        st.sampled_from(sorted(CHOSEN)).flatmap(
            lambda name: st.builds(Condition, st.just(name), values(st.sampled_from(CHOSEN[name])))
        ),
        st.sampled_from([Condition("key"), Condition("memo")]),
        st.builds(Comparison, ANY.map(Value), st.sampled_from(OPERATORS), ANY.map(Value)),
        st.builds(
            Comparison, st.sampled_from(DATES).map(Value), st.sampled_from(OPERATORS),
            st.sampled_from(["2021", "2021-12", "2021-12-01"]).map(Value), st.just(True),
        ),
    )  # fmt: skip
    reach = st.one_of(st.integers(0, 999_999_999), st.sampled_from(["turn", "paragraph"]))

    def larger(part: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        parts = st.lists(part, min_size=2, max_size=3).map(tuple)
        kinds = st.sampled_from(["overlapping", "inside"])
        return st.one_of(
            st.builds(Negation, part),
            st.builds(AllOf, parts),
            st.builds(AnyOf, parts),
            st.builds(Relation, part, st.just("near"), part, reach),
            st.builds(Relation, part, kinds, part),
        )

    return st.recursive(conditions, larger, max_leaves=8)


@given(trees())
def test_a_query_that_is_printed_reads_back_the_same(tree: object) -> None:
    assert parse(printed(tree)) == tree


def test_an_empty_query_is_all_of_nothing_and_prints_as_nothing() -> None:
    assert parse("  \n ") == AllOf()
    assert printed(AllOf()) == ""


PIECES = st.sampled_from(
    ["code:", "barriers", "(", ")", " ", '"', "“", "”", "«", "and ", "or ", "not ", "near", ":50", ":turn ", "inside ",
     "overlapping ", "key ", "memo", "date ", ">=", "!=", "!", "<", "=", ",", "2021-13", "\\", "\x00", "é", ":"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join), st.text(alphabet=string.printable)))
@example("\ud800:x")
@example("code:\ud800")
def test_whatever_is_typed_is_a_query_or_one_line_that_points_into_it(text: str) -> None:
    error = refusal(text)
    if error is None:
        assert parse(printed(parse(text))) == parse(text)
        return
    assert "\n" not in str(error)
    assert str(error).endswith(f"(column {error.at + 1} of the query)")
    assert 0 <= error.at <= len(text)
    assert len(str(error)) < 300


def refusal(text: str) -> QueryError | None:
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "(" * 10_000 + "key" + ")" * 10_000,
        "not " * 10_000 + "key",
        "key" + " near key" * 10_000,
    ],
)
def test_a_query_nested_too_deep_is_one_line(text: str) -> None:
    with pytest.raises(QueryError, match="nested more than 100 deep"):
        parse(text)


def test_long_queries_without_depth_are_read() -> None:
    assert len(parse("key or " * 5_000 + "memo").parts) == 5_001
    assert parse("(" * 100 + "key" + ")" * 100) == Condition("key")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("KEY AND Not memo", "key and not memo"),
        ("key memo", "key and memo"),
        ("key memo or code:a", "(key and memo) or code:a"),
        ("key and memo near key", "key and (memo near key)"),
        ("not key near memo", "(not key) near memo"),
        ("not not key", "not (not key)"),
        ("key near memo inside code:a", "(key near memo) inside code:a"),
        ("key near:200 memo", "key near memo"),
        ("key NEAR:Turn memo", "key near:turn memo"),
        ("case:alta , skien", 'case:"alta","skien"'),
        ("innbyggere>50000", "innbyggere > 50000"),
        ("andel = 1,5", 'andel = "1,5"'),
        ("fylke = “Troms og Finnmark”", 'fylke = "Troms og Finnmark"'),
        ("section:«Hva nå?»", 'section:"Hva nå?"'),
        ("words:(key)", None),
        ('words:"and"', 'words:"and"'),
        ("(key)(memo)", "key and memo"),
        ("code:a(memo)", "code:a and memo"),
        ("code:\nbarriers\u00a0key", "code:barriers and key"),
    ],
)
def test_spellings_that_mean_the_same(text: str, tree: str | None) -> None:
    if tree is None:
        with pytest.raises(QueryError):
            parse(text)
    else:
        assert parse(text) == parse(tree)


def test_a_quoted_name_before_a_comparison_is_an_attribute() -> None:
    assert parse('"date" = 2020') == Comparison(Value("date"), "=", Value("2020"), is_date=False)
    assert parse("date = 2020") == Comparison(Value("date"), "=", Value("2020"), is_date=True)
    assert parse('"date" = nå').is_date is False


@pytest.mark.parametrize(
    ("text", "said", "column"),
    [
        ("ressurs", "write words:ressurs for quotes with this word", 1),
        ("kode:barriers", "there is no field kode; did you mean code?", 1),
        ("date:2021", "write date >= 2021-12-01", 1),
        ("key and date", "date wants a comparison", 9),
        ("code", "write code:VALUE", 1),
        ("code: and key", "a value is missing before `and`", 7),
        ("code:", "code: wants a value after it", 6),
        ('code:""', "code: wants a value after it", 6),
        ("innbyggere >", "innbyggere > wants a value after it", 13),
        ("kind:documant", "there is no kind documant; did you mean document?", 6),
        ("status:gone", "there is no status gone; there are placed, moved, changed, lost", 8),
        ("key:yes", "`key` takes no value", 1),
        ("key and", "a condition is missing at the end", 8),
        ("or key", "`or` has nothing before it to join", 1),
        ("key and or memo", "`or` has nothing before it to join", 9),
        ("(key", "a ( that is never closed", 1),
        ("key)", "a ) without its (", 4),
        ("key ()", "nothing stands in the parentheses", 5),
        ('words:"tid', "a quotation mark that is never closed", 7),
        ('key "tid"', "write words: before them", 5),
        ("key near:fifty memo", "a number of characters, `turn` or `paragraph`", 10),
        ("key near:-1 memo", "a number of characters, `turn` or `paragraph`", 10),
        ("key inside:turn memo", "`inside` takes no distance", 11),
        ("date > 30.11.2021", "write it as 2021, 2021-12 or 2021-12-01", 8),
        ("date > 2021-02-30", "2021-02-30 is no date", 8),
        ("fylke = Agder, Viken", "a comparison takes one value; join two comparisons with or", 14),
        ("key ? memo", "write words:? for quotes with this word", 5),
        (": key", "a condition cannot begin with :", 1),
    ],
)
def test_what_is_no_query_is_one_line_with_its_place(text: str, said: str, column: int) -> None:
    with pytest.raises(QueryError, match=re.escape(said)) as raised:
        parse(text)
    assert str(raised.value).endswith(f"(column {column} of the query)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3834", "3834"), ("21 071", "21071"), ("21\u00a0071", "21071"), ("1\u202f234\u202f567", "1234567"),
        ("1,5", "1.5"), ("-2.25", "-2.25"), ("\u22122", "-2"), (" 7 ", "7"), ("007", "7"),
        ("21 07", None), ("12 %", None), ("1.2.3", None), ("", None), ("²", None), ("1e5", None), ("٣", None),
        ("9" * 500, None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, expected: str | None) -> None:
    found = number(text)
    assert (None if found is None else str(found)) == expected


@pytest.mark.parametrize(
    ("text", "what", "old", "new", "after"),
    [
        ("case:alta and key", "case", "alta", "alta-by", "case:alta-by and key"),
        ("case:skien,alta  KEY", "case", "alta", "nord", "case:skien,nord  KEY"),
        ("source:alta/plan speaker:alta/I1", "case", "alta", "nord", "source:nord/plan speaker:nord/I1"),
        ("words:alta fylke = alta", "case", "alta", "nord", "words:alta fylke = alta"),
        ("case:altaplan source:altaplan/a", "case", "alta", "nord", "case:altaplan source:altaplan/a"),
        ('(source:"alta/plan")', "source", "alta/plan", "skien/plan", "(source:skien/plan)"),
        ("case:alta", "source", "alta/plan", "skien/plan", "case:alta"),
        ("case:alta and (", "case", "alta", "nord", "case:alta and ("),
    ],
)
def test_a_query_follows_cases_and_sources_that_get_other_names(
    text: str, what: str, old: str, new: str, after: str
) -> None:
    assert renamed(text, what, old, new) == after


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> object:
    files = {
        "cases/alta.yaml": 'name: Alta\nattributes: {fylke: "Troms og Finnmark", innbyggere: "21 071", åpnet: "2019"}\n',
        "cases/skien.yaml": 'name: Skien\nattributes: {innbyggere: "54891", åpnet: "2020-03-01", leder: ""}\n',
    }
    return open_folder(make_study(tmp_path_factory.mktemp("small") / "study", files=files))


@pytest.mark.parametrize(
    "text",
    [
        "code:barriers/resources", "case:alta", "source:skien/plan", "coder:koder-b", "speaker:I1",
        "speaker:alta/Intervjuer", "role:RÅDGIVER", "role:interviewer", "section:barr", 'innbyggere > "20 000"',
        "fylke = agder", "åpnet >= 2019-06", 'innbyggere = "mange"',
    ],
)  # fmt: skip
def test_names_that_are_there_are_taken(small: object, text: str) -> None:
    check_names(small, parse(text))


@pytest.mark.parametrize(
    ("text", "said", "column"),
    [
        (
            "key code:barriers/capasity",
            "there is no code barriers/capasity; did you mean barriers/capacity?",
            10,
        ),
        ("code:capasity", "did you mean barriers/capacity?", 6),
        ("only:Kapasitett", "did you mean barriers/capacity?", 6),
        ("case:altta", "there is no case altta; did you mean alta?", 6),
        ("source:alta/fokusgrupe", "did you mean alta/fokusgruppe?", 8),
        ("coder:koder-c", "did you mean koder-", 7),
        ("speaker:Intervjuren", "did you mean Intervjuer?", 9),
        ("speaker:alta/I3", "there is no speaker alta/I3; did you mean alta/I", 9),
        ("speaker:skien/I1", "there is no speaker skien/I1", 9),
        ("role:rådgivar", "there is no role rådgivar; did you mean rådgiver?", 6),
        ("section:barierer", "there is no section barierer; did you mean Barrierer?", 9),
        ("not (inbyggere > 3)", "no case has an attribute inbyggere; did you mean innbyggere?", 6),
        ("leder = x", "no case has an attribute leder", 1),
        ("case = alta", "did you mean case:alta?", 1),
        (
            "fylke < 5",
            "fylke is text in alta (“Troms og Finnmark”): < and > compare numbers and dates; use = or !=",
            1,
        ),
        ("innbyggere > mange", "innbyggere is compared with “mange”, which is text", 14),
        ("innbyggere > 50.000", "50.000 may be one number or another; write 50000, or 50.0000 where", 14),
        ("innbyggere <= -1,500", "write -1500, or -1,5000 where it has decimals", 15),
        ("innbyggere > 50.0000", None, 0),
        ("innbyggere > 0.725", None, 0),
        ("INNBYGGERE > 3", None, 0),
        ("innbyggere > 1234.567", None, 0),
        ("innbyggere = 50.000", None, 0),
        ("åpnet > 2019-06-01", None, 0),
        ("innbyggere < 2019-06-01", "innbyggere is a number in alta (“21 071”)", 1),
    ],
)
def test_names_that_are_not_there_are_told_with_the_nearest_and_the_place(
    small: object, text: str, said: str | None, column: int
) -> None:
    if said is None:
        check_names(small, parse(text))
        return
    with pytest.raises(QueryError, match=re.escape(said)) as raised:
        check_names(small, parse(text))
    assert str(raised.value).endswith(f"(column {column} of the query)")
