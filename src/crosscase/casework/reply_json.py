"""The answer file of the form in the browser: what it says, however it was changed by hand on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from crosscase.casework.form_words import spoken, words_of
from crosscase.casework.matching_replies import same_words
from crosscase.casework.reply_values import AskedOf, Reply, StatementReply, Whose, asked_of, clean, utc
from crosscase.casework.word_marks import TICKS
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.save import digest
from crosscase.study.shapes import nearest
from crosscase.study.validation_file import VERDICTS, How, SentStatement
from crosscase.study.yaml_in import shown

KIND = "answers"
FORMAT = 1
LARGEST = 8 * 2**20
"""Bytes of an answer file: some thousand times what anybody writes."""
_MOST = 1000
"""Entries of an answer file beside one for each statement that was asked of."""
_KEYS = frozenset(
    {"crosscase", "format", "study", "round", "case", "informant", "mark", "language", "answered", "statements", "missing",
     "general"}
)  # fmt: skip
_OF_AN_ITEM = frozenset(("id", "version", "verdict", "text", "proposed", "section"))
_AGAIN = "ask for the file as the form made it, or write down what it says with crosscase validate record"


def reply_of_json(study: Study, raw: bytes, label: str = "the answers", how: How = "html") -> Reply:
    """What an answer file says.

    A verdict that is none, a statement that was not asked of, or one that stands twice is not believed; its words are
    kept as such that nobody could place.

    Args:
        label: what messages call it.
        how: the way it came.

    Raises:
        StudyError: it is none, of another study, or of somebody who was sent nothing; one line.
    """
    data = _parsed(raw, label)
    if data.get("study") != study.settings.id:
        raise StudyError(f"{label}: answers of another study; nothing was taken in")
    round, case, informant = (data.get(key) for key in ("round", "case", "informant"))
    if type(round) is not int or not isinstance(case, str) or not isinstance(informant, str):
        raise StudyError(f"{label}: no longer says whose answers of which round it holds; {_AGAIN}")
    ids = frozenset(str(each.get("id")) for each in _items(data, "statements"))
    asked = asked_of(study, Whose(round, case, informant), label, ids)
    entries = len(data) + sum(len(each) for each in data.values() if isinstance(each, list))
    if entries > len(asked.statements) + _MOST:
        raise StudyError(
            f"{label}: has {entries} entries, and {len(asked.statements)} statements were asked of; do not trust it"
        )
    reading = _Reading(asked, _words(data, "language") or asked.language)
    for item in _items(data, "statements"):
        reading.statement(item)
    for item in _items(data, "missing"):
        reading.addition(item)
    reading.strange(data)
    general = _words(data, "general")
    statements = tuple(reading.statements.values())
    if not (statements or reading.additions or general or reading.unmatched):
        reading.notes.append("holds no answer at all")
    return Reply(
        asked.round, asked.case, asked.informant, how, utc(_words(data, "answered")), digest(raw), statements,
        tuple(reading.additions), general, tuple(reading.unmatched), tuple(reading.notes),
        tuple(id for id in reading.blank if id not in reading.statements), mark=_words(data, "mark"),
    )  # fmt: skip


def holds_answers(raw: bytes) -> bool:
    """Whether a file gives itself out for an answer file."""
    head = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and b'"crosscase"' in raw[:LARGEST]


def _parsed(raw: bytes, label: str) -> Mapping[str, Any]:
    if len(raw) > LARGEST:
        raise StudyError(f"{label}: is larger than any answer file; do not trust it")
    try:
        data = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise StudyError(f"{label}: is not UTF-8, as an answer file is; {_AGAIN}") from error
    except json.JSONDecodeError as error:
        place = f"{label}:{error.lineno}:{error.colno}"
        raise StudyError(f"{place}: was changed by hand and is no longer valid JSON; {_AGAIN}") from error
    except (ValueError, RecursionError) as error:
        raise StudyError(f"{label}: was changed by hand and cannot be understood; {_AGAIN}") from error
    if not isinstance(data, dict) or data.get("crosscase") != KIND:
        raise StudyError(f"{label}: is not an answer file of the form; {_AGAIN}")
    if data.get("format") != FORMAT:
        raise StudyError(
            f"{label}: an answer file of format {shown(json.dumps(data.get('format')))}, this program reads {FORMAT}; "
            "bring the program up to date, or ask for the file again"
        )
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{key} stands twice")
        found[key] = value
    return found


def _refuse(word: str) -> None:
    raise ValueError(word)


class _Reading:
    """Answers one after the other."""

    def __init__(self, asked: AskedOf, language: str) -> None:
        self._asked, self._language = asked, spoken(language)
        self.statements: dict[str, StatementReply] = {}
        self.additions: list[tuple[str, str]] = []
        self.unmatched: list[str] = []
        self.blank: list[str] = []
        self.notes: list[str] = []

    def statement(self, item: Mapping[str, Any]) -> None:
        """One entry of `statements`."""
        id, text, version = _words(item, "id"), _words(item, "text"), item.get("version")
        said = _words(item, "verdict")
        verdict = next((each for each in VERDICTS if each == said), None)
        asked = self._asked.by_id.get(id)
        sent = self._asked.in_version(id, version) if asked is not None and type(version) is int else None
        called = asked.number if asked is not None else shown(id) or "without an id"
        proposed = _anew(item, sent)
        words = "\n".join(filter(None, (text, proposed)))
        if sent is None:
            what = "was not asked of"
            if asked is not None:
                what += f" in version {shown(str(version))}"
            if verdict is None or verdict or words:
                self._kept(
                    f"{called} {self._label(said)}",
                    words,
                    f"statement {called} {what}; its answer is kept as unmatched",
                )
        elif verdict is None:
            guess = nearest(said, VERDICTS)
            hint = f", perhaps {guess}" if guess else ""
            self._kept(
                f"{called} {self._label(said)}", words,
                f"statement {called}: {shown(said)} is no answer{hint}; it is kept as unmatched",
            )  # fmt: skip
        elif (first := self.statements.get(id)) is not None:
            if (verdict, text, proposed) != (first.verdict, first.text, first.proposed):
                self._kept(
                    f"{called} {self._label(said)}",
                    words,
                    f"statement {called} stands twice; the first answer counts",
                )
        elif verdict or words:
            self.statements[id] = StatementReply(id, sent.version, verdict, text, proposed)
        else:
            self.blank.append(id)

    def addition(self, item: Mapping[str, Any]) -> None:
        """One entry of `missing`."""
        section, text = _words(item, "section"), _words(item, "text")
        if not text:
            return
        if section and section not in self._asked.sections:
            self._kept(section, text, f"there was no section {shown(section)}; what is missing there is kept")
        else:
            self.additions.append((section, text))

    def strange(self, data: Mapping[str, Any]) -> None:
        """What no form writes: somebody put it there, and it is kept."""
        found = [
            (key, value)
            for key, value in data.items()
            if key not in _KEYS and value not in ("", [], {}, None)
        ]
        for key in ("statements", "missing"):
            value = data.get(key, [])
            if not isinstance(value, list):
                found += [(key, value)] * (value is not None)
                continue
            found += [(key, one) for one in value if not _is_item(one)]
            for one in filter(_is_item, value):
                found += [
                    (f"{key}: {name}", words)
                    for name, words in one.items()
                    if name not in _OF_AN_ITEM and words not in ("", [], {}, None)
                ]
        for key, value in found:
            self._kept(key, _plain(value), f"{shown(key)} holds what no form writes; it is kept as unmatched")

    def _label(self, verdict: str) -> str:
        """A verdict as it stands in the form; what is none as it is."""
        return words_of(self._language)[verdict] if verdict in TICKS else verdict

    def _kept(self, about: str, text: str, note: str) -> None:
        self.unmatched.append(" ".join(filter(None, (f"[{about.strip()}]", text))))
        self.notes.append(note)


def _items(data: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    found = data.get(key)
    return (one for one in (found if isinstance(found, list) else []) if _is_item(one))


def _is_item(value: Any) -> bool:
    return isinstance(value, dict)


def _anew(item: Mapping[str, Any], sent: SentStatement | None) -> str:
    """A statement as it was written anew; its own words again, in any language it was sent in, say nothing."""
    proposed = _words(item, "proposed")
    same = sent is not None and any(same_words(proposed, each) for each in sent.text.values())
    return "" if same else proposed


def _words(data: Mapping[str, Any], key: str) -> str:
    return _plain(data.get(key))


def _plain(value: Any) -> str:
    """Words as they are; what is none as it stands in the file."""
    if value is None or isinstance(value, str):
        return clean(value or "")
    return clean(json.dumps(value, ensure_ascii=False))
