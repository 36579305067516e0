"""A study of which a round was sent, written by hand, and Word forms that came back, written into by hand."""

from __future__ import annotations

import copy
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from crosscase.casework.packets import Contact, Packet, PacketSection, PacketStatement
from crosscase.casework.replies import Reply, Whose, received
from crosscase.casework.word_form import word_form
from crosscase.study.folder import Study
from studies import make_study

STUDY = "2fc170b5-d724-4799-a114-74e90287b173"
CHALLENGES = {
    "aaaaaaaa11": "Rasismen merkes mest på nettet, der det skrives nedsettende om samer og flyktninger.",
    "aaaaaaaa12": "Skolene melder om rasistiske utsagn mot elever hver uke.",
    "aaaaaaaa13": "Bare to ansatte i kommunen arbeider med inkludering, og begge har andre oppgaver ved siden av.",
}
MEASURES = {
    "bbbbbbbb21": "Kommunen har siden 2018 hatt en avtale med Sametinget om språk i barnehagene.",
    "bbbbbbbb22": "En plan for likeverd og mangfold ble vedtatt i kommunestyret i 2020.",
    "bbbbbbbb23": "Dialogkafeen på biblioteket samler rundt førti innbyggere hver måned.",
    "bbbbbbbb24": "Ungdomsrådet får opplæring i å ta imot meldinger om diskriminering.",
}
STATEMENTS = CHALLENGES | MEASURES
NUMBERS = {id: f"{1 + int(id[-2]) - 1}.{id[-1]}" for id in STATEMENTS}
QUOTE = "Vi er to stykker på alt."
PACKET = Packet(
    STUDY, "En liten studie", "Konstruerte notater.", 1, "alta", "Alta", "I1", "nb", "2022-01-14",
    Contact("Ola Hansen", "ola@example.org", "+47 900 00 000"), "Kari Nordmann",
    (
        PacketSection(
            "utfordringsbildet", "Utfordringsbildet",
            tuple(
                PacketStatement(id, 1, NUMBERS[id], text, quotes=(QUOTE,) if id.endswith("13") else ())
                for id, text in CHALLENGES.items()
            ),
        ),
        PacketSection(
            "tiltak", "Tiltak",
            tuple(PacketStatement(id, 1, NUMBERS[id], text, "ongoing") for id, text in MEASURES.items()),
        ),
    ),
)  # fmt: skip
FORM = word_form(PACKET)
CONTACTS = (
    "from: {name: Ola Hansen, email: ola@example.org, phone: '+47 900 00 000'}\ninformants:\n"
    "  - {id: alta/I1, name: Kari Nordmann, email: kari@example.org}\n"
    "  - {id: alta/I2, name: Per Holm, email: per@example.org}\n"
)
ROSTER = "people: [{name: Berit Moen, also: [Berit], as: '[Informant 2]'}]\n"

Change = Callable[[Any], None]


def sent_study(folder: Path, *, kept: bool = True, roster: str = ROSTER) -> Path:
    """A study in which alta/I1 and alta/I2 were sent round 1.

    Args:
        kept: the form of alta/I1 lies in the private folder.
    """
    keys = [f"{id}:1" for id in STATEMENTS]
    rows = "".join(
        f"  - {{id: '{id}:1', case: alta, section: {'utfordringsbildet' if id in CHALLENGES else 'tiltak'}, "
        f"number: '{NUMBERS[id]}', text: {{nb: {json.dumps(text, ensure_ascii=False)}}}}}\n"
        for id, text in STATEMENTS.items()
    )
    sent = "".join(
        f"  - {{id: alta/{who}, case: alta, informant: {who}, statements: {json.dumps(keys)}, form: docx, "
        f"made: '2022-01-03T10:00:00Z', hash: {form_hash(FORM) if who == 'I1' else 'ff'}}}\n"
        for who in ("I1", "I2")
    )
    described = "".join(
        f"  {section}:\n"
        + "".join(
            f"    - {{id: {id}, text: {{nb: {json.dumps(text, ensure_ascii=False)}}}}}\n"
            for id, text in inside.items()
        )
        for section, inside in (("utfordringsbildet", CHALLENGES), ("tiltak", MEASURES))
    )
    files: dict[str, str | bytes] = {
        "cases/alta.yaml": f'name: "Alta"\ndescription:\n{described}',
        "validation/round-1/round.yaml": f"deadline: '2022-01-14'\nlanguage: nb\nsent:\n{sent}",
        "validation/round-1/statements.yaml": f"statements:\n{rows}",
        "private/contacts.yaml": CONTACTS,
        "private/roster.yaml": roster,
    }
    if kept:
        files["private/validation/round-1/alta/i1.docx"] = FORM
    return make_study(folder, files=files, notice="Konstruerte notater.")


