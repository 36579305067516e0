"""What can stand in a query where the cursor is, so that nobody has to know names by heart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.content import Content

from crosscase.study.codebook import Codebook
from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.query import DATES, KEYWORDS, shown_value
from crosscase.study.query_names import ROLES
from crosscase.study.query_parser import CHOICES
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.ranking import rank
from crosscase.tui.words import plain, shown

FIELDS: dict[str, str] = {
    "code": "with a code or one below it",
    "only": "with exactly a code, none below it",
    "case": "of a case",
    "source": "of a source",
    "kind": "of sources of a kind",
    "coder": "coded by somebody",
    "speaker": "with words of a speaker",
    "role": "with words of somebody of a role",
    "section": "in a section",
    "consent": "that may be used so far",
    "memo": "with a memo that holds something",
    "words": "that hold something",
    "origin": "made by hand, search, import or suggestion",
    "status": "whose text was edited since",
}
"""What a field asks for, after “quotes ...”."""
JOINS: dict[str, str] = {
    "and": "both must hold",
    "or": "one of the two will do",
    "not": "the next condition must not hold",
    "near": "at most 200 characters from another coding that ...",
    "near:turn": "in the same turn as another coding that ...",
    "near:paragraph": "in the same paragraph as another coding that ...",
    "overlapping": "sharing words with another coding that ...",
    "inside": "within another coding that ...",
}
OPERATORS: dict[str, str] = {
    "=": "is",
    "!=": "is not",
    ">": "more, or later, than",
    ">=": "at least, or since",
    "<": "less, or earlier, than",
    "<=": "at most, or until",
}
_FREE = ("memo", "words")  # fields whose values are words of one's own
_WORD = re.compile(r"""[^\s(),:<>=!"“”«»]*\Z""")
_REST = re.compile(r"""[^\s(),:<>=!"“”«»]*""")
_VALUE = r"""(?:"(?:[^"\\]|\\.)*"|“[^”]*”|«[^»]*»|[^\s(),"“”«»]+)"""
_IN_FIELD = re.compile(rf"""(?<![\w/.-])(\w+):\s*(?:{_VALUE}\s*,\s*)*\Z""")
_COMPARED = re.compile(r"""(?:"((?:[^"\\]|\\.)+)"|([^\s()",:<>=!]+))\s*(?:<=|>=|!=|<|>|=)\s*\Z""")
_NAMED = re.compile(r"""(?<![^\s(])(?:"((?:[^"\\]|\\.)+)"|([^\s()",:<>=!]+))\s+\Z""")
_CLOSING = {'"': '"', "“": "”", "«": "»"}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can stand in a query.

    Attributes:
        text: as it stands there.
        label: as it is offered.
        found_by: what typed letters are compared with.
        detail: a line about it.
    """

    text: str
    label: Content
    found_by: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """The word at the cursor.

    Attributes:
        start, end: where it stands in the query.
        word: what of it is typed so far.
        field: the field whose value it is, else empty.
        attribute: the attribute that is compared with it, else empty.
        after: where nothing is typed yet, the word before it that begins a condition, else empty.
    """

    start: int
    end: int
    word: str
    field: str = ""
    attribute: str = ""
    after: str = ""


def spot_at(text: str, cursor: int) -> Spot:
    """What is being written at the cursor."""
    opened = _open_mark(text[:cursor])
    if opened is not None:
        start, word = opened, text[opened + 1 : cursor]
        closing = text.find(_CLOSING[text[opened]], cursor)
        end = closing + 1 if closing >= 0 else len(text)
    else:
        found = _WORD.search(text[:cursor])
        start = found.start() if found is not None else cursor
        word = text[start:cursor]
        rest = _REST.match(text, cursor)
        end = rest.end() if rest is not None else cursor
    before = text[:start]
    if (field := _IN_FIELD.search(before)) is not None:
        return Spot(start, end, word, field=field[1].casefold())
    if (compared := _COMPARED.search(before)) is not None:
        return Spot(start, end, word, attribute=compared[1] or compared[2])
    named = _NAMED.search(before)
    if (
        not word
        and named is not None
        and not any(each.search(text[: named.start()]) for each in (_IN_FIELD, _COMPARED))
    ):
        return Spot(start, end, word, after=named[1] or named[2])
    return Spot(start, end, word)


def _open_mark(text: str) -> int | None:
    """Where a quotation mark stands that is not closed."""
    at = 0
    while at < len(text):
        closing = _CLOSING.get(text[at])
        if closing is None:
            at += 1
            continue
        end = at + 1
        while end < len(text) and text[end] != closing:
            end += 2 if text[end] == "\\" and closing == '"' else 1
        if end >= len(text):
            return at
        at = end + 1
    return None


def offers(study: Study, spot: Spot) -> list[Offer]:
    """What can stand there, the likeliest first; nothing where words of one's own are meant."""
    if spot.field:
        pool = list(values(study, spot.field))
    elif spot.attribute:
        pool = list(attribute_values(study, spot.attribute))
    elif awaits_sign(study, spot):
        pool = [
            Offer(sign, plain(f"{sign}  {words}"), f"{sign} {words}") for sign, words in OPERATORS.items()
        ]
    else:
        # short words are near everything: they are offered for what they begin with
        word = spot.word.casefold()
        short = [offer for offer in (*starts(study), *joins()) if offer.found_by.casefold().startswith(word)]
        pool = [*short, *conditions(study)]
    return [pool[place] for place in rank(spot.word, [offer.found_by for offer in pool])]


