"""Answer files of the form in the browser, and mail: what they say, and what becomes of it in the study."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answered import FORM, STATEMENTS, STUDY, changed, form_hash, sent_study, ticked, wrote
from crosscase.casework.placing import place_piece
from crosscase.casework.replies import Placed, Received, Reply, Whose, received, reply_of_json
from crosscase.casework.taking_in import LONGEST, keep_received, take_in
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError

FILE = "validation/round-1/answers/alta/i1.yaml"
NOW = "2022-01-12T08:00:00Z"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A study that sent round 1; nothing is written."""
    return open_folder(sent_study(tmp_path_factory.mktemp("answers") / "study"), "koder-a")


@pytest.fixture
def own(tmp_path: Path) -> Study:
    """A study to be written into."""
    return open_folder(sent_study(tmp_path / "study"), "koder-a")


def answers(**changes: Any) -> dict[str, Any]:
    """An answer file as the form makes it; statements by id: verdict, words."""
    ticked_and_said = changes.pop(
        "given", {"aaaaaaaa11": ("correct", ""), "bbbbbbbb22": ("changes", "I 2021.")}
    )
    statements = [
        {
            "id": id,
            "version": 1,
            "verdict": ticked_and_said.get(id, ("", ""))[0],
            "text": ticked_and_said.get(id, ("", ""))[1],
        }
        for id in STATEMENTS
    ]
    return {
        "crosscase": "answers", "format": 1, "study": STUDY, "round": 1, "case": "alta", "informant": "I1",
        "language": "nb", "answered": "2022-01-10T12:00:00Z", "statements": statements,
        "missing": [{"section": "tiltak", "text": "Kirken."}], "general": "Takk!",
    } | changes  # fmt: skip


