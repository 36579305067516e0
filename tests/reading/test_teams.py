"""Transcripts that Teams writes into Word documents, in both of their forms."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.reading.files import read_file
from crosscase.reading.months import date_in
from crosscase.reading.taken import Comment, Taken
from crosscase.reading.teams import teams_transcript
from crosscase.study.adding import NewText
from crosscase.study.segments import segment

PRESENT = """Fokusgruppe Alta-20231011_100000-Meeting Recording

October 11, 2023, 8:00AM

1h 2m 3s

Kari Nordmann started transcription

Kari Nordmann   0:03
Hei, velkommen. Kan alle høre meg?

Ola Hansen   0:10
Ja. Møtet var kl. 12:30
Men lyden er dårlig.

Ola Hansen   0:45
Nå er det bedre.

# Utfordringer

Kari Nordmann   1:02:03
Takk.

Kari Nordmann stopped transcription
"""
OLDER = """0:0:3.28 --> 0:0:5.100
Kari Nordmann
Hei, velkommen.
0:0:5.300 --> 0:0:8.0
Kari Nordmann
Kan alle høre meg?
00:00:40.300 --> 00:00:48.0
Kari Nordmann
Vi venter litt.
0:1:40.300 --> 0:1:48.0
Ola
Ja.
"""


def word(body: str, comments: Sequence[Comment] = ()) -> Taken:
    """A Word document as its reader gives it."""
    return Taken(NewText("mote.docx", "mote", body), comments=tuple(comments))


def transcript(body: str, comments: Sequence[Comment] = ()) -> Taken:
    found = teams_transcript(word(body, comments))
    assert found is not None
    return found


def test_blocks_become_turns_under_their_times() -> None:
    found = transcript(PRESENT)
    assert found.text.body == (
        "[00:00:03] Kari Nordmann: Hei, velkommen. Kan alle høre meg?\n"
        "[00:00:10] Ola Hansen: Ja. Møtet var kl. 12:30\n"
        "Men lyden er dårlig.\n"
        "[00:00:45] Nå er det bedre.\n"
        "# Utfordringer\n"
        "[01:02:03] Kari Nordmann: Takk.\n"
    )
    assert [speaker.name for speaker in found.speakers] == ["Kari Nordmann", "Ola Hansen"]
    assert found.notes == ()


def test_what_teams_says_of_the_recording_is_no_text_but_its_name_and_day() -> None:
    found = transcript(PRESENT)
    assert (found.text.title, found.text.date) == ("Fokusgruppe Alta", "2023-10-11")
    assert [(one.words, one.where) for one in found.left_out] == [
        ("Fokusgruppe Alta-20231011_100000-Meeting Recording", "line 1"),
        ("October 11, 2023, 8:00AM", "line 3"),
        ("1h 2m 3s", "line 5"),
        ("Kari Nordmann started transcription", "line 7"),
        ("Kari Nordmann stopped transcription", "line 24"),
    ]


def test_the_older_form_has_the_name_on_a_line_of_its_own() -> None:
    found = transcript(OLDER)
    assert found.text.body == (
        "[00:00:03] Kari Nordmann: Hei, velkommen. Kan alle høre meg?\n"
        "[00:00:40] Vi venter litt.\n"
        "[00:01:40] Ola: Ja.\n"
    )
    assert [speaker.name for speaker in found.speakers] == ["Kari Nordmann", "Ola"]


def test_a_block_without_a_name_stands_under_whoever_spoke_before_and_is_told() -> None:
    found = transcript(OLDER + "0:2:40.300 --> 0:2:48.0\nHvem sa dette?\n")
    assert found.text.body.endswith("[00:01:40] Ola: Ja.\n[00:02:40] Hvem sa dette?\n")
    assert found.notes == ("1 block without a name: under whoever spoke before",)


@pytest.mark.parametrize(
    "event", ["Kari Nordmann startet transkripsjon", "Kari stoppet transkriberingen.", "**Kari** started transcription"]
)  # fmt: skip
def test_events_are_known_in_norwegian_too(event: str) -> None:
    found = transcript(f"{event}\n\nKari 0:03\nHei.\n\nOla 0:05\nHallo.\n\n{event}\n")
    assert found.text.body == "[00:00:03] Kari: Hei.\n[00:00:05] Ola: Hallo.\n"


def test_what_somebody_says_of_the_transcription_stays() -> None:
    found = transcript("Kari   0:03\nDa har jeg startet transkripsjonen.\nOla   0:05\nFint.\n")
    assert found.text.body == "[00:00:03] Kari: Da har jeg startet transkripsjonen.\n[00:00:05] Ola: Fint.\n"


def test_bold_marks_around_a_name_are_none_of_it() -> None:
    found = transcript("**Kari Nordmann** 0:03\nHei.\n**Ola** 0:05\nHallo.\n")
    assert found.text.body == "[00:00:03] Kari Nordmann: Hei.\n[00:00:05] Ola: Hallo.\n"


def test_words_that_people_put_above_the_transcript_stay() -> None:
    note = "Vi møttes 11. oktober 2023, og alle hadde fått spørsmålene på forhånd."
    found = transcript(f"Gruppe 2\n{note}\n\nKari   0:03\nHei.\n\nOla   0:05\nHallo.\n")
    assert found.text.body == f"Gruppe 2\n{note}\n[00:00:03] Kari: Hei.\n[00:00:05] Ola: Hallo.\n"
    assert (found.text.title, found.text.date) == ("", "")


def test_a_title_and_a_date_that_are_there_stay() -> None:
    given_text = NewText("m", "m", PRESENT, title="Alta, første møte", date="2023-10-12")
    found = teams_transcript(Taken(given_text))
    assert found is not None
    assert (found.text.title, found.text.date) == ("Alta, første møte", "2023-10-12")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Et vanlig notat.\n\nI1: Ja.\n",
        "Møtet begynte kl. 10:30\nAlle var der.\nVi snakket om skolen.\nOg om barnehagen.\nOg om idretten.\n"
        "Og om mye annet.\nDet tok tid.\nSå ble vi ferdige.\nMøtet var slutt kl. 12:00\nSå gikk vi.\n",
        "Kari   0:03\nHei.\n",
        "Kari   0:30\nHei.\nOla   0:05\nHallo.\n",
        "Lunsj   11:30\nMøte   12:30\nSlutt   15:00\n",
    ],
    ids=["nothing", "notes", "times in sentences", "one block", "times that go back", "a programme"],
)
def test_other_documents_are_left_as_they_are(body: str) -> None:
    assert teams_transcript(word(body)) is None


def test_comments_stay_on_their_words() -> None:
    wanted = ["lyden er", "velkommen. Kan", "Nå er det bedre.", "Takk"]
    at = [(PRESENT.index(words), len(words)) for words in wanted]
    comments = [Comment(start, start + length, "A", "", "se her") for start, length in at]
    gone = PRESENT.index("started")
    comments += [Comment(gone, gone + 7, "A", "", "om opptaket"), Comment(0, 0, "A", "", "om alt")]
    found = transcript(PRESENT, comments)
    assert [found.text.body[one.start : one.end] for one in found.comments] == [*wanted, "", ""]
    assert [one.text for one in found.comments] == [one.text for one in comments]


def test_a_word_document_as_teams_writes_it_becomes_a_transcript(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("Fokusgruppe-20231011_100000-Møteopptak", "11. oktober 2023, 08:00AM", "2m 10s"):
        document.add_paragraph(line)
    document.add_paragraph().add_run("Kari Nordmann startet transkripsjon")
    for name, time, words in (
        ("Kari Nordmann", "0:03", "Hei, velkommen."),
        ("Ola Hansen", "2:01", "Ja, «takk»."),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run().add_picture(BytesIO(DOT))
        paragraph.add_run(name).bold = True
        paragraph.add_run(f"   {time}")
        paragraph.add_run().add_break()
        paragraph.add_run(words)
    document.save(str(tmp_path / "mote.docx"))
    read = read_file(tmp_path / "mote.docx")
    [found] = read.takens
    assert read.format == "Teams"
    assert (
        found.text.body == "[00:00:03] Kari Nordmann: Hei, velkommen.\n[00:02:01] Ola Hansen: Ja, «takk».\n"
    )
    assert (found.text.title, found.text.date, found.text.name) == ("Fokusgruppe", "2023-10-11", "mote")
    assert [speaker.name for speaker in found.speakers] == ["Kari Nordmann", "Ola Hansen"]


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


DOT = b"\x89PNG\r\n\x1a\n" + b"".join(
    (
        chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        chunk(b"IDAT", zlib.compress(b"\0\0")),
        chunk(b"IEND", b""),
    )
)
"""A picture of one point."""

NAMES = ["Kari Nordmann", "Ola", "Per-Åge Li", "Gjest 2"]


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 99), st.lists(st.sampled_from(["Ja.", "og så", "Vel!"]), min_size=1)),
        min_size=2,
        max_size=15,
    )
)  # fmt: skip
def test_every_word_stands_once_under_its_speaker(said: list[tuple[int, int, list[str]]]) -> None:
    body, at, expected = "", 0, []
    for who, later, lines in said:
        at += later
        time = f"{at // 3600}:{at // 60 % 60:02}:{at % 60:02}" if at >= 3600 else f"{at // 60}:{at % 60:02}"
        body += f"{NAMES[who]}   {time}\n" + "\n".join(lines) + "\n\n"
        expected += [(NAMES[who], word) for line in lines for word in line.split()]
    found = transcript(body)
    segments = segment(found.text.body, NAMES)
    heard = [
        (segments.speaker_of(start), word)
        for start, end, *_ in segments.paragraphs()
        for word in found.text.body[start:end].split()
    ]
    assert heard == expected


LINES = st.sampled_from(
    ["Kari   0:03", "Ola   1:02:03", "0:0:3.2 --> 0:0:5.1", "Kari", "Hei.", "", "# Tema", "**", "*   0:01", ":   0:02",
     "Kari started transcription", "October 11, 2023", "1h 2m", "   9:99", "99999:99", "٣   0:0٣", "*" * 300, " " * 200 + "0:05"]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=8), max_size=14).map("\n".join), st.data())
def test_any_text_is_a_transcript_or_none_and_loses_no_comment(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    found = teams_transcript(word(body, [Comment(start, end, "A", "", "x")]))
    if found is None:
        return
    [comment] = found.comments
    assert 0 <= comment.start <= comment.end <= len(found.text.body)
    if comment.end and "\n" not in body[start:end]:
        assert found.text.body[comment.start : comment.end] == body[start:end]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("October 11, 2023, 8:00AM", "2023-10-11"),
        ("11. oktober 2023, 08:00", "2023-10-11"),
        ("1 desember 2021", "2021-12-01"),
        ("17. mai 2022", "2022-05-17"),
        ("May 5, 2024", "2024-05-05"),
        ("den 2023-02-28", "2023-02-28"),
        ("30. februar 2023", ""),
        ("2023-13-01", ""),
        ("11. fredag 2023", ""),
        ("i oktober", ""),
    ],
)
def test_a_day_is_read_in_english_and_norwegian(line: str, day: str) -> None:
    assert date_in(line) == day
