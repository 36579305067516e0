"""The mark of a packet: what a form carries, and what is said of a form that carries none, another's or a made-up one."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import re
from email.message import EmailMessage
from pathlib import Path
from shutil import rmtree
from zipfile import ZipFile

import pytest
import yaml
from lxml import html

from answered import changed, replaced
from crosscase.casework.replies import received
from crosscase.casework.sending import make, send, to_send
from crosscase.casework.taking_in import take_in
from crosscase.study.contacts import Contacts
from crosscase.study.opening import open_folder
from crosscase.study.validation_file import PacketForm
from runs import run_here
from studies import contents
from validations import TEXTS, validated_study

NOW = "2021-12-21T09:00:00Z"
KEY = "private/validation/key"
MISSING = (
    "the form carries no mark of the packet that was sent to alta/I1, as where a program has dropped it; if in doubt, "
    "ask whether it is from them"
)
LOOK = "see whether it is from them before anything is decided by it"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A study of two described cases, of which nothing was sent."""
    folder = validated_study(tmp_path / "study", ())
    rmtree(folder / "validation")
    return folder


def sent(root: Path, form: PacketForm = "docx", number: int = 1) -> dict[str, bytes]:
    """Send a round; the files by informant."""
    study = open_folder(root, "koder-a")
    wanted = to_send(
        study, number, Contacts(), cases=["alta", "skien"], deadline="2022-01-14", everything=True
    )
    made = make(study, wanted, form)
    study.apply(send(study, number, made, now=NOW))
    return {each.to.id: each.content for each in made}


def mark_in(raw: bytes) -> str:
    """The mark that a form carries."""
    if raw.startswith(b"PK"):
        found = re.search(rb'name="crosscase-mark"><vt:lpwstr>([^<]*)<', custom(raw))
        return found[1].decode() if found else ""
    [form] = html.document_fromstring(raw.decode()).forms
    return str(form.get("data-mark", ""))


def custom(raw: bytes) -> bytes:
    return ZipFile(io.BytesIO(raw)).read("docProps/custom.xml")


def marked(raw: bytes, mark: str) -> bytes:
    """A Word form with another mark; empty: none."""
    there = re.search(rb'<property [^>]*name="crosscase-mark">.*?</property>', custom(raw))
    assert there is not None
    other = there[0].replace(mark_in(raw).encode(), mark.encode()) if mark else b""
    return replaced(raw, {"docProps/custom.xml": custom(raw).replace(there[0], other)})


def answers(root: Path, **more: object) -> dict[str, object]:
    """The answer file of alta/I1, without a mark."""
    given = [{"id": id, "version": 1, "verdict": "correct", "text": ""} for id in TEXTS["alta"]]
    id = yaml.safe_load((root / "study.yaml").read_text(encoding="utf-8"))["id"]
    return {
        "crosscase": "answers", "format": 1, "study": id, "round": 1, "case": "alta", "informant": "I1",
        "language": "nb", "answered": "2022-01-10T12:00:00Z", "statements": given, "missing": [], "general": "",
    } | more  # fmt: skip


def notes(root: Path, raw: bytes | dict[str, object], name: str = "svar.docx") -> list[str]:
    """What is said of a file, which is taken in all the same."""
    content = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    [came] = received(open_folder(root, "koder-a"), content, name).came
    assert came.reply.sender == "alta/I1"
    return [line for line in came.reply.notes if "mark" in line]


def test_each_packet_carries_a_digest_of_what_it_is_under_a_key_that_stays_private(root: Path) -> None:
    forms = sent(root)
    key = (root / KEY).read_text(encoding="utf-8")
    assert re.fullmatch(r"[0-9a-f]{64}\n", key)
    assert (root / KEY).stat().st_mode & 0o777 == 0o600
    id = answers(root)["study"]
    said = json.dumps(["packet", id, 1, "alta", "I2"]).encode()
    expected = hmac.new(bytes.fromhex(key), said, hashlib.sha256).hexdigest()[:32]
    assert mark_in(forms["alta/I2"]) == expected
    assert len(set(map(mark_in, forms.values()))) == 4
    shared = [text for file, text in contents(root).items() if file != KEY]
    assert not any(key.strip() in str(text) for text in shared)
    # a packet that is made again is the same file, in either form
    assert sent(root) == forms
    pages = sent(root, "html")
    assert {id: mark_in(raw) for id, raw in pages.items()} == {id: mark_in(raw) for id, raw in forms.items()}
    assert (root / KEY).read_text(encoding="utf-8") == key


