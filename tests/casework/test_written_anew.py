"""A statement that an informant writes anew in the page: kept, given back, and offered as their own version of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from asked import HOSTILE, PACKET, hostile_packet
from browsed import (
    DESKTOP,
    PHONE,
    ZOOMED,
    Server,
    downloaded,
    focused,
    group,
    opened,
    serious,
    state,
    tab_to,
    visited,
)
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from answered import PACKET as SENT
from answered import STATEMENTS, sent_study
from crosscase.casework.deciding import answers_to, decide, proposed_change, sent_text, target_named
from crosscase.casework.form_answers import answer_of_fields
from crosscase.casework.form_page import form_page
from crosscase.casework.replies import Reply, reply_of_json
from crosscase.casework.standing import standing_of
from crosscase.casework.taking_in import take_in
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.rounds import round_of
from crosscase.web.incoming import LONGEST, Malformed, TooLong, answers_of_json

SECOND = "Skjellsord lever videre, blant annet på nettet."  # 1.2
NEWER = "Skjellsord lever videre, blant annet på nettet og på jobb."


def anew(page: Page, number: str) -> Locator:
    return group(page, number).get_by_label("Skriv gjerne teksten slik den bør stå")


def fetch(page: Page, number: str) -> Locator:
    return page.get_by_role("button", name=f"Hent teksten hit (Utsagn {number})")


def choose(page: Page, number: str, verdict: str) -> None:
    group(page, number).get_by_label(verdict, exact=True).check()


# in the browser


@pytest.mark.program
@pytest.mark.parametrize("size", [PHONE, DESKTOP, ZOOMED], ids=["phone", "desktop", "zoomed in"])
def test_a_statement_is_written_anew_from_its_own_words_by_keyboard_alone(
    context: BrowserContext, tmp_path: Path, size: Any
) -> None:
    page = opened(context, tmp_path)
    page.set_viewport_size(size)
    expect(anew(page, "1.2")).to_be_hidden()
    tab_to(page, "Utsagn 1.2|Riktig")
    page.keyboard.press("ArrowRight")
    expect(anew(page, "1.2")).to_be_visible()
    tab_to(page, "Utsagn 1.2|Hent teksten hit (Utsagn 1.2)")
    page.keyboard.press("Enter")
    assert focused(page) == "Utsagn 1.2|Skriv gjerne teksten slik den bør stå"
    expect(anew(page, "1.2")).to_have_value(SECOND)
    expect(fetch(page, "1.2")).to_be_hidden()
    page.keyboard.press("Backspace")
    page.keyboard.insert_text(" og på jobb.")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.locator("#look").click()
    expect(page.locator("#review-bare")).to_be_hidden()
    _, content = downloaded(page, lambda: page.locator("#send").click())
    assert content["statements"][1] == {
        "id": "aaaaaaaaa2", "version": 3, "verdict": "changes", "text": "", "proposed": NEWER,
    }  # fmt: skip
    assert [each for each in content["statements"] if "proposed" in each] == [content["statements"][1]]
    page.reload()
    assert state(page) == {"verdict.aaaaaaaaa2": "changes", "proposed.aaaaaaaaa2": NEWER}


@pytest.mark.program
def test_the_field_is_there_where_something_should_change_and_never_hides_what_was_written(
    context: BrowserContext, tmp_path: Path
) -> None:
    page = opened(context, tmp_path)
    for verdict, shown in (
        ("Riktig", False),
        ("Kan ikke si", False),
        ("Riktig med endringer", True),
        ("Feil", True),
    ):
        choose(page, "1.1", verdict)
        expect(anew(page, "1.1")).to_be_visible(visible=shown)
    anew(page, "1.1").fill("Rasisme forekommer.")
    expect(fetch(page, "1.1")).to_be_hidden()
    choose(page, "1.1", "Riktig")
    expect(anew(page, "1.1")).to_be_visible()
    group(page, "1.1").get_by_role("button", name="Fjern svaret").click()
    expect(anew(page, "1.1")).to_be_visible()
    expect(page.locator("#count")).to_have_text("1 av 4 besvart")
    anew(page, "1.1").fill("")
    expect(anew(page, "1.1")).to_be_hidden()
    expect(page.locator("#count")).to_have_text("0 av 4 besvart")


@pytest.mark.program
def test_a_statement_fetched_and_left_as_it_is_says_nothing(context: BrowserContext, tmp_path: Path) -> None:
    page = opened(context, tmp_path)
    choose(page, "1.2", "Riktig med endringer")
    fetch(page, "1.2").click()
    page.keyboard.insert_text(" \n")
    page.locator("#look").click()
    expect(page.locator("#review-bare")).to_contain_text("1.2 Skjellsord")
    _, content = downloaded(page, lambda: page.locator("#send").click())
    assert "proposed" not in content["statements"][1]


@pytest.mark.program
def test_no_text_runs_on_its_way_through_the_field(context: BrowserContext, tmp_path: Path) -> None:
    packet = hostile_packet()
    page = opened(context, tmp_path, packet)
    title, boxes = page.title(), page.locator("fieldset")
    for at, text in enumerate(HOSTILE):
        boxes.nth(at).locator("[value=wrong]").check()
        boxes.nth(at).locator(".fetch").click()
        expect(boxes.nth(at).locator(".anew textarea")).to_have_value(
            packet.statements[at].text.replace("\u2028", "\n")
        )
        boxes.nth(at).locator(".anew textarea").fill(f"!{text}")
    page.reload()
    page.locator("#look").click()
    _, content = downloaded(page, lambda: page.locator("#send").click())
    assert [each["proposed"] for each in content["statements"]] == [f"!{text}" for text in HOSTILE]
    assert page.title() == title


@pytest.mark.program
def test_a_served_page_saves_it_and_works_without_script(browser: Browser, context: BrowserContext) -> None:
    server = Server(context)
    page = visited(context)
    choose(page, "1.2", "Feil")
    fetch(page, "1.2").click()
    anew(page, "1.2").fill(NEWER)
    expect(page.locator("#kept")).to_contain_text("Lagret")
    assert server.stored["statements"][1]["proposed"] == NEWER
    page.reload()
    expect(anew(page, "1.2")).to_have_value(NEWER)

    plain = browser.new_context(java_script_enabled=False, viewport=PHONE)
    server, page = Server(plain), visited(plain)
    choose(page, "1.2", "Feil")
    expect(page.locator(".fetch").first).to_be_hidden()
    anew(page, "1.2").fill(NEWER)
    page.get_by_role("button", name="Lagre utkast").click()
    assert server.given["statements"][1]["proposed"] == NEWER
    expect(anew(page, "1.2")).to_have_value(NEWER)
    plain.close()


# without a browser


def test_a_page_that_is_looked_over_counts_what_was_written_anew_and_not_what_was_left() -> None:
    for words, bare in ((NEWER, False), (f" {SECOND}\r\n", True)):
        given = answer_of_fields(PACKET, {"verdict.aaaaaaaaa2": "changes", "proposed.aaaaaaaaa2": words})
        page = form_page(PACKET, mode="served", action="/s/x", given=given, stage="review")
        assert ('<div id="review-bare">' in page) is bare
    escaped = form_page(PACKET, given=answer_of_fields(PACKET, {"proposed.aaaaaaaaa2": "</textarea><b>\nx"}))
    assert "&lt;/textarea&gt;&lt;b&gt;\nx</textarea>" in escaped


def test_a_server_takes_it_within_its_limits_and_refuses_what_is_none() -> None:
    def sent(proposed: object) -> dict[str, Any]:
        answers = answer_of_fields(PACKET, {})
        answers["statements"] = [{"id": "aaaaaaaaa2", "version": 3, "verdict": "wrong", "proposed": proposed}]
        return answers_of_json(PACKET, json.dumps(answers).encode())

    assert sent("a\r\nb\x07")["statements"][1]["proposed"] == "a\nb\ufffd"
    with pytest.raises(TooLong):
        sent("x" * (LONGEST + 1))
    with pytest.raises(Malformed):
        sent(["x"])


# in the study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_folder(sent_study(tmp_path / "study"), "koder-a")


OWN = STATEMENTS["bbbbbbbb22"]  # 2.2, vedtatt i 2020
RIGHT = OWN.replace("2020", "2021")


def reply(study: Study, **fields: str) -> Reply:
    """What the answer file says of statement 2.2."""
    given = {f"{name}.bbbbbbbb22": words for name, words in fields.items()}
    return reply_of_json(study, json.dumps(answer_of_fields(SENT, given, "2022-01-10T12:00:00Z")).encode())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"verdict": "changes", "proposed": RIGHT}, [("changes", "", RIGHT)]),
        ({"verdict": "wrong", "text": "Nei.", "proposed": f"  {RIGHT}\n"}, [("wrong", "Nei.", RIGHT)]),
        ({"proposed": RIGHT}, [("", "", RIGHT)]),
        ({"verdict": "changes", "proposed": OWN.replace(" ", "\u00a0 ")}, [("changes", "", "")]),
        ({"proposed": OWN}, []),
        ({"verdict": "changes", "text": "2021."}, [("changes", "2021.", "")]),
    ],
)  # fmt: skip
def test_an_answer_file_says_how_a_statement_was_written_anew(
    study: Study, fields: dict[str, str], said: list[tuple[str, str, str]]
) -> None:
    read = reply(study, **fields)
    assert [(each.verdict, each.text, each.proposed) for each in read.statements] == said
    assert (read.notes, read.unmatched) == ((), ()) if said else ("holds no answer at all" in read.notes)


def test_what_was_written_anew_of_a_statement_that_was_not_asked_of_is_kept(study: Study) -> None:
    data = answer_of_fields(SENT, {})
    data["statements"] = [
        {"id": "bbbbbbbb22", "version": 1, "verdict": "changes", "text": "", "proposed": RIGHT},
        {"id": "bbbbbbbb22", "version": 1, "verdict": "changes", "text": "", "proposed": "Noe annet."},
        {"id": "bbbbbbbb22", "version": 9, "verdict": "changes", "text": "Se:", "proposed": "Nytt."},
    ]
    read = reply_of_json(study, json.dumps(data).encode())
    assert [each.proposed for each in read.statements] == [RIGHT]
    assert read.unmatched == (
        "[2.2 Riktig med endringer] Noe annet.",
        "[2.2 Riktig med endringer] Se:\nNytt.",
    )


def test_it_is_shown_word_by_word_and_accepted_as_a_new_version(study: Study) -> None:
    edit = take_in(
        study, reply(study, verdict="changes", proposed=RIGHT), by="koder-a", now="2022-01-12T08:00:00Z"
    )
    assert edit is not None
    study.apply(edit)
    kept = yaml.safe_load(
        (study.root / "validation/round-1/answers/alta/i1.yaml").read_text(encoding="utf-8")
    )
    assert [each["proposed"] for each in kept["answers"]] == [RIGHT]
    target = target_named(standing_of(round_of(study, 1)), "alta/2.2")
    (answer,) = answers_to(target)
    pieces = proposed_change(target.version_of(answer), answer, "nb")
    assert [(each.kind, each.text) for each in pieces if each.kind != "same"] == [
        ("gone", "2020"),
        ("come", "2021"),
    ]
    assert sent_text(target.version_of(answer), "nb") == OWN
    study.apply(decide(study, 1, "alta/2.2", "accept", by="koder-a", on="2022-01-20"))
    decided = yaml.safe_load((study.root / "validation/round-1/decisions.yaml").read_text(encoding="utf-8"))
    assert [(each["choice"], each["text"]) for each in decided["decisions"]] == [("accept", {"nb": RIGHT})]