def form_hash(raw: bytes) -> str:
    """What rounds and receipts call a file."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def changed(change: Change, raw: bytes = FORM, **parts: str) -> bytes:
    """The form with its document changed.

    Args:
        change: gets the root of `word/document.xml`.
        parts: further files, by name with `__` for `/` and `_` for the last dot.
    """
    root: Any = etree.fromstring(zipfile.ZipFile(io.BytesIO(raw)).read("word/document.xml"))
    change(root)
    others = {name.replace("__", "/").replace("_xml", ".xml"): text.encode() for name, text in parts.items()}
    return replaced(
        raw, {"word/document.xml": etree.tostring(root, encoding="UTF-8", xml_declaration=True), **others}
    )


def replaced(raw: bytes, parts: dict[str, bytes | None]) -> bytes:
    """A file with parts of it replaced, added, or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, content in parts.items():
            if content is not None:
                after.writestr(name, content)
    return out.getvalue()


def row_of(root: Any, id: str) -> Any:
    """The row of a statement."""
    return (
        next(
            mark for mark in root.iter(qn("w:bookmarkStart")) if mark.get(qn("w:name")).startswith(f"s_{id}")
        )
        .iterancestors(qn("w:tr"))
        .__next__()
    )


def paragraph_of(root: Any, name: str) -> Any:
    """The paragraph in which a bookmark begins."""
    mark = next(each for each in root.iter(qn("w:bookmarkStart")) if each.get(qn("w:name")) == name)
    return next(mark.iterancestors(qn("w:p")))


def xml(content: str) -> Any:
    """An element of a Word file."""
    space = qn("w:p")[1:].partition("}")[0]
    return etree.fromstring(f'<x xmlns:w="{space}">{content}</x>')[0]


def run(words: str) -> Any:
    """A run of words."""
    return xml(f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>')


def wrote(root: Any, name: str, words: str) -> None:
    """Somebody writes at the end of the paragraph of a bookmark."""
    paragraph_of(root, name).append(run(words))


def ticked(root: Any, id: str, verdict: str) -> None:
    """Somebody ticks a box, as Word does."""
    box = paragraph_of(root, f"t_{id}_{verdict}").find(qn("w:sdt"))
    w14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    next(box.iter(f"{w14}checked")).set(f"{w14}val", "1")
    next(box.iter(qn("w:t"))).text = "☒"


def text_of(root: Any, id: str) -> Any:
    """The run of a statement's words."""
    return paragraph_of(root, f"s_{id}_1").find(qn("w:r")).find(qn("w:t"))


def twin(element: Any) -> Any:
    """A copy."""
    return copy.deepcopy(element)


def heard(study: Study, raw: bytes, name: str = "svar.docx", whose: Whose | None = None) -> Reply:
    """What a file says that holds one reply."""
    [came] = received(study, raw, name, whose).came
    return came.reply


def said(reply: Reply) -> dict[str, tuple[str, str, str]]:
    """By statement: verdict, words, and the statement written anew."""
    return {each.id: (each.verdict, each.text, each.proposed) for each in reply.statements}


def without_marks(raw: bytes, *, numbers: bool = False) -> bytes:
    """The file as programs leave it that keep neither bookmarks nor properties; without numbers, too."""

    def strip(root: Any) -> None:
        for name in ("w:bookmarkStart", "w:bookmarkEnd"):
            for mark in list(root.iter(qn(name))):
                mark.getparent().remove(mark)
        if numbers:
            for words in root.iter(qn("w:t")):
                if re.fullmatch(r"[0-9]\.[0-9]", words.text or ""):
                    words.text = ""

    return replaced(changed(strip, raw), {"docProps/custom.xml": b"<Properties/>"})
