"""The parts of finding codings again: what survives, what was moved, where a span ends, what is pieced together."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study.anchors import Anchor, relocate
from crosscase.study.anchors.alignment import survivors
from crosscase.study.anchors.lines import align_lines
from crosscase.study.anchors.moves import with_moves
from crosscase.study.anchors.patchwork import patched
from crosscase.study.anchors.survivors import Block, Survivors

WORDS = re.findall(
    r"\w+",
    "kommunen mangler folk tid penger plan flom skred ansvar ledelse politikk beredskap kunnskap møte innbygger "
    "natur fjell samarbeid støtte krav rutine prosess budsjett tiltak erfaring hendelse nedbør og det er som har på",
)
TEXTS = st.lists(
    st.sampled_from([*"abc", "\n", ". ", " ", "folk ", "og tid ", "Det er riktig. ", "e\u0301"]), max_size=40
).map("".join)


def anchor(body: str, start: int, end: int, name: str = "a") -> Anchor:
    return Anchor(name, start, end, body[start:end], body[max(0, start - 32) : start], body[end : end + 32])


def of(body: str, quote: str) -> Anchor:
    start = body.index(quote)
    return anchor(body, start, start + len(quote))


def sentence(chance: random.Random) -> str:
    return " ".join(chance.sample(WORDS, chance.randint(6, 10))).capitalize() + "."


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_what_is_said_to_survive_is_the_same_in_both_texts_and_counted_once(old: str, new: str) -> None:
    blocks = with_moves(old, new, list(align_lines(old, new)), whole=True)
    assert all(old[a : a + length] == new[b : b + length] and length > 0 for a, b, length in blocks)
    gone = [at for a, _, length in blocks for at in range(a, a + length)]
    come = [at for _, b, length in blocks for at in range(b, b + length)]
    assert len(set(gone)) == len(gone)
    assert len(set(come)) == len(come)


@st.composite
def mappings(draw: st.DrawFn) -> list[Block]:
    """Blocks that are disjoint in both texts, in any order in the new one."""
    lengths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=6))
    order = draw(st.permutations(range(len(lengths))))
    gaps = draw(st.lists(st.integers(0, 4), min_size=2 * len(lengths), max_size=2 * len(lengths)))
    old, at = [], 0
    for length, gap in zip(lengths, gaps, strict=False):
        old.append(at + gap)
        at += gap + length
    blocks, at = [], 0
    for place, gap in zip(order, gaps[len(lengths) :], strict=True):
        blocks.append((old[place], at + gap, lengths[place]))
        at += gap + lengths[place]
    return sorted(blocks)


@settings(max_examples=300, deadline=None)
@given(mappings(), st.integers(0, 40), st.integers(1, 40))
def test_counts_and_places_are_those_of_the_characters_one_by_one(
    blocks: list[Block], start: int, length: int
) -> None:
    kept, end = Survivors(blocks), start + length
    where = {a + at: b + at for a, b, size in blocks for at in range(size)}
    own = sorted(where[at] for at in range(start, end) if at in where)
    assert kept.surviving(start, end) == len(own)
    assert kept.inherited(start, end) == sum(start <= place < end for place in where.values())
    place = kept.across(start, end)
    if not own:
        assert place is None
        return
    assert place is not None
    foreign = [at for at in set(where.values()) - set(own) if place.start <= at < place.end]
    inside = [at for at in own if place.start <= at < place.end]
    assert (place.start, place.end) == (min(inside), max(inside) + 1)
    assert place.kept == len(inside) >= len(foreign)
    between = set(where.values()) - set(own)
    if sum(own[0] < at < own[-1] for at in between) <= len(own):
        assert inside == own


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_paragraphs_in_another_order_take_all_their_codings_along(seed: int, data: st.DataObject) -> None:
    chance = random.Random(seed)
    # no word twice: one right answer
    told = [re.sub(r"\b(?=[ .])", str(number), sentence(chance)) for number in range(12)]
    paragraphs = [f"I{at}: {told[at]} {told[at + 6]}\n" for at in range(6)]
    order = data.draw(st.permutations(range(6)))
    old, new = "".join(paragraphs), "".join(paragraphs[at] for at in order)
    quotes = [match.group() for match in re.finditer(r"[A-ZÆØÅ][^.:]*\.", old)]
    for one, quote in zip(relocate([of(old, quote) for quote in quotes], new, old), quotes, strict=True):
        assert (one.status in ("moved", "unmoved"), one.start) == (True, new.index(quote))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_letters_written_onto_a_changed_codings_words_are_taken_in(seed: int, known: bool) -> None:
    chance = random.Random(seed)
    old = " ".join(sentence(chance) for _ in range(8))
    words = [match.span() for match in re.finditer(r"\w+", old)]
    first = chance.randrange(len(words) - 9)
    start, end = words[first][0], words[first + 8][1]
    inner = words[first + 4]  # so that the coding is a changed one
    new = old[: inner[0]] + "ganske " + old[inner[0] : end] + chance.choice(("e", "ene", "s")) + old[end:]
    if chance.random() < 0.5:
        new = new[:start] + "u" + new[start:]
    [found] = relocate([anchor(old, start, end)], new, old if known else None)
    spans = [match.span() for match in re.finditer(r"\w+", new)]
    assert found.status == "changed"
    assert found.start in [low for low, _ in spans]
    assert found.end in [high for _, high in spans]


def test_a_coding_that_began_inside_a_word_still_does() -> None:
    old = "Vi har alt for liten tid til det arbeidet her."
    new = "Vi har alt for lliten tid til dett arbeidet her."
    [found] = relocate([of(old, "iten tid til de")], new, old)
    assert new[found.start : found.end] == "iten tid til de"


def test_a_letter_doubled_by_mistake_at_the_head_of_a_coding_is_part_of_it() -> None:
    old, new = "Nei. Jobber de sammen om dette? Ja.", "Nei. JJobber de sammen om dette? Ja."
    [found] = relocate([of(old, "Jobber de sammen om dette?")], new, old)
    assert (found.status, new[found.start : found.end]) == ("changed", "JJobber de sammen om dette?")


def test_words_joined_by_an_edit_are_not_taken_in() -> None:
    old, new = "Vi har nok folk her til det.", "Vi har god nok folkher til det."
    [found] = relocate([of(old, "har nok folk")], new, old)
    assert (found.status, new[found.start : found.end]) == ("changed", "har god nok folk")


PARTS = (
    "Kommunen mangler folk til å følge opp planen.",
    "Budsjettet for neste år er ikke vedtatt ennå.",
    "Ungdommene møtes på biblioteket hver torsdag.",
)


@pytest.mark.parametrize("known", [True, False])
def test_a_coding_of_which_a_part_was_moved_far_away_stays_on_the_larger_part(known: bool) -> None:
    chance = random.Random(4)
    rest = "\n".join(sentence(chance) for _ in range(12))
    old = f"I1: {' '.join(PARTS)} {sentence(chance)}\n{rest}\n"
    new = old.replace(" " + PARTS[2], "") + PARTS[2] + "\n"
    [found] = relocate([of(old, " ".join(PARTS))], new, old if known else None)
    assert (found.status, new[found.start : found.end].rstrip()) == ("changed", " ".join(PARTS[:2]))


@pytest.mark.parametrize("known", [True, False])
def test_sentences_that_changed_places_inside_a_coding_leave_it_on_both(known: bool) -> None:
    old = f"I1: Hei. {' '.join(PARTS)} Takk for i dag.\n"
    swapped = f"{PARTS[1]} {PARTS[0]} {PARTS[2]}"
    new = f"I1: Hei. {swapped} Takk for i dag.\n"
    [found] = relocate([of(old, " ".join(PARTS))], new, old if known else None)
    assert (found.status, new[found.start : found.end]) == ("changed", swapped)


def test_a_sentence_moved_and_corrected_takes_its_coding_along() -> None:
    chance = random.Random(8)
    rest = "\n".join(sentence(chance) for _ in range(12))
    old = f"I1: {PARTS[0]} {PARTS[1]}\n{rest}\n"
    corrected = PARTS[0].replace("mangler", "manglar").replace("planen", "planane")
    new = f"I1: {PARTS[1]}\n{rest}\nI1: {corrected}\n"
    [found] = relocate([of(old, PARTS[0])], new, old)
    assert (found.status, new[found.start : found.end]) == ("changed", corrected)


def test_a_sentence_written_over_another_takes_none_of_its_coding() -> None:
    old = f"I1: Hei. {PARTS[0]} {PARTS[1]}\nI2: Ja.\n"
    new = f"I1: Hei. Skolen og barnehagen har en annen plan for dette. {PARTS[1]}\nI2: Ja.\n"
    gone, stays = relocate([of(old, PARTS[0]), of(old, PARTS[1])], new, old)
    assert gone.status == "lost"
    assert (stays.status, new[stays.start : stays.end]) == ("moved", PARTS[1])


def test_what_codings_tell_of_a_text_stands_in_its_place_and_nothing_else_is_made_up() -> None:
    old = "I1: Vi mangler folk til planene. Så om skred og flom i elva. Budsjettet strekker ikke til dette."
    new = "I1: Noe annet."
    known = [of(old, "Vi mangler folk"), of(old, "Budsjettet strekker")]
    known = [replace(one, before=one.before[-4:], after=one.after[:4]) for one in known]
    text = patched(known, new)
    first, second = "I1: Vi mangler folk til", "va. Budsjettet strekker ikk"
    assert text.startswith(first)
    assert text[old.index(second) :] == second
    assert not set(text[len(first) : old.index(second)]) & set(new + old)


def test_where_codings_disagree_on_a_text_the_earlier_one_holds() -> None:
    first, second = Anchor("a", 0, 4, "Ja. ", "", "Nei."), Anchor("b", 2, 8, "xyzxyz", "", "")
    assert patched([first, second], "Ja.") == "Ja. Nei."


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6))
def test_codings_that_tell_the_whole_text_are_as_good_as_the_text(seed: int) -> None:
    chance = random.Random(seed)
    old = " ".join(sentence(chance) for _ in range(6)) + "\n"
    spans = [match.span() for match in re.finditer(r"[^.]+\.\s?", old)]
    anchors = [anchor(old, *span, str(at)) for at, span in enumerate(spans)]
    start, end = spans[
        chance.randrange(len(spans) - 2)
    ]  # what comes after the last known word is never known
    put = chance.choice(("", "Nytt her. ", "Noe annet ble sagt om dette. "))
    new = old[:start] + put + old[start if put else end :]
    assert relocate(anchors, new, None) == relocate(anchors, new, old)


def test_the_same_alignment_is_found_every_time() -> None:
    chance = random.Random(1)
    old = "\n".join(sentence(chance) for _ in range(60))
    new = "\n".join(chance.sample(old.split("\n"), 50))
    first, again = survivors(old, new), survivors(old, new)
    spans = [(at, at + 40) for at in range(0, len(old), 17)]
    assert [first.across(*span) for span in spans] == [again.across(*span) for span in spans]
