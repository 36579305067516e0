"""private/contacts.yaml: who sends, who is written to, and what is wrong with the file without telling a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.study.contacts import InformantContact, Sender, is_address, read_contacts
from crosscase.study.problems import StudyError
from studies import put

FILE = """# til oss
from: {name: "Kari Forsker", email: kari@example.org, phone: "+47 900 00 000"}
informants:
  - {id: alta/I1, name: "Ola Nordmann", email: ola@example.org, language: en}
  - {id: alta/I2}
"""


def test_the_sender_and_each_informant_are_read_and_who_is_not_there_has_no_address(tmp_path: Path) -> None:
    put(tmp_path, "private/contacts.yaml", FILE)
    contacts = read_contacts(tmp_path)
    assert contacts.sender == Sender("Kari Forsker", "kari@example.org", "+47 900 00 000")
    assert contacts.of("alta", "I1") == InformantContact("alta/I1", "Ola Nordmann", "ola@example.org", "en")
    assert contacts.of("alta", "I2") == contacts.of("alta", "I2") == InformantContact("alta/I2")
    assert contacts.of("skien", "I1").email == ""


def test_a_study_without_the_file_has_no_contacts(tmp_path: Path) -> None:
    assert read_contacts(tmp_path).informants == {}


def test_the_file_lies_where_the_private_folder_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "elsewhere/contacts.yaml", FILE)
    monkeypatch.setenv("CROSSCASE_PRIVATE", str(tmp_path / "elsewhere"))
    (tmp_path / "study").mkdir()
    assert read_contacts(tmp_path / "study").sender.name == "Kari Forsker"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            '- {id: alta/I1, email: "ola@example.org, per@example.org"}',
            "informant 1: its e-mail is no address",
        ),
        (
            '- {id: alta/I1, email: "ola@example.org\\nBcc: x@example.org"}',
            "informant 1: its e-mail is no address",
        ),
        ('- {id: alta/I1, name: "Ola\\nBcc: x@example.org"}', "informant 1: its name is more than one line"),
        ("- {id: Ola Nordmann}", "informant 1: its id is not a case and who speaks there"),
        ("- {id: alta/I1}\n  - {id: alta/I1}", "informant 2: its id stands twice"),
        ("- {id: alta/I1, mail: ola@example.org}", "unknown key"),
        ("- {id: alta/I1, language: norsk bokmål}", "informant 1: its language is no code"),
    ],
)
def test_a_fault_is_one_line_that_names_the_place_and_no_person(
    tmp_path: Path, line: str, fault: str
) -> None:
    put(tmp_path, "private/contacts.yaml", f"informants:\n  {line}\n")
    with pytest.raises(StudyError) as caught:
        read_contacts(tmp_path)
    said = str(caught.value)
    assert said.startswith("private/contacts.yaml:")
    assert fault in said
    assert "\n" not in said
    assert "Ola" not in said
    assert "example.org," not in said.replace("name@example.org,", "")


@pytest.mark.parametrize("text", ["a@b.no", "o'hara+x@ks.no", "a.b-c@under.example.org"])
def test_plain_addresses_are_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "a", "a@", "@b.no", "a b@c.no", "a@b.no\n", "A <a@b.no>", "a@b..no", "å@b.no", "a@b.no,c@d.no"],
)
def test_other_texts_are_none(text: str) -> None:
    assert not is_address(text)