def raw_of(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def said(reply: Reply) -> dict[str, tuple[str, str]]:
    return {each.id: (each.verdict, each.text) for each in reply.statements}


def refused(study: Study, raw: bytes, label: str = "svar.json") -> str:
    with pytest.raises(StudyError) as error:
        received(study, raw, label)
    line = str(error.value)
    assert "\n" not in line
    return line


def kept(study: Study) -> list[dict[str, Any]]:
    """The answers as the file has them."""
    file = study.root / FILE
    return yaml.safe_load(file.read_text(encoding="utf-8"))["answers"] if file.exists() else []


# answer files


def test_an_answer_file_says_statement_by_statement_what_was_answered(study: Study) -> None:
    raw = raw_of(answers())
    reply = reply_of_json(study, raw)
    assert said(reply) == {"aaaaaaaa11": ("correct", ""), "bbbbbbbb22": ("changes", "I 2021.")}
    assert (reply.additions, reply.general) == ((("tiltak", "Kirken."),), "Takk!")
    assert (reply.round, reply.sender, reply.how) == (1, "alta/I1", "html")
    assert (reply.answered, reply.receipt) == ("2022-01-10T12:00:00Z", form_hash(raw))
    assert (reply.notes, reply.unmatched) == ((), ())


def test_what_was_changed_by_hand_is_not_believed_and_its_words_are_kept(study: Study) -> None:
    data = answers()
    data["statements"] += [
        {"id": "aaaaaaaa12", "version": 1, "verdict": "corect", "text": "Nesten."},
        {"id": "zzzzzzzzzz", "version": 1, "verdict": "wrong", "text": "Nei."},
        {"id": "aaaaaaaa13", "version": 4, "verdict": "wrong", "text": "Ikke to."},
        {"id": "aaaaaaaa11", "version": 1, "verdict": "wrong", "text": ""},
        "bare ord",
    ]
    data["missing"].append({"section": "oppdiktet", "text": "Noe."})
    data["merknad"] = "Skrevet for hånd."
    reply = reply_of_json(study, raw_of(data), "svar.json")
    assert said(reply)["aaaaaaaa11"] == ("correct", "")
    assert "aaaaaaaa12" not in said(reply)
    assert reply.unmatched == (
        "[1.2 corect] Nesten.", "[zzzzzzzzzz Feil] Nei.", "[1.3 Feil] Ikke to.", "[1.1 Feil]",
        "[oppdiktet] Noe.", "[merknad] Skrevet for hånd.", "[statements] bare ord",
    )  # fmt: skip
    assert reply.notes[0] == "statement 1.2: corect is no answer, perhaps correct; it is kept as unmatched"
    assert len(reply.notes) == len(reply.unmatched)
    assert reply.additions == (("tiltak", "Kirken."),)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (raw_of(answers())[:-20], "svar.json:1:"),
        (raw_of(answers(crosscase="codings")), "is not an answer file"),
        (raw_of(answers(format=2)), "answer file of format 2"),
        (raw_of(answers(study="other")), "answers of another study"),
        (raw_of(answers(round="en")), "no longer says whose answers"),
        (raw_of(answers(round=9)), "there is no round 9 to answer"),
        (raw_of(answers(case="skien", informant="I5", statements=[])), "skien/I5 was sent nothing in round 1"),
        (raw_of(answers(case="../../etc", informant="I5", statements=[])), "was sent nothing in round 1"),
        (raw_of(answers(case="skien")), "skien/I1 was sent nothing in round 1"),
        (b'{"crosscase": "answers", "crosscase": "answers"}', "changed by hand"),
        (b'{"crosscase": ' + b"[" * 100_000, "changed by hand"),
        (b'{"crosscase": "answers", "round": ' + b"9" * 5000 + b"}", "changed by hand"),
        (b'{"crosscase": NaN}', "changed by hand"),
        (b'{"crosscase": "answers\xff"}', "is not UTF-8"),
        (b'{"crosscase": "answers"}' + b" " * (9 * 2**20), "larger than any answer file"),
        (b"[1, 2]", "is not an answer file"),
    ],
)  # fmt: skip
def test_a_broken_answer_file_is_refused_in_one_line(study: Study, raw: bytes, says: str) -> None:
    line = refused(study, raw)
    assert line.startswith("svar.json:")
    assert says in line


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["round", "case", "informant", "answered", "statements", "missing", "general"]), _JSON)
def test_whatever_stands_in_an_answer_file_no_word_of_it_is_lost_and_nothing_breaks(
    study: Study, key: str, value: Any
) -> None:
    try:
        reply = reply_of_json(study, raw_of(answers(**{key: value})).replace(b"\\ud800", b"x"))
    except (StudyError, UnicodeEncodeError):  # refused, or half a character, which no file can hold
        return
    if isinstance(value, str) and value.isalnum() and value.isascii():
        where = reply.general if key == "general" else " ".join(reply.unmatched)
        assert value in where or key == "answered"
    if isinstance(value, list) and key in ("statements", "missing"):
        for word in value:
            if isinstance(word, str) and word.isalnum() and word.isascii():
                assert any(word in each for each in reply.unmatched)


def test_what_stands_where_no_form_writes_is_kept(study: Study) -> None:
    own = {"id": "aaaaaaaa11", "version": 1, "verdict": "", "text": "", "merknad": "Gammelt tall."}
    assert reply_of_json(study, raw_of(answers(statements=[own]))).unmatched == (
        "[statements: merknad] Gammelt tall.",
    )
    [kept_whole] = reply_of_json(
        study, raw_of(answers(statements={"id": "x", "text": "Alt er feil."}))
    ).unmatched
    assert "Alt er feil." in kept_whole


# taken in


