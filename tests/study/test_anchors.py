"""Codings found again after edits; the oracle carries every character's origin through the edits."""

from __future__ import annotations

import random
import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study.anchors import Anchor, Found, relocate
from crosscase.study.graphemes import boundaries

CONTEXT = 32
WORDS = re.findall(
    r"\w+",
    "vi kommunen mangler folk tid penger plan klima risiko flom skred ansvar ledelse politikk rådmann beredskap "
    "kart data kunnskap egentlig kanskje veldig litt ganske arbeid møte planlegger innbygger bygg vei vann avløp "
    "natur skog fjell kyst hav stat fylke samarbeid støtte krav lov rutine prosess beslutning budsjett tiltak "
    "praktisk erfaring historie hendelse ekstrem nedbør tørke isbre snø vinter og det er som har ikke på til av",
)
STOCK = ("Ja.", "Nei.", "Det er riktig.", "Ja, det stemmer det.", "Vi har ikke nok folk til det.")
SENTENCE = re.compile(r"[^\s][^.!?\n]*[.!?]")
WORD = re.compile(r"\w+")

Traced = list[tuple[str, int]]  # a character and where it stood in the old text, -1 where it is new


def anchor(body: str, start: int, end: int, name: str = "a") -> Anchor:
    before, after = body[max(0, start - CONTEXT) : start], body[end : end + CONTEXT]
    return Anchor(name, start, end, body[start:end], before, after)


def of(body: str, quote: str, nth: int = 0) -> Anchor:
    start = [match.start() for match in re.finditer(re.escape(quote), body)][nth]
    return anchor(body, start, start + len(quote))


def sentence(chance: random.Random) -> str:
    if chance.random() < 0.12:
        return chance.choice(STOCK)
    words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(4, 18)))
    return words.capitalize() + chance.choice("...!?")


def notes(chance: random.Random, size: int) -> str:
    lines: list[str] = []
    while sum(map(len, lines)) < size:
        speaker = chance.choice(("Kari: ", "Ola: ", "I1: ", ""))
        text = " ".join(sentence(chance) for _ in range(chance.randint(1, 5)))
        lines.append(speaker + text + chance.choice(("\n", "\n", "\n\n")))
    return "".join(lines)


def text_of(traced: Traced) -> str:
    return "".join(character for character, _ in traced)


def fresh(text: str) -> Traced:
    return [(character, -1) for character in text]


def edit(traced: Traced, chance: random.Random) -> None:
    """One edit as people make them, in place."""
    body = text_of(traced)
    words = [match.span() for match in WORD.finditer(body)]
    sentences = [match.span() for match in SENTENCE.finditer(body)]
    kinds = ("typo", "typo", "typo", "typo", "word", "word", "insert", "delete", "merge")
    kind = chance.choice(kinds) if words and sentences else "none"
    if kind == "typo":
        start, end = chance.choice(words)
        at = chance.randrange(start, end)
        traced[at : at + chance.randint(0, 1)] = fresh(chance.choice(("", "e", "n", "rs")))
    elif kind == "word":
        start, end = chance.choice(words)
        traced[start:end] = fresh(chance.choice(WORDS))
    elif kind == "insert":
        start, _ = chance.choice(sentences)
        traced[start:start] = fresh(sentence(chance) + " ")
    elif kind == "delete":
        start, end = chance.choice(sentences)
        del traced[start : end + 1]
    elif kind == "merge" and "\n" in body:
        at = chance.choice([match.start() for match in re.finditer("\n", body)])
        traced[at : at + 1] = fresh(" ")


def spans(body: str, chance: random.Random, count: int) -> list[Anchor]:
    sentences = [match.span() for match in SENTENCE.finditer(body)]
    words = [match.span() for match in WORD.finditer(body)]
    found = []
    for number in range(count):
        pieces = sentences if chance.random() < 0.7 else words
        first = chance.randrange(len(pieces))
        last = min(len(pieces) - 1, first + chance.randint(0, 2))
        found.append(anchor(body, pieces[first][0], pieces[last][1], str(number)))
    return found


