"""Sending a round: what it asks of, what is kept, what the study says of it, and taking it back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from zipfile import ZipFile

import pytest
import yaml
from lxml import html

from crosscase.casework.asking import to_ask
from crosscase.casework.kept_packets import keep, kept_packet
from crosscase.casework.letters import letter
from crosscase.casework.mail import draft
from crosscase.casework.packets import Packet
from crosscase.casework.sending import make, send, to_send
from crosscase.casework.standing import standing_in, standing_of
from crosscase.casework.validated import marks_of_statements
from crosscase.casework.writing import reword
from crosscase.documents.writing import Form
from crosscase.documents.writing import write as written
from crosscase.reports.validation_round.document import round_report
from crosscase.study.contacts import Contacts, InformantContact, Sender
from crosscase.study.folder import Study
from crosscase.study.name_gate import NameGate
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.rounds import round_numbers, round_of
from studies import contents, put
from validations import TEXTS, answer, case_text, put_round, validated_study

NOW = "2021-12-21T09:00:00Z"
CONTACTS = Contacts(
    Sender("Kari Forsker", "kari@example.org"),
    {"alta/I1": InformantContact("alta/I1", "Ola Nordmann", "ola@example.org")},
)


def right_by(who: str, *but: str) -> list[dict[str, object]]:
    """An informant of Alta finds everything right but some statements, which they do not answer."""
    asked = [id for id in TEXTS["alta"] if id not in but]
    return [answer(f"{who[-2:]}{id}", who, id, "correct") for id in asked]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A study of two described cases, of which nothing was sent."""
    folder = validated_study(tmp_path / "study", ())
    rmtree(folder / "validation")
    return folder


def sent_to_alta(study: Study, number: int = 1, **more: object) -> None:
    more = {"deadline": "2022-01-14", **more}
    packets = to_send(study, number, CONTACTS, cases=["alta"], **more)  # type: ignore[arg-type]  # few options
    study.apply(send(study, number, make(study, packets, "docx"), now=NOW))


