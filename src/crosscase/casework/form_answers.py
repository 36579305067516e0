"""What an informant has put into the form: the answer file's JSON, read for the page and made of a plain form's fields.

    {"crosscase": "answers", "format": 1, "study": "<id>", "round": 1, "case": "alta", "informant": "I1",
     "language": "nb", "answered": "2022-01-10T12:00:00Z",
     "statements": [{"id": "...", "version": 1, "verdict": "changes", "text": "...", "proposed": "..."}],
     "missing": [{"section": "tiltak", "text": "..."}], "general": "..."}

Every statement that was asked of is in it, with an empty verdict where none was chosen; `proposed` is the statement as
the informant wrote it anew, where they did. What is missing in the description as a whole stands in `missing` with
an empty section.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crosscase.casework.matching_replies import same_words
from crosscase.casework.packets import Packet, PacketStatement
from crosscase.study.validation_file import VERDICTS

FORMAT = 1
GENERAL = "general"
WHOLE = ""
"""Where a section is named: the description as a whole."""


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in the form.

    Attributes:
        verdicts, texts, proposed: by the id of the statement.
        missing: by section, `WHOLE` among them.
        general: of the description as a whole.
    """

    verdicts: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    proposed: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    general: str = ""

    def is_open(self, statement: PacketStatement) -> bool:
        """Whether nothing was said of a statement."""
        return not self.verdicts.get(statement.id) and not self._has_words(statement)

    def is_bare(self, statement: PacketStatement) -> bool:
        """Whether a statement is said to be wrong or in need of changes, and nothing more."""
        ticked = self.verdicts.get(statement.id) in ("changes", "wrong")
        return ticked and not self._has_words(statement)

    def _has_words(self, statement: PacketStatement) -> bool:
        """Whether there is a remark on a statement, or it was written anew; its own words again say nothing."""
        proposed = self.proposed.get(statement.id, "")
        anew = bool(proposed.strip()) and not same_words(proposed, statement.text)
        return anew or bool(self.texts.get(statement.id, "").strip())


def given_of(packet: Packet, answers: Mapping[str, object] | None) -> Given:
    """What an answer file says of the statements of a packet; what is not of them, or not in its shape, is left out."""
    answers = answers or {}
    versions = {each.id: each.version for each in packet.statements}
    verdicts, texts, proposed = {}, {}, {}
    for item in _items(answers.get("statements")):
        id = item.get("id")
        if not isinstance(id, str) or id not in versions or item.get("version") != versions[id]:
            continue
        verdict = item.get("verdict")
        if isinstance(verdict, str) and verdict in VERDICTS:
            verdicts[id] = verdict
        texts[id] = _text(item.get("text"))
        proposed[id] = _text(item.get("proposed"))
    sections = {*(each.section for each in packet.sections), WHOLE}
    missing = {
        section: _text(item.get("text"))
        for item in _items(answers.get("missing"))
        if isinstance(section := item.get("section"), str) and section in sections
    }
    return Given(verdicts, texts, proposed, missing, _text(answers.get(GENERAL)))


def answer_of_fields(packet: Packet, fields: Mapping[str, str], answered: str = "") -> dict[str, object]:
    """The answer file of what a plain form sent: `verdict.<id>`, `text.<id>`, `proposed.<id>`, `general`.

    What is missing is `missing.<section>`, in the whole `missing.`.

    Args:
        fields: the form's fields; those that are not of the packet are left out, as is a verdict that is none.
        answered: when it was sent, in UTC.
    """
    statements = []
    for each in packet.statements:
        verdict = fields.get(f"verdict.{each.id}", "")
        proposed = _lines(fields.get(f"proposed.{each.id}", ""))
        statements.append(
            {
                "id": each.id,
                "version": each.version,
                "verdict": verdict if verdict in VERDICTS else "",
                "text": _lines(fields.get(f"text.{each.id}", "")),
            }
            | ({"proposed": proposed} if proposed.strip() else {})
        )
    missing = [
        {"section": section, "text": text}
        for section in (*(each.section for each in packet.sections), WHOLE)
        if (text := _lines(fields.get(f"missing.{section}", ""))).strip()
    ]
    return {
        "crosscase": "answers",
        "format": FORMAT,
        "study": packet.study_id,
        "round": packet.round,
        "case": packet.case,
        "informant": packet.informant,
        "language": packet.language,
        "answered": answered,
        "statements": statements,
        "missing": missing,
        GENERAL: _lines(fields.get(GENERAL, "")),
    }


def _items(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _lines(text: str) -> str:
    """As a browser sends lines, and as they are kept: a form that is posted ends them with CR LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