def truths(traced: Traced, anchors: list[Anchor]) -> list[tuple[int, int] | None]:
    """First to last surviving character of each span; None where under 60 % survive."""
    where = {origin: place for place, (_, origin) in enumerate(traced) if origin >= 0}
    result: list[tuple[int, int] | None] = []
    for one in anchors:
        left = [where[origin] for origin in range(one.start, one.end) if origin in where]
        enough = len(left) >= 0.6 * (one.end - one.start)
        result.append((min(left), max(left) + 1) if left and enough else None)
    return result


def assert_honest(anchors: list[Anchor], found: list[Found], new: str) -> None:
    """No result says more than the text bears out."""
    assert [one.id for one in found] == [one.id for one in anchors]
    starts = set(boundaries(new))
    for before, after in zip(anchors, found, strict=True):
        assert 0 <= after.score <= 1
        if after.status == "lost":
            assert (after.start, after.end) == (-1, -1)
            continue
        assert 0 <= after.start < after.end <= len(new)
        assert {after.start, after.end} <= starts
        same = new[after.start : after.end] == before.quote
        assert (after.status in ("unmoved", "moved")) == same
        stayed = (after.start, after.end) == (before.start, before.end)
        assert (after.status == "unmoved") == (same and stayed)


@pytest.mark.parametrize(("known", "exact", "near"), [(True, 0.97, 0.985), (False, 0.96, 0.975)])
def test_after_sixty_edits_of_long_notes_nearly_every_coding_is_on_its_words(
    known: bool, exact: float, near: float
) -> None:
    distances: list[int] = []
    silent = 0
    for seed in range(4):
        chance = random.Random(seed)
        old = notes(chance, 15_000)
        anchors = spans(old, chance, 250)
        traced = [(character, place) for place, character in enumerate(old)]
        for _ in range(60):
            edit(traced, chance)
        new = text_of(traced)
        found = relocate(anchors, new, old if known else None)
        assert_honest(anchors, found, new)
        for one, truth in zip(found, truths(traced, anchors), strict=True):
            if truth is not None:
                distances.append(max(abs(one.start - truth[0]), abs(one.end - truth[1])))
                silent += distances[-1] > 3 and one.status in ("moved", "unmoved")
    assert len(distances) > 700
    assert sum(distance == 0 for distance in distances) / len(distances) >= exact
    assert sum(distance <= 3 for distance in distances) / len(distances) >= near
    assert silent / len(distances) < 0.005


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 8), st.booleans())
def test_whatever_is_edited_no_result_claims_words_that_are_not_there(
    seed: int, edits: int, known: bool
) -> None:
    chance = random.Random(seed)
    old = notes(chance, 400)
    anchors = spans(old, chance, 12)
    traced = [(character, place) for place, character in enumerate(old)]
    for _ in range(edits):
        edit(traced, chance)
    assert_honest(anchors, relocate(anchors, text_of(traced), old if known else None), text_of(traced))


LETTERS = st.text("ab.\n e\u0301\U0001f469\u200d\r", max_size=40)


@settings(max_examples=200, deadline=None)
@given(LETTERS, LETTERS, st.booleans(), st.data())
def test_any_two_texts_give_an_honest_answer(old: str, new: str, known: bool, data: st.DataObject) -> None:
    start = data.draw(st.integers(-3, len(old) + 3))
    end = data.draw(st.integers(start, len(old) + 5))
    quote = old[max(0, start) : max(0, end)] or "a"
    anchors = [Anchor("x", start, end, quote, old[:3], old[-3:])]
    assert_honest(anchors, relocate(anchors, new, old if known else None), new)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_text_put_before_and_after_moves_every_coding_by_the_same_amount(seed: int, known: bool) -> None:
    chance = random.Random(seed)
    old = "\n".join(dict.fromkeys(notes(chance, 500).split("\n")))  # no line twice: one right answer
    anchors = [one for one in spans(old, chance, 10) if len(one.quote) >= 24]
    head = "Nytt avsnitt 2024.\n\n" * chance.randint(0, 3)
    found = relocate(anchors, head + old + "\nTakk for nå.", old if known else None)
    assert [(one.start, one.end) for one in found] == [
        (one.start + len(head), one.end + len(head)) for one in anchors
    ]


