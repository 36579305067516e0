from __future__ import annotations

import time
import unicodedata

import pytest
from benchmarks.keywords import likeness, phrases, score, substrings
from benchmarks.keywords_texts import KEYWORDS, development, held_out
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.language.keywords import Entry, Hit, KeywordMatcher, hits_in, matcher_of
from crosscase.language.likeness import likeness_of
from crosscase.language.word_forms import MOST_FORMS, decided, word_forms
from crosscase.language.wordlist import Wordlist
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from studies import make_study

CAPACITY = Entry("barriers/capacity", ("kapasitet", "tid", "mangel på ressurs"))


def shown(hits: list[Hit]) -> list[tuple[str, str, str]]:
    return [(hit.keyword, hit.form, hit.kind) for hit in hits]


def test_keywords_are_found_inflected_in_compounds_misspelt_and_as_phrases() -> None:
    text = "Tidspresset og kapasistetet er ille. Mangelen på\nressurser tar tiden, samtidig."
    assert shown(KeywordMatcher([CAPACITY], "nb").find(text)) == [
        ("tid", "tidspresset", "compound"),
        ("kapasitet", "kapasistetet", "near"),
        ("mangel på ressurs", "mangelen på ressurser", "form"),
        ("tid", "tiden", "form"),
    ]


def test_a_phrase_is_not_found_across_a_blank_line_or_with_another_word_between() -> None:
    matcher = KeywordMatcher([CAPACITY], "nb")
    assert matcher.find("Mangel på\n\nressurser. Mangel på nok ressurser. Mangel på") == []


def test_a_refused_form_is_no_hit_and_an_approved_one_is_though_no_keyword_finds_it() -> None:
    entry = CAPACITY._replace(forms=("Travel  hverdag", "tidspress"), not_forms=("TIDEN",))
    matcher = KeywordMatcher([entry], "nb")
    text = "Tiden går i en travel\nhverdag med tidspress, tida flyr."
    assert [(hit.keyword, hit.form, hit.state) for hit in matcher.find(text)] == [
        ("travel hverdag", "travel hverdag", "approved"),
        ("tid", "tidspress", "approved"),
        ("tid", "tida", "new"),
    ]
    first = matcher.every(text)[0]
    assert (first.form, first.state) == ("tiden", "refused")


def test_what_is_refused_for_one_code_still_counts_for_another() -> None:
    refusing, other = Entry("a", ("nett",), not_forms=("nettverk",)), Entry("b", ("nett",))
    hits = KeywordMatcher([refusing, other], "nb").find("Nettverk på nett")
    assert [(hit.code, hit.form) for hit in hits] == [("b", "nettverk"), ("a", "nett"), ("b", "nett")]


def test_of_one_code_the_longer_of_two_hits_on_the_same_words_counts_once() -> None:
    matcher = KeywordMatcher([Entry("a", ("ressurs", "mangel", "mangel på ressurs"))], "nb")
    assert shown(matcher.find("mangel på ressurser")) == [
        ("mangel på ressurs", "mangel på ressurser", "form")
    ]


@pytest.mark.parametrize(
    ("keyword", "text", "found"),
    [
        ("(tid|plan).*", "tid plan tidplan (tid|plan).*", ["tid|plan"]),
        ("C++", "Vi bruker C++ og c.", ["C", "c"]),
        ("[red]hets[/red]", "[red]hets[/red] og hets", ["red]hets[/red"]),
        ("^skole$", "Skolen og skolegård", ["Skolen", "skolegård"]),
        ("\\d{2}", "d2 og 22 og d{2}", ["d{2"]),
        ("i", "I kommunen i Alta; ii, ia, i-en", ["I", "i", "i-en"]),
        ("å", "Å gå på", ["Å"]),
        ("***", "*** noe", []),
        ("", "noe", []),
        ("🙂", "🙂 noe", []),
        ("=SUM(A1)", "sum a1 =SUM(A1)", ["SUM(A1"]),
    ],
)
def test_a_keyword_is_words_whatever_signs_it_holds(keyword: str, text: str, found: list[str]) -> None:
    matcher = KeywordMatcher([Entry("a", (keyword,))], "nb")
    assert [text[hit.start : hit.end] for hit in matcher.find(text)] == found
    assert bool(matcher.empty) is (not any(map(str.isalnum, keyword)))


