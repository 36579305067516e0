"""The parts of a transcript as a reader sees them, at every offset of it."""

import unicodedata

import pytest

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
