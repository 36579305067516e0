"""The parts of a transcript as a reader sees them, at every offset of it."""

import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.segments import Section, Segments, Turn, segment

NOTES = """\
Fem til stede, på video.

# Utfordringsbildet
Intervjuer: Hvordan opplever dere det?
I1: Vi har ikke folk. Ressursene går bl.a. til det som haster!

   Det blir liggende.

Tiltak: dette er tekst.
  I2:\tJa … «Nettopp.» Og så da?

## Veien videre
Ingen snakker her.
I1:
Bare avtalen.
"""
SPEAKERS = ["Intervjuer", "I1", "I2"]


def words_of(body: str, span: tuple[int, int]) -> str:
    return body[span[0] : span[1]]


def sentences_of(body: str, speakers: list[str] | None = None) -> list[str]:
    """All sentences as somebody who walks through the text with one key sees them."""
    segments = segment(body, speakers or [])
    span = segments.sentence_at(0)
    if span[0] == span[1]:
        span = segments.next_sentence(0)
    found = [words_of(body, span)]
    while (following := segments.next_sentence(span[0])) != span:
        span = following
        found.append(words_of(body, span))
    return found


# What the parts of a body are, by splitting it into lines: the oracle.


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
    assert [words_of(body, segments.line_bounds(line)) for line in range(len(lines))] == lines
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


def test_the_notes_of_a_focus_group_fall_into_their_parts() -> None:
    segments = segment(NOTES, SPEAKERS)
    assert [(section.level, section.title) for section in segments.sections] == [
        (1, "Utfordringsbildet"),
        (2, "Veien videre"),
    ]
    assert [(turn.speaker, NOTES[turn.text_start : turn.end]) for turn in segments.turns] == [
        ("Intervjuer", "Hvordan opplever dere det?"),
        (
            "I1",
            "Vi har ikke folk. Ressursene går bl.a. til det som haster!\n\n   Det blir liggende.\n\n"
            "Tiltak: dette er tekst.",
        ),
        ("I2", "Ja … «Nettopp.» Og så da?"),
        ("I1", "Bare avtalen."),
    ]
    assert [NOTES[turn.start : turn.text_start] for turn in segments.turns] == [
        "Intervjuer: ",
        "I1: ",
        "  I2:\t",
        "I1:\n",
    ]
    assert sentences_of(NOTES, SPEAKERS) == [
        "Fem til stede, på video.",
        "# Utfordringsbildet",
        "Hvordan opplever dere det?",
        "Vi har ikke folk.",
        "Ressursene går bl.a. til det som haster!",
        "Det blir liggende.",
        "Tiltak: dette er tekst.",
        "Ja …",
        "«Nettopp.»",
        "Og så da?",
        "## Veien videre",
        "Ingen snakker her.",
        "Bare avtalen.",
    ]


def test_what_the_cursor_stands_in_is_found_from_the_label_and_from_the_text() -> None:
    segments = segment(NOTES, SPEAKERS)
    label = NOTES.index("I1:")
    assert words_of(NOTES, segments.sentence_at(label)) == "Vi har ikke folk."
    assert words_of(NOTES, segments.paragraph_at(label)).startswith("Vi har")
    later = NOTES.index("blir liggende")
    assert words_of(NOTES, segments.word_at(later + 1)) == "blir"
    assert words_of(NOTES, segments.paragraph_at(later)) == "Det blir liggende."
    assert words_of(NOTES, segments.turn_at(later)).startswith("Vi har ikke folk.")
    assert segments.speaker_of(later) == "I1"
    assert segments.speaker_of(NOTES.index("Ingen snakker")) == segments.speaker_of(0) == ""
    section = segments.section_of(later)
    assert section is not None
    assert section.title == "Utfordringsbildet"
    assert segments.section_of(3) is None


@pytest.mark.parametrize(
    "sentences",
    [
        ["Vi prøver.", "Det går!", "Gjør det?", "Ja …", "Planer osv...", "Kanskje..."],
        ["Han sa «nei.»", "Hun sa (ja!)", "Så «Hva?!»", "– Og da?"],
        ["Vi har bl.a. Oslo, f.eks. Alta og ca. 30 andre, jf. Planen.", "Det er nok."],
        ["De kom kl. 12 til St. Olavs gate nr. 4, dvs. Sentrum.", "Så gikk de."],
        ["Dr. Hansen og J. P. Berg ringte pga. Avtalen.", "Ingen svarte."],
        ["Vi feirer 17. mai og 1. Desember.", "Resten arbeider vi."],
        ["Elever i 1. 2. og 3. klasse får 3.5 timer.", "Det er lite."],
        ["Planen kom i 2019.", "12 personer var med.", "Nå er de 30.", "Vi trenger flere."],
        ["1. Vi skriver planen.", "2. Vi følger den opp."],
        ["We met e.g. Mr. Smith, i.e. The mayor.", "He agreed."],
        ["Oslo, Bergen osv.", "Alle er med.", "Planer, avtaler m.m. i 2020.", "Ikke vi."],
        ["Det er min.", "Den er tom.", "Vi er fra Alta.", "Ja."],
        ["«Kommer du?» spurte hun, og «ja!» sa han.", "Så gikk de."],
        ["Det var (ler) ... litt rart! ikke sant?", "[uhørbart] Ja."],
        ["Čáhcesuolu lea min.", "Áltá maid.", "Ørlandet òg."],
        ["Det står på side 3.", "«Ikke glem det.»", '"Aldri."', "'Nei.'", "„Doch.“"],
    ],
    ids=lambda sentences: sentences[0][:24],
)
def test_sentences_end_where_a_reader_says_they_do(sentences: list[str]) -> None:
    assert sentences_of(" ".join(sentences)) == sentences
    assert sentences_of("I1: " + "\u00a0\u2028 ".join(sentences), ["I1"]) == sentences


