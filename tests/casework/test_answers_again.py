"""What is said twice, placed piece by piece, or swapped: nothing is lost, and nothing that was decided is opened again."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx.oxml.ns import qn

from answered import (
    CHALLENGES,
    STATEMENTS,
    changed,
    heard,
    replaced,
    row_of,
    said,
    sent_study,
    text_of,
    ticked,
    twin,
    without_marks,
    wrote,
)
from crosscase.casework.deciding import decide
from crosscase.casework.placed_words import left_of
from crosscase.casework.placing import place_piece
from crosscase.casework.reminding import reminders_of
from crosscase.casework.replies import Placed, Reply, received
from crosscase.casework.standing import standing_of
from crosscase.casework.taking_in import take_in
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.rounds import round_of

NOW, LATER = "2022-01-12T08:00:00Z", "2022-01-13T08:00:00Z"
FILE = "validation/round-1/answers/alta/i1.yaml"
MAIL = (
    "Hei Ola!\n\nDet meste stemmer. Kafeen er\nstengt siden jul. Ungdomsrådet er nedlagt. Dere glemmer\nkirken.\n\n"
    "Vennlig hilsen\nKari Nordmann\n\n> Er dette riktig?\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study that sent round 1, to be written into."""
    return open_folder(sent_study(tmp_path / "study"), "koder-a")


def taken(study: Study, reply: Reply, now: str = NOW) -> bool:
    """Take a reply in; whether anything was written."""
    edit = take_in(study, reply, by="koder-a", now=now)
    if edit is not None:
        study.apply(edit)
    return edit is not None


def kept(study: Study) -> list[dict[str, Any]]:
    return yaml.safe_load((study.root / FILE).read_text(encoding="utf-8"))["answers"]


def unplaced(study: Study) -> list[str]:
    return [each["text"] for each in kept(study) if each.get("kind") == "unmatched"]


def mailed(study: Study, text: str = MAIL, **placed: Any) -> Reply:
    """A mail of alta/I1, and what somebody says that it answers."""
    message = EmailMessage()
    message["From"], message["Subject"] = "kari@example.org", "Re: svar"
    message["Date"] = "Mon, 10 Jan 2022 13:00:00 +0100"
    message.set_content(text)
    [came] = received(study, message.as_bytes(), "svar.eml", placed=Placed(**placed)).came
    return came.reply


# a mail placed piece by piece


def test_words_of_a_mail_that_were_not_placed_stay_until_they_are(study: Study) -> None:
    assert taken(study, mailed(study))
    assert unplaced(study)[0].startswith("Hei [navn]!\n\nDet meste stemmer. Kafeen er\nstengt")
    cafe = ("2.3", "wrong", "Kafeen er stengt siden jul.")
    assert taken(study, mailed(study, statements=(cafe,)))
    assert unplaced(study) == ["Det meste stemmer. […] Ungdomsrådet er nedlagt. Dere glemmer\nkirken."]
    assert not taken(study, mailed(study, statements=(cafe,)))  # twice changes nothing
    assert not taken(study, mailed(study))
    assert taken(study, mailed(study, missing=(("tiltak", "Dere glemmer kirken."),)))
    assert taken(study, mailed(study, missing=(("tiltak", "Ungdomsrådet er nedlagt."),)))
    assert unplaced(study) == ["Det meste stemmer."]
    additions = [(each["section"], each["text"]) for each in kept(study) if each.get("kind") == "addition"]
    assert additions == [("tiltak", "Dere glemmer kirken."), ("tiltak", "Ungdomsrådet er nedlagt.")]
    [left] = [each["id"] for each in kept(study) if each.get("kind") == "unmatched"]
    study.apply(place_piece(study, 1, left, "Det meste stemmer.", statement="aaaaaaaa11", verdict="correct"))
    assert unplaced(study) == []
    assert not taken(study, mailed(study, statements=(cafe,)))
    # placed otherwise: the words that stood there are free again
    assert taken(study, mailed(study, statements=(("2.3", "changes", ""),)))
    assert unplaced(study) == ["Kafeen er\nstengt siden jul."]


def test_all_correct_says_what_a_short_mail_says_and_hides_no_long_one(study: Study) -> None:
    assert taken(study, mailed(study, "Alt stemmer.\n\nHilsen Kari", all_correct=True))
    assert unplaced(study) == []
    study.undo()
    assert taken(study, mailed(study, "Alt stemmer. " + "Men kommunen bør gjøre mer. " * 8, all_correct=True))
    assert len(unplaced(study)) == 1