@pytest.mark.parametrize("known", [True, False])
def test_nothing_edited_leaves_every_coding_unmoved(known: bool) -> None:
    chance = random.Random(5)
    body = notes(chance, 5_000)
    anchors = spans(body, chance, 100)
    found = relocate(anchors, body, body if known else None)
    assert {one.status for one in found} == {"unmoved"}


@pytest.mark.parametrize("nth", range(6))
@pytest.mark.parametrize("known", [True, False])
def test_the_same_sentence_many_times_keeps_each_coding_on_its_own_copy(nth: int, known: bool) -> None:
    speakers = ("Kari", "Ola", "Berit", "Per", "Siv", "Nils")
    topics = ("flom", "skred", "tørke", "isbre", "nedbør", "storm")
    pairs = list(zip(speakers, topics, strict=True))
    old = "".join(
        f"{speaker} om {topic}: Det er riktig. Mer om {topic} senere.\n" for speaker, topic in pairs
    )
    new = "Innledning ved møtelederen.\n" + old
    assert relocate([of(old, "Det er riktig.", nth)], new, old if known else None) == [
        Found("a", "moved", of(new, "Det er riktig.", nth).start, of(new, "Det er riktig.", nth).end, 1.0)
    ]


@pytest.mark.parametrize("known", [True, False])
def test_a_copy_elsewhere_does_not_take_a_deleted_sentences_coding(known: bool) -> None:
    old = (
        "Kari: Flommen tok veien. Det er riktig. Så kom brannvesenet hit.\n"
        "Ola: Budsjettet er for lite. Det er riktig. Vi må prioritere skolen.\n"
    )
    new = old.replace(" Det er riktig.", "", 1)
    assert relocate([of(old, "Det er riktig.")], new, old if known else None)[0].status == "lost"


def test_a_lost_coding_stays_lost_while_its_sentence_has_a_copy_elsewhere() -> None:
    old = (
        "Kari: Flommen tok veien. Så kom brannvesenet hit.\n"
        "Ola: Budsjettet er for lite. Vi har ikke nok folk til det. Vi må prioritere skolen.\n"
    )
    lost = Anchor(
        "a", -1, -1, "Vi har ikke nok folk til det.", "Kari: Flommen tok veien. ", " Så kom brannvesen"
    )
    assert relocate([lost], old + "Takk.\n", old)[0].status == "lost"


def test_a_lost_coding_comes_back_when_its_sentence_is_put_back() -> None:
    old = "Kari: Flommen tok veien. Så kom brannvesenet hit.\n"
    new = "Kari: Flommen tok veien. Vi mangler folk. Så kom brannvesenet hit.\n"
    back = of(new, "Vi mangler folk.")
    lost = Anchor("a", -1, -1, back.quote, back.before, back.after)
    assert relocate([lost], new, old) == [Found("a", "moved", back.start, back.end, 1.0)]


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("quote", ["Vi mangler folk til å følge opp planen.", "følge opp planen"])
def test_a_sentence_moved_to_another_place_takes_its_coding_along(quote: str, known: bool) -> None:
    moving = "Vi mangler folk til å følge opp planen. "
    old = f"Kari: Først om skred. {moving}Så om flom og nedbør.\nOla: Det var en lang vinter. Mye snø i fjellet.\n"
    new = old.replace(moving, "").replace("Mye snø", moving + "Mye snø")
    expected = of(new, quote)
    found = relocate([of(old, quote)], new, old if known else None)[0]
    assert (found.status, found.start, found.end) == ("moved", expected.start, expected.end)