def awaits_sign(study: Study, spot: Spot) -> bool:
    """Whether an attribute was named and nothing is said yet of what it is to be."""
    return spot.after.casefold() in {name.casefold() for name in attributes(study)}


def taken(text: str, spot: Spot, offer: Offer) -> tuple[str, int]:
    """The query with an offer in the place of the word at the cursor, and where the cursor is then."""
    more = "" if offer.text.endswith((":", " ")) or text[spot.end : spot.end + 1] in (" ", ")", ",") else " "
    at = spot.start + len(offer.text)
    return text[: spot.start] + offer.text + more + text[spot.end :], at + len(more)


# everything that can be asked for


def starts(study: Study) -> Iterator[Offer]:
    """What a condition can begin with: fields, flags, dates, attributes."""
    for name, detail in FIELDS.items():
        yield Offer(f"{name}:", plain(f"{name}:"), f"{name}:", f"quotes {detail}")
    yield Offer("key", plain("key"), "key quotes ★", "quotes marked as key quotes")
    yield Offer("memo", plain("memo"), "memo with any", "quotes with a memo")
    for name in DATES:
        detail = "quotes of sources of this date" if name == "date" else "quotes coded at this time"
        yield Offer(f"{name} >= ", plain(f"{name} >= "), name, f"{detail}: 2021, 2021-12 or 2021-12-01")
    for name, given in attributes(study).items():
        examples = ", ".join(list(dict.fromkeys(given))[:4])
        text = _attribute(name)
        label = Content.assemble(plain(text), ("  attribute of cases", "dim"))
        yield Offer(
            f"{text} ", label, f"{name} attribute", shown(f"such as {examples}: compare with = != < <= > >=")
        )


def joins() -> Iterator[Offer]:
    """Words between conditions."""
    for word, detail in JOINS.items():
        yield Offer(word, plain(word), word, detail)


def conditions(study: Study) -> Iterator[Offer]:
    """Whole conditions: every value of every field that names something of the study."""
    for field in ("code", "case", "speaker", "role", "section", "source", "coder", "consent", "kind"):
        for value in values(study, field):
            label = Content.assemble((f"{field}:", "dim"), value.label)
            yield Offer(f"{field}:{value.text}", label, f"{value.found_by} {field}", value.detail)


def values(study: Study, field: str) -> Iterator[Offer]:
    """The values of a field in this study."""
    if field in ("code", "only"):
        for code in study.codebook:
            yield _code(study.codebook, study.settings.language, code)
    elif field == "case":
        for case in study.cases.values():
            yield _value(case.id, case.name)
    elif field == "source":
        for source in study.sources.values():
            yield _value(source.id, source.title)
    elif field == "coder":
        names = {coder.id: coder.name for coder in study.settings.coders}
        yield from (_value(coder, names.get(coder, "")) for coder in study.coders)
    elif field == "speaker":
        yield from _speakers(study)
    elif field == "near":
        yield from (_value(reach, "") for reach in ("turn", "paragraph", "50", "200"))
    elif field == "role":
        roles = (s.role for source in study.sources.values() for s in source.speakers if s.role)
        yield from (_value(role, "") for role in dict.fromkeys([*roles, *ROLES]))
    elif field == "section":
        yield from (_value(title, "") for title in _sections(study))
    else:
        yield from (_value(choice, "") for choice in CHOICES.get(field, ()))


def attribute_values(study: Study, name: str) -> Iterator[Offer]:
    """What cases have under an attribute."""
    given: dict[str, list[str]] = {}
    for case in study.cases.values():
        if (found := case.attributes.get(name, "")).strip():
            given.setdefault(found, []).append(case.name)
    yield from (_value(value, ", ".join(cases)) for value, cases in given.items())


def attributes(study: Study) -> dict[str, list[str]]:
    """The attributes of cases, with what is given under each."""
    found: dict[str, list[str]] = {}
    for case in study.cases.values():
        for name, value in case.attributes.items():
            if value.strip():
                found.setdefault(name, []).append(value)
    return found


def is_free(field: str) -> bool:
    """Whether a field takes words of one's own."""
    return field in _FREE


def _attribute(name: str) -> str:
    text = shown_value(name)
    return f'"{name}"' if text == name and name.casefold() in (*DATES, *KEYWORDS) else text


def _code(book: Codebook, language: str, code: Code) -> Offer:
    name, path = book.name(code, language), book.path(code)
    label = Content.assemble(plain(path), "  ", tag_content(code), " ", (shown(name), "dim"))
    return Offer(shown_value(path), label, f"{path} {name} {code.tag}", shown(code.definition))


def _value(value: str, name: str) -> Offer:
    text = shown_value(value)
    label = Content.assemble(plain(text), (f"  {shown(name)}" if name and name != value else "", "dim"))
    return Offer(text, label, f"{value} {name}")


def _speakers(study: Study) -> Iterator[Offer]:
    names: dict[str, None] = {}
    listed: dict[str, str] = {}
    for source in study.sources.values():
        for speaker in source.speakers:
            names[speaker.name] = None
            role = speaker.role or ("interviewer" if speaker.is_interviewer else "")
            if source.case:
                listed.setdefault(f"{source.case}/{speaker.name}", role)
    yield from (_value(name, role) for name, role in listed.items())
    yield from (_value(name, "in every case") for name in names)


def _sections(study: Study) -> Iterable[str]:
    return dict.fromkeys(
        section.title for source_id in study.sources for section in study.segments(source_id).sections
    )