def test_answers_are_written_once_with_who_when_and_how_and_undone_in_one_step(own: Study) -> None:
    reply = reply_of_json(own, raw_of(answers()))
    edit = take_in(own, reply, by="koder-a", now=NOW)
    assert edit is not None
    own.apply(edit)
    first, second, addition, general = kept(own)
    assert first | {"id": ""} == {
        "id": "", "case": "alta", "informant": "I1", "statement": "aaaaaaaa11", "version": 1,
        "verdict": "correct", "how": "html", "answered": "2022-01-10T12:00:00Z", "received": NOW,
        "receipt": reply.receipt, "matched": "id", "by": "koder-a",
    }  # fmt: skip
    assert (second["verdict"], second["text"]) == ("changes", "I 2021.")
    assert (addition["kind"], addition["section"], addition["text"]) == ("addition", "tiltak", "Kirken.")
    assert (general["kind"], general["text"]) == ("general", "Takk!")
    before = (own.root / FILE).read_bytes()
    again = open_folder(own.root, "koder-b")
    assert take_in(again, reply_of_json(again, raw_of(answers())), by="koder-b") is None
    assert (own.root / FILE).read_bytes() == before
    own.undo()
    assert kept(own) == []
    # another machine gives the same answers the same ids
    repeated = take_in(again, reply, by="koder-a", now=NOW)
    assert repeated is not None
    assert [change.id for change in repeated.changes] == [change.id for change in edit.changes]


def test_names_of_the_roster_and_the_contacts_do_not_get_into_the_study(own: Study) -> None:
    words = "Spør Berit Moen eller per@example.org. Hilsen Kari Nordmann (Kari), tlf. til Ola Hansen: +47 900 00 000."
    told = {"aaaaaaaa11": ("wrong", words)}
    reply = reply_of_json(own, raw_of(answers(given=told, general="Hilsen Per Holm", missing=[])))
    edit = take_in(own, reply, by="koder-a", now=NOW)
    assert edit is not None
    own.apply(edit)
    written = (own.root / FILE).read_text(encoding="utf-8")
    for name in ("Berit", "Moen", "Kari", "Nordmann", "Ola", "Hansen", "Holm", "example.org", "900 00 000"):
        assert name not in written
    [answer, general] = kept(own)
    assert answer["text"].startswith("Spør [Informant 2] eller I2. Hilsen I1 (I1), tlf. til [navn]: [navn]")
    assert general["text"] == "Hilsen I2"


def test_a_clock_that_is_ahead_does_not_make_the_last_word(own: Study) -> None:
    ahead = take_in(
        own, reply_of_json(own, raw_of(answers(answered="2031-05-01T10:00:00Z"))), by="koder-a", now=NOW
    )
    assert ahead is not None
    own.apply(ahead)
    assert {(each.get("answered", ""), each["received"]) for each in kept(own)} == {("", NOW)}


def test_words_of_megabytes_are_cut_in_the_study_and_too_many_entries_refused(own: Study) -> None:
    edit = take_in(own, reply_of_json(own, raw_of(answers(general="ord " * 500_000))), by="koder-a", now=NOW)
    assert edit is not None
    own.apply(edit)
    (general,) = [each["text"] for each in kept(own) if each.get("kind") == "general"]
    assert (general[:8], general[-12:], len(general)) == ("ord ord ", " [… 1799999]", LONGEST + 12)
    entries = [{"id": "aaaaaaaa11", "version": 1, "verdict": "x", "text": "a"}] * 60_000
    assert "do not trust it" in refused(own, raw_of(answers(statements=entries)))


def test_words_that_nobody_could_place_are_placed_by_hand(own: Study) -> None:
    data = answers(given={}, missing=[], general="", merknad="Planen er fra 2021.")
    edit = take_in(own, reply_of_json(own, raw_of(data)), by="koder-a", now=NOW)
    assert edit is not None
    own.apply(edit)
    [words] = kept(own)
    own.apply(place_piece(own, 1, words["id"], words["text"], statement="bbbbbbbb22", verdict="changes"))
    [placed] = kept(own)
    assert (placed["statement"], placed["verdict"], placed["matched"]) == ("bbbbbbbb22", "changes", "hand")
    assert placed["text"] == "[merknad] Planen er fra 2021."
    for id, statement in ((words["id"], "zzzzzzzzzz"), ("zzzzzzzzzz", "bbbbbbbb22")):
        with pytest.raises(StudyError):
            place_piece(own, 1, id, words["text"], statement=statement)
    own.undo()
    assert kept(own) == [words]