def read(root: Path, file: str) -> dict[str, object]:
    found = yaml.safe_load((root / file).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_a_sent_round_names_each_informant_their_statements_and_the_hash_of_what_is_kept(root: Path) -> None:
    sent_to_alta(open_folder(root))
    said = read(root, "validation/round-1/round.yaml")
    assert (said["deadline"], said["language"]) == ("2022-01-14", "nb")
    keys = [f"aaaaaaaaa{n}:1" for n in range(1, 6)]
    kept = root / "private/validation/round-1/alta/i1.docx"
    assert said["sent"][0] == {  # type: ignore[index]  # read as YAML
        "id": "alta/I1",
        "case": "alta",
        "informant": "I1",
        "statements": keys,
        "made": NOW,
        "hash": hashlib.blake2b(kept.read_bytes(), digest_size=16).hexdigest(),
        "key": said["sent"][1]["key"],  # type: ignore[index]  # read as YAML
    }
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    asked = read(root, "validation/round-1/statements.yaml")["statements"]
    assert [each["id"] for each in asked] == keys  # type: ignore[attr-defined]  # read as YAML
    assert asked[2] == {  # type: ignore[index]  # read as YAML
        "id": "aaaaaaaaa3:1",
        "case": "alta",
        "section": "barrierer",
        "number": "3.1",
        "text": {"nb": "Det mangler folk og penger."},
        "hash": hashlib.blake2b(b"nb\0Det mangler folk og penger.", digest_size=8).hexdigest(),
    }
    shared = "".join(str(text) for file, text in contents(root).items() if not file.startswith("private/"))
    assert "Ola Nordmann" not in shared


def test_undo_takes_the_record_back_to_the_byte_and_redo_brings_the_deadline_again(root: Path) -> None:
    study = open_folder(root)
    before = {
        file: raw for file, raw in contents(root).items() if not file.startswith(("private/", ".crosscase/"))
    }
    sent_to_alta(study)
    done = (root / "validation/round-1/round.yaml").read_bytes()
    study.undo()
    after = {
        file: raw for file, raw in contents(root).items() if not file.startswith(("private/", ".crosscase/"))
    }
    assert after == before
    study.redo()
    assert (root / "validation/round-1/round.yaml").read_bytes() == done
    packets = to_send(study, 1, CONTACTS, cases=["skien"], deadline="2022-01-21")
    study.apply(send(study, 1, make(study, packets, "docx"), now=NOW))
    there = round_of(study, 1)
    assert [there.due(there.sent[id]) for id in ("alta/I1", "skien/I1")] == ["2022-01-14", "2022-01-21"]
    study.undo()
    assert (root / "validation/round-1/round.yaml").read_bytes() == done
    assert (round_of(study, 1).deadline, list(round_of(study, 1).sent)) == (
        "2022-01-14",
        ["alta/I1", "alta/I2", "alta/I3"],
    )


def test_a_program_killed_while_it_sends_leaves_nobody_sent_what_no_file_has(root: Path) -> None:
    study = open_folder(root)
    packets = to_send(study, 1, CONTACTS, cases=["alta"])
    edit = send(study, 1, make(study, packets, "docx"), now=NOW)
    assert edit.files == ("validation/round-1/statements.yaml", "validation/round-1/round.yaml")
    study.apply(edit)
    whole = contents(root)
    # the second file is not written any more: the same command does the rest
    (root / "validation/round-1/round.yaml").unlink()
    again = open_folder(root)
    packets = to_send(again, 1, CONTACTS, cases=["alta"])
    again.apply(send(again, 1, make(again, packets, "docx"), now=NOW))
    assert {file: raw for file, raw in contents(root).items() if file.startswith("validation/")} == {
        file: raw for file, raw in whole.items() if file.startswith("validation/")
    }


def test_a_round_whose_sending_was_undone_closes_no_other(root: Path) -> None:
    study = open_folder(root)
    sent_to_alta(study)
    packets = to_send(study, 2, CONTACTS, cases=["skien"])
    study.apply(send(study, 2, make(study, packets, "docx"), now=NOW))
    study.undo()
    assert round_numbers(study) == (1,)
    assert to_send(study, 1, CONTACTS, cases=["skien"])
    study.undo()
    assert round_numbers(study) == ()


def test_a_second_round_asks_of_what_is_new_changed_or_to_be_asked_again_alone(root: Path) -> None:
    put_round(root, 1, ["alta/I1"], right_by("alta/I1"))
    decision = {
        "id": "aaaaaaaaa4",
        "case": "alta",
        "statement": "aaaaaaaaa4",
        "choice": "ask",
        "reason": "Uklart.",
    }
    kept = {
        "id": "aaaaaaaaa5",
        "case": "alta",
        "statement": "aaaaaaaaa5",
        "choice": "keep",
        "reason": "Sagt før.",
    }
    listed = "\n".join(f"  - {json.dumps(each)}" for each in (decision, kept))
    put(root, "validation/round-1/decisions.yaml", f"decisions:\n{listed}\n")
    text = case_text("alta", "Alta").replace("- id: aaaaaaaaa2\n", "- id: aaaaaaaaa2\n      version: 2\n")
    text += "    - {id: aaaaaaaaa9, text: Nytt.}\n    - {id: aaaaaaaaa8, text: Foreslått., state: proposed}\n"
    put(root, "cases/alta.yaml", text)
    study = open_folder(root)
    assert to_ask(study, 2, "alta", "I1") == ("aaaaaaaaa2", "aaaaaaaaa4", "aaaaaaaaa9")
    assert to_ask(study, 1, "alta", "I1") is None


def test_what_was_asked_again_and_answered_is_not_asked_a_third_time(root: Path) -> None:
    put_round(root, 1, ["alta/I1"], right_by("alta/I1"))
    ask = '{"id": "aaaaaaaaa4", "case": "alta", "statement": "aaaaaaaaa4", "choice": "ask", "reason": "Uklart."}'
    put(root, "validation/round-1/decisions.yaml", f"decisions:\n  - {ask}\n")
    answers = [answer("bn00000001", "alta/I1", "aaaaaaaaa4", "correct")]
    put_round(root, 2, ["alta/I1"], answers, statements={"aaaaaaaaa4": (1, "Kommunen har to stillinger.")})
    assert to_ask(open_folder(root), 3, "alta", "I1") == ()


def test_a_packet_with_a_name_of_the_roster_is_not_made_and_no_other_is(root: Path) -> None:
    put(root, "private/roster.yaml", 'people: [{name: "Liv Strøm", as: "[Informant 9]"}]\n')
    text = (root / "cases/skien.yaml").read_text(encoding="utf-8")
    put(root, "cases/skien.yaml", text.replace("Kommunen skal", "Liv Strøms kommune skal"))
    study = open_folder(root)
    with pytest.raises(StudyError) as caught:
        make(study, to_send(study, 1, CONTACTS, cases=["alta", "skien"]), "docx")
    assert "packet of skien/I1, statement 3.1" in str(caught.value)
    assert "Strøm" not in str(caught.value)


def test_the_informants_own_name_is_let_through_in_the_greeting(root: Path) -> None:
    put(root, "private/roster.yaml", 'people: [{name: "Ola Nordmann", as: "[Informant 1]"}]\n')
    study = open_folder(root)
    (made,) = make(study, to_send(study, 1, CONTACTS, cases=["alta"], informants=["I1"]), "html")
    assert "Ola Nordmann" in made.content.decode()


def test_only_ones_own_words_are_sent_and_only_with_consent_to_be_quoted(root: Path) -> None:
    codings = yaml.safe_load((root / "codings/alta/fokusgruppe/koder-a.yaml").read_text(encoding="utf-8"))
    ids = {each["quote"]: each["id"] for each in codings["codings"]}
    by_i1 = ids["mangel på ressurser for å prioritere tiltak"]
    by_i2 = ids["Skolene melder om rasistiske utsagn hver uke."]
    source = (root / "interviews/alta/fokusgruppe.md").read_text(encoding="utf-8")
    only_retold = source.replace(
        'I2: {role: "leder", consent: quote}', 'I2: {role: "leder", consent: paraphrase}'
    )
    assert only_retold != source
    put(root, "interviews/alta/fokusgruppe.md", only_retold)
    text = case_text("alta", "Alta").replace(
        "- id: aaaaaaaaa3\n", f"- id: aaaaaaaaa3\n      evidence: [{by_i1}, {by_i2}]\n"
    )
    put(root, "cases/alta.yaml", text)
    quotes = {
        each.id: [quote for statement in each.packet.statements for quote in statement.quotes]
        for each in to_send(open_folder(root), 1, CONTACTS, cases=["alta"])
    }
    assert quotes == {
        "alta/I1": ["… mangel på ressurser for å prioritere tiltak"],
        "alta/I2": [],
        "alta/I3": [],
    }


def test_what_was_kept_is_never_written_over_and_found_again_by_its_hash(root: Path) -> None:
    study = open_folder(root)
    sent_to_alta(study, informants=["I1"])
    first = round_of(study, 1).sent["alta/I1"]
    raw = (root / "private/validation/round-1/alta/i1.docx").read_bytes()
    by_hand = case_text("alta", "Alta").replace("Det mangler folk", "Det mangler tid")
    put(root, "cases/alta.yaml", by_hand)
    study.refresh()
    with pytest.raises(
        StudyError, match=r"3\.1 was sent in round 1 as version 1 with other words; write `version: 2`"
    ):
        sent_to_alta(study, informants=["I1"])
    put(root, "cases/alta.yaml", by_hand.replace('tid og penger."', 'tid og penger."\n      version: 2'))
    study.refresh()
    sent_to_alta(study, informants=["I1"])
    second = round_of(study, 1).sent["alta/I1"]
    assert (root / "private/validation/round-1/alta/i1.docx").read_bytes() == raw
    assert first.hash != second.hash
    assert kept_packet(root, 1, first) == raw
    assert kept_packet(root, 1, second) == (root / "private/validation/round-1/alta/i1-2.docx").read_bytes()
    assert keep(root, 1, "alta", "I1", "docx", raw) == "validation/round-1/alta/i1.docx"
    # the folder keeps the name that the case had then
    assert kept_packet(root, 1, replace(first, id="alta-by/I1", case="alta-by")) == raw


@pytest.mark.parametrize(
    ("number", "fault"), [(2, "would leave out round 1"), (7, "would leave out round 1")]
)
def test_rounds_are_sent_in_order(root: Path, number: int, fault: str) -> None:
    with pytest.raises(StudyError, match=fault):
        to_send(open_folder(root), number, CONTACTS, cases=["alta"])


def packet_of(root: Path, **more: object) -> Packet:
    (found,) = to_send(open_folder(root), 1, CONTACTS, cases=["alta"], informants=["I1"], **more)  # type: ignore[arg-type]
    return found.packet


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Hei, Ola Nordmann!", "innen 14. januar 2022")),
        ("en", ("Dear Ola Nordmann,", "by 14 January 2022")),
    ],
)
def test_a_draft_of_mail_opens_as_one_to_be_sent_with_the_packet_in_it(
    root: Path, language: str, words: tuple[str, ...]
) -> None:
    packet = packet_of(root, language=language, deadline="2022-01-14")
    raw = draft(letter(packet, CONTACTS.of("alta", "I1"), "docx", b"PK\x03\x04"))
    message = message_from_bytes(raw, policy=default)
    assert message["X-Unsent"] == "1"
    assert message["To"].addresses[0].addr_spec == "ola@example.org"
    assert message["To"].addresses[0].display_name == "Ola Nordmann"
    assert message["From"].addresses[0].addr_spec == "kari@example.org"
    body = message.get_body(("plain",))
    assert body is not None
    for each in words:
        assert each in body.get_content()
    (attached,) = message.iter_attachments()
    assert attached.get_filename().endswith(
        "alta-i1-" + ("runde-1.docx" if language == "nb" else "round-1.docx")
    )
    assert attached.get_content() == b"PK\x03\x04"


