"""The parts of any body, against an oracle that splits it into lines."""

import unicodedata
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.segments import Turn, segment


def oracle_heading(line: str) -> bool:
    marks = len(line) - len(line.lstrip("#"))
    return 1 <= marks <= 6 and line[marks : marks + 1] in (" ", "\t") and line[marks:].strip() != ""


def oracle_stamp(line: str) -> tuple[str, int]:
    """The time that opens a line as hh:mm:ss and the length of its stamp with the blanks around, or ("", 0)."""
    opened = line.strip().partition("]")[0]
    parts = opened[1:].split(":")
    if not opened.startswith("[") or "]" not in line or len(parts) != 3:
        return "", 0
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) > 3:
        return "", 0
    if not all(len(part) == 2 and int(part) < 60 for part in parts[1:]):
        return "", 0
    after = line.index("]") + 1
    while line[after : after + 1].isspace():
        after += 1
    return f"{int(parts[0]):02}:{parts[1]}:{parts[2]}", after


def oracle_label(line: str, speakers: list[str]) -> tuple[str, int]:
    """The speaker whose label opens a line and the length of all before the words, or ("", 0)."""
    blanks = max(len(line) - len(line.lstrip()), oracle_stamp(line)[1])
    for name in speakers:
        if line[blanks:].startswith(name + ":"):
            rest = line[blanks + len(name) + 1 :]
            return name, len(line) - len(rest.lstrip())
    return "", 0


def oracle_paragraphs(body: str, speakers: list[str]) -> list[tuple[int, int, str, bool]]:
    found, offset, speaker = [], 0, ""
    for line in body.split("\n"):
        heading = oracle_heading(line)
        name, skip = ("", 0) if heading else oracle_label(line, speakers)
        speaker = "" if heading else name or speaker
        start = offset + max(skip, oracle_stamp(line)[1], len(line) - len(line.lstrip()))
        end = offset + len(line.rstrip())
        if start < end:
            found.append((start, end, speaker, heading))
        offset += len(line) + 1
    return found


def oracle_turns(body: str, speakers: list[str]) -> list[Turn]:
    found: list[Turn] = []
    offset, is_open = 0, False
    for line in body.split("\n"):
        name, skip = oracle_label(line, speakers)
        inked = offset + len(line.rstrip())
        if oracle_heading(line):
            is_open = False
        elif name:
            is_open = True
            found.append(Turn(offset, inked, min(offset + skip, inked), name))
        elif is_open and line.strip() and (stamp := oracle_stamp(line)[1]) < len(line):
            last = found.pop()
            fresh = offset + max(stamp, len(line) - len(line.lstrip()))
            text_start = last.text_start if last.text_start < last.end else fresh
            found.append(Turn(last.start, inked, text_start, last.speaker))
        offset += len(line) + 1
    return found


LINES = [
    "",
    "  ",
    "\u00a0",
    "\x0c",
    "\u2028",
    "# Tema",
    "#Ikke tema",
    "####### sju",
    "##\tTo \u2028",
    "# ",
    " # inne",
]
LINES += [
    "I1: Ja. Nei!",
    "I1:",
    "  I2:\tHm?  ",
    "\u00a0I1:\u00a0Å\u2028ja. Vel",
    "I12: tall",
    "I1 : ikke",
    "Tiltak: a",
]
LINES += [
    "I2: x\x0c\x85Y. Z",
    "\tbare tekst",
    "a\rb",
    "👩‍👩‍👧 e\u0301t. 🇳🇴 B",
    "I1:  ",
    "12. Kap. 3",
    "I2:# x",
]
LINES += [
    "[00:14:32] I1: Ja. Nei!",
    " [1:02:03]\u00a0ord. Og flere.",
    "[00:15:05]",
    "[0:00:01]  ",
    "[123:59:59]I2:",
    "[00:61:00] nei",
    "[14:32] nei",
    "I1: [00:14:32] inne",
    "[00:14:32] # x",
]
bodies = st.lists(st.sampled_from(LINES), max_size=12).map("\n".join)
some_speakers = st.sampled_from([[], ["I1"], ["I2", "I1"], ["I1", "I1:  Ja", "I12"]])


@given(bodies)
def test_lines_are_what_stands_between_line_feeds(body: str) -> None:
    segments = segment(body)
    lines = body.split("\n")
    assert segments.line_count == len(lines)
    assert [body[slice(*segments.line_bounds(line))] for line in range(len(lines))] == lines
    for offset in range(len(body) + 1):
        assert segments.line_of(offset) == body[:offset].count("\n")