@pytest.mark.parametrize(
    ("whole", "placed", "left"),
    [
        ("A b c.", ["A b c."], ""),
        ("A b c. D e.", ["d e."], "A b c. D e."),  # other words: nothing is taken away
        ("En er feil. En er feil.", ["En er feil."], "En er feil."),
        ("Hei!\nHei er ikke et svar\n\nMvh\nKari Nordmann\nrådgiver", [], "Hei er ikke et svar\n\nrådgiver"),
        ("Nei.\n\nHilsen Kari\n\nPS: Kirken mangler.", ["Nei."], "PS: Kirken mangler."),
        ("Planen (fra 2020) er ny.", ["(fra 2020)"], "Planen […] er ny."),
        ("Planen er ny.\n\nPer\n", ["Planen er ny."], ""),
        ("Planen er ny.\nI2", ["Planen er ny."], ""),
        ("Planen er ny.\n\nFeil", ["Planen er ny."], "Feil"),
        ("Dette mangler:\n\nKirken", ["Dette mangler:"], "Kirken"),
        ("Planen er ny.\n\nkirken", ["Planen er ny."], "kirken"),
    ],
)
def test_what_is_left_is_every_word_but_those_placed_and_the_greeting(
    whole: str, placed: list[str], left: str
) -> None:
    assert left_of(whole, placed) == left


def test_one_whose_words_are_not_placed_has_answered_and_is_not_overdue(study: Study) -> None:
    taken(study, mailed(study))

    def state() -> tuple[str, int, bool]:
        [one] = [
            each for each in standing_of(round_of(study, 1), "2022-02-01").informants if each.id == "alta/I1"
        ]
        return one.state, one.answered, one.overdue

    assert state() == ("answered, not placed", 0, False)
    assert [each.id for each in reminders_of(study, 1, "2022-02-01")] == ["alta/I2"]
    taken(study, mailed(study, statements=(("2.3", "wrong", ""),)))
    assert state() == ("partly", 1, True)


# the same answers once more


def saved_again(raw: bytes) -> bytes:
    """The same file with other bytes, as a word processor writes it."""
    return replaced(raw, {"docProps/app.xml": b"<Properties xmlns='x'><TotalTime>1</TotalTime></Properties>"})


def form(root: Any) -> None:
    ticked(root, "aaaaaaaa12", "wrong")
    wrote(root, "c_aaaaaaaa12", "Sjeldnere.")
    text_of(root, "bbbbbbbb22").text = "En plan for likeverd ble vedtatt i 2021."
    wrote(root, "m_2", "Kirken.")
    wrote(root, "g_0", "Takk!")


def test_the_same_answers_in_a_file_that_was_saved_again_open_nothing(study: Study) -> None:
    raw = changed(form)
    assert taken(study, heard(study, raw))
    study.apply(
        decide(study, 1, "aaaaaaaa12", "keep", by="koder-a", on="2022-01-12", reason="Skolene teller.")
    )
    before = kept(study)
    again = saved_again(raw)
    assert again != raw
    assert not taken(study, heard(study, again), LATER)
    assert kept(study) == before

    def more(root: Any) -> None:
        form(root)
        ticked(root, "aaaaaaaa13", "correct")

    assert taken(study, heard(study, changed(more)), LATER)
    assert [each["statement"] for each in kept(study)[len(before) :]] == ["aaaaaaaa13"]
    standing = standing_of(round_of(study, 1)).statement("aaaaaaaa12")
    assert standing is not None
    assert (standing.state, standing.reopened) == ("disputed", False)
    assert taken(study, heard(study, changed(lambda root: ticked(root, "aaaaaaaa12", "wrong"))), LATER)
    other = standing_of(round_of(study, 1)).statement("aaaaaaaa12")
    assert other is not None
    assert other.reopened  # without the words: another answer


def test_what_is_said_again_on_the_telephone_is_written_down_and_opens_nothing(study: Study) -> None:
    assert taken(study, heard(study, changed(form)))
    study.apply(
        decide(study, 1, "aaaaaaaa12", "keep", by="koder-a", on="2022-01-12", reason="Skolene teller.")
    )
    first = next(each for each in heard(study, changed(form)).statements if each.id == "aaaaaaaa12")
    spoken = Reply(1, "alta", "I1", "telephone", LATER, statements=(first,))
    assert taken(study, spoken, LATER)
    standing = standing_of(round_of(study, 1)).statement("aaaaaaaa12")
    assert standing is not None
    assert (len(standing.answers), standing.reopened) == (2, False)