def test_what_came_is_kept_to_the_byte_for_its_owner_alone(own: Study) -> None:
    name = keep_received(own.root, FORM, ".docx")
    path = own.root / "private" / name
    assert path.read_bytes() == FORM
    assert path.name == f"{form_hash(FORM)}.docx"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


# mail


def mail(
    text: str = "", *, sender: str = "Kari <kari@example.org>", subject: str = "Re: svar", html: str = ""
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "ola@example.org", subject
    message["Date"] = "Mon, 10 Jan 2022 13:00:00 +0100"
    message.set_content(html or text, subtype="html" if html else "plain")
    return message


def opened(
    study: Study, message: EmailMessage, placed: Placed | None = None, whose: Whose | None = None
) -> Received:
    return received(study, message.as_bytes(), "svar.eml", whose, placed or Placed())


def test_a_mail_gives_what_is_attached_and_leaves_covering_words_alone(study: Study) -> None:
    form = changed(lambda root: ticked(root, "aaaaaaaa11", "wrong"))
    message = mail("Hei, her er skjemaet. Hilsen Kari")
    message.add_attachment(form, maintype="application", subtype="octet-stream", filename="../skjema.docx")
    message.add_attachment(raw_of(answers()), maintype="application", subtype="json", filename="svar.json")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    found = opened(study, message)
    assert [(one.reply.how, one.reply.receipt, one.suffix) for one in found.came] == [
        ("word", form_hash(form), ".docx"), ("html", form_hash(raw_of(answers())), ".json"),
    ]  # fmt: skip
    assert said(found.came[0].reply) == {"aaaaaaaa11": ("wrong", "")}
    assert (found.problems, found.text.strip()) == ((), "Hei, her er skjemaet. Hilsen Kari")
    assert found.notes == ("svar.eml, logo.png: is not read; it is kept with the mail",)
    forwarded = mail("Se vedlegg.", sender="Per <per@example.org>")
    forwarded.add_attachment(form, maintype="application", subtype="octet-stream", filename="skjema.docx")
    passed_on = opened(study, forwarded)
    assert passed_on.came[0].reply.sender == "alta/I1"
    assert passed_on.notes == ("svar.eml, skjema.docx: is of alta/I1, and came in a mail of alta/I2",)
    # words that name a statement are kept beside what is attached
    message.replace_header("Subject", "x")
    named = mail("Hei! Det jeg skrev om 2.2 kan dere stryke.")
    named.add_attachment(form, maintype="application", subtype="octet-stream", filename="skjema.docx")
    assert opened(study, named).came[1].reply.unmatched == ("Hei! Det jeg skrev om 2.2 kan dere stryke.",)


def test_a_mail_in_a_mail_and_one_bad_file_beside_a_good_one_lose_nothing(study: Study) -> None:
    inner = mail("Se vedlegg.")
    inner.add_attachment(FORM[:500], maintype="application", subtype="octet-stream", filename="ødelagt.docx")
    inner.add_attachment(raw_of(answers()), maintype="application", subtype="json", filename="svar.json")
    outer = mail("Videresendt.", sender="sekretær <post@example.org>")
    outer.add_attachment(inner)
    found = opened(study, outer)
    assert [one.reply.how for one in found.came] == ["html"]
    [problem] = found.problems
    assert problem.startswith("svar.eml, ødelagt.docx: ")


def test_an_answer_in_a_mails_own_words_is_shown_whole_and_said_by_hand_what_it_answers(own: Study) -> None:
    text = "Alt stemmer, men kafeen er stengt.\n\nHilsen Kari\n\n> Er dette riktig?\n> 2.3 Dialogkafeen ..."
    found = opened(own, mail(text))
    [came] = found.came
    assert found.text.strip() == text
    assert (came.reply.sender, came.reply.how, came.reply.answered) == (
        "alta/I1",
        "mail",
        "2022-01-10T12:00:00Z",
    )
    assert came.reply.unmatched == ("Alt stemmer, men kafeen er stengt.\n\nHilsen Kari",)
    first = take_in(own, came.reply, by="koder-a", now=NOW)
    assert first is not None
    own.apply(first)
    assert [(each["kind"], each["text"]) for each in kept(own)] == [
        ("unmatched", "Alt stemmer, men kafeen er stengt.\n\nHilsen I1")
    ]
    placed = Placed(all_correct=True, statements=(("2.3", "changes", "kafeen er stengt"),))
    [by_hand] = opened(own, mail(text), placed).came
    second = take_in(own, by_hand.reply, by="koder-a", now=NOW)
    assert second is not None
    own.apply(second)
    found_now = {each["statement"]: (each["verdict"], each.get("text", "")) for each in kept(own)}
    assert found_now == dict.fromkeys(STATEMENTS, ("correct", "")) | {
        "bbbbbbbb23": ("changes", "kafeen er stengt")
    }
    assert {each["matched"] for each in kept(own)} == {"hand"}
    assert take_in(own, by_hand.reply, by="koder-a", now=NOW) is None
    # said otherwise the second time: that counts
    [otherwise] = opened(own, mail(text), Placed(statements=(("2.3", "wrong", "stengt"),))).came
    third = take_in(own, otherwise.reply, by="koder-a", now=NOW)
    assert third is not None
    own.apply(third)
    [answer] = [each for each in kept(own) if each["statement"] == "bbbbbbbb23"]
    assert (answer["verdict"], answer["text"]) == ("wrong", "stengt")
    assert len(kept(own)) == len(STATEMENTS)


def test_what_no_person_wrote_is_no_answer_of_anybody(study: Study) -> None:
    away = mail("Jeg er på ferie til 20. januar.", subject="Automatisk svar: Stemmer beskrivelsen?")
    away["Auto-Submitted"] = "auto-replied"
    bounced = mail("Meldingen kunne ikke leveres.")
    bounced.add_attachment(FORM, maintype="application", subtype="octet-stream", filename="skjema.docx")
    bounced["Auto-Submitted"] = "auto-generated (failure)"
    for message in (away, bounced):
        assert "automatic message" in refused(study, message.as_bytes(), "svar.eml")
    # by a rule of their own, but a person filled the form
    bounced.add_attachment(
        changed(lambda root: ticked(root, "aaaaaaaa11", "wrong")),
        maintype="application", subtype="octet-stream", filename="svar.docx",
    )  # fmt: skip
    assert said(opened(study, bounced).came[1].reply) == {"aaaaaaaa11": ("wrong", "")}


def test_what_is_attached_and_cannot_be_read_is_a_problem_where_nothing_else_answers(study: Study) -> None:
    for name, raw in (("svar.jpg", b"\xff\xd8"), ("svar.pdf", b"%PDF-1.7")):
        message = mail("Se vedlegg.")
        message.add_attachment(raw, maintype="application", subtype="octet-stream", filename=name)
        (problem,) = opened(study, message).problems
        assert problem.startswith(
            f"svar.eml, {name}: is not read; it is kept with the mail; if it is the answer"
        )
        assert opened(study, message, Placed(all_correct=True)).problems == ()


def test_an_answer_between_the_lines_of_the_quoted_mail_is_kept(study: Study) -> None:
    text = "Se mine svar under.\n\n> 2.3 Dialogkafeen ...\n> FEIL: den er stengt.\n"
    [came] = opened(study, mail(text)).came
    assert came.reply.unmatched == (text.strip(),)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Det som står under 1.2, er feil.\n\n{says}> Hei, I1!\n> 1.2 Skolene melder.\n", "Det som står under 1.2, er feil."),
        ("{says}> Hei, I1!\n>\n> 1.2 Skolene melder.\n\nFeil.\n\n> Hilsen Ola\n", "> 1.2 Skolene melder.\n\nFeil."),
        ("Se svar nedenfor.\n\n{says}> 1.2 Skolene melder. FEIL\n", "Se svar nedenfor.\n\n> 1.2 Skolene melder. FEIL"),
        ("Fra: Ola <ola@example.org>\nSendt: 9. januar\nTil: Kari\n\n1.2 Skolene melder. FEIL\n", "1.2 Skolene melder. FEIL"),
    ],
)  # fmt: skip
def test_of_a_mail_that_quotes_ours_the_words_to_be_placed_are_the_informants(
    study: Study, words: str, kept: str
) -> None:
    says = "Den søn. 9. jan. 2022 kl. 21:30 skrev Ola Hansen <ola@example.org>:\n\n"
    [came] = opened(study, mail(words.format(says=says))).came
    assert came.reply.unmatched == (kept,)


