"""Search over a study: what is found where, in which words, for which case; and what is coded for a hit."""

from pathlib import Path

import pytest

from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.synthesis.searching import AROUND, Stopped, prepared, search, widen
from studies import BODY, CODEBOOK, PLAN, Coded, make_study

ANSWERS = "R001: Vi mangler ressurser.\nR002: Ingenting.\n"
SOURCES = {"alta/fokusgruppe": BODY, "skien/plan": PLAN, "open-answers/f4": ANSWERS}
FRONTS = {
    "alta/fokusgruppe": (
        "case: alta\nkind: focus-group\nspeakers:\n  Intervjuer: {coder: koder-a}\n  I1: {role: leder}\n  I2: {role: leder}\n"
    ),
    "skien/plan": "case: skien\nkind: document\n",
    "open-answers/f4": "kind: open-answers\nquestion: F4.annet\n",
}
MEMO = "---\nabout: {about}\ncoder: {coder}\n---\nHer er {words} nevnt.\n\nOg ressurser igjen.\n"


@pytest.fixture
def study(tmp_path: Path):
    folder = make_study(
        tmp_path,
        sources=SOURCES,
        fronts=FRONTS,
        files={
            "memos/en.md": MEMO.format(about="case/alta", coder="koder-a", words="ressurs"),
            "memos/to.md": MEMO.format(about="code/barriers/capacity", coder="koder-b", words="tid"),
        },
    )
    return open_folder(folder)


def places(found) -> list[tuple[str, int, int]]:
    return [(hit.source, *hit.span) for hit in found.hits]


def every(word: str) -> list[tuple[str, int, int]]:
    """By the plainest means: the lower-case body."""
    found = []
    for source, body in SOURCES.items():
        at = body.lower().find(word)
        while at >= 0:
            found.append((source, at, at + len(word)))
            at = body.lower().find(word, at + len(word))
    return sorted(found)


@pytest.mark.parametrize("word", ["ressurs", "vi", "kommune", "tiltak", "skolene melder"])
def test_every_place_in_the_sources_is_found_in_order(study, word: str) -> None:
    found = search(study, word)
    assert sorted(places(found)) == sorted(every(word))
    assert [hit.source for hit in found.hits] == sorted(
        (hit.source for hit in found.hits), key=list(study.sources).index
    )
    assert found.searched == 3


def test_a_hit_stands_in_its_words_with_case_section_speaker_and_line(study) -> None:
    [hit, _] = search(study, "RESSURSER").hits
    start = BODY.index("ressurser")
    assert (hit.source, hit.case, hit.span) == ("alta/fokusgruppe", "alta", (start, start + 9))
    assert (hit.section, hit.speaker) == ("Barrierer", "I1")
    assert hit.place == str(BODY[:start].count("\n") + 1)
    assert hit.words == "ressurser"
    assert hit.left == BODY[start - AROUND : start].replace("\n", " ")
    assert hit.right == BODY[start + 9 :][:AROUND].replace("\n", " ")
    assert hit.score == 100


def test_cases_without_a_hit_are_counted_as_none_and_open_answers_under_no_case(study) -> None:
    found = search(study, "mangel")
    assert found.by_case == {"alta": 1, "skien": 0, "": 0}
    found = search(study, "vi")
    assert found.by_case == {"alta": BODY.lower().count("vi"), "skien": 0, "": ANSWERS.lower().count("vi")}
    assert found.texts_by_case == {"alta": 1, "skien": 0, "": 1}
    assert found.texts == 2


def test_only_the_chosen_sources_and_cases_are_searched(study) -> None:
    assert {hit.source for hit in search(study, "e", sources=["skien/plan"]).hits} == {"skien/plan"}
    found = search(study, "e", cases=["alta"])
    assert {hit.source for hit in found.hits} == {"alta/fokusgruppe"}
    assert (found.searched, list(found.by_case)) == (1, ["alta"])


def test_words_around_a_hit_never_cut_a_letter(tmp_path: Path) -> None:
    body = "👩‍👩‍👧" * AROUND + "ord" + "e\u0301" * AROUND
    study = open_folder(make_study(tmp_path, sources={"alta/notat": body}, fronts={}))
    [hit] = search(study, "ord").hits
    assert set(hit.left.replace("👩‍👩‍👧", "")) == set()
    assert set(hit.right.replace("e\u0301", "")) == set()


def test_quotes_are_searched_once_for_each_coding_and_never_beyond_it(study) -> None:
    found = search(study, "ressurs", inside="quotes")
    start = BODY.index("ressurser")
    assert [(hit.span, hit.coder, hit.about) for hit in found.hits] == [
        ((start, start + 7), "koder-b", "barriers/capacity"),
        ((start, start + 7), "koder-a", "barriers/capacity"),
    ]
    assert found.by_case == {"alta": 2}
    assert found.searched == 4
    assert len(search(study, "rasisme", inside="quotes").hits) == 0
    # koder-a coded "mangel på …", koder-b all of "Det er mangel på …"
    assert [hit.coder for hit in search(study, "det er mangel", inside="quotes").hits] == ["koder-b"]


def test_quotes_are_chosen_by_code_with_those_below_it_and_by_coder(study) -> None:
    book = study.codebook
    barriers, schools = book.by_path["barriers"], book.by_path["challenges/schools"]
    assert len(search(study, "e", inside="quotes", codes=[barriers], coders=["koder-b"]).hits) == (
        "Det er mangel på ressurser for å prioritere tiltak.".lower().count("e")
    )
    assert {hit.about for hit in search(study, "e", inside="quotes", codes=[schools]).hits} == {
        "challenges/schools"
    }


