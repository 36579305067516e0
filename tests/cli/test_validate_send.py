"""crosscase validate send: who gets what, drafts, and mail by a real server on this machine."""

from __future__ import annotations

import hashlib
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
import yaml
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from studies import contents, put
from validations import case_text, validated_study

CONTACTS = """from: {name: "Kari Forsker", email: kari@example.org, phone: "900 00 000"}
informants:
  - {id: alta/I1, name: "Ola Nordmann", email: ola@example.org}
  - {id: alta/I2, name: "Per Hansen", email: per@example.org, language: en}
  - {id: alta/I3, name: "Eva Lie", email: eva@example.org}
"""
NEW_STATEMENT = "    - {id: aaaaaaaaa9, text: {nb: Planen er ny.}}\n"
USER, PASSWORD = "forsker", "hemmelig passord"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Two described cases, of which nothing was sent; the one informant of the second has no address."""
    root = validated_study(tmp_path / "study")
    rmtree(root / "validation")
    put(root, "private/contacts.yaml", CONTACTS)
    settings = (root / "study.yaml").read_text(encoding="utf-8")  # sections whose statements need no evidence
    put(root, "study.yaml", settings.replace("    codes:", "    framing: true\n    codes:"))
    return root


def sent(root: Path, number: int = 1) -> dict[str, dict[str, Any]]:
    said = yaml.safe_load((root / f"validation/round-{number}/round.yaml").read_text(encoding="utf-8"))
    return {each["id"]: each for each in said["sent"]}


def private(root: Path) -> list[str]:
    folder = root / "private/validation"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


IN_NB = "alta: 1.1, 2.1, 3.1, 3.2, 3.3 go out in another language, having no text in en\n"
"""What is said when I2, who reads English, is sent Alta, which is written in Norwegian alone."""


def test_a_dry_run_shows_who_would_get_what_and_writes_nothing(run, study: Path) -> None:
    before = contents(study)
    done = run("validate", "send", "--round", "1", "--dry-run", "--deadline", "2095-01-14", where=study)
    assert (done.code, done.err) == (0, IN_NB)
    assert [line.split() for line in done.lines] == [
        ["informant", "language", "form", "statements", "changed", "quotes", "deadline", "address", "state"],
        ["alta/I1", "nb", "docx", "5", "0", "0", "2095-01-14", "yes", "to", "be", "sent"],
        ["alta/I2", "en", "docx", "5", "0", "0", "2095-01-14", "yes", "to", "be", "sent"],
        ["alta/I3", "nb", "docx", "5", "0", "0", "2095-01-14", "yes", "to", "be", "sent"],
        ["skien/I1", "nb", "docx", "1", "0", "0", "2095-01-14", "none", "to", "be", "sent"],
        ["round", "1:", "nothing", "was", "written;", "without", "--dry-run", "it", "is", "sent"],
    ]
    assert contents(study) == before


def test_packets_and_drafts_come_into_the_private_folder(run, study: Path) -> None:
    done = run("validate", "send", "--round", "1", "--deadline", "2095-01-14", where=study)
    assert done.code == 0
    assert "alta/I1: 5 statements as docx" in done.lines
    assert done.lines[-1] == "skien/I1: no e-mail in private/contacts.yaml, so no draft of mail was made"
    assert private(study) == [
        "key",
        *(f"round-1/alta/i{n}.{suffix}" for n in (1, 2, 3) for suffix in ("docx", "eml")),
        "round-1/skien/i1.docx",
    ]
    mail = message_from_bytes((study / "private/validation/round-1/alta/i2.eml").read_bytes(), policy=default)
    (attached,) = mail.iter_attachments()  # type: ignore[attr-defined]  # of the default policy
    assert attached.get_content() == (study / "private/validation/round-1/alta/i2.docx").read_bytes()
    assert "Is the description of Alta right?" in mail["Subject"]
    assert "mailed" not in sent(study)["alta/I2"]
    undone = run("undo", where=study)
    assert undone.lines == ["undone: send round 1 to 4 informants, in 2 files"]
    assert not (study / "validation/round-1/round.yaml").exists()


def test_who_was_sent_the_round_already_is_left_out_unless_told_again(run, study: Path) -> None:
    run("validate", "send", "--to", "alta/I1", where=study)
    first = sent(study)["alta/I1"]
    refused = run("validate", "send", "--case", "alta", "--to", "I1", where=study).refused()
    assert refused == "round 1 was sent to alta/I1 already; --again sends it once more"
    rest = run("validate", "send", "--case", "alta", where=study)
    assert (
        rest.err == IN_NB + "alta/I1: sent in this round already and left out; --again sends it once more\n"
    )
    assert sorted(sent(study)) == ["alta/I1", "alta/I2", "alta/I3"]
    assert sent(study)["alta/I1"] == first
    once_more = run("validate", "send", "--to", "alta/I1", "--deadline", "2095-02-01", "--again", where=study)
    assert once_more.code == 0
    assert sent(study)["alta/I1"]["hash"] != first["hash"]
    assert {"round-1/alta/i1.docx", "round-1/alta/i1-2.docx"} <= set(private(study))


def test_another_deadline_and_a_round_that_is_not_done_are_told_before_the_next_goes_out(
    run, study: Path
) -> None:
    run("validate", "send", "--case", "alta", "--deadline", "2095-01-14", where=study)
    later = run("validate", "send", "--case", "skien", "--deadline", "2095-02-01", where=study)
    assert later.code == 0
    assert later.err == (
        "round 1 is due 2095-01-14, as alta/I1, alta/I2, alta/I3 were told; the new packets say 2095-02-01\n"
    )
    said = ("--by", "meeting", "--all-correct", "--statement", "3.1", "--verdict", "wrong", "--text", "Nei.")
    assert (
        run("validate", "record", "alta", "--from", "I1", *said, "--coder", "koder-a", where=study).code == 0
    )
    put(study, "cases/alta.yaml", case_text("alta", "Alta") + NEW_STATEMENT)
    second = run("validate", "send", "--round", "2", "--case", "alta", where=study)
    assert second.code == 0
    assert second.err == (
        "round 1 is not done: 1 to decide on, 0 to apply; it takes no more sending\n"
        "alta: 3.1, 3.4 go out in another language, having no text in en\n"
        "not asked again of statements they left open and others answered: alta/I2 (4), alta/I3 (4); --all asks them\n"
    )


def test_what_does_not_go_out_and_what_is_marked_is_told_before_anything_is_sent(run, study: Path) -> None:
    settings = (
        (study / "study.yaml")
        .read_text(encoding="utf-8")
        .replace("    framing: true\n    codes:", "    codes:")
    )
    put(study, "study.yaml", settings)
    file = study / "cases/skien.yaml"
    proposed = '    - {id: ssssssss99, state: proposed, text: {nb: "Kirken hjelper til."}}\n'
    put(study, "cases/skien.yaml", file.read_text(encoding="utf-8") + proposed)
    said = (
        "only proposed, and so not sent: skien: 1 statement; F7 takes them in\n"
        "1 severe mark in the text: 1 no-evidence; see crosscase case check skien --severe\n"
    )
    tried = run("validate", "send", "skien", "--dry-run", where=study)
    assert (tried.code, tried.err) == (0, said)
    assert tried.lines[1].split()[:4] == ["skien/I1", "nb", "docx", "1"], (
        "the case may be named without --case"
    )
    assert said in run("validate", "send", "skien", where=study).err


def test_nobody_is_asked_to_answer_by_the_day_of_a_round_that_has_passed(run, study: Path) -> None:
    run("validate", "send", "--case", "alta", where=study)
    raw = (study / "validation/round-1/round.yaml").read_text(encoding="utf-8")
    put(study, "validation/round-1/round.yaml", f'deadline: "2022-01-14"\n{raw}')
    refused = run("validate", "send", "--case", "skien", where=study).refused()
    assert refused == (
        "skien/I1: round 1 was due 2022-01-14, which is over; say with --deadline by which day to answer"
    )
    assert run("validate", "send", "--case", "skien", "--deadline", "2095-01-14", where=study).code == 0


def test_a_contact_that_no_informant_has_is_told_without_its_words_and_a_telephone_may_stand_there(
    run, study: Path
) -> None:
    more = '  - {id: alta/Kari Nordmann, phone: "900 00 001"}\n'
    put(study, "private/contacts.yaml", CONTACTS + more)
    done = run("validate", "send", "--case", "alta", where=study)
    assert done.code == 0
    line, other = done.err.splitlines()
    assert f"{other}\n" == IN_NB
    assert line.startswith("private/contacts.yaml: nobody is interviewed under the id of informant 4; ")
    assert "Nordmann" not in done.err


def test_the_page_in_one_file_is_sent_as_html(run, study: Path) -> None:
    assert run("validate", "send", "--to", "alta/I1", "--form", "html", where=study).code == 0
    page = (study / "private/validation/round-1/alta/i1.html").read_bytes()
    assert b"Det mangler folk og penger." in page
    said = sent(study)["alta/I1"]
    assert (said["form"], said["hash"]) == ("html", hashlib.blake2b(page, digest_size=16).hexdigest())


def test_the_served_page_is_sent_as_a_link_of_ones_own(run, study: Path) -> None:
    done = run(
        "validate",
        "send",
        "--case",
        "alta",
        "--form",
        "page",
        "--url",
        "https://svar.example.org",
        where=study,
    )
    assert (done.code, done.err) == (0, IN_NB)
    links = set()
    for informant in ("i1", "i2", "i3"):
        raw = (study / f"private/validation/round-1/alta/{informant}.eml").read_bytes()
        body = message_from_bytes(raw, policy=default).get_body(("plain",)).get_content()  # type: ignore[attr-defined]
        links |= {line for line in body.split("\n") if line.startswith("https://svar.example.org/f/")}
    assert len(links) == 3
    shared = b"".join(
        raw if isinstance(raw, bytes) else raw.encode()
        for file, raw in contents(study).items()
        if not file.startswith("private/")
    )
    assert not any(link.rpartition("/")[2].encode() in shared for link in links)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--round", "3"), "round 3 would leave out round 1; send that one first"),
        (("--round", "-1"), "--round -1: rounds are counted from 1"),
        (("--to", "alta/I9"), "there is no informant alta/I9; did you mean alta/I1?"),
        (("--case", "skien", "--to", "alta/I2"), "alta/I2 is an informant of another case"),
        (("--case", "altta"), "there is no case altta; did you mean alta?"),
        (("--form", "docs"), "there is no --form docs; did you mean docx?"),
        (("--deadline", "14.01.2095"), "--deadline 14.01.2095: is no day; give one such as 2022-01-14"),
        (("--deadline", "2095-02-30"), "--deadline 2095-02-30: is no day"),
        (("--deadline", "2022-01-14"), "--deadline 2022-01-14: is over; give a day that is still to come"),
        (("--form", "page"), "--form page: say with --url where informants reach the page, such as https://"),
        (("--form", "page", "--url", "svar.example.org"), "--url svar.example.org: give it as https://host"),
        (("--url", "https://x.example.org"), "--url goes with --form page; leave it out"),
        (("--smtp", "--case", "alta"), "--smtp: set CROSSCASE_SMTP_HOST to the server"),
        (("--smtp",), "--smtp: set CROSSCASE_SMTP_HOST"),
        (("--format", "csv"), "--format is of the list that --dry-run shows"),
    ],
)
def test_what_cannot_be_sent_is_one_line_and_writes_nothing(
    run, study: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], fault: str
) -> None:
    monkeypatch.delenv("CROSSCASE_SMTP_HOST", raising=False)
    before = contents(study)
    assert run("validate", "send", *words, where=study).refused().startswith(fault)
    assert contents(study) == before


def test_a_study_without_descriptions_has_nothing_to_send(run, study: Path) -> None:
    put(study, "cases/alta.yaml", 'name: "Alta"\n')
    assert run("validate", "send", "--case", "alta", where=study).refused() == (
        "alta has no description to send; write one first: crosscase case draft alta"
    )


@dataclass
class Postbox:
    """A mail server on this machine, and what it took.

    Attributes:
        refused: addresses it does not take mail to; later: those it does not take mail to yet.
        breaks: it takes a message, and is gone before it says so.
        begun: who it was told a message comes from.
    """

    host: str = ""
    port: int = 0
    refused: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    breaks: bool = False
    taken: list[tuple[str, EmailMessage, bool]] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.begun.append(address)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return f"550 5.1.1 <{address}> User unknown"
        if address in self.later:
            return "451 4.7.1 Greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=default)
        self.taken.append((envelope.rcpt_tos[0], message, session.ssl is not None))  # type: ignore[arg-type]
        if self.breaks:
            server.transport.close()
        return "250 OK"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine that nobody has signed but itself, and its key."""
    from shutil import which

    if which("openssl") is None:
        pytest.skip("needs openssl, which is not on this machine")
    folder = tmp_path_factory.mktemp("certificate")
    whole, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(whole)],
        check=True, capture_output=True,
    )  # fmt: skip
    return whole, key