def test_a_page_goes_out_as_its_link_without_a_file(root: Path) -> None:
    link = "https://svar.example.org/f/" + "a" * 32
    mail = letter(packet_of(root), CONTACTS.of("alta", "I1"), "page", address=link)
    assert mail.attachments == ()
    assert f"\n{link}\n" in mail.text


def test_what_was_answered_and_not_decided_on_is_asked_again(root: Path) -> None:
    wrong = answer("bbbbbbbbb1", "alta/I1", "aaaaaaaaa4", "wrong")
    put_round(root, 1, ["alta/I1"], [*right_by("alta/I1", "aaaaaaaaa4"), wrong])
    assert to_ask(open_folder(root), 2, "alta", "I1") == ("aaaaaaaaa4",)


def test_what_nobody_answered_is_asked_again_of_everybody_and_what_others_answered_of_nobody(
    root: Path,
) -> None:
    put_round(root, 1, ["alta/I1", "alta/I2", "skien/I1"], right_by("alta/I1", "aaaaaaaaa3"))
    study = open_folder(root)
    assert [to_ask(study, 2, "alta", name) for name in ("I1", "I2")] == [("aaaaaaaaa3",)] * 2
    assert to_ask(study, 2, "skien", "I1") is None, "nobody answered anything"
    sent = {each.id: each for each in to_send(study, 2, CONTACTS, cases=["alta", "skien"])}
    assert {id: each.not_again for id, each in sent.items()} == {
        "alta/I1": 0, "alta/I2": 4, "alta/I3": 0, "skien/I1": 0,
    }  # fmt: skip
    mail = letter(sent["skien/I1"].packet, CONTACTS.of("skien", "I1"), "docx", b"").text
    assert ("Du fikk beskrivelsen før" in mail, "Nå spør vi bare" in mail) == (True, False)