def test_a_lost_quote_is_searched_and_has_no_place(tmp_path: Path) -> None:
    coded = {("alta/fokusgruppe", "koder-a"): [Coded("barriers", (0, 20), quote="kvantefysikk for alle")]}
    folder = make_study(tmp_path, codings=coded)
    file = folder / "codings/alta/fokusgruppe/koder-a.yaml"
    file.write_text(file.read_text("utf-8").replace("    at: [0, 20]\n", ""), "utf-8")
    study = open_folder(folder)
    [hit] = search(study, "kvantefysikk", inside="quotes").hits
    assert (hit.span, hit.place, hit.words, hit.right) == (None, "lost", "kvantefysikk", " for alle")
    with pytest.raises(StudyError, match="has no place"):
        widen(study, hit, "sentence")


def test_memos_are_searched_with_what_they_are_about_also_those_of_codings(study) -> None:
    found = search(study, "ressurs", inside="memos")
    assert [(hit.memo, hit.case, hit.about, hit.coder, hit.place, hit.span) for hit in found.hits] == [
        ("en", "alta", "case/alta", "koder-a", "1", None),
        ("en", "alta", "case/alta", "koder-a", "3", None),
        ("to", "", "code/barriers/capacity", "koder-b", "3", None),
    ]
    [of_coding] = search(study, "Sagt flere", inside="memos").hits
    assert (of_coding.source, of_coding.case, of_coding.words) == ("alta/fokusgruppe", "alta", "Sagt flere")
    assert of_coding.coding == of_coding.memo != ""
    assert [hit.memo for hit in search(study, "ressurs", inside="memos", coders=["koder-b"]).hits] == ["to"]
    with pytest.raises(StudyError, match="memo to has no place in a source"):
        widen(study, found.hits[2], "hit")


def test_near_hits_tell_the_forms_found_and_how_near_they_are(study) -> None:
    found = search(study, "ressurs", "near")
    assert found.forms == {"ressurser": 2}
    assert {hit.score for hit in found.hits} == {95.0}
    assert search(study, "resurser", "near").forms == {"ressurser": 2}


def test_a_limit_ends_the_search_and_says_so(study) -> None:
    found = search(study, "e", limit=5)
    assert (len(found.hits), found.complete) == (5, False)
    assert search(study, "e").complete
    assert list(found.hits) == list(search(study, "e").hits[:5])


def test_too_many_hits_are_refused(study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosscase.synthesis.searching.MOST_HITS", 20)
    with pytest.raises(StudyError, match=r"`e` is there over 20 times; look for something longer"):
        search(study, "e")
    assert len(search(study, "e", limit=20).hits) == 20


def test_a_regular_expression_that_explodes_ends_in_one_line_that_says_how_far_it_came(
    tmp_path: Path,
) -> None:
    sources = {"alta/en": "ja\n", "alta/to": "a" * 80 + "!\n", "skien/tre": "nei\n"}
    study = open_folder(make_study(tmp_path, sources=sources, fronts={}))
    with pytest.raises(StudyError) as error:
        search(study, "(a|aa)+$", "regex", seconds=0.1)
    assert str(error.value) == (
        "`(a|aa)+$` took more than 0.1 s and came as far as alta/to, 2 of 3; make it simpler, or look in fewer sources"
    )


WIDENED = {
    "hit": "sjelden",
    "sentence": "Det er sjelden noen sier det høyt.",
    "paragraph": "Vi merker det mest på nettet. Det er sjelden noen sier det høyt.",
    "turn": "Vi merker det mest på nettet. Det er sjelden noen sier det høyt.",
}


@pytest.mark.parametrize("unit", WIDENED)
def test_a_hit_is_widened_to_what_is_to_be_coded(study, unit: str) -> None:
    [hit] = search(study, "sjelden").hits
    start, end = widen(study, hit, unit)
    assert BODY[start:end] == WIDENED[unit]


def test_a_hit_over_two_sentences_is_widened_to_both(study) -> None:
    [hit] = search(study, "nettet. Det").hits
    start, end = widen(study, hit, "sentence")
    assert BODY[start:end] == WIDENED["paragraph"]


def test_a_hit_in_a_speakers_name_is_never_widened_to_less_than_itself(study) -> None:
    hit = search(study, "I2: Skolene").hits[0]
    start, end = widen(study, hit, "sentence")
    assert BODY[start:end] == "I2: Skolene melder om rasistiske utsagn hver uke."


def test_codings_with_a_former_path_count_under_the_present_one(tmp_path: Path) -> None:
    coded = {("alta/fokusgruppe", "koder-a"): [Coded("barriers/resources", "mangel på ressurser")]}
    study = open_folder(make_study(tmp_path, codings=coded, codebook=CODEBOOK))
    code = study.codebook.by_path["barriers/capacity"]
    assert [hit.about for hit in search(study, "mangel", inside="quotes", codes=[code]).hits] == [
        "barriers/capacity"
    ]


@pytest.mark.parametrize("inside", ["sources", "memos", "quotes"])
def test_spots_tell_where_the_hits_are(study, inside: str) -> None:
    hits = search(study, "r", inside=inside).hits
    assert len(hits) > 1
    spots = [hits.spot(at) for at in range(len(hits))]
    assert len(set(spots)) == len(spots)
    for spot, hit in zip(spots, hits, strict=True):
        assert (spot.source, spot.case, spot.memo, spot.coding, spot.coder) == (
            hit.source,
            hit.case,
            hit.memo,
            hit.coding,
            hit.coder,
        )
        assert ((spot.start, spot.end) if spot.is_placed else None) == hit.span


def test_a_search_can_be_ended_before_any_text(study) -> None:
    asked = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(Stopped):
        prepared(study, "r")(stopped)
    assert len(asked) == 3
    assert places(prepared(study, "vi")(lambda: False)) == places(search(study, "vi"))