# texts that changed places


def test_statements_whose_texts_were_swapped_take_the_answers_beside_them_along(study: Study) -> None:
    first, second = list(CHALLENGES)[:2]

    def swap(root: Any) -> None:
        one, other = text_of(root, first), text_of(root, second)
        one.text, other.text = other.text, one.text
        ticked(root, first, "wrong")
        wrote(root, f"c_{second}", "Også i butikken.")

    reply = heard(study, changed(swap))
    assert said(reply) == {second: ("wrong", "", ""), first: ("", "Også i butikken.", "")}
    assert {each.matched for each in reply.statements} == {"text"}
    assert reply.notes == (
        "the texts of 1.1 and 1.2 changed places; answers go with the words they stand beside",
    )


def test_one_row_with_the_words_of_another_is_a_new_wording(study: Study) -> None:
    first, second = list(CHALLENGES)[:2]

    def same(root: Any) -> None:
        text_of(root, first).text = STATEMENTS[second]

    reply = heard(study, changed(same))
    assert said(reply) == {first: ("", "", STATEMENTS[second])}
    assert reply.notes == ()


def test_signs_that_nobody_sees_are_no_new_wording(study: Study) -> None:
    def hide(root: Any) -> None:
        words = text_of(root, "aaaaaaaa11")
        words.text = words.text.replace(" ", "\u2028", 1).replace(" ", " \u200e\u2060", 1) + "\x7f\u0085"
        wrote(root, "c_aaaaaaaa12", "En\x7f linje\u2028og en til")

    assert said(heard(study, changed(hide))) == {"aaaaaaaa12": ("", "En linje\nog en til", "")}


# what else people send


def test_an_answer_in_english_is_noted_in_the_words_of_its_form(study: Study) -> None:
    def two(root: Any) -> None:
        for words in root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
            for nb, en in (
                ("Riktig med endringer", "Correct with changes"),
                ("Riktig", "Correct"),
                ("Feil", "Wrong"),
                ("Kan ikke si", "Cannot say"),
            ):
                words.text = (words.text or "").replace(nb, en)
        ticked(root, "aaaaaaaa11", "correct")
        ticked(root, "aaaaaaaa11", "wrong")

    assert said(heard(study, changed(two)))["aaaaaaaa11"] == ("", "[ticked: Correct, Wrong]", "")


def test_two_rows_that_became_one_keep_what_is_said_of_each(study: Study) -> None:
    def merge(root: Any) -> None:
        ticked(root, "aaaaaaaa11", "wrong")
        ticked(root, "aaaaaaaa12", "correct")
        wrote(root, "c_aaaaaaaa12", "Om den andre.")
        first, second = row_of(root, "aaaaaaaa11"), row_of(root, "aaaaaaaa12")
        for cell, other in zip(first.findall(qn("w:tc")), second.findall(qn("w:tc")), strict=True):
            for paragraph in other.findall(qn("w:p")):
                cell.append(paragraph)
        second.getparent().remove(second)

    reply = heard(study, changed(merge))
    assert said(reply) == {"aaaaaaaa11": ("wrong", "", ""), "aaaaaaaa12": ("correct", "Om den andre.", "")}
    assert reply.unmatched == ()


def test_a_row_that_was_copied_says_nothing_twice(study: Study) -> None:
    def copied(root: Any) -> None:
        ticked(root, "aaaaaaaa11", "wrong")
        row = row_of(root, "aaaaaaaa11")
        row.addnext(other := twin(row))
        for mark in list(other.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            mark.getparent().remove(mark)

    assert said(heard(study, changed(copied))) == {"aaaaaaaa11": ("wrong", "", "")}


def test_a_row_left_alone_in_a_form_without_marks_is_not_missed(study: Study) -> None:
    reply = heard(study, without_marks(changed(lambda root: ticked(root, "aaaaaaaa11", "wrong"))))
    assert (said(reply), reply.unmatched, reply.notes) == ({"aaaaaaaa11": ("wrong", "", "")}, (), ())
