"""Subtitles as people have them, and as they should not be: what becomes of each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.reading.subtitles import read_srt, read_vtt
from crosscase.reading.taken import Taken
from crosscase.study.problems import StudyError
from crosscase.study.segments import segment


def vtt(*cues: tuple[float, float, str], head: str = "WEBVTT") -> str:
    """A WebVTT file; times in seconds."""
    return "\n".join([head, "", *(f"{clock(a)} --> {clock(b)}\n{words}\n" for a, b, words in cues)])


def srt(*cues: tuple[float, float, str]) -> str:
    """An SRT file; times in seconds."""
    found = [
        f"{number}\n{clock(a)} --> {clock(b)}\n{words}\n".replace(".", ",", 2)
        for number, (a, b, words) in enumerate(cues, 1)
    ]
    return "\n".join(found)


def clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{round((seconds - whole) * 1000):03}"


def taken(text: str) -> Taken:
    return read_vtt(text.encode(), "mote.vtt")


def names(found: Taken) -> list[str]:
    return [speaker.name for speaker in found.speakers]


# what is said


def test_cues_of_one_speaker_are_one_turn_under_the_time_of_its_first_words() -> None:
    found = taken(
        vtt(
            (3, 5, "<v Kari Nordmann>Hei, velkommen.</v>"),
            (5, 8, "<v Kari Nordmann>Kan alle</v>"),
            (8, 9, "<v Kari Nordmann>høre meg?</v>"),
            (872.9, 875, "<v Ola>Ja.</v>"),
            (3723, 3724, "<v Kari Nordmann>Takk.</v>"),
        )
    )
    assert found.text.body == (
        "[00:00:03] Kari Nordmann: Hei, velkommen. Kan alle høre meg?\n"
        "[00:14:32] Ola: Ja.\n"
        "[01:02:03] Kari Nordmann: Takk.\n"
    )
    assert names(found) == ["Kari Nordmann", "Ola"]
    assert (found.notes, found.left_out) == ((), ())


def test_a_long_turn_gets_a_stamped_paragraph_where_a_sentence_ends_after_half_a_minute() -> None:
    found = taken(
        vtt(
            (0, 10, "<v A>En setning."),
            (29, 30, "<v A>Ikke ennå."),
            (31, 32, "<v A>Nå er det tid, men"),
            (40, 41, "<v A>først her."),
            (41, 42, "<v A>Ny setning"),
            (131, 132, "<v A>uten punktum"),
        )
    )
    assert found.text.body == (
        "[00:00:00] A: En setning. Ikke ennå.\n"
        "[00:00:31] Nå er det tid, men først her. Ny setning\n"
        "[00:02:11] uten punktum\n"
    )


def test_several_speakers_of_one_cue_are_turns_of_their_own() -> None:
    found = taken(vtt((1, 2, "<v.loud Ola>Ja.</v> <v Per  Berg>Jo\nda.</v>"), (3, 4, "[musikk]")))
    assert found.text.body == "[00:00:01] Ola: Ja.\n[00:00:01] Per Berg: Jo da.\n[00:00:03] [musikk]\n"
    assert names(found) == ["Ola", "Per Berg"]
    assert found.notes == ("1 piece without a name: under whoever spoke before",)


def test_tags_entities_and_settings_are_none_of_the_words() -> None:
    cue = "<v Åse &amp; Co><i>Tre</i> &lt; <c.gul>fire</c> <00:00:02.000>og\u00a0<lang nb>fem</lang> &amp; seks</v>"
    found = taken(vtt((1, 2, cue)).replace("02.000\n", "02.000 align:start line:0%\n"))
    assert found.text.body == "[00:00:01] Åse & Co: Tre < fire og fem & seks\n"


def test_what_players_do_not_show_is_left_out_and_told() -> None:
    text = vtt(
        (1, 2, "Hei."), head="WEBVTT Møte\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:en\n\nNOTE Ikke ferdig"
    )
    found = taken(text + "\nNOTE\nEt notat\nover to linjer\n")
    assert found.text.body == "[00:00:01] Hei.\n"
    assert {(one.what, one.words) for one in found.left_out} == {
        ("note", "Møte"),
        ("note", "Ikke ferdig"),
        ("note", "Et notat over to linjer"),
        ("style", ""),
        ("region", ""),
    }


@pytest.mark.parametrize("read", [read_vtt, read_srt])
def test_names_before_a_colon_are_speakers_where_nothing_is_marked(
    read: Callable[[bytes, str], Taken],
) -> None:
    make = vtt if read is read_vtt else srt
    cues = (
        (1.0, 2.0, "Kari Nordmann: Hei."),
        (2.0, 3.0, "Tema i dag: skole."),
        (3.0, 4.0, "- Ola: Nettopp.\n- Kari Nordmann: Bra."),
        (4.0, 5.0, "Ola:\nOg så kl. 12:30."),
    )
    found = read(make(*cues).encode(), "mote")
    assert found.text.body == (
        "[00:00:01] Kari Nordmann: Hei. Tema i dag: skole.\n"
        "[00:00:03] Ola: Nettopp.\n"
        "[00:00:03] Kari Nordmann: Bra.\n"
        "[00:00:04] Ola: Og så kl. 12:30.\n"
    )
    assert names(found) == ["Kari Nordmann", "Ola"]


def test_a_word_before_a_colon_now_and_then_is_no_speaker() -> None:
    cues = [(float(at), at + 1.0, f"Dette er linje {at}.") for at in range(8)]
    found = taken(vtt(*cues, (9, 10, "Konklusjon: vi trenger folk.")))
    assert names(found) == []
    assert found.text.body.endswith("Konklusjon: vi trenger folk.\n")


def test_without_names_two_voices_of_one_cue_are_still_apart() -> None:
    found = read_srt(srt((1, 2, "- Er du der?\n- Ja.")).encode(), "film.srt")
    assert found.text.body == "[00:00:01] - Er du der?\n[00:00:01] - Ja.\n"
    assert names(found) == []


def test_rolling_captions_say_everything_once() -> None:
    text = vtt(
        (0, 2, " \nhei<00:00:01.000><c> på</c> deg"),
        (2, 2.01, "hei på deg\n "),
        (2.01, 5, "hei på deg\nhvordan<00:00:03.000><c> går det</c>"),
        (5, 5.01, "hvordan går det\n "),
        (5.01, 9, "hvordan går det\nbare bra"),
        head="WEBVTT\nKind: captions\nLanguage: no",
    )
    found = taken(text)
    assert found.text.body == "[00:00:00] hei på deg hvordan går det bare bra\n"
    assert found.notes == ("rolling captions: what 4 cues repeated stands once",)


def test_captions_that_grow_say_everything_once() -> None:
    said = ["vi", "har", "ikke", "nok", "folk"]
    cues = [(float(at), at + 1.0, f"<v Ola>{' '.join(said[: at + 1])}") for at in range(len(said))]
    assert taken(vtt(*cues)).text.body == "[00:00:00] Ola: vi har ikke nok folk\n"


def test_what_people_repeat_stays() -> None:
    found = taken(
        vtt(
            (1, 2, "Ja."),
            (2, 3, "Ja."),
            (3, 4, "Ja."),
            (4, 5, "Nei."),
            (5, 6, "Jo."),
            (6, 7, "Vel."),
            (7, 8, "Så."),
        )
    )
    assert found.text.body == "[00:00:01] Ja. Ja. Ja. Nei. Jo. Vel. Så.\n"


# files that are not as they should be


def test_cues_out_of_order_stand_in_order_of_time_and_are_told() -> None:
    found = taken(vtt((10, 12, "<v B>Andre."), (1, 11, "<v A>Første."), (20, 21, "<v A>Tredje.")))
    assert found.text.body == "[00:00:01] A: Første.\n[00:00:10] B: Andre.\n[00:00:20] A: Tredje.\n"
    assert found.notes == (
        "1 cue stood out of order and was put in order of time",
        "1 cue begins before others have ended",
    )


def test_broken_cues_are_left_out_and_named_by_their_lines() -> None:
    text = vtt((1, 2, "<v A>Hel."), (4, 5, "<v A>Også.")) + (
        "\n00:99:00.000 --> 00:00:05.000\nMinutter.\n\n0:0 --> \nTom.\n\n00:00:06.000 -> 00:00:07.000\nFeil pil.\n"
    )
    found = taken(text)
    assert found.text.body == "[00:00:01] A: Hel. Også.\n"
    lines = text.split("\n")
    assert [(one.what, one.words, one.where) for one in found.left_out] == [
        (
            "broken cue",
            "00:99:00.000 --> 00:00:05.000 Minutter.",
            f"line {lines.index('00:99:00.000 --> 00:00:05.000') + 1}",
        ),
        ("broken cue", "0:0 --> Tom.", f"line {lines.index('0:0 --> ') + 1}"),
        (
            "words without a time",
            "00:00:06.000 -> 00:00:07.000 Feil pil.",
            f"line {lines.index('00:00:06.000 -> 00:00:07.000') + 1}",
        ),
    ]


def test_words_that_nobody_finds_in_the_body_are_shown_and_told_of() -> None:
    subtitles = (
        "Møte i Alta\n1\n00:00:01,000 --> 00:00:02,000\nHel.\n\n2\n00:00:xx,000 --> 00:00:05,000\nTapt.\n\nOgså tapt.\n\n"
        "3\n00:00:06,000 --> 00:00:07,000\nHel igjen.\n"
    )
    found = read_srt(subtitles.encode(), "a.srt")
    assert found.text.body == "[00:00:01] Hel. Hel igjen.\n"
    assert {(one.what, one.words, one.where) for one in found.left_out} == {
        ("broken cue", "00:00:xx,000 --> 00:00:05,000 Tapt. Også tapt.", "line 7"),
        ("words without a time", "Møte i Alta", "line 1"),
    }
    assert found.notes == (
        "1 cue left out, since its time cannot be read: line 7",
        "1 passage left out, since it has no time: line 1",
    )


def test_of_many_broken_cues_the_first_are_named_and_the_others_counted() -> None:
    found = taken(vtt((1, 2, "Hel.")) + "\n".join(f"\nx{n} --> y\nord\n" for n in range(50)))
    broken = [one for one in found.left_out if one.what == "broken cue"]
    assert sum(one.count for one in broken) == 50
    assert len(broken) == 21


def test_srt_numbers_may_be_wrong_missing_or_doubled() -> None:
    text = (
        "7\n00:00:01,000 --> 00:00:02,000\nKari: Hei.\n\n"
        "00:00:03,5 --> 00:00:04,000\nUten nummer.\n2022\ner et år.\n"
        "7\n0:0:5.000 --> 0:0:6.000\nKari: Igjen.\n\n\n\nNy linje etter tomme.\n"
    )
    found = read_srt(text.encode("cp1252"), "a.srt")
    assert found.text.body == (
        "[00:00:01] Kari: Hei. Uten nummer. 2022 er et år. Igjen. Ny linje etter tomme.\n"
    )
    assert found.notes == ("read as cp1252 (Windows): look at æ, ø, å, such as in “år”",)


def test_srt_tags_go_and_other_signs_stay() -> None:
    text = srt((1, 2, r"{\an8}<i>Tre</i> < fire <font color=red>&amp;</font> x>y"))
    assert read_srt(text.encode("utf-16"), "a.srt").text.body == "[00:00:01] Tre < fire &amp; x>y\n"


def test_a_file_is_read_by_what_it_is_whatever_its_name_says() -> None:
    cue = (1.0, 2.0, "Hei.")
    assert read_vtt(srt(cue).encode(), "a.vtt").notes == ("is SRT by another name, and was read as that",)
    assert read_srt(vtt(cue).encode(), "a.srt").notes == ("is WebVTT by another name, and was read as that",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "a.vtt:1: a WebVTT file begins with WEBVTT, and this one does not"),
        ("00:00:01.000 --> 00:00:02.000\nHei.", "a.vtt:1: a WebVTT file begins with WEBVTT, and this one does not"),
        ("Hei, dette er et brev.", "a.vtt:1: a WebVTT file begins with WEBVTT"),
        ("WEBVTT", "a.vtt: holds no subtitles; there is nothing to import"),
        ("WEBVTT\n\nNOTE bare et notat\n", "a.vtt: holds no subtitles"),
        ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n\n", "a.vtt: holds no subtitles"),
        ("WEBVTT\n\nen --> to\nHei.\n", "a.vtt: its one cue cannot be read, see line 3 (en --> to); export it again"),
        ("WEBVTT\n\na --> b\nHei.\n\nc --> d\nHå.\n", "a.vtt: none of its 2 cues can be read, see line 3 (a --> b)"),
        (f"WEBVTT\n\n{'9' * 30}:00:00.000 --> 00:00:02.000\nHei.\n", "a.vtt: its one cue cannot be read, see line 3"),
        ("PK\x03\x04 zip", "a.vtt: is a Word, LibreOffice"),
        ("WEBVTT\0", "a.vtt: is not a text (it holds zero bytes)"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_one_line(content: str, told: str) -> None:
    with pytest.raises(StudyError) as refused:
        read_vtt(content.encode(), "a.vtt")
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("content", ["", "Hei.", "1\n2\n3", "1\n\n2\n"])
def test_srt_without_cues_is_told_in_one_line(content: str) -> None:
    with pytest.raises(StudyError, match=r"^a\.srt: holds no subtitles; there is nothing to import$"):
        read_srt(content.encode(), "a.srt")


# whatever the bytes

PARTS = st.sampled_from(
    [
        "WEBVTT", "\n", "\n\n", "\r\n", "NOTE ", "STYLE\n", "REGION\n", "00:00:01.000", "00:00:02,000", " --> ", "-->",
        "99:99:99.999", "1000:00:00.000", "1", "<v Kari>", "</v>", "<v >", "<v", "Kari: ", ":", "- ", "Hei.", "æ", "&amp;",
        "&#x1b;", "&#0;", "[00:00:05] ", "# Tema", "\x1b[31m", "\u2028", "{\\an8}", "<00:00:01.000>", "٣",
    ]
)  # fmt: skip
texts = st.lists(PARTS | st.text(max_size=3), max_size=40).map("".join)


@given(texts, st.sampled_from([read_vtt, read_srt]))
def test_any_text_becomes_a_transcript_or_one_line(text: str, read: Callable[[bytes, str], Taken]) -> None:
    check(read, text.encode("utf-8", "replace"))


@given(st.binary(max_size=200), st.sampled_from([b"", b"WEBVTT\n\n", b"1\n00:00:01,000 --> 00:00:02,000\n"]))
def test_any_bytes_become_a_transcript_or_one_line(raw: bytes, before: bytes) -> None:
    for read in (read_vtt, read_srt):
        check(read, before + raw)


def check(read: Callable[[bytes, str], Taken], raw: bytes) -> None:
    """Either a transcript that holds what it says, or one line that says what is wrong with the file."""
    told = ""
    try:
        check_body(read(raw, "x"))
    except StudyError as error:
        told = str(error)
    assert "\n" not in told
    assert "cannot be read as" not in told  # what is said of an error that nobody thought of


def check_body(found: Taken) -> None:
    """Every paragraph has a time, nothing in it is a control character or a heading, and all offered speak."""
    body = found.text.body
    assert body.endswith("\n")
    assert not any(ord(sign) < 32 or ord(sign) == 127 for sign in body.replace("\n", ""))
    segments = segment(body, [speaker.name for speaker in found.speakers])
    assert segments.sections == ()
    assert all(segments.stamp_of(line) is not None for line in range(segments.line_count - 1))
    assert {turn.speaker for turn in segments.turns} >= {speaker.name for speaker in found.speakers}
    times = [segments.time_of(start) for start, *_ in segments.paragraphs()]
    assert times == sorted(times, key=lambda time: (len(time), time))


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4), st.sampled_from(["Ja.", "Nei, men", "og så", "Vel!"]), st.integers(1, 50)
        ),
        min_size=1,
        max_size=30,
    )
)
def test_every_word_stands_once_under_its_speaker_in_order(said: list[tuple[int, str, int]]) -> None:
    cues, at = [], 0
    for number, (who, words, lasts) in enumerate(said):
        cues.append((float(at), float(at + lasts), f"<v P{who}>{words} {number}</v>"))
        at += lasts
    found = taken(vtt(*cues))
    segments = segment(found.text.body, names(found))
    # the oracle: one speaker and the words, in the order of the cues
    heard = [
        (segments.speaker_of(start), word)
        for start, end, *_ in segments.paragraphs()
        for word in found.text.body[start:end].split()
    ]
    assert heard == [
        (f"P{who}", word)
        for number, (who, words, _) in enumerate(said)
        for word in f"{words} {number}".split()
    ]
    began = {number: clock(cue[0])[:8] for number, cue in enumerate(cues)}
    for turn in segments.turns:
        first = next(word for word in found.text.body[turn.text_start : turn.end].split() if word.isdigit())
        assert segments.time_of(turn.text_start) == began[int(first)]
