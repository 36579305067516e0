"""Mail that holds no answer, though it comes from an informant: what programs send, and what only Outlook can open."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from answered import sent_study
from crosscase.casework.replies import received
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError

INVITED = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return open_folder(sent_study(tmp_path_factory.mktemp("mail") / "study"), "koder-a")


def mail(words: str, subject: str = "Sv: Alta", kind: str = "", name: str = "", raw: bytes = b"") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "kari@example.org", "ola@example.org", subject
    message["Date"] = "Mon, 10 Jan 2022 10:00:00 +0100"
    message.set_content(words)
    if kind:
        main, _, sub = kind.partition("/")
        message.add_attachment(raw, maintype=main, subtype=sub, filename=name)
    return bytes(message)


@pytest.mark.parametrize(
    "raw",
    [
        mail("Jeg er på ferie til 1. desember.", "Automatisk svar: Stemmer beskrivelsen av Alta?"),
        mail("I am away.", "Automatic reply: Alta"),
        mail("I am away.", "Out of office: Alta"),
        mail("Godtatt", "Godtatt: Møte", "text/calendar", "invite.ics", INVITED),
    ],
    ids=["away", "away in English", "out of office", "calendar"],
)
def test_what_programs_answer_is_no_answer(study: Study, raw: bytes) -> None:
    with pytest.raises(StudyError, match=r"svar\.eml: is an automatic message, .* nothing was taken in"):
        received(study, raw, "svar.eml")


def test_an_answer_to_an_automatic_message_is_one(study: Study) -> None:
    found = received(study, mail("2.1 er feil.", "Sv: Automatisk svar: Alta"), "svar.eml")
    assert [one.reply.unmatched for one in found.came] == [("2.1 er feil.",)]


def test_what_outlook_has_wrapped_leaves_the_informant_unanswered_and_says_what_to_do(study: Study) -> None:
    wrapped = ("application/ms-tnef", "winmail.dat", b"\x78\x9f\x3e\x22" + b"x" * 500)
    for words in ("", "Se vedlegg."):
        found = received(study, mail(words, "Sv: Alta", *wrapped), "svar.eml")
        assert found.came == ()
        assert found.mail
        [line] = found.problems
        assert "open the mail in Outlook, save the attached file and receive that" in line
    kept = received(study, mail("2.1 er feil.", "Sv: Alta", *wrapped), "svar.eml")
    assert [one.reply.unmatched for one in kept.came] == [("2.1 er feil.",)]