def test_hits_stand_at_their_words_in_texts_that_are_composed_otherwise() -> None:
    text = unicodedata.normalize("NFD", "Språket på skolen 👩‍👩‍👧: idé, \xadspråk\xadbarriere")
    hits = KeywordMatcher([Entry("a", ("språk", "skole", "ide"))], "nb").find(text)
    assert [(text[hit.start : hit.end].strip("\xad"), hit.form) for hit in hits] == [
        (unicodedata.normalize("NFD", "Språket"), "språket"),
        ("skolen", "skolen"),
        (unicodedata.normalize("NFD", "idé"), "idé"),
        (unicodedata.normalize("NFD", "språk\xadbarriere"), "språkbarriere"),
    ]


WORDS = (
    "tid",
    "Tiden",
    "tids­press",
    "på",
    "mangel",
    "ressurser",
    "å",
    "skole-barn",
    "hat",
    "😀",
    "\n",
    "\n\n",
    "  ",
    ".",
)


@settings(max_examples=80)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=25).map(" ".join))
def test_hits_of_any_text_are_in_order_apart_and_at_their_forms(text: str) -> None:
    entries = [CAPACITY, Entry("b", ("på", "mangel på", "skole"), not_forms=("mangel på",))]
    hits = KeywordMatcher(entries, "nb").find(text)
    assert hits == sorted(hits)
    for entry in entries:
        done = 0
        for hit in hits:
            if hit.code == entry.code:
                assert done <= hit.start < hit.end <= len(text)
                done = hit.end
                words = unicodedata.normalize("NFC", text[hit.start : hit.end]).replace("\xad", "")
                assert " ".join(words.casefold().split()) == hit.form.replace("\xad", "")
                assert hit.form not in entry.not_forms


def test_many_words_at_once_are_compared_as_each_alone() -> None:
    bokmål = likeness_of("nb")
    words = sorted({word.strip(".,:") for sentence in development() for word in sentence.text.split()})
    wordlist = Wordlist(KEYWORDS, bokmål)
    for word in words:
        alone = [(place, bokmål.like(keyword, word)) for place, keyword in enumerate(KEYWORDS)]
        assert list(wordlist.like(word)) == [(place, like) for place, like in alone if like is not None]


def test_the_way_taken_finds_more_than_simpler_ones_on_sentences_it_was_not_made_with() -> None:
    kept = held_out()
    ours, letters, bases = (score(way, kept) for way in (likeness, substrings, phrases))
    assert ours.f1 > 0.9
    assert ours.recall > 0.95
    assert ours.precision > max(letters.precision, bases.precision)
    assert min(ours.f1 - letters.f1, ours.recall - bases.recall) > 0.03


def test_an_empty_text_and_one_in_another_language_have_no_hits() -> None:
    matcher = KeywordMatcher([CAPACITY, Entry("b", ("skole", "holdning", "barn", "lov"))], "nb")
    english = "Two of the teachers were holding a meeting about what children say, and about being left out."
    sami = "Mánáin lea riekti oažžut oahpahusa sámegillii."
    assert [matcher.find(text) for text in ("", " \n", english, sami, "Школа и время, 学校")] == [[]] * 5


