"""Where a pattern is found: against brute force over graphemes, and against the standard library."""

import re
import time
import unicodedata
from collections.abc import Callable

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from crosscase.language.matching import matcher
from crosscase.study.problems import StudyError
from crosscase.study.segments import segment

# letters with and without accents, composed and not; what has no width; what changes length; other scripts; emoji
SIGNS = [
    *"aAåÅäæÆoøÖö eéÉsSkiI1²-'’.\t\n _", "a\u030a", "A\u0308", "o\u0308", "e\u0301", "\u0301", "\xad", "ß", "ẞ",
    "ﬁ", "ŉ", "İ", "ı", "ſ", "Å", "ǻ", "\u200b", "日", "👩‍👩‍👧", "👩", "षि", "ष", "ά", "ᾳ", "가", "①", "=", "≠", "\xa0",
]  # fmt: skip
WEIGHTLESS = "\xad\u2060\ufeff"
bodies = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)
patterns = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=4).map("".join)


def plain(grapheme: str, exact: bool) -> str:
    """One grapheme as it is compared, letter by letter and without any table."""
    kept = "".join(sign for sign in grapheme if sign not in WEIGHTLESS)
    if exact:
        return unicodedata.normalize("NFC", kept)
    found = ""
    for sign in unicodedata.normalize("NFD", unicodedata.normalize("NFD", kept).casefold()):
        if not found or not 0x300 <= ord(sign) <= 0x36F or not found[-1].isalpha():
            found += sign
        elif (found[-1], sign) in {("a", "\u030a"), ("a", "\u0308"), ("o", "\u0308")}:
            found = found[:-1] + {"a\u030a": "å", "a\u0308": "æ", "o\u0308": "ø"}[found[-1] + sign]
    return found


def graphemes(text: str, exact: bool) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), plain(m[0], exact)) for m in regex.finditer(r"\X", text)]


def brute(body: str, pattern: str, exact: bool, fits: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """Every place in order, by trying each grapheme; `fits` has the last word on a span."""
    parts = [part for word in pattern.split() if (part := "".join(g[2] for g in graphemes(word, exact)))]
    units = [unit for unit in graphemes(body, exact) if unit[2]]
    found, at = [], 0
    while at < len(units):
        end = _end(units, at, parts)
        if end is not None and fits(units[at][0], units[end - 1][1]):
            found.append((units[at][0], units[end - 1][1]))
            at = end
        else:
            at += 1
    return found


def _end(units: list[tuple[int, int, str]], at: int, parts: list[str]) -> int | None:
    for number, part in enumerate(parts):
        if number:
            blanks = ""
            while at < len(units) and units[at][2].isspace():
                blanks += units[at][2]
                at += 1
            if not blanks or blanks.count("\n") > 1:
                return None
        read = ""
        while read != part:
            if at == len(units) or not part.startswith(read + units[at][2]):
                return None
            read += units[at][2]
            at += 1
    return at


def found(pattern: str, how: str, body: str, exact: bool = False) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in matcher(pattern, how, exact=exact).find(body)]


def has_letters(pattern: str, exact: bool) -> bool:
    """Whether there is something to look for; a mark without its letter is nothing that stands in a text."""
    if any(unicodedata.combining(word[0]) for word in pattern.split()):
        return False
    return any("".join(g[2] for g in graphemes(word, exact)) for word in pattern.split())


@given(bodies, patterns, st.booleans())
def test_text_is_found_where_brute_force_finds_it(body: str, pattern: str, exact: bool) -> None:
    if has_letters(pattern, exact):
        expected = brute(body, pattern, exact, lambda start, end: True)
        assert found(pattern, "text", body, exact) == expected


@given(bodies, patterns, st.booleans())
def test_words_are_found_between_borders_of_words(body: str, pattern: str, exact: bool) -> None:
    if not has_letters(pattern, exact) or pattern.strip().strip(f"-'’{WEIGHTLESS}") != pattern.strip():
        return  # a sign that joins words neither begins nor ends one
    parts = segment(" " + body)  # so that even the first word is a next one
    spans, at = [], 0
    while (at := parts.next_word(at)) <= len(body):
        low, high = parts.word_at(at)
        spans.append((low - 1, high - 1))

    def whole(start: int, end: int) -> bool:
        cut_left = any(low < start < high for low, high in spans)
        cut_right = any(low < end < high and body[end:high].strip(WEIGHTLESS) for low, high in spans)
        return not cut_left and not cut_right

    assert found(pattern, "words", body, exact) == brute(body, pattern, exact, whole)


@given(bodies, st.data())
def test_what_stands_in_a_text_is_found_in_it_in_every_spelling(body: str, data: st.DataObject) -> None:
    cuts = [m.start() for m in regex.finditer(r"\X", body)] + [len(body)]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(cuts), st.sampled_from(cuts))))
    words = body[start:end]
    if words.split() != [words] or not has_letters(words, False):
        return
    for spelling in (
        words,
        words.upper(),
        unicodedata.normalize("NFD", words),
        unicodedata.normalize("NFC", words),
    ):
        assert all(
            plain_text(body[low:high]) == plain_text(spelling) for low, high in found(spelling, "text", body)
        )
    assert found(words, "text", body)


