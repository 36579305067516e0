"""The page in which informants answer, read with an HTML parser."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from asked import HOSTILE, PACKET, hostile_packet
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from crosscase.casework import form_words
from crosscase.casework.form_answers import answer_of_fields
from crosscase.casework.form_page import Mode, Stage, form_css, form_js, form_page
from crosscase.casework.packets import Contact

ADDRESSES = ("src", "href", "action", "formaction", "poster", "data", "srcset", "background", "ping")
ANSWERS = {
    "statements": [
        {"id": "aaaaaaaaa1", "version": 1, "verdict": "correct", "text": ""},
        {"id": "aaaaaaaaa2", "version": 3, "verdict": "changes", "text": "\nFørst en tom linje.\n"},
        {"id": "aaaaaaaaa3", "version": 1, "verdict": "wrong", "text": "Om en eldre utgave."},
    ],
    "missing": [
        {"section": "tiltak", "text": "Leksehjelpen."},
        {"section": "", "text": "Kirken."},
        {"section": "ukjent", "text": "x"},
    ],
    "general": "Takk </textarea> for det.",
}


def read(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def ticked(page: html.HtmlElement) -> dict[str, str]:
    return {each.get("name"): each.get("value") for each in page.xpath("//input[@type='radio'][@checked]")}


def written(page: html.HtmlElement) -> dict[str, str]:
    """The fields that hold words; the first line end after the tag is not part of them."""
    fields = {each.get("name"): each.text or "" for each in page.xpath("//textarea[@name]")}
    return {name: text.removeprefix("\n") for name, text in fields.items() if text.strip()}


def test_each_statement_is_a_group_with_its_number_text_four_answers_and_a_labelled_field() -> None:
    page = read(form_page(PACKET))
    groups = page.xpath("//fieldset")
    assert [text_of(each.find("legend")) for each in groups] == [
        "Utsagn 1.1", "Utsagn 1.2", "Utsagn 2.1 (pågår)", "Utsagn 2.2 (planlagt)",
    ]  # fmt: skip
    assert [each.get("data-version") for each in groups] == ["1", "3", "2", "1"]
    for group, statement in zip(groups, PACKET.statements, strict=True):
        assert text_of(page.get_element_by_id(group.get("aria-describedby"))) == statement.text
        assert [text_of(each) for each in group.xpath(".//label[input]")] == [
            "Riktig", "Riktig med endringer", "Feil", "Kan ikke si",
        ]  # fmt: skip
        assert {each.get("name") for each in group.xpath(".//input")} == {f"verdict.{statement.id}"}
        field = group.xpath(".//textarea")[0]
        assert group.xpath(f".//label[@for='{field.get('id')}']")
    assert ticked(page) == {}
    assert [text_of(each) for each in page.xpath("//blockquote")] == [
        "Skjellsord finnes.",
        "Vi merker det mest på nettet.",
    ]


def test_the_page_greets_by_name_and_says_when_and_whom_to_ask() -> None:
    shown = text_of(read(form_page(PACKET)).find("body"))
    for words in ("Stemmer beskrivelsen av Alta?", "Til Ola Nordmann · Runde 2", "Svarfrist: 14. januar 2022",
                  "Kari Forsker, kari@example.org, 900 00 000.", "Konstruert for en prøve."):  # fmt: skip
        assert words in shown
    bare = replace(PACKET, deadline="", notice="", own_name="", contact=Contact(), language="en")
    shown = text_of(read(form_page(bare)).find("body"))
    for words in (
        "Is the description of Alta right?",
        "To I1 · Round 2",
        "(ongoing)",
        "in a reply to the e-mail",
    ):
        assert words in shown
    for words in ("answer by", "Questions?", "@"):
        assert words not in shown


def test_a_file_loads_nothing_and_lets_nothing_run_but_its_own_script() -> None:
    page = read(form_page(hostile_packet()))
    addresses = [
        value
        for each in page.iter(html.etree.Element)
        for name, value in each.attrib.items()
        if name in ADDRESSES and not value.startswith("#")
    ]
    assert addresses
    assert [each for each in addresses if not each.startswith("mailto:")] == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == page.xpath("//@style") == []
    assert [each.text for each in page.xpath("//script")] == [form_js()]
    assert [each.text for each in page.xpath("//style")] == [form_css()]
    assert not re.search(r"url\(|@import|https?:", form_css())
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for name, content in (("script-src", form_js()), ("style-src", form_css())):
        assert (
            rules.pop(name)
            == f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
        )
    assert set(rules.values()) == {"'none'"}
    assert "default-src" in rules


def test_a_served_page_holds_no_script_and_no_style_and_goes_nowhere_else() -> None:
    page = read(
        form_page(hostile_packet(), mode="served", action="/s/x?\"'<y", token='<t>"', static="/under")
    )
    assert page.xpath("//script/@src") == ["/under/form.js"]
    assert page.xpath("//link/@href") == ["/under/form.css"]
    assert [each.text for each in page.xpath("//script")] == [None]
    assert (
        page.xpath("//style") == page.xpath("//@style") == page.xpath("//@*[starts-with(name(), 'on')]") == []
    )
    assert page.xpath("//form/@action") == ["/s/x?\"'<y"]
    assert page.xpath("//input[@name='token']/@value") == ['<t>"']


@pytest.mark.parametrize("mode", ["file", "served"])
def test_every_text_of_a_packet_is_shown_as_it_is_and_none_becomes_markup(mode: Mode) -> None:
    packet = hostile_packet()
    page = read(form_page(packet, mode=mode, action="/s/x"))
    shown = page.find("body").text_content()
    for text in HOSTILE:
        assert text.replace("\u2028", "\n") in shown
    statements = [each.text_content() for each in page.find_class("text")]
    assert statements == [each.text.replace("\u2028", "\n") for each in packet.statements]
    assert {each.tag for each in page.iter(html.etree.Element)} == {
        each.tag for each in read(form_page(PACKET, mode=mode, action="/s/x")).iter(html.etree.Element)
    }
    link = urlsplit(page.xpath("//a[starts-with(@href, 'mailto:')]/@href")[0])
    assert unquote(link.path) == packet.contact.email
    assert [name for name, _ in parse_qsl(link.query)] == ["subject"]


def test_what_was_answered_stands_in_the_fields_and_answers_to_another_version_do_not() -> None:
    page = read(form_page(PACKET, mode="served", action="/s/x", given=ANSWERS))
    assert ticked(page) == {"verdict.aaaaaaaaa1": "correct", "verdict.aaaaaaaaa2": "changes"}
    assert written(page) == {
        "text.aaaaaaaaa2": "\nFørst en tom linje.\n",
        "missing.tiltak": "Leksehjelpen.",
        "missing.": "Kirken.",
        "general": "Takk </textarea> for det.",
    }


@pytest.mark.parametrize(
    "broken", [{"statements": "x"}, {"statements": [1, {"id": []}]}, {"missing": {}, "general": 3}, {}]
)
def test_answers_in_no_shape_leave_the_form_empty(broken: dict[str, object]) -> None:
    page = read(form_page(PACKET, mode="served", action="/s/x", given=broken))
    assert ticked(page) == written(page) == {}


def test_the_summary_names_what_is_open_and_what_lacks_its_change() -> None:
    given = {
        "statements": [
            {"id": "aaaaaaaaa1", "version": 1, "verdict": "wrong", "text": " "},
            {"id": "aaaaaaaaa2", "version": 3, "verdict": "", "text": "Bare ord."},
            {"id": "aaaaaaaaa3", "version": 2, "verdict": "cannot-say", "text": ""},
        ]
    }
    page = read(form_page(PACKET, mode="served", action="/s/x", given=given, stage="review"))
    box = page.get_element_by_id("review")
    assert box.get("hidden") is None
    assert "3 av 4 utsagn er besvart." in text_of(box)
    lists = {each.get("id"): [text_of(line) for line in each.iter("li")] for each in box.findall("div")}
    assert lists == {
        "review-open": ["2.2 En skole vil lage en kampanje."],
        "review-bare": ["1.1 Mangfoldet verdsettes, men rasisme forekommer."],
    }
    for link in box.xpath(".//a"):
        group = page.get_element_by_id(link.get("href").removeprefix("#"))
        assert text_of(group.find("legend")).split()[1] == text_of(link).split()[0]


@pytest.mark.parametrize(
    ("stage", "words"),
    [("saved", "ikke sendt ennå"), ("sent", "Svarene er mottatt"), ("stale", "fra et annet vindu")],
)
def test_a_served_page_says_what_came_of_the_last_thing_done(stage: Stage, words: str) -> None:
    page = form_page(PACKET, mode="served", action="/s/x", stage=stage, at="2022-01-10T12:00:00Z")
    assert words in text_of(read(page).get_element_by_id("stage"))
    assert "2022-01-10 12:00:00 UTC" in text_of(read(page).get_element_by_id("stage"))


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(st.sampled_from(["", "correct", "changes", "wrong", "cannot-say"]), WORDS),
                min_size=4, max_size=4), WORDS, WORDS)  # fmt: skip
def test_what_a_form_without_script_sends_stands_in_it_again(
    said: list[tuple[str, str]], missing: str, general: str
) -> None:
    """What a browser posts has CR LF for every end of a line; a page can hold no NUL."""

    def kept(text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")

    ids = [each.id for each in PACKET.statements]
    fields = {f"verdict.{id}": verdict for id, (verdict, _) in zip(ids, said, strict=True) if verdict}
    fields |= {
        f"text.{id}": kept(text).replace("\n", "\r\n") for id, (_, text) in zip(ids, said, strict=True)
    }
    fields |= {
        "missing.tiltak": kept(missing),
        "general": kept(general),
        "do": "save",
        "token": "1",
        "x": "y",
    }
    answers = answer_of_fields(PACKET, fields, "2022-01-10T12:00:00Z")
    assert answers == {
        "crosscase": "answers",
        "format": 1,
        "study": "2fc170b5-d724-4799-a114-74e90287b173",
        "round": 2,
        "case": "alta",
        "informant": "I1",
        "language": "nb",
        "answered": "2022-01-10T12:00:00Z",
        "statements": [
            {"id": id, "version": version, "verdict": verdict, "text": kept(text)}
            for id, version, (verdict, text) in zip(ids, (1, 3, 2, 1), said, strict=True)
        ],
        "missing": [{"section": "tiltak", "text": kept(missing)}] if kept(missing).strip() else [],
        "general": kept(general),
    }
    page = form_page(PACKET, mode="served", action="/s/x", given=answers)
    assert ticked(read(page)) == {
        name: verdict for name, verdict in fields.items() if name.startswith("verdict.")
    }
    fields_shown = dict(
        re.findall(r'<textarea id="\S+" name="(\S+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    )
    for id, (_, text) in zip(ids, said, strict=True):
        assert unescaped(fields_shown[f"text.{id}"]) == kept(text)


def unescaped(text: str) -> str:
    for sign, letter in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(sign, letter)
    return text


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    nb, en = form_words.words_of("nb"), form_words.words_of("en")
    assert nb.keys() == en.keys()
    for key in nb:
        assert re.findall(r"\{\w*\}", nb[key]) == re.findall(r"\{\w*\}", en[key]), key
    assert (form_words.spoken("nn-NO"), form_words.spoken("de"), form_words.spoken("")) == ("nb", "en", "en")
    assert form_words.day_in_words("2022-03-04", "nb") == "4. mars 2022"
    assert form_words.day_in_words("2022-03-04", "en") == "4 March 2022"
    assert form_words.day_in_words("snart", "nb") == "snart"
