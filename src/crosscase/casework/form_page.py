"""The form in which an informant answers, as one page: a file that needs nothing else, or a page that a server gives.

As a file it keeps a draft in the browser and gives back an answer file; from a server it saves and sends by itself, and
works without scripts too. Every text of the study is escaped by the template; what may run is named by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import quote

from crosscase.casework.form_answers import WHOLE, Given, given_of
from crosscase.casework.form_words import day_in_words, earlier_in_words, spoken, words_of
from crosscase.casework.packets import Packet, PacketSection, PacketStatement
from crosscase.documents.escaping import language_of, xml_text
from crosscase.study.ids import slugify
from crosscase.study.validation_file import VERDICTS

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

Mode: TypeAlias = Literal["file", "served"]
Stage: TypeAlias = Literal["", "saved", "review", "sent", "stale"]
"""What came of the last thing the informant did, where the page has to say so."""

_SHORT = 80  # letters of a statement in the list of what is open
_FOR_SCRIPT = (
    "bar", "counts", "all there", "restored", "kept", "cannot keep", "saving", "saved", "not saved", "not sent",
    "saved not sent", "changed since", "gone", "too long", "refused", "stale", "unsent", "copied", "forget ask",
    "forgotten",
)  # fmt: skip


def form_page(
    packet: Packet,
    *,
    mode: Mode = "file",
    mark: str = "",
    action: str = "",
    token: str = "",
    given: Mapping[str, object] | None = None,
    stage: Stage = "",
    at: str = "",
    static: str = "",
) -> str:
    """The page.

    Args:
        mode: `file`: one file with style and script in it; `served`: both are loaded from `static`.
        mark: of the packet, by which the answer file is known for the informant's; a served page needs none.
        action: where a served page is read from, saved to and sent to.
        token: which draft the page shows, for the server.
        given: the answers that stand in the form, in the shape of the answer file.
        stage: what to say at the top.
        at: when that was, in UTC.
        static: what stands before `/form.css` and `/form.js`.
    """
    language = spoken(packet.language)
    words = words_of(language)
    page: str = _template().render(
        w=words,
        mode=mode,
        spoken=language,
        language=language_of(packet.language),
        verdicts=[verdict for verdict in VERDICTS if verdict],
        action=action,
        token=token,
        static=static,
        data=_data(packet, mode, mark, token, words, stage),
        **_own_parts(mode),
        **_stage(words, stage, at, packet.deadline),
        **_front(packet, language, words),
        **_questions(packet, given_of(packet, given), words, stage),
    )
    return page


def form_css() -> str:
    """The style of the page."""
    return _part("form.css")


def form_js() -> str:
    """The script of the page."""
    return _part("form.js")


@cache
def _part(name: str) -> str:
    return (files("crosscase.casework") / "templates" / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_part("form.html.jinja"))


def _own_parts(mode: Mode) -> dict[str, object]:
    """Style, script, and the rule that nothing else may run or be loaded; a server gives its rules in headers."""
    from markupsafe import Markup

    if mode == "served":
        return {"style": "", "script": "", "policy": ""}
    policy = (
        f"default-src 'none'; style-src {_hash(form_css())}; script-src {_hash(form_js())}; "
        "form-action 'none'; base-uri 'none'"
    )
    # our own files, not data
    return {"style": Markup(form_css()), "script": Markup(form_js()), "policy": policy}


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode('ascii')}'"


def _said(words: str, **values: object) -> Markup:
    """Our words with names in them, each by itself, so that what runs from right to left turns nothing else around."""
    from markupsafe import Markup

    shown = {key: Markup("<bdi>{}</bdi>").format(xml_text(str(value))) for key, value in values.items()}
    return Markup(words).format(**shown)


def _data(
    packet: Packet, mode: Mode, mark: str, token: str, words: Mapping[str, str], stage: Stage
) -> dict[str, object]:
    """What the script has to know, as attributes of the form."""
    named = {"case": slugify(packet.case), "informant": slugify(packet.informant), "round": packet.round}
    shown = {
        "mode": mode,
        "study": packet.study_id,
        "round": packet.round,
        "case": packet.case,
        "informant": packet.informant,
        "language": packet.language,
        "words": json.dumps({each: words[each] for each in _FOR_SCRIPT}, ensure_ascii=False),
    }
    if mode == "served":
        return shown | {"token": token, "sent": int(stage == "sent")}
    key = f"crosscase/{packet.study_id}/{packet.round}/{packet.case}/{packet.informant}"
    marked = {"mark": mark} if mark else {}
    return shown | marked | {"key": key, "file": words["file"].format(**named)}


def _stage(words: Mapping[str, str], stage: Stage, at: str, deadline: str) -> dict[str, object]:
    again = words["stage again" if deadline else "stage again open"]
    return {
        "stage": words[f"stage {stage}"] if stage in ("saved", "sent", "stale") else "",
        "again": again if stage == "sent" else "",
        "again_after": again,
        "at": words["at"].format(time=at.replace("T", " ").replace("Z", " UTC")) if at and stage else "",
        "reviewing": stage == "review",
    }


def _front(packet: Packet, language: str, words: Mapping[str, str]) -> dict[str, object]:
    """What stands before the statements, and how the answer file is sent."""
    contact = packet.contact
    case = xml_text(packet.case_name or packet.case)
    named = words["file"].format(
        case=slugify(packet.case), informant=slugify(packet.informant), round=packet.round
    )
    subject = words["subject"].format(case=case, round=packet.round)
    link = f"mailto:{quote(contact.email, safe='@')}?subject={quote(subject)}"
    name = packet.own_name or packet.informant
    return {
        "title": " – ".join(filter(None, (words["title"].format(case=case), xml_text(packet.study_title)))),
        "heading": _said(words["title"], case=case),
        "study_title": xml_text(packet.study_title),
        "to": _said(words["to"], name=name) if name else "",
        "round": words["round"].format(round=packet.round),
        "notice": xml_text(packet.notice),
        "ask": _said(words["ask"], case=case),
        "earlier": earlier_in_words(packet.earlier, packet.in_part, words),
        "deadline": _said(words["deadline"], day=day_in_words(packet.deadline, language))
        if packet.deadline
        else "",
        "contact": {
            "name": xml_text(contact.name),
            "email": xml_text(contact.email),
            "phone": xml_text(contact.phone),
            "link": link,
        },
        "file_named": _said(words["done file named"], file=named),
        "file_send": _send_to(words, contact.email, link),
    }


def _send_to(words: Mapping[str, str], email: str, link: str) -> Markup | str:
    from markupsafe import Markup

    if not email:
        return words["done file answer"]
    to = Markup('<a href="{}"><bdi>{}</bdi></a>').format(link, xml_text(email))
    return Markup(words["done file send"]).format(to=to)


def _questions(packet: Packet, given: Given, words: Mapping[str, str], stage: Stage) -> dict[str, object]:
    """The statements with what stands beside them, section by section, and what is open of them."""
    anchors = {each.key: f"s-{place}" for place, each in enumerate(packet.statements, 1)}
    looked_over = packet.statements if stage == "review" else ()
    waiting = [each for each in looked_over if given.is_open(each)]
    bare = [each for each in looked_over if given.is_bare(each)]
    every = len(packet.statements)
    counts = (
        words["counts"].format(answered=every - len(waiting), all=every) if waiting else words["all there"]
    )
    return {
        "sections": [_section(each, given, words, anchors) for each in packet.sections],
        "whole": _value(given.missing.get(WHOLE, "")),
        "general": _value(given.general),
        "all": every,
        "counts": counts,
        "open": [_listed(each, anchors) for each in waiting],
        "bare": [_listed(each, anchors) for each in bare],
    }


def _section(
    section: PacketSection, given: Given, words: Mapping[str, str], anchors: Mapping[str, str]
) -> dict[str, object]:
    return {
        "section": section.section,
        "title": xml_text(section.title),
        "missing": _said(words["missing"], title=section.title),
        "given": _value(given.missing.get(section.section, "")),
        "statements": [
            {
                "id": each.id,
                "version": each.version,
                "number": xml_text(each.number),
                "anchor": anchors[each.key],
                "legend": _said(words["statement"], number=each.number),
                "status": words.get(each.status, xml_text(each.status)),
                "text": xml_text(each.text),
                "former": xml_text(each.former),
                "quotes": [xml_text(words) for words in each.quotes],
                "verdict": given.verdicts.get(each.id, ""),
                "remark": _value(given.texts.get(each.id, "")),
                "anew": _value(given.proposed.get(each.id, "")),
            }
            for each in section.statements
        ],
    }


def _listed(statement: PacketStatement, anchors: Mapping[str, str]) -> dict[str, str]:
    text = xml_text(statement.text)
    short = f"{text[:_SHORT]}…" if len(text) > _SHORT else text
    return {"anchor": anchors[statement.key], "short": f"{xml_text(statement.number)} {short}"}


def _value(text: str) -> str:
    """What somebody wrote, to be written on: to the letter, but for what no page can hold."""
    return "".join(
        "\ufffd" if letter == "\0" or "\ud800" <= letter <= "\udfff" else letter for letter in text
    )