def test_a_form_with_its_own_mark_is_taken_in_without_a_word_also_when_its_case_has_another_name(
    root: Path,
) -> None:
    form = sent(root)["alta/I1"]
    assert notes(root, form) == []
    assert notes(root, answers(root, mark=mark_in(form)), "svar.json") == []
    assert run_here(root, "case", "rename", "alta", "finnmark", "--coder", "koder-a").code == 0
    study = open_folder(root, "koder-a")
    for raw, name in ((form, "a.docx"), (json.dumps(answers(root, mark=mark_in(form))).encode(), "a.json")):
        [came] = received(study, raw, name).came
        assert (came.reply.sender, [line for line in came.reply.notes if "mark" in line]) == (
            "finnmark/I1",
            [],
        )


def test_a_form_without_its_mark_or_with_anothers_is_taken_in_and_told(root: Path) -> None:
    forms = sent(root)
    own, other = forms["alta/I1"], mark_in(forms["alta/I2"])
    assert notes(root, marked(own, "")) == [MISSING]
    assert notes(root, answers(root), "svar.json") == [MISSING]
    taken = (
        f"the form carries the mark of the packet that was sent to alta/I2 in round 1, not to alta/I1; {LOOK}"
    )
    assert notes(root, marked(own, other)) == [taken]
    assert notes(root, answers(root, mark=other), "svar.json") == [taken]
    made_up = f"the form carries a mark that no packet was sent with, and not that of alta/I1; {LOOK}"
    for wrong in ("0" * 32, mark_in(own).upper(), "æ", 7, [mark_in(own)]):
        assert notes(root, answers(root, mark=wrong), "svar.json") == [made_up]
    study = open_folder(root, "koder-a")
    [came] = received(study, json.dumps(answers(root, mark=other)).encode(), "svar.json").came
    edit = take_in(study, came.reply, by="koder-a")
    assert edit is not None
    assert len(edit.changes) == 5  # every answer, none of them the mark


def test_answers_that_were_pasted_into_a_mail_keep_their_mark(root: Path) -> None:
    mark = mark_in(sent(root, "html")["alta/I1"])
    for given, expected in ((mark, []), (None, [MISSING])):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "ola@example.org", "Re: svar"
        mail.set_content(json.dumps(answers(root, **({"mark": given} if given else {})), indent=2))
        assert notes(root, mail.as_bytes(), "svar.eml") == expected


def test_packets_from_before_there_was_a_key_and_links_are_told_nothing_of(
    root: Path, tmp_path: Path
) -> None:
    before = validated_study(tmp_path / "before", ())
    assert notes(before, answers(before), "svar.json") == []
    sent(root, "page")
    assert not (root / KEY).exists()
    assert "key" not in yaml.safe_load((root / "validation/round-1/round.yaml").read_text("utf-8"))["sent"][0]
    assert notes(root, answers(root), "svar.json") == []
    # a link beside a form that went out takes nothing from the form
    sent(root, "docx")
    sent(root, "page")
    assert notes(root, answers(root), "svar.json") == [MISSING]


@pytest.mark.parametrize("instead", [None, "0" * 10, "f" * 64], ids=["gone", "damaged", "another"])
def test_where_the_key_is_lost_one_line_says_so_and_nobody_is_doubted(
    root: Path, instead: str | None
) -> None:
    form = sent(root)["alta/I1"]
    (root / KEY).unlink()
    if instead is not None:
        (root / KEY).write_text(instead, encoding="utf-8")
    (root / "a.docx").write_bytes(changed(lambda _: None, form))
    (root / "b.json").write_text(json.dumps(answers(root)), encoding="utf-8")
    done = run_here(root, "validate", "receive", "a.docx", "b.json", "--coder", "koder-a")
    assert done.code == 0
    [line] = [line for line in done.err.splitlines() if "mark" in line]
    assert line.endswith(
        "private/validation/key: the key that packets were marked with is not here; whether what came is from those "
        "it names cannot be told"
    )


def test_receive_tells_a_doubt_beside_what_it_took_in_and_a_damaged_key_sends_nothing(root: Path) -> None:
    (root / "svar.docx").write_bytes(marked(sent(root)["alta/I1"], ""))
    done = run_here(root, "validate", "receive", "svar.docx", "--coder", "koder-a")
    assert (done.code, f"svar.docx: {MISSING}" in done.err.splitlines()[-1]) == (0, True)
    (root / KEY).write_text("0" * 10, encoding="utf-8")
    refused = run_here(root, "validate", "send", "--round", "2", "--all", "--coder", "koder-a")
    assert refused.code == 2
    assert (
        "private/validation/key: is no key (64 hex digits); put it back from a copy, or delete it"
        in refused.err
    )
    assert not (root / "validation/round-2").exists()
    assert (root / KEY).read_text(encoding="utf-8") == "0" * 10