def test_answers_pasted_into_a_mail_and_a_mail_that_is_a_page_are_read(study: Study) -> None:
    pasted = f"Fikk ikke tak i filen.\n\n{json.dumps(answers(), ensure_ascii=False, indent=1)}\n\nHilsen Kari"
    [came] = opened(study, mail(pasted)).came
    assert said(came.reply) == {"aaaaaaaa11": ("correct", ""), "bbbbbbbb22": ("changes", "I 2021.")}
    [page] = opened(study, mail(html="<p>Alt <b>stemmer</b>.</p><script>alert(1)</script>")).came
    assert page.reply.unmatched == ("Alt stemmer.",)


def test_whose_a_mail_is_is_told_by_its_reference_by_its_sender_or_by_somebody(study: Study) -> None:
    unknown = "Noen <noen@example.org>"
    with pytest.raises(StudyError, match="cannot tell whose mail it is; give --from"):
        opened(study, mail("Fint.", sender=unknown))
    quoted = f"Fint.\n\n> Referanse: 1/alta/I2/{STUDY}"
    assert opened(study, mail(quoted, sender=unknown)).came[0].reply.sender == "alta/I2"
    assert opened(study, mail("Fint."), whose=Whose(0, "alta", "I2")).came[0].reply.sender == "alta/I2"
    with pytest.raises(StudyError, match=r"not asked about statement 9\.9 in round 1"):
        opened(study, mail("Fint."), Placed(statements=(("9.9", "wrong", ""),)))


def test_damaged_and_hostile_mail_is_refused_in_one_line_or_read(study: Study) -> None:
    flood = mail("x")
    for number in range(250):
        flood.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=f"{number}.bin")
    assert "holds more than 200 parts" in refused(study, flood.as_bytes(), "svar.eml")
    deep = mail("innerst")
    for _ in range(30):
        outer = mail("ytre")
        outer.add_attachment(deep)
        deep = outer
    assert opened(study, deep).came[0].reply.how == "mail"
    odd = (
        b"From: kari@example.org\nDate: i dag\nSubject: =?utf-8?q?x?=\nContent-Type: text/plain; charset=nope\n\n"
        b"Alt er \xe6rlig.\n"
    )
    [came] = received(study, odd, "svar.eml").came
    assert (came.reply.unmatched, came.reply.answered) == (("Alt er ærlig.",), "")


def test_words_written_with_the_form_stand_with_their_section(study: Study) -> None:
    raw = changed(lambda root: wrote(root, "m_1", "Idretten."))
    message = mail("Vedlagt.")
    message.add_attachment(raw, maintype="application", subtype="octet-stream", filename="a.docx")
    assert opened(study, message).came[0].reply.additions == (("utfordringsbildet", "Idretten."),)