def plain_text(text: str) -> str:
    return "".join(unit[2] for unit in graphemes(text, False))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("året", "ÅRET"), ("året", "A\u030aret"), ("blåbær", "Blåbär"), ("grønn", "GRÖNN"), ("idé", "ide"),
        ("allé", "alle\u0301"), ("STRASSE", "Straße"), ("fin", "ﬁn"), ("kafe", "kafé"), ("uber", "Über"), ("role", "rôle"),
        ("samarbeid", "sam\xadarbeid"), ("ISTANBUL", "İstanbul"), ("mangel på", "mangel\npå"), ("mangel på", "Mangel  \n  på"),
    ],
)  # fmt: skip
def test_other_spellings_of_the_same_word_are_found(pattern: str, text: str) -> None:
    assert found(pattern, "text", f"Før {text} etter") == [(4, 4 + len(text))]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("bar", "bår"), ("mal", "mål"), ("for", "før"), ("bær", "baer"), ("far", "fær"), ("hor", "hör"),
        ("mål", "mal"), ("å", "a\u0301"), ("a", "a\u030a"), ("aa", "å"), ("mangel på", "mangel\n\npå"), ("s", "ß"),
    ],
)  # fmt: skip
def test_the_letters_of_the_alphabet_are_never_taken_for_each_other(pattern: str, text: str) -> None:
    assert found(pattern, "text", text) == []


def test_exact_regards_case_and_accents_but_not_how_letters_are_composed() -> None:
    body = "Idé, idé, ide, ide\u0301"
    assert found("idé", "text", body, exact=True) == [(5, 8), (15, 19)]
    assert len(found("idé", "text", body)) == 4


@pytest.mark.parametrize(
    ("pattern", "body", "hits"),
    [
        ("ressurs", "Ressurs og ressurser, ressurs-behov.", ["Ressurs"]),
        ("ressurs-behov", "Ressurs og ressurser, ressurs-behov.", ["ressurs-behov"]),
        ("og ressurser", "Ressurs og ressurser", ["og ressurser"]),
        ("§ 9", "etter § 9 og § 90", ["§ 9"]),
        ("m", "10 m² og mm", ["m"]),
        ("I1", "I1: ja, I10: nei", ["I1"]),
    ],
)
def test_whole_words(pattern: str, body: str, hits: list[str]) -> None:
    assert [body[low:high] for low, high in found(pattern, "words", body)] == hits


SIMPLE = [
    "a", "[a-c]+", "^b", "c$", r"\bab", "a.c", "(a|b)c", "a*", "", r"\d{2,}", "x?y?z?", "(?i:B)c", r"\s+", "[^a]", "(a)(b)?c",
]  # fmt: skip


@given(
    st.text(alphabet="abcABC xyz129\n", max_size=40), st.sampled_from(SIMPLE[:8] + SIMPLE[9:]), st.booleans()
)
def test_regular_expressions_agree_with_the_standard_library(body: str, pattern: str, exact: bool) -> None:
    flags = re.MULTILINE | (0 if exact else re.IGNORECASE)
    expected = [m.span() for m in re.finditer(pattern, body, flags) if m.end() > m.start()]
    assert found(pattern, "regex", body, exact) == expected


def test_a_regular_expression_never_cuts_a_letter() -> None:
    body = "ja 👩‍👩‍👧 e\u0301n"
    assert [body[a:b] for a, b in found(r"\p{So}", "regex", body)] == ["👩‍👩‍👧"]
    assert [body[a:b] for a, b in found("en?", "regex", body)] == ["e\u0301"]


def test_an_exploding_regular_expression_is_stopped_over_all_texts_together() -> None:
    finder = matcher("(a|aa)+$", "regex", seconds=0.2)
    begun = time.perf_counter()
    for _ in range(3):
        with pytest.raises(TimeoutError):
            list(finder.find("a" * 60 + "!"))
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("pattern", "how", "said"),
    [
        ("", "text", "there is nothing to look for; give some words"),
        (" \n\t", "words", "there is nothing to look for; give some words"),
        (" ", "regex", "there is nothing to look for; give some words"),
        ("\xad", "text", "there is no word in"),
        ("…!", "near", "there is no word in `…!`; give some words"),
        ("(ab", "regex", "`(ab` is no regular expression: missing ) at character 4; mend it, or look for it as text"),
        ("*a", "regex", "nothing to repeat at character 1"),
        ("[a", "regex", "unterminated character set"),
        (r"\p{Norsk}", "regex", "unknown property"),
        ("(" * 1500, "regex", "`((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((…` is nested too deep"),
        ("a" * 2001, "text", "the pattern has 2001 characters; at most 2000 can be looked for, give a part of it"),
        ("a" * 100_000, "regex", "the pattern has 100000 characters"),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_for_is_refused_in_one_line(pattern: str, how: str, said: str) -> None:
    with pytest.raises(StudyError) as error:
        matcher(pattern, how)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_nested_set_says_nothing_of_future_versions(recwarn: pytest.WarningsRecorder) -> None:
    assert found("[[a]", "regex", "x[a") == [(1, 2), (2, 3)]
    assert not recwarn.list