def test_each_gets_the_form_they_were_sent_last(root: Path) -> None:
    study = open_folder(root)
    for name, form in (("I1", "html"), ("I2", "docx")):
        to = to_send(study, 1, CONTACTS, cases=["alta"], informants=[name], form=form)
        study.apply(send(study, 1, make(study, to), now=NOW))
    made = make(study, to_send(study, 2, CONTACTS, cases=["alta"]))
    assert [(each.to.id, each.form) for each in made] == [
        ("alta/I1", "html"), ("alta/I2", "docx"), ("alta/I3", "docx"),
    ]  # fmt: skip
    assert [each.content[:2] == b"PK" for each in made] == [False, True, True]


def test_who_is_sent_an_older_text_in_their_language_is_written_down_and_confirms_nothing(root: Path) -> None:
    file = root / "cases/alta.yaml"
    words = '        nb: "Det mangler folk og penger."\n'
    both = f'{words}        en: "People and money are short."\n'
    file.write_text(file.read_text(encoding="utf-8").replace(words, both), encoding="utf-8")
    study = open_folder(root)
    edit = reword(study, "alta", "aaaaaaaaa3", "Det mangler tid.", language="nb", by="koder-a", now=NOW)
    assert edit is not None
    study.apply(edit)
    people = {**CONTACTS.informants, "alta/I2": InformantContact("alta/I2", language="en")}
    packets = to_send(study, 1, replace(CONTACTS, informants=people), cases=["alta"])
    study.apply(send(study, 1, make(study, packets), now=NOW))
    older = {each["id"]: each.get("older") for each in read(root, "validation/round-1/round.yaml")["sent"]}
    assert older == {"alta/I1": None, "alta/I2": ["aaaaaaaaa3:2"], "alta/I3": None}
    put(
        root,
        "validation/round-1/answers/alta/i2.yaml",
        "answers:\n  - "
        + json.dumps(answer("an00000001", "alta/I2", "aaaaaaaaa3", "correct", version=2))
        + "\n",
    )
    found = standing_in(open_folder(root), 1).statement("aaaaaaaaa3")
    assert found is not None
    assert (found.state, found.read_older) == ("open", ("I2",))
    assert marks_of_statements(open_folder(root), "alta")["aaaaaaaaa3"].state == "open"


