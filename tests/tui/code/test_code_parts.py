"""The parts of the code screen that need no screen."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from code_host import CAPACITY, KNOWLEDGE, RECENT, SCHOOLS, SOURCE
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.code_marks import PALETTE
from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.opening import open_folder
from crosscase.tui.code import words_around
from crosscase.tui.code.case_tree import bar
from crosscase.tui.code.code_picker import code_entries, new_entries, parse_new
from crosscase.tui.code.cursor_pane import lines_of, short
from crosscase.tui.code.finding import find_all
from crosscase.tui.code.shown import Shown, codings_shown, color_of, is_shown, marks_of, tag_of, tag_style
from crosscase.tui.code.slots import SIZE, Slots, slots_of
from crosscase.tui.ranking import folded, rank
from studies import Coded, make_study

WORDY = st.text(alphabet="ab æÅ.\n\t\u00a0—", max_size=40)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_folder(make_study(tmp_path / "study", codings=RECENT), "koder-a")


# longer and shorter by words


@given(WORDY, st.integers(0, 40), st.integers(0, 40))
def test_stretching_adds_or_takes_one_word_and_no_half_one(body: str, one: int, other: int) -> None:
    span = (min(one, other, len(body)), min(max(one, other), len(body)))
    words = [match.span() for match in re.finditer(r"\S+", body)]
    ends, starts = [end for _, end in words], [start for start, _ in words]
    start, end = span
    assert words_around.extend_end(body, span) == (start, min((e for e in ends if e > end), default=end))
    assert words_around.extend_start(body, span) == (
        max((s for s in starts if s < start), default=start),
        end,
    )


@given(WORDY)
def test_shrinking_takes_back_what_extending_gave(body: str) -> None:
    for match in re.finditer(r"\S+", body):
        longer = words_around.extend_end(body, match.span())
        assert words_around.shrink_end(body, longer) == match.span()
        longer = words_around.extend_start(body, match.span())
        assert words_around.shrink_start(body, longer) == match.span()


def test_the_last_word_of_a_coding_stays() -> None:
    assert words_around.shrink_end("ett ord", (4, 7)) == (4, 7)
    assert words_around.shrink_start("ett ord", (0, 3)) == (0, 3)


# finding


@given(st.text(alphabet="abA \n", max_size=60), st.text(alphabet="abA ", max_size=4))
def test_finding_finds_what_looking_at_every_place_finds(body: str, words: str) -> None:
    exact = words != words.lower()
    wanted = " ".join(words.split())
    flat = re.sub(r"\s", " ", body if exact else body.lower())
    expected, at = [], 0
    while wanted and at < len(flat):
        ends = [
            end for end in range(at + 1, len(flat) + 1)
            if not flat[at].isspace() and not flat[end - 1].isspace()
            and " ".join(flat[at:end].split()) == (wanted if exact else wanted.lower())
        ]  # fmt: skip
        if ends:
            expected.append((at, ends[0]))
        at = ends[0] if ends else at + 1
    assert find_all(body, words) == expected


def test_what_is_looked_for_is_no_pattern_and_a_capital_makes_case_count() -> None:
    assert find_all("a.c abc [/]", "a.c") == [(0, 3)]
    assert find_all("a.c abc [/]", "[/]") == [(8, 11)]
    assert find_all("Alta alta", "alta") == [(0, 4), (5, 9)]
    assert find_all("Alta alta", "Alta") == [(0, 4)]
    assert find_all("mangel på\nressurser", "mangel på ressurser") == [(0, 19)]
    assert find_all("tekst", "   ") == []


# ranking


def test_a_beginning_comes_before_a_word_before_a_part_before_a_near_match() -> None:
    texts = ["Ukapasitet", "Manglende kapasitet", "Kapasitet", "kapasittet og økonomi", "Skole"]
    assert rank("kapasitet", texts) == [2, 1, 0, 3]
    assert rank("", texts) == [0, 1, 2, 3, 4]


def test_case_and_accents_do_not_count_but_norwegian_letters_do() -> None:
    assert folded("Élan ÆØÅ") == "elan æøå"
    assert rank("ar", ["år", "ar"]) == [1]
    assert rank("a\u030a", ["år", "ar"]) == [0]  # å in two characters


@given(st.lists(st.text(alphabet="abcæ /", min_size=1, max_size=8), max_size=8), st.integers(0, 7))
def test_a_text_typed_in_full_is_found_and_no_other_kind_comes_before_it(texts: list[str], at: int) -> None:
    if at >= len(texts) or not texts[at].strip():
        return
    wanted = folded(texts[at]).strip()
    found = rank(texts[at], texts)
    assert at in found
    assert folded(texts[found[0]]).find(wanted) >= 0
    assert len(found) == len(set(found))


# bars, lines, short words


@given(st.floats(0, 1))
def test_a_bar_is_four_cells_and_as_full_as_the_share(share: float) -> None:
    drawn = bar(share)
    eighths = sum(" ▏▎▍▌▋▊▉█".index(cell) for cell in drawn)
    assert len(drawn) == 4
    assert abs(eighths - share * 32) <= (1 if share > 0 else 0)
    assert (eighths > 0) == (share > 0)


def test_lines_of_a_coding_are_counted_from_one(study: Study) -> None:
    segments = study.segments(SOURCE)
    by_words = {coding.quote: coding for coding in study.codings(SOURCE, ["koder-a"])}
    assert lines_of(by_words[SCHOOLS], segments) == "5"
    assert lines_of(by_words[KNOWLEDGE], segments) == "11"


def test_short_words_are_one_line_of_shown_characters() -> None:
    assert short("a\nb\tc", 10) == "a b c"
    assert short("abcdef", 4) == "abc…"
    assert "\x1b" not in short("rød \x1b[31m", 20)


# what is drawn


def test_filters_leave_the_codings_of_a_code_with_those_under_it_and_of_a_coder(study: Study) -> None:
    barriers = study.codebook.by_path["barriers"].id
    everything = codings_shown(study, SOURCE, Shown())
    assert len(everything) == 4
    only = codings_shown(study, SOURCE, Shown(code=barriers))
    assert [c.code for c in only] == [c.code for c in everything if c.code.startswith("barriers/")]
    assert {c.coder for c in codings_shown(study, SOURCE, Shown(coder="koder-b"))} == {"koder-b"}
    assert {c.coder for c in codings_shown(study, SOURCE, Shown(others=False))} == {"koder-a"}
    study.coder = ""
    assert {c.coder for c in codings_shown(study, SOURCE, Shown(others=False))} == {"koder-a", "koder-b"}


def test_a_filter_by_a_code_that_is_gone_shows_everything(study: Study) -> None:
    assert all(is_shown(study, coding, Shown(code="gone")) for coding in study.codings(SOURCE))


def test_marks_have_the_codes_colour_and_tag_and_others_are_faint(study: Study) -> None:
    marks = {(m.coder, m.tag): m for m in marks_of(study, codings_shown(study, SOURCE, Shown()))}
    assert set(marks) == {("koder-a", "SK"), ("koder-a", "KA"), ("koder-a", "KU"), ("koder-b", "KA")}
    assert marks["koder-b", "KA"].faint
    assert not marks["koder-a", "KA"].faint


@pytest.mark.parametrize("color", ["", "red", "#12", "#gggggg", "[bold]", "#D55E0"])
def test_a_colour_that_is_none_is_grey(color: str) -> None:
    assert color_of(Code("c1", "", 0, "a", {}, color=color)) == "#808080"
    assert tag_of(None) == "??"
    assert tag_of(Code("c1", "", 0, "a", {}, tag="ABC")) == "AB"


# number keys


@given(st.lists(st.sampled_from("abcdefghijkl"), max_size=40))
def test_a_key_keeps_its_code_until_nine_others_were_used_since(used: list[str]) -> None:
    slots = Slots()
    for at, code in enumerate(used):
        before = slots.keys
        slots = slots.use(code)
        assert len(slots.keys) == SIZE
        assert slots.again == code
        recent = list(dict.fromkeys(reversed(used[: at + 1])))[:SIZE]
        assert {key for key in slots.keys if key} == set(recent)
        assert sum(old != new for old, new in zip(before, slots.keys, strict=True)) <= 1


def test_keys_at_the_start_are_the_codes_used_last_newest_first(study: Study) -> None:
    paths = [study.codebook.path(study.codebook.by_id[key]) for key in slots_of(study, "koder-a").keys if key]
    assert paths == ["barriers/knowledge", "barriers/capacity", "challenges/schools"]
    assert slots_of(study, "koder-c").keys == ("",) * SIZE


def test_former_paths_and_unknown_codes_give_no_key_of_their_own(tmp_path: Path) -> None:
    coded = [
        Coded("barriers/resources", SCHOOLS),
        Coded("barriers/capacity", CAPACITY),
        Coded("gone", KNOWLEDGE),
    ]
    study = open_folder(make_study(tmp_path / "study", codings={(SOURCE, "koder-a"): coded}), "koder-a")
    assert slots_of(study, "koder-a").used == (study.codebook.by_path["barriers/capacity"].id,)


# the code picker


def test_recent_codes_come_first_with_their_keys_then_the_codebook_in_its_order(study: Study) -> None:
    book = study.codebook
    schools = book.by_path["challenges/schools"].id
    entries = code_entries(book, "nb", [schools, "gone"], {schools: 3})
    assert [book.path(book.by_id[entry.key]) for entry in entries] == [
        "challenges/schools", "barriers", "barriers/capacity", "barriers/knowledge", "challenges",
    ]  # fmt: skip
    assert entries[0].label.plain == "SK Rasisme i skolen  ‹3›  challenges/schools"
    assert "For lite tid" in entries[2].detail


@pytest.mark.parametrize(
    ("typed", "family", "made"),
    [
        ("Ny kode", "", [("", "Ny kode")]),
        ("Ny kode", "barriers/capacity", [("", "Ny kode"), ("barriers", "Ny kode")]),
        ("barriers/Ny kode", "", [("barriers", "Ny kode")]),
        ("barrierer / Ny kode", "", [("barriers", "Ny kode")]),
        ("ukjent/kode", "barriers/capacity", [("", "ukjent/kode")]),
        ("barriers/ukjent/kode", "", [("barriers", "ukjent/kode")]),
        ("  ", "", []),
        ("barriers/", "", [("", "barriers")]),
        ("a:b", "", [("", "a:b")]),
    ],
)
def test_new_codes_are_offered_under_the_parent_that_was_typed_else_at_the_top_and_beside_the_last(
    study: Study, typed: str, family: str, made: list[tuple[str, str]]
) -> None:
    book = study.codebook
    ids = {path: code.id for path, code in book.by_path.items()} | {"": ""}
    entries = new_entries(book, "nb", typed, ids[family])
    found = [parse_new(entry.key) for entry in entries]
    assert [(parent, "/".join(names)) for parent, names in filter(None, found)] == [
        (ids[parent], name) for parent, name in made
    ]


def test_the_key_of_a_code_that_is_there_makes_none() -> None:
    assert parse_new("c000000001") is None


@pytest.mark.parametrize("color", [*PALETTE, "#999999", "#000000", "#FFFFFF", "#777777"])
def test_the_letters_of_a_code_are_readable_on_its_colour(study: Study, color: str) -> None:
    style = tag_style(replace(next(iter(study.codebook)), color=color))
    _bold, ink, _on, ground = style.split()
    assert ground == color
    light, dark = sorted((relative_luminance(ink), relative_luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def relative_luminance(color: str) -> float:
    """WCAG 2.2, relative luminance of an sRGB colour, with the threshold of its present wording."""
    found = 0.0
    for at, weight in ((1, 0.2126), (3, 0.7152), (5, 0.0722)):
        part = int(color[at : at + 2], 16) / 255
        found += weight * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return found