def test_a_sentence_never_reaches_over_a_line() -> None:
    assert sentences_of("Vi har ikke\nfolk til\n\ndet. Nei") == ["Vi har ikke", "folk til", "det.", "Nei"]


@pytest.mark.parametrize("blank", ["\u2028", "\x0c", "\x85", "\x1c", "\u2029", "\r", "\x0b"])
def test_only_a_line_feed_ends_a_line(blank: str) -> None:
    body = f"I1: en{blank}I2: to{blank}# Tre\nI2: fire"
    segments = segment(body, ["I1", "I2"])
    assert segments.line_count == 2
    assert segments.sections == ()
    assert [turn.speaker for turn in segments.turns] == ["I1", "I2"]
    assert words_of(body, segments.paragraph_at(0)) == f"en{blank}I2: to{blank}# Tre"


def test_carriage_returns_left_in_a_body_are_blanks_at_the_ends_of_its_lines() -> None:
    body = "# En\r\nI1: ja\r\n\r\nI2: nei\r\n"
    segments = segment(body, ["I1", "I2"])
    assert segments.line_bounds(0) == (0, 5)
    assert segments.sections[0].title == "En"
    assert [words_of(body, part[:2]) for part in segments.paragraphs()] == ["# En", "ja", "nei"]
    assert [words_of(body, (turn.start, turn.end)) for turn in segments.turns] == ["I1: ja", "I2: nei"]
    assert segments.paragraph_at(14) == (14, 14)


def test_only_listed_names_open_a_turn_and_each_in_its_own_spelling() -> None:
    body = "Tiltak: nei\ni1: nei\nI1 : nei\nI10: ti\nI1: en\nÅse (2): to\n.*: tre\nx I1: nei\nA:B: fire"
    segments = segment(body, ["I1", "I10", "Åse (2)", ".*", "A", "A:B", "", " "])
    assert [(turn.speaker, body[turn.text_start : turn.end].split("\n")[0]) for turn in segments.turns] == [
        ("I10", "ti"),
        ("I1", "en"),
        ("Åse (2)", "to"),
        (".*", "tre"),
        ("A:B", "fire"),
    ]