@given(bodies, st.sampled_from([[], ["I1"], ["I2", "I1"], ["I12", "I1"]]))
def test_paragraphs_are_the_lines_that_are_not_blank_without_labels(body: str, speakers: list[str]) -> None:
    assert list(segment(body, speakers).paragraphs()) == oracle_paragraphs(body, speakers)


@given(bodies, st.sampled_from([[], ["I1"], ["I2", "I1"], ["I12", "I1"]]))
def test_turns_run_from_their_label_to_the_next_turn_or_heading(body: str, speakers: list[str]) -> None:
    assert list(segment(body, speakers).turns) == oracle_turns(body, speakers)


@given(bodies)
def test_sections_part_all_that_follows_the_first_heading(body: str) -> None:
    segments = segment(body)
    starts = [
        segments.line_starts[number] for number, line in enumerate(body.split("\n")) if oracle_heading(line)
    ]
    assert [section.start for section in segments.sections] == starts
    assert [section.end for section in segments.sections] == [*starts[1:], *[len(body)] * bool(starts)]
    for offset in range(len(body) + 1):
        over = [section for section in segments.sections if section.start <= offset]
        assert segments.section_of(offset) == (over[-1] if over else None)


@given(bodies, some_speakers)
def test_what_is_selected_at_an_offset_is_the_part_that_holds_it(body: str, speakers: list[str]) -> None:
    segments = segment(body, speakers)
    turns = segments.turns
    for offset in range(len(body) + 1):
        line = segments.line_of(offset)
        low, high = segments.line_bounds(line)
        inside = [part[:2] for part in segments.paragraphs() if low <= part[0] and part[1] <= high]
        paragraph = segments.paragraph_at(offset)
        if body[low:high].strip() == "":
            assert paragraph == segments.sentence_at(offset) == segments.word_at(offset) == (offset, offset)
        elif inside:
            assert [paragraph] == inside
        else:
            assert paragraph[0] == paragraph[1] <= high
        over = [turn for turn in turns if turn.start <= offset <= turn.end]
        assert segments.speaker_of(offset) == (over[0].speaker if over else "")
        assert segments.turn_at(offset) == ((over[0].text_start, over[0].end) if over else paragraph)


@given(bodies, some_speakers)
def test_sentences_part_every_paragraph_and_leave_out_only_blanks(body: str, speakers: list[str]) -> None:
    segments = segment(body, speakers)
    for start, end, _, heading in segments.paragraphs():
        spans = sorted({segments.sentence_at(offset) for offset in range(start, end)})
        assert spans[0][0] == start
        assert spans[-1][1] == end
        assert not heading or len(spans) == 1
        for (_, left), (right, _) in pairwise(spans):
            assert left < right
            assert body[left:right].isspace()
        for offset in range(start, end):
            low, high = segments.sentence_at(offset)
            assert low <= offset
            assert offset < high or body[high : offset + 1].isspace()
            assert not body[low].isspace()
            assert not body[high - 1].isspace()


@given(bodies, some_speakers)
def test_the_neighbouring_sentence_is_the_next_one_in_reading_order(body: str, speakers: list[str]) -> None:
    segments = segment(body, speakers)
    spans = sorted(
        {
            segments.sentence_at(offset)
            for start, end, *_ in segments.paragraphs()
            for offset in range(start, end)
        }
    )
    for before, after in pairwise(spans):
        assert segments.next_sentence(before[0]) == segments.next_sentence(before[1] - 1) == after
        assert segments.previous_sentence(after[0]) == segments.previous_sentence(after[1] - 1) == before
    if spans:
        assert segments.next_sentence(spans[-1][0]) == spans[-1]
        assert segments.previous_sentence(spans[0][0]) == spans[0]
    for offset in range(len(body) + 1):
        here = segments.sentence_at(offset)
        if here in spans:
            assert segments.next_sentence(offset) == segments.next_sentence(here[0])
            assert segments.previous_sentence(offset) == segments.previous_sentence(here[0])
        else:
            assert segments.next_sentence(offset) == min((s for s in spans if s[0] > offset), default=here)
            assert segments.previous_sentence(offset) == max(
                (s for s in spans if s[0] < offset), default=here
            )


def oracle_words(body: str) -> list[tuple[int, int]]:
    """Words by walking over characters: letters and digits with their marks, joined by one ' ’ or -."""

    def kind(char: str) -> str:
        category = unicodedata.category(char)
        if char in "\u00ad\u200d" or category in ("Mn", "Mc", "Me"):
            return "mark"
        return "letter" if category[0] == "L" or category in ("Nd", "Pc") else "join" if char in "'’-" else ""

    found, position = [], 0
    while position < len(body):
        if kind(body[position]) != "letter":
            position += 1
            continue
        start = position
        while position < len(body):
            here = kind(body[position])
            joins = here == "join" and position + 1 < len(body) and kind(body[position + 1]) == "letter"
            if here not in ("letter", "mark") and not joins:
                break
            position += 1
        found.append((start, position))
    return found


