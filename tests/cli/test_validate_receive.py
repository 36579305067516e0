"""crosscase validate receive and validate record, as a user runs them."""

from __future__ import annotations

import json
import shutil
from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml

from answered import FORM, STATEMENTS, STUDY, changed, form_hash, replaced, sent_study, ticked, wrote
from studies import contents

FILE = "validation/round-1/answers/alta/i1.yaml"
WHO = ("--coder", "koder-a")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that sent round 1, and replies to it; to be copied."""
    top = tmp_path_factory.mktemp("receive")
    sent_study(top / "study")
    (top / "svar.docx").write_bytes(changed(fill))
    (top / "svar.json").write_text(json.dumps(answers()), encoding="utf-8")
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = (
        "per@example.org",
        "Re: svar",
        "Mon, 10 Jan 2022 13:00:00 +0100",
    )
    mail.set_content("Alt stemmer.\n\nHilsen Per\x1b[2J")
    (top / "svar.eml").write_bytes(mail.as_bytes())
    (top / "skannet.pdf").write_bytes(b"%PDF-1.7")
    return top


@pytest.fixture
def here(made: Path, tmp_path: Path) -> Path:
    """A folder with the study and the replies."""
    return Path(shutil.copytree(made, tmp_path / "here"))


def fill(root: object) -> None:
    ticked(root, "aaaaaaaa11", "correct")
    ticked(root, "aaaaaaaa12", "changes")
    wrote(root, "c_aaaaaaaa12", "Spør Berit.")
    wrote(root, "m_2", "Kirken.")


def answers(**changes: object) -> dict[str, object]:
    statement = {"id": "bbbbbbbb21", "version": 1, "verdict": "wrong", "text": "Sagt opp."}
    return {
        "crosscase": "answers", "format": 1, "study": STUDY, "round": 1, "case": "alta", "informant": "I1",
        "language": "nb", "answered": "2022-01-10T12:00:00Z", "statements": [statement], "missing": [], "general": "",
    } | changes  # fmt: skip


def kept(study: Path, informant: str = "i1") -> list[dict[str, str]]:
    text = (study / f"validation/round-1/answers/alta/{informant}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)["answers"]


def test_files_are_taken_in_told_kept_and_undone_and_the_same_file_again_changes_nothing(
    run, here: Path
) -> None:
    study = here / "study"
    before = contents(study)
    done = run("validate", "receive", "../svar.docx", "../svar.json", *WHO, where=study)
    assert done.code == 0
    assert done.lines == [
        "../svar.docx: alta/I1, round 1: 2 of 7 statements answered (1 correct, 1 correct with changes); 1 missing",
        "../svar.json: alta/I1, round 1: 1 of 7 statements answered (1 wrong); 3 of 7 in all",
    ]
    assert done.err == "../svar.docx: 1 name gave way to a pseudonym; the file as it came is in private/\n"
    assert [(each["statement"], each["verdict"]) for each in kept(study) if each.get("kind") is None] == [
        ("aaaaaaaa11", "correct"), ("aaaaaaaa12", "changes"), ("bbbbbbbb21", "wrong"),
    ]  # fmt: skip
    assert "Berit" not in (study / FILE).read_text(encoding="utf-8")
    raw = (here / "svar.docx").read_bytes()
    assert (study / f"private/validation/received/{form_hash(raw)}.docx").read_bytes() == raw
    after = contents(study)
    again = run("validate", "receive", "../svar.docx", *WHO, where=study)
    assert again.code == 0
    assert "taken in before" in again.out
    assert contents(study) == after
    assert run("undo", *WHO, where=study).out == "undone: answers of alta/I1 in round 1, in 1 file\n"
    assert len(kept(study)) == 3
    assert run("undo", *WHO, where=study).code == 0
    left = {name: raw for name, raw in contents(study).items() if "private/validation/received" not in name}
    assert left == before


def test_a_file_that_cannot_be_read_keeps_no_other_out_and_is_told_in_one_line(run, here: Path) -> None:
    study = here / "study"
    done = run("validate", "receive", "../skannet.pdf", "../nowhere.docx", "../svar.json", *WHO, where=study)
    assert done.code == 1
    assert done.out.startswith("../svar.json: alta/I1, round 1: 1 of 7")
    pdf, nowhere = done.err.split("\n")[:-1]
    assert pdf.startswith("crosscase: ../skannet.pdf: is a PDF")
    assert nowhere.startswith("crosscase: ../nowhere.docx: ")
    assert (here / "skannet.pdf").read_bytes() == b"%PDF-1.7"
    before = contents(study)
    alone = run("validate", "receive", "../skannet.pdf", *WHO, where=study)
    assert (alone.code, alone.out, alone.err.count("\n")) == (2, "", 1)
    assert contents(study) == before


def test_an_oversized_file_is_refused_before_it_is_read(run, here: Path) -> None:
    with (here / "stor.docx").open("wb") as file:
        file.truncate(65 * 2**20)
    done = run("validate", "receive", "../stor.docx", *WHO, where=here / "study")
    assert (done.code, done.out) == (2, "")
    assert (
        done.err
        == "crosscase: ../stor.docx: is larger than 64 MB, and no answer is; ask for the answer alone\n"
    )


def test_a_mail_in_plain_words_is_shown_whole_and_placed_by_hand(run, here: Path) -> None:
    study = here / "study"
    shown = run("validate", "receive", "../svar.eml", *WHO, where=study)
    assert shown.code == 1  # somebody has to say what it answers
    assert shown.lines[:4] == ["../svar.eml: its words", "    Alt stemmer.", "    ", "    Hilsen Per␛[2J"]
    assert shown.lines[4] == "../svar.eml: alta/I2, round 1: 0 of 7 statements answered; 1 not placed"
    assert "--all-correct" in shown.err
    [words] = kept(study, "i2")
    assert (words["kind"], words["text"]) == ("unmatched", "Alt stemmer.\n\nHilsen I2[2J")
    placed = run(
        "validate", "receive", "../svar.eml", "--all-correct", "--statement", "2.3", "--verdict", "changes",
        "--text", "Annenhver måned.", *WHO, where=study,
    )  # fmt: skip
    assert placed.code == 0
    assert placed.lines[-1].endswith("7 of 7 statements answered (6 correct, 1 correct with changes)")
    found = {each["statement"]: each["verdict"] for each in kept(study, "i2")}
    assert found == dict.fromkeys(STATEMENTS, "correct") | {"bbbbbbbb23": "changes"}


def test_a_mail_is_placed_piece_by_piece_and_what_is_left_is_told(run, here: Path) -> None:
    study = here / "study"
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "per@example.org", "Svar", "Mon, 10 Jan 2022 13:00:00 +0100"
    mail.set_content("Kafeen er stengt. Dere glemmer kirken. Berit vet mer.\n\nHilsen Per")
    (here / "lang.eml").write_bytes(mail.as_bytes())
    cafe = ("../lang.eml", "--statement", "2.3", "--verdict", "wrong", "--text", "Kafeen er stengt.")
    first = run("validate", "receive", *cafe, *WHO, where=study)
    assert first.code == 1  # not all of it found its place
    assert (
        first.lines[-1] == "../lang.eml: alta/I2, round 1: 1 of 7 statements answered (1 wrong); 1 not placed"
    )
    assert "could not be placed: “Dere glemmer kirken. [Informant 2] vet mer.”" in first.err
    told = run("validate", "status", where=study)
    assert "alta/I2: 1 piece of what came could not be placed with a statement" in told.out
    second = run(
        "validate", "receive", "../lang.eml", "--missing", "Dere glemmer kirken.", "--section", "tiltak", *WHO,
        where=study,
    )  # fmt: skip
    assert (
        second.lines[-1]
        == "../lang.eml: alta/I2, round 1: 0 of 7 statements answered; 1 of 7 in all; 1 missing; 1 not placed"
    )
    found = [
        (each.get("kind", "statement"), each.get("section", ""), each["text"]) for each in kept(study, "i2")
    ]
    assert found == [
        ("statement", "", "Kafeen er stengt."), ("unmatched", "", "[Informant 2] vet mer."),
        ("addition", "tiltak", "Dere glemmer kirken."),
    ]  # fmt: skip
    before = contents(study)
    again = run("validate", "receive", *cafe, *WHO, where=study)
    assert (again.code, "taken in before" in again.out) == (0, True)
    assert contents(study) == before


def test_the_same_answers_in_another_file_are_said_to_be_and_change_nothing(run, here: Path) -> None:
    study = here / "study"
    assert run("validate", "receive", "../svar.docx", *WHO, where=study).code == 0
    before = (study / FILE).read_bytes()
    (here / "igjen.docx").write_bytes(replaced(changed(fill), {"docProps/app.xml": b"<Properties/>"}))
    again = run("validate", "receive", "../igjen.docx", *WHO, where=study)
    assert (again.code, again.err) == (0, "")
    assert (
        again.out == "../igjen.docx: alta/I1, round 1: says what was taken in before; nothing was changed\n"
    )
    assert (study / FILE).read_bytes() == before
    (here / "mer.docx").write_bytes(changed(lambda root: (fill(root), ticked(root, "bbbbbbbb21", "wrong"))))
    more = run("validate", "receive", "../mer.docx", *WHO, where=study)
    assert "../mer.docx: 2 statements answered as before; that is not written down again" in more.err
    assert len(kept(study)) == 4


def test_what_was_said_by_telephone_is_written_down(run, here: Path) -> None:
    study = here / "study"
    done = run(
        "validate", "record", "Alta", "--from", "I2", "--by", "telephone", "--on", "2022-01-11", "--all-correct",
        "--statement", "1.2", "--verdict", "wrong", "--text", "Sjeldnere.", "--missing", "Kirken.", "--section", "tiltak",
        *WHO, where=study,
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "validation/round-1/answers/alta/i2.yaml: alta/I2, round 1: 7 of 7 statements answered "
        "(6 correct, 1 wrong); 1 missing\n"
    )
    answers = kept(study, "i2")
    assert {(each["how"], each["answered"], each["by"]) for each in answers} == {
        ("telephone", "2022-01-11T00:00:00Z", "koder-a")
    }
    assert [each["text"] for each in answers if each.get("verdict") == "wrong"] == ["Sjeldnere."]
    assert run("undo", *WHO, where=study).code == 0
    assert not (study / "validation/round-1/answers/alta/i2.yaml").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("receive",), "name the files that came back"),
        (("receive", "a.docx", "b.docx", "--all-correct"), "are for one file"),
        (("receive", "../svar.json", "--all-correct"), "says itself what it answers"),
        (("receive", "../svar.json", "--from", "I1"), "give case and informant"),
        (("receive", "../svar.eml", "--statement", "2.3", "--verdict", "corect"), "did you mean correct"),
        (("receive", "../svar.eml", "--statement", "2.3"), "give its --verdict"),
        (("receive", "../svar.eml", "--statement", "2.3", "--verdict", "wrong", "--verdict", "wrong"), "give one for each"),
        (("record", "alta", "--from", "I1", "--by", "telephone"), "what was said?"),
        (("record", "alta", "--from", "I1", "--by", "letter", "--all-correct"), "there is no --by letter"),
        (("record", "alta", "--from", "I7", "--by", "other", "--all-correct"), "alta/I7 was sent nothing in round 1"),
        (("record", "skien", "--from", "I1", "--by", "other", "--all-correct"), "skien/I1 was sent nothing"),
        (("record", "alta", "--from", "I1", "--by", "other", "--all-correct", "--round", "3"), "there is no round 3"),
        (("record", "alta", "--from", "I1", "--by", "other", "--missing", "x", "--section", "tiltk"), "did you mean tiltak"),
        (("record", "alta", "--from", "I1", "--by", "other", "--all-correct", "--on", "i går"), "is no day"),
        (("record", "alta", "--from", "I1", "--by", "other", "--all-correct", "--on", "2999-01-01"), "is yet to come"),
        (("record", "alta", "--from", "I1", "--by", "other", "--all-correct", "--on", "2022-01-02"), "on 2022-01-03"),
    ],
)  # fmt: skip
def test_wrong_use_changes_nothing_and_says_what_to_do(
    run, made: Path, words: tuple[str, ...], says: str
) -> None:
    study = made / "study"
    before = contents(study)
    done = run("validate", *words, *WHO, where=study)
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1
    assert contents(study) == before


def test_the_form_comes_back_untouched_and_nobody_has_answered(run, here: Path) -> None:
    (here / "tom.docx").write_bytes(FORM)
    done = run("validate", "receive", "../tom.docx", *WHO, where=here / "study")
    assert (done.code, done.out) == (0, "../tom.docx: alta/I1, round 1: no answer\n")
    assert done.err == "../tom.docx: nothing was filled in or changed\n"
    assert not (here / "study" / FILE).exists()