class OnAFreePort(Controller):
    """A server on a port that the machine chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]  # it runs by now
        super()._trigger_server()


def served(postbox: Postbox, **options: Any) -> Controller:
    def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        given = isinstance(data, LoginPassword) and (data.login, data.password)
        return AuthResult(success=given == (USER.encode(), PASSWORD.encode()), handled=False)

    if options.get("auth_required"):
        options["authenticator"] = authenticate
    controller = OnAFreePort(postbox, hostname="127.0.0.1", port=0, **options)
    controller.start()
    postbox.host, postbox.port = controller.hostname, controller.port
    return controller


@pytest.fixture
def postbox(certificate: tuple[Path, Path]) -> Iterator[Postbox]:
    """A server that says nothing of use before STARTTLS, and wants user and password."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    box = Postbox()
    controller = served(
        box, tls_context=context, require_starttls=True, auth_required=True, auth_require_tls=True
    )
    try:
        yield box
    finally:
        controller.stop()


@pytest.fixture
def by_mail(
    postbox: Postbox, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Set the environment that names the server; the machine trusts its certificate as it would an authority's."""

    def told(**more: str) -> None:
        values = {
            "CROSSCASE_SMTP_HOST": postbox.host,
            "CROSSCASE_SMTP_PORT": str(postbox.port),
            "CROSSCASE_SMTP_USER": USER,
            "CROSSCASE_SMTP_PASSWORD": PASSWORD,
            "SSL_CERT_FILE": str(certificate[0]),
            **more,
        }
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return told


def test_mail_goes_out_over_tls_and_is_recorded(run, study: Path, postbox: Postbox, by_mail) -> None:
    by_mail()
    done = run("validate", "send", "--case", "alta", "--smtp", where=study)
    assert (done.code, done.err) == (0, IN_NB)
    assert done.lines[-3:] == ["alta/I1: mailed", "alta/I2: mailed", "alta/I3: mailed"]
    assert [(to, over_tls) for to, _, over_tls in postbox.taken] == [
        ("ola@example.org", True),
        ("per@example.org", True),
        ("eva@example.org", True),
    ]
    message = postbox.taken[0][1]
    assert message["From"].addresses[0].addr_spec == "kari@example.org"
    assert message["Date"].datetime is not None
    assert message["Message-ID"].endswith("@example.org>")
    assert message["X-Unsent"] is None
    (attached,) = message.iter_attachments()
    assert attached.get_content() == (study / "private/validation/round-1/alta/i1.docx").read_bytes()
    assert all(each["mailed"] for each in sent(study).values())
    everything = b"".join(r if isinstance(r, bytes) else r.encode() for r in contents(study).values())
    assert PASSWORD.encode() not in everything


def test_an_address_that_is_not_taken_keeps_the_others_and_is_mailed_later_by_the_same_command(
    run, study: Path, postbox: Postbox, by_mail
) -> None:
    by_mail()
    postbox.refused = {"per@example.org"}
    done = run("validate", "send", "--case", "alta", "--smtp", where=study)
    assert done.code == 1
    assert "alta/I2: mail server 127.0.0.1" in done.err
    assert "550 5.1.1 User unknown" in done.err
    assert "per@example.org" not in done.err
    assert [to for to, _, _ in postbox.taken] == ["ola@example.org", "eva@example.org"]
    postbox.refused = set()
    again = run("validate", "send", "--case", "alta", "--smtp", where=study)
    assert (again.code, again.lines) == (0, ["alta/I2: mailed"])
    assert [to for to, _, _ in postbox.taken] == ["ola@example.org", "eva@example.org", "per@example.org"]
    refused = run("validate", "send", "--case", "alta", "--smtp", where=study).refused()
    assert refused.startswith("round 1 was sent to alta/I1, alta/I2, alta/I3 already")


def test_a_mail_that_may_have_gone_out_is_told_and_goes_out_again_under_the_same_message_id(
    run, study: Path, postbox: Postbox, by_mail
) -> None:
    by_mail()
    mail = ("validate", "send", "--to", "alta/I1", "--smtp")
    postbox.breaks = True
    broken = run(*mail, where=study)
    assert broken.code == 2
    assert (
        "the connection broke off; alta/I1 may have the mail already: ask before it is mailed again"
        in broken.err
    )
    postbox.breaks = False
    again = run(*mail, where=study)
    assert again.lines == ["alta/I1: mailed"]
    assert again.err.startswith("alta/I1 may have this mail already: it was handed to the server 2")
    run("undo", where=study)
    undone = run(*mail, where=study)
    assert undone.lines == ["alta/I1: mailed"]
    assert undone.err.startswith("alta/I1 may have this mail already")
    another = ("--again", "--all", "--deadline", "2041-02-01")
    assert run(*mail, *another, where=study).code == 0
    first, second, third, anew = [message["Message-ID"] for _, message, _ in postbox.taken]
    assert first == second == third != anew


def test_an_address_that_is_not_taken_yet_is_no_fault_of_the_contacts(
    run, study: Path, postbox, by_mail
) -> None:
    by_mail()
    postbox.later = {"per@example.org"}
    done = run("validate", "send", "--case", "alta", "--smtp", where=study)
    assert done.code == 1
    assert "it does not take mail to this address now (451 4.7.1 Greylisted); try again later" in done.err
    postbox.later = set()
    again = run("validate", "send", "--case", "alta", "--smtp", where=study)
    assert again.lines == ["alta/I2: mailed"]
    assert "may have" not in again.err


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"SSL_CERT_FILE": "/dev/null"}, "its certificate is not accepted"),
        (
            {"CROSSCASE_SMTP_PASSWORD": "feil"},
            "it does not take CROSSCASE_SMTP_USER and CROSSCASE_SMTP_PASSWORD",
        ),
        ({"CROSSCASE_SMTP_PORT": "1"}, "cannot be reached"),
    ],
    ids=["a certificate nobody trusts", "a wrong password", "nobody there"],
)
def test_a_server_that_cannot_be_used_gets_no_message_and_packets_are_kept(
    run, study: Path, postbox: Postbox, by_mail, told: dict[str, str], fault: str
) -> None:
    by_mail(**told)
    done = run("validate", "send", "--to", "alta/I1", "--smtp", where=study)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert fault in done.err
    assert "0 of 1 mailed, packets are kept: the same command mails the rest" in done.err
    assert not {PASSWORD, "feil"} & set(done.err.split())
    assert postbox.taken == []
    by_mail()
    assert run("validate", "send", "--to", "alta/I1", "--smtp", where=study).lines == ["alta/I1: mailed"]
    assert len(postbox.taken) == 1


def test_a_server_without_tls_is_told_nothing(run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = Postbox()
    controller = served(box)
    try:
        monkeypatch.setenv("CROSSCASE_SMTP_HOST", box.host)
        monkeypatch.setenv("CROSSCASE_SMTP_PORT", str(box.port))
        done = run("validate", "send", "--to", "alta/I1", "--smtp", where=study)
    finally:
        controller.stop()
    assert done.code == 2
    assert "it does not offer what is needed: TLS" in done.err
    assert (box.begun, box.taken) == ([], [])


def test_who_has_no_address_stops_mail_before_anything_is_made(
    run, study: Path, postbox: Postbox, by_mail
) -> None:
    by_mail()
    before = contents(study)
    refused = run("validate", "send", "--smtp", where=study).refused()
    assert refused.startswith("private/contacts.yaml has no e-mail of skien/I1;")
    assert (contents(study), postbox.taken) == (before, [])