def oracle_times(body: str, speakers: list[str]) -> list[str]:
    """The time of every offset, by walking through the lines."""
    turns, found, line_start = oracle_turns(body, speakers), [], 0
    of_section = of_turn = above = ""
    for line in body.split("\n"):
        time, skip = oracle_stamp(line)
        opens = oracle_label(line, speakers)[0] != ""
        if oracle_heading(line):
            of_section = of_turn = above = ""
        elif opens:
            of_turn = time or above
        of_section, of_turn = time or of_section, time or of_turn
        for offset in range(line_start, line_start + len(line) + 1):
            inside = any(turn.start <= offset <= turn.end for turn in turns)
            found.append(of_turn if inside else of_section)
        line_start += len(line) + 1
        if line.strip():
            above = time if skip == len(line) else ""  # a stamp by itself is that of the turn below it
    return found


@given(bodies, st.sampled_from([[], ["I1"], ["I2", "I1"], ["I12", "I1"]]))
def test_the_time_of_words_is_the_last_stamp_of_their_turn_or_section(body: str, speakers: list[str]) -> None:
    segments = segment(body, speakers)
    assert [segments.time_of(offset) for offset in range(len(body) + 1)] == oracle_times(body, speakers)


@given(bodies, some_speakers)
def test_a_stamp_is_no_word_sentence_or_part_of_one(body: str, speakers: list[str]) -> None:
    segments = segment(body, speakers)
    stamped: set[int] = set()
    start = 0
    for number, line in enumerate(body.split("\n")):
        length = oracle_stamp(line)[1]
        stamped |= set(range(start, start + length))
        assert segments.stamp_of(number) == ((start, start + length) if length else None)
        start += len(line) + 1
    words = [word for word in oracle_words(body) if word[0] not in stamped]
    starts = [start for start, _ in words]
    for offset in range(len(body) + 1):
        assert segments.next_word(offset) == min((s for s in starts if s > offset), default=len(body))
        assert segments.previous_word(offset) == max((s for s in starts if s < offset), default=0)
        for span in (segments.word_at(offset), segments.sentence_at(offset), segments.paragraph_at(offset)):
            assert stamped.isdisjoint(range(*span))
        low, high = segments.turn_at(offset)
        assert low == high or (low not in stamped and high - 1 not in stamped)


wordy = st.text(
    st.sampled_from([*"aB3_å .,'’-\n\t–", "\u0301", "\u00ad", "\u200d", "\u2028", "👩", "日", "\u00a0"])
)


@given(wordy)
def test_word_motions_visit_every_word_forward_and_back(body: str) -> None:
    segments, words = segment(body), oracle_words(body)
    starts = [start for start, _ in words]
    for offset in range(len(body) + 1):
        assert segments.next_word(offset) == min((s for s in starts if s > offset), default=len(body))
        assert segments.previous_word(offset) == max((s for s in starts if s < offset), default=0)
    for start in starts:
        assert segments.previous_word(segments.next_word(start)) == start


@given(wordy)
def test_the_word_at_an_offset_is_the_one_under_or_before_it(body: str) -> None:
    segments, words = segment(body), oracle_words(body)
    for offset in range(len(body) + 1):
        low, high = segments.line_bounds(segments.line_of(offset))
        here = [word for word in words if low <= word[0] and word[1] <= high]
        holding = [word for word in here if word[0] <= offset <= word[1]]
        later = [word for word in here if word[0] > offset]
        found = segments.word_at(offset)
        if here:
            assert found == (holding or later or here[::-1])[-1 if holding else 0]
        else:
            assert low <= found[0] <= offset <= found[1] <= high


@given(bodies, st.integers(1, 300))
def test_an_offset_outside_the_body_counts_as_its_nearest_end(body: str, beyond: int) -> None:
    segments = segment(body, ["I1"])
    ask: list[Callable[[int], object]] = [
        segments.line_of,
        segments.word_at,
        segments.sentence_at,
        segments.paragraph_at,
        segments.turn_at,
        segments.next_word,
        segments.previous_word,
        segments.next_sentence,
        segments.previous_sentence,
        segments.section_of,
        segments.speaker_of,
    ]
    for question in ask:
        assert question(len(body) + beyond) == question(len(body))
        assert question(-beyond) == question(0)