def test_a_paragraph_of_a_megabyte_is_looked_through_in_seconds() -> None:
    part = "Tidspresset er stort i skolene, sa hun. "
    text = part * (1_000_000 // len(part) + 1)
    begun = time.process_time()
    hits = KeywordMatcher([CAPACITY], "nb").find(text)
    assert time.process_time() - begun < 10
    assert len(hits) == text.count("Tidspresset")
    assert text[hits[-1].start : hits[-1].end] == "Tidspresset"


def test_hits_of_many_texts_are_those_of_each() -> None:
    matcher, texts = KeywordMatcher([CAPACITY], "nb"), [sentence.text for sentence in held_out()]
    assert hits_in(((CAPACITY,), "nb"), texts) == [matcher.find(text) for text in texts]


CODEBOOK = """codes:
  - {id: c000000001, code: capacity, name: K, keywords: [ressurs, "mangel på", "??"], not_forms: [ressurspersoner]}
  - {id: c000000002, code: school, name: S, keywords: [skole], forms: [rektor]}
  - {id: c000000003, code: gone, name: G, keywords: [skole], retired: true}
  - {id: c000000004, code: none, name: N}
"""
BODY = """# Om skole og ressurser

Intervjuer: Hva med skolene og ressursene?
I1: Skolene har mangel på ressurser. Skolene, sier jeg.
I1: Ressurspersoner på skolegården, sier rektor.
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    front = "case: alta\nkind: focus-group\nspeakers:\n  Intervjuer: {coder: koder-a}\n  I1: {role: leder}\n"
    sources = {"alta/a": BODY, "alta/b": "Skolene igjen.\n"}
    folder = make_study(
        tmp_path_factory.mktemp("words") / "study",
        codebook=CODEBOOK, sources=sources, fronts={"alta/a": front}, codings={},
    )  # fmt: skip
    return open_folder(folder)


def test_word_forms_are_counted_in_what_informants_say_and_documents_hold(study: Study) -> None:
    found = word_forms(study)
    assert [(f.code, f.keyword, f.form, f.kind, f.count, f.sources, f.state) for f in found.forms] == [
        ("capacity", "ressurs", "ressurser", "form", 1, 1, "new"),
        ("capacity", "ressurs", "ressurspersoner", "compound", 1, 1, "refused"),
        ("capacity", "mangel på", "mangel på", "form", 1, 1, "new"),
        ("school", "skole", "skolene", "form", 3, 2, "new"),
        ("school", "skole", "skolegården", "compound", 1, 1, "new"),
        ("school", "rektor", "rektor", "form", 1, 1, "approved"),
    ]
    assert found.sentences == 4
    assert found.used == "simplemma 2.0.0 nb"
    assert [(doubt.code, doubt.sentence) for doubt in found.doubts] == [
        ("capacity", "there is no word in “??”: nothing is looked for")
    ]
    assert {hit.code for hit in matcher_of(study).find("Skolene mangler ressurser")} == {"capacity", "school"}


def test_a_keyword_that_matches_a_third_of_all_sentences_or_many_kinds_of_words_is_told(tmp_path) -> None:
    firsts = [
        "møte",
        "språk",
        "arbeids",
        "skole",
        "bygde",
        "barne",
        "kirke",
        "fylkes",
        "by",
        "idretts",
        "kultur",
    ]
    lasts = ["plan", "planen", "planer", "planene"]
    compounds = [first + last for first in firsts for last in lasts][: MOST_FORMS + 3]
    sentences = [f"Vi har lest {compound}." for compound in compounds] + ["Ingen svarte på det."] * 70
    sentences[-30:] = ["Hun holder kurs."] * 30
    study = open_folder(
        make_study(
            tmp_path / "study",
            codebook="codes:\n  - {id: c000000001, code: a, name: A, keywords: [plan, kurs, hund]}\n",
            sources={"alta/a": " ".join(sentences) + "\n"}, fronts={}, codings={},
        )
    )  # fmt: skip
    told = [(doubt.keyword, doubt.sentence) for doubt in word_forms(study).doubts]
    assert told == [
        ("plan", "“plan” matches 28 of 98 sentences: refuse forms, or take a word that says more"),
        ("plan", "“plan” matches 28 word forms nobody has looked at: refuse those that mean something else"),
        ("kurs", "“kurs” matches 30 of 98 sentences: refuse forms, or take a word that says more"),
    ]


@pytest.mark.parametrize(
    ("approve", "refuse", "back", "forms"),
    [
        (["C"], [], [], (("a", "c"), ("b",))),
        (["B  "], [], [], (("a", "b"), ())),
        ([], ["A"], [], ((), ("b", "a"))),
        ([], [], ["a", "b", "x"], ((), ())),
        (["a"], ["b"], [], (("a",), ("b",))),
    ],
)
def test_a_form_is_approved_refused_or_neither_and_never_both(approve, refuse, back, forms) -> None:
    assert decided(("a",), ("b",), approve, refuse, back) == forms