def test_each_packet_has_its_own_deadline_in_form_letter_and_counting(root: Path) -> None:
    study = open_folder(root)
    sent_to_alta(study)
    later = to_send(study, 1, CONTACTS, cases=["alta"], informants=["I1"], deadline="2022-02-01")
    assert "1. februar 2022" in letter(later[0].packet, CONTACTS.of("alta", "I1"), "docx", b"").text
    study.apply(send(study, 1, make(study, later, "html"), now=NOW))
    pages = sorted((root / "private/validation/round-1/alta").glob("i1*.html"))
    assert "Svarfrist: 1. februar 2022" in html.document_fromstring(pages[0].read_bytes()).text_content()
    assert read(root, "validation/round-1/round.yaml")["deadline"] == "2022-01-14"
    standing = standing_of(round_of(study, 1), "2022-01-20")
    assert {each.id: each.overdue for each in standing.informants} == {
        "alta/I1": False,
        "alta/I2": True,
        "alta/I3": True,
    }
    # sent once more without a word on the deadline, it is still the one they were told
    again = to_send(study, 1, CONTACTS, cases=["alta"])
    assert [each.packet.deadline for each in again] == ["2022-02-01", "2022-01-14", "2022-01-14"]


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_later_round_says_of_each_informant_what_is_true_of_them(root: Path, form: str) -> None:
    answers = [*right_by("alta/I1", "aaaaaaaaa4"), answer("bbbbbbbbb1", "alta/I1", "aaaaaaaaa4", "wrong")]
    put_round(root, 1, ["alta/I1", "alta/I2"], answers)
    study = open_folder(root)
    packets = to_send(study, 2, CONTACTS, cases=["alta", "skien"])
    told = {}
    for made in make(study, packets, form):  # type: ignore[arg-type]  # one of the forms
        mail = letter(made.to.packet, made.to.contact, made.form, made.content).text
        page = made.content.decode() if form == "html" else words_of_word(made.content)
        begun = [words for words in ("Du har svart", "Du fikk", "Andre har fått") if words in mail]
        assert begun == [words for words in ("Du har svart", "Du fikk", "Andre har fått") if words in page]
        told[made.to.id] = (begun, "Nå spør vi bare" in mail, "Nå spør vi bare" in page)
    assert told == {
        "alta/I1": (["Du har svart"], True, True),
        "alta/I2": (["Du fikk"], True, True),
        "alta/I3": (["Andre har fått"], False, False),
        "skien/I1": ([], False, False),
    }
    everything = to_send(study, 2, CONTACTS, cases=["alta"], informants=["I1"], everything=True)
    mail = letter(everything[0].packet, CONTACTS.of("alta", "I1"), "docx", b"").text
    assert ("Du har svart på beskrivelsen før." in mail, "Nå spør vi bare" in mail) == (True, False)