@pytest.mark.parametrize("known", [True, False])
def test_a_paragraph_moved_to_the_end_takes_its_codings_along(known: bool) -> None:
    chance = random.Random(3)
    paragraphs = [
        " ".join(f"{word}{number}" for word in chance.sample(WORDS, 8)) + ".\n" for number in range(12)
    ]
    old = "".join(paragraphs)
    new = "".join(paragraphs[:3] + paragraphs[4:] + paragraphs[3:4])
    quote = " ".join(paragraphs[3].split()[2:6])
    found = relocate([of(old, quote)], new, old if known else None)[0]
    assert (found.status, found.start) == ("moved", new.index(quote))


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("before", "after", "quote", "expected", "status"),
    [
        ("Vi har |folk nok| her.", "Vi har alltid folk nok her.", "folk nok", "folk nok", "moved"),
        ("Vi har |folk nok| her.", "Vi har folk nok også her.", "folk nok", "folk nok", "unmoved"),
        (
            "Vi |mangler penger og folk| her.",
            "Vi mangler penger, og folk her.",
            "",
            "mangler penger, og folk",
            "",
        ),
        (
            "Vi |manglr penger og folk| her.",
            "Vi mangler penger og folk her.",
            "",
            "mangler penger og folk",
            "",
        ),
        ("Alle. |Vi har plan.| Ja.", "Alle. Ny setning. Vi har plan. Ja.", "", "Vi har plan.", "moved"),
        ("Alle. |Vi har plan.| Ja.", "Alle. Vi har plan. Ny setning. Ja.", "", "Vi har plan.", "unmoved"),
    ],
)
def test_small_edits_around_and_inside_a_span(
    before: str, after: str, quote: str, expected: str, status: str, known: bool
) -> None:
    left, quote, right = before.split("|")
    old = left + quote + right
    found = relocate([anchor(old, len(left), len(left + quote))], after, old if known else None)[0]
    assert after[found.start : found.end] == expected
    assert found.status == (status or "changed")


@pytest.mark.parametrize("known", [True, False])
def test_line_ends_of_another_system_move_codings_without_changing_those_in_one_line(known: bool) -> None:
    chance = random.Random(9)
    old = notes(chance, 3_000).replace("\n", "\r\n")
    new = old.replace("\r\n", "\n")
    inside = [anchor(old, *match.span(), str(match.start())) for match in SENTENCE.finditer(old)]
    found = relocate(inside, new, old if known else None)
    wanted = [old[: one.start].replace("\r\n", "\n") for one in inside]
    if known:
        assert [one.start for one in found] == [len(text) for text in wanted]
    assert {one.status for one in found} <= {"moved", "unmoved"}


@pytest.mark.parametrize("known", [True, False])
def test_line_ends_inside_a_coding_leave_it_changed_on_its_words(known: bool) -> None:
    old = "Kari: En.\r\nOla: Vi mangler folk.\r\nSiv: Og penger til alt.\r\nNils: Ja.\r\n"
    new = old.replace("\r\n", "\n")
    found = relocate([of(old, "Vi mangler folk.\r\nSiv: Og penger")], new, old if known else None)[0]
    assert (new[found.start : found.end], found.status) == ("Vi mangler folk.\nSiv: Og penger", "changed")


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("new", ["", "\n", "Noe helt annet om været i går."])
def test_everything_deleted_loses_every_coding(new: str, known: bool) -> None:
    old = "Kari: Vi mangler folk.\nOla: Budsjettet strekker ikke til.\n"
    anchors = [of(old, "Vi mangler folk."), of(old, "Budsjettet strekker ikke til.")]
    assert [one.status for one in relocate(anchors, new, old if known else None)] == ["lost", "lost"]


def test_an_empty_old_text_leaves_the_quote_to_find_the_place() -> None:
    new = "Kari: Vi mangler folk til planene.\n"
    known = of(new, "Vi mangler folk til planene.")
    assert relocate([known], new, "")[0].status == "unmoved"
    assert relocate([], new, "") == []


@pytest.mark.parametrize(("start", "end"), [(900, 916), (-5, 3), (10, 4), (0, 0)])
def test_offsets_outside_the_text_are_found_by_the_quote(start: int, end: int) -> None:
    body = "Kari: Vi mangler folk til planene.\nOla: Ja.\n"
    there = of(body, "Vi mangler folk til planene.")
    stray = Anchor("a", start, end, there.quote, there.before, there.after)
    for old in (body, None):
        assert relocate([stray], body, old) == [Found("a", "moved", there.start, there.end, 1.0)]