@pytest.mark.parametrize("listed", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_a_name_is_known_however_its_letters_are_composed(listed: str, written: str) -> None:
    name = unicodedata.normalize("NFD" if listed == "NFD" else "NFC", "Bjørn Åse")
    body = unicodedata.normalize("NFD" if written == "NFD" else "NFC", "Bjørn Åse: hei")
    assert [turn.speaker for turn in segment(body, [name]).turns] == [name]


def test_a_word_keeps_its_marks_hyphens_and_apostrophes() -> None:
    body = "e-post-adressen, Bjo\u0308rn’s 2021-planen – «ha\u00adsten»"
    segments = segment(body)
    found, offset = [], 0
    while offset < len(body):
        found.append(words_of(body, segments.word_at(offset)))
        offset = segments.next_word(offset)
    assert found == ["e-post-adressen", "Bjo\u0308rn’s", "2021-planen", "ha\u00adsten"]


@pytest.mark.parametrize("char", ["👩‍👩‍👧", "🇳🇴", "❤️", "👍🏽"])
def test_on_a_line_without_words_one_whole_character_is_the_word(char: str) -> None:
    body = f"ord\n{char}{char}!\nord"
    assert segment(body).word_at(4 + len(char) + 1) == (4 + len(char), 4 + 2 * len(char))


def test_an_empty_body_has_one_line_and_nothing_in_it() -> None:
    segments = segment("", ["I1"])
    assert (segments.line_count, segments.line_bounds(0), segments.turns, segments.sections) == (
        1,
        (0, 0),
        (),
        (),
    )
    assert list(segments.paragraphs()) == []
    assert segments.sentence_at(0) == segments.next_sentence(0) == segments.previous_sentence(0) == (0, 0)
    assert segments.turn_at(7) == segments.word_at(7) == (0, 0)
    assert segments.next_word(0) == segments.previous_word(0) == 0


def test_a_heading_ends_a_turn_and_may_stand_in_the_first_and_the_last_line() -> None:
    body = "# En\nI1: ja\n### Tre"
    assert segment(body, ["I1"]).sections == (Section(0, 12, 1, "En"), Section(12, 19, 3, "Tre"))
    assert segment(body, ["I1"]).turns == (Turn(5, 11, 9, "I1"),)


def test_answers_are_the_same_however_often_and_in_whatever_order_they_are_asked() -> None:
    body = "\n".join(f"I1: Linje {number}. Og mer?" for number in range(300))
    once: Segments = segment(body, ["I1"])
    offsets = [*range(0, len(body), 7), *range(len(body), 0, -11)]
    assert [once.sentence_at(o) for o in offsets] == [segment(body, ["I1"]).sentence_at(o) for o in offsets]


STAMPED = """\
# Samarbeid
[00:14:32] Intervjuer: Hvem gjør hva?
[00:14:40] I1: Vi har en avtale. Den er gammel.

[1:15:05] og så er det barnevernet.
I2: Ja.
[00:16:00]

I1: Nettopp.
"""


def test_a_stamp_stands_before_the_label_and_before_later_paragraphs_of_a_turn() -> None:
    segments = segment(STAMPED, SPEAKERS)
    assert sentences_of(STAMPED, SPEAKERS)[1:] == [
        "Hvem gjør hva?",
        "Vi har en avtale.",
        "Den er gammel.",
        "og så er det barnevernet.",
        "Ja.",
        "Nettopp.",
    ]
    assert [(turn.speaker, words_of(STAMPED, (turn.text_start, turn.end))) for turn in segments.turns] == [
        ("Intervjuer", "Hvem gjør hva?"),
        ("I1", "Vi har en avtale. Den er gammel.\n\n[1:15:05] og så er det barnevernet."),
        ("I2", "Ja."),
        ("I1", "Nettopp."),
    ]
    assert [
        (words, segments.time_of(STAMPED.index(words)))
        for words in ("Hvem", "[00:14:40]", "Den er", "og så", "Ja.", "Nettopp", "# Sam")
    ] == [
        ("Hvem", "00:14:32"),
        ("[00:14:40]", "00:14:40"),
        ("Den er", "00:14:40"),
        ("og så", "01:15:05"),
        ("Ja.", ""),
        ("Nettopp", "00:16:00"),
        ("# Sam", ""),
    ]


def test_without_listed_speakers_times_are_those_of_the_paragraphs() -> None:
    segments = segment(STAMPED)
    assert segments.turns == ()
    assert segments.time_of(STAMPED.index("Den er")) == "00:14:40"
    assert segments.time_of(STAMPED.index("Ja.")) == "01:15:05"
    assert (
        words_of(STAMPED, segments.paragraph_at(STAMPED.index("Den er")))
        == "I1: Vi har en avtale. Den er gammel."
    )


ANSWERS = """\
R017: Lite tid. Få folk.

17: Møt opp kl.12:30 eller se https://alta.kommune.no
Nord-Odal:\u00a0Ja
Tema i fjor: ikke noe nytt
a.b_2:
"""


def test_in_open_answers_a_respondents_label_opens_a_turn_and_is_none_of_its_words() -> None:
    segments = segment(ANSWERS, respondents=True)
    assert [(turn.speaker, words_of(ANSWERS, (turn.text_start, turn.end))) for turn in segments.turns] == [
        ("R017", "Lite tid. Få folk."),
        ("17", "Møt opp kl.12:30 eller se https://alta.kommune.no"),
        ("Nord-Odal", "Ja\nTema i fjor: ikke noe nytt"),
        ("a.b_2", ""),
    ]
    assert words_of(ANSWERS, segments.sentence_at(0)) == "Lite tid."
    assert segments.speaker_of(ANSWERS.index("Få folk")) == "R017"
    assert segment(ANSWERS).turns == ()


@pytest.mark.parametrize(
    "line",
    [
        "https://alta.no",
        "kl.12:30 møtes vi",
        f"{'x' * 41}: nei",
        "-R1: nei",
        "_1: nei",
        "R 1: nei",
        ": nei",
        "R1 : nei",
    ],
)
def test_what_is_no_word_with_a_colon_and_a_blank_is_no_respondent(line: str) -> None:
    assert segment(line, respondents=True).turns == ()


def test_listed_speakers_and_stamps_count_in_open_answers_too() -> None:
    body = "[00:00:05] R1: Ja\nÅse B:Nei\nR2: Vel"
    turns = segment(body, ["Åse B", "R2"], respondents=True).turns
    assert [(turn.speaker, words_of(body, (turn.text_start, turn.end))) for turn in turns] == [
        ("R1", "Ja"),
        ("Åse B", "Nei"),
        ("R2", "Vel"),
    ]