def words_of_word(raw: bytes) -> str:
    with ZipFile(BytesIO(raw)) as parts:
        return parts.read("word/document.xml").decode()


def test_a_number_stays_what_the_round_went_out_with_whatever_is_withdrawn_since(root: Path) -> None:
    study = open_folder(root)
    sent_to_alta(study, informants=["I1"])
    text = case_text("alta", "Alta").replace(
        "- id: aaaaaaaaa3\n", "- id: aaaaaaaaa3\n      state: withdrawn\n"
    )
    put(root, "cases/alta.yaml", text + "    - {id: aaaaaaaaa9, text: Nytt.}\n")
    study.refresh()
    sent_to_alta(study, informants=["I2"])
    numbers = {each.statement: each.number for each in round_of(study, 1).statements.values()}
    made = to_send(study, 1, CONTACTS, cases=["alta"], informants=["I2"])[0].packet
    assert {each.id: each.number for each in made.statements} == {
        "aaaaaaaaa1": "1.1",
        "aaaaaaaaa2": "2.1",
        "aaaaaaaaa4": "3.2",
        "aaaaaaaaa5": "3.3",
        "aaaaaaaaa9": "3.4",
    }
    assert {each.id: numbers[each.id] for each in made.statements} == {
        each.id: each.number for each in made.statements
    }


def test_a_form_in_another_language_than_the_study_has_no_title_in_a_foreign_one(root: Path) -> None:
    title = open_folder(root).settings.title
    assert [packet_of(root, language=language).study_title for language in ("nb", "nn", "en")] == [
        title,
        title,
        "",
    ]


def test_the_report_of_a_round_gives_the_days_that_its_packets_were_due(root: Path) -> None:
    study = open_folder(root)
    sent_to_alta(study)
    packets = to_send(study, 1, CONTACTS, cases=["skien"], deadline="2022-02-01")
    study.apply(send(study, 1, make(study, packets, "docx"), now=NOW))
    told = written(round_report(study, 1, today="2022-03-01"), Form.md, gate=NameGate()).decode()
    assert "Svarfristene lå mellom 14. januar 2022 og 1. februar 2022." in told.replace("\u00a0", " ")