def test_a_coding_changed_before_and_not_yet_looked_at_stays_in_its_place() -> None:
    body = "Kari: Vi manglar folk til planane våre no.\n"
    start = body.index("Vi")
    stale = Anchor("a", start, len(body) - 1, "Vi mangler folk til planene våre nå.", "Kari: ", "\n")
    found = relocate([stale], "Ola: Hei.\n" + body, body)[0]
    assert (found.status, found.start, found.end) == ("changed", start + 10, len(body) + 9)


def test_words_restored_by_hand_are_no_longer_changed() -> None:
    old = "Kari: Vi manglar folk til planane våre no.\n"
    new = "Kari: Vi mangler folk til planene våre nå.\n"
    stale = Anchor("a", 6, len(old) - 1, new[6:-1], "Kari: ", "\n")
    assert relocate([stale], new, old)[0].status == "unmoved"


def test_an_accent_written_onto_the_last_letter_is_taken_in_and_reported() -> None:
    old, new = "Kari: ei ide til.", "Kari: ei ide\u0301 til."
    found = relocate([of(old, "ei ide")], new, old)[0]
    assert (found.status, new[found.start : found.end]) == ("changed", "ei ide\u0301")


def test_a_word_of_a_short_sentence_that_was_moved_goes_along() -> None:
    old = "Kari: Først om skred og flom. Bare snø her. Så om snø og nedbør.\nOla: Lang vinter. Mye å gjøre da.\n"
    new = old.replace("Bare snø her. ", "").replace("Mye", "Bare snø her. Mer snø. Mye")
    found = relocate([of(old, "snø")], new, old)[0]
    assert (found.status, found.start) == ("moved", new.index("snø her"))


@pytest.mark.parametrize("known", [True, False])
def test_a_new_sentence_that_begins_like_the_next_stays_outside(known: bool) -> None:
    old = "Kari: Ja, det er flom i elva. Mer kommer.\n"
    new = "Kari: Ja, det er sant. Ja, det er flom i elven. Mer kommer.\n"
    found = relocate([of(old, "Ja, det er flom i elva.")], new, old if known else None)[0]
    assert (found.status, new[found.start : found.end]) == ("changed", "Ja, det er flom i elven.")


def test_without_the_old_text_equal_quotes_in_equal_context_are_told_apart_by_how_far_the_rest_moved() -> (
    None
):
    again = "Ola: Det samme som i fjor, det er riktig, og det samme som året før det.\n"
    topics = ("flom i elvene våre", "skred ved fylkesveien", "tørke i jordbruket", "isbreer som smelter")
    old = "".join(f"Kari: Nå snakker vi om {topic} en stund.\n{again}" for topic in topics)
    new = "Møtet begynte med en runde der alle fortalte hvem de er.\n" * 3 + old
    beacons = [of(old, f"Nå snakker vi om {topic} en stund.") for topic in topics]
    codings = [of(old, "det er riktig", nth) for nth in range(len(topics))]
    found = relocate([*beacons, *codings], new, None)[len(topics) :]
    assert [one.start for one in found] == [match.start() for match in re.finditer("det er riktig", new)]


def test_a_very_long_coding_is_found_by_its_ends_when_the_old_text_is_gone() -> None:
    chance = random.Random(12)
    old = notes(chance, 40_000)
    coding = anchor(old, *next(SENTENCE.finditer(old, 1_000)).span())
    coding = anchor(old, coding.start, 35_000)
    new = old[:500] + "Ny setning her. " + old[500:20_000] + "Og enda en. " + old[20_000:]
    found = relocate([coding], new, None)[0]
    assert (found.status, found.start, found.end) == ("changed", coding.start + 16, 35_028)


def test_a_text_of_one_huge_line_needs_little_memory() -> None:
    chance = random.Random(1)
    old = notes(chance, 120_000).replace("\n", " ")
    new = notes(chance, 120_000).replace("\n", " ")
    anchors = spans(old, chance, 5)
    tracemalloc.start()
    relocate(anchors, new, old)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000
