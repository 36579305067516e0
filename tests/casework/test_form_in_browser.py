"""The page in which informants answer, in Chromium: by keyboard, on a phone, zoomed in, in the dark, offline, served."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest
from asked import HOSTILE, PACKET, hostile_packet
from browsed import (
    DESKTOP,
    MARK,
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
from playwright.sync_api import Browser, BrowserContext, Page, expect

from crosscase.casework.form_page import form_css, form_js, form_page
from crosscase.casework.packets import Packet

pytestmark = pytest.mark.program

EXPECTED: dict[str, object] = {
    "crosscase": "answers",
    "format": 1,
    "study": "2fc170b5-d724-4799-a114-74e90287b173",
    "round": 2,
    "case": "alta",
    "informant": "I1",
    "language": "nb",
    "statements": [
        {"id": "aaaaaaaaa1", "version": 1, "verdict": "correct", "text": ""},
        {"id": "aaaaaaaaa2", "version": 3, "verdict": "changes", "text": "Også på jobb.\n«Der» òg 👍"},
        {"id": "aaaaaaaaa3", "version": 2, "verdict": "", "text": ""},
        {"id": "aaaaaaaaa4", "version": 1, "verdict": "wrong", "text": ""},
    ],
    "missing": [{"section": "tiltak", "text": "Leksehjelpen."}, {"section": "", "text": "Kirken."}],
    "general": "Takk.",
}


def field_of(page: Page, label: str) -> Any:
    return page.get_by_label(label, exact=True)


def answer(page: Page) -> None:
    """Give the answers of `EXPECTED` as somebody with a mouse does."""
    group(page, "1.1").get_by_label("Riktig", exact=True).check()
    group(page, "1.2").get_by_label("Riktig med endringer").check()
    group(page, "1.2").get_by_label("Hva bør endres").fill("Også på jobb.\n«Der» òg 👍")
    group(page, "2.2").get_by_label("Feil").check()
    field_of(page, "Mangler det noe under «Tiltak»?").fill("Leksehjelpen.")
    field_of(page, "Mangler det noe i beskrivelsen som helhet?").fill("Kirken.")
    page.locator("#general").fill("Takk.")


STATE = {
    "verdict.aaaaaaaaa1": "correct", "verdict.aaaaaaaaa2": "changes", "verdict.aaaaaaaaa4": "wrong",
    "text.aaaaaaaaa2": "Også på jobb.\n«Der» òg 👍", "missing.tiltak": "Leksehjelpen.", "missing.": "Kirken.", "general": "Takk.",
}  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, DESKTOP, ZOOMED], ids=["phone", "desktop", "zoomed in"])
def test_the_whole_form_is_answered_by_keyboard_alone(
    context: BrowserContext, tmp_path: Path, size: Any
) -> None:
    page = opened(context, tmp_path)
    page.set_viewport_size(size)
    press, write = page.keyboard.press, page.keyboard.insert_text
    way = tab_to(page, "Utsagn 1.1|Riktig")
    press("Space")
    way += tab_to(page, "Utsagn 1.2|Riktig")
    press("ArrowRight")
    press("Enter")  # sends nothing
    way += tab_to(page, "Utsagn 1.2|Hva bør endres, eller hvorfor?")
    write("Også på jobb.")
    press("Enter")
    write("«Der» òg 👍")
    way += tab_to(page, "Utsagn 2.2 (planlagt)|Riktig")
    press("ArrowLeft")
    press("ArrowLeft")
    way += tab_to(page, "|Mangler det noe under «Tiltak»?")
    write("Leksehjelpen.")
    tab_to(page, "|Mangler det noe i beskrivelsen som helhet?")
    write("Kirken.")
    tab_to(page, "|Er det noe mer du vil si?")
    write("Takk.")
    assert [each for each in way if each.endswith("|Riktig")] == [
        "Utsagn 1.1|Riktig", "Utsagn 1.2|Riktig", "Utsagn 2.1 (pågår)|Riktig", "Utsagn 2.2 (planlagt)|Riktig",
    ]  # fmt: skip
    tab_to(page, "|Se over svarene")
    press("Enter")
    expect(page.locator("#review")).to_be_focused()
    review = page.locator("#review").inner_text()
    assert "3 av 4 utsagn er besvart." in review
    assert "2.1 Avtalen gjelder alle tjenester." in review.partition("uten å skrive")[0]
    assert "2.2 En skole vil lage en kampanje." in review.partition("uten å skrive")[2]
    tab_to(page, "|2.1 Avtalen gjelder alle tjenester.")
    press("Enter")
    assert focused(page) == "Utsagn 2.1 (pågår)|Riktig"
    tab_to(page, "|Last ned svarfilen")
    name, content = downloaded(page, lambda: press("Enter"))
    assert name == "svar-alta-i1-runde-2.json"
    assert str(content.pop("answered")).endswith("Z")
    assert content == EXPECTED | {"mark": MARK}
    assert [key for key in content if key != "mark"] == list(EXPECTED)
    expect(page.locator("#done")).to_be_focused()
    assert "svar-alta-i1-runde-2.json" in page.locator("#done").inner_text()
    assert page.locator("#done a").get_attribute("href") == (
        "mailto:kari@example.org?subject=Svar%20p%C3%A5%20beskrivelsen%20av%20Alta%2C%20runde%202"
    )


def test_a_draft_is_there_after_reloading_and_after_closing_and_goes_when_it_is_deleted(
    context: BrowserContext, tmp_path: Path
) -> None:
    page = opened(context, tmp_path)
    expect(page.locator("#forget")).to_be_hidden()
    answer(page)
    page.reload()
    assert state(page) == STATE
    expect(page.locator("#count")).to_have_text("3 av 4 besvart")
    page.close()
    page = opened(context, tmp_path)
    assert state(page) == STATE
    expect(page.locator("#kept")).to_contain_text("er hentet fram")

    newer = replace(PACKET.sections[0].statements[0], version=2)
    sections = (
        replace(PACKET.sections[0], statements=(newer, PACKET.sections[0].statements[1])),
        PACKET.sections[1],
    )
    other = opened(context, tmp_path, replace(PACKET, sections=sections))
    assert state(other) == {name: text for name, text in STATE.items() if name != "verdict.aaaaaaaaa1"}
    other.close()
    another = opened(context, tmp_path, replace(PACKET, informant="I2"))
    assert state(another) == {}
    another.close()

    page.get_by_role("button", name="Fjern svaret (Utsagn 1.1)").click()
    assert "verdict.aaaaaaaaa1" not in state(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#forget").click()
    assert state(page) == {}
    page.reload()
    assert state(page) == {}


def test_two_windows_of_one_form_do_not_overwrite_each_other(context: BrowserContext, tmp_path: Path) -> None:
    one, other = opened(context, tmp_path), opened(context, tmp_path)
    group(one, "1.1").get_by_label("Feil").check()
    expect(group(other, "1.1").get_by_label("Feil")).to_be_checked()
    group(other, "1.2").get_by_label("Feil").check()
    expect(group(one, "1.2").get_by_label("Feil")).to_be_checked()
    assert state(one) == state(other) == {"verdict.aaaaaaaaa1": "wrong", "verdict.aaaaaaaaa2": "wrong"}


def test_a_browser_that_keeps_nothing_is_told_of_and_gives_the_answer_file_all_the_same(
    context: BrowserContext, tmp_path: Path
) -> None:
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('no') }")
    page = opened(context, tmp_path)
    expect(page.get_by_role("alert")).to_contain_text("Ikke lukk siden")
    answer(page)
    page.locator("#look").click()
    _, content = downloaded(page, lambda: page.locator("#send").click())
    assert content["statements"] == EXPECTED["statements"]
    page.locator("#copy summary").click()
    copied = json.loads(page.locator("#copy-text").input_value())
    assert {key: copied[key] for key in EXPECTED} == EXPECTED


@pytest.mark.parametrize("packet", [PACKET, hostile_packet()], ids=["plain", "hostile"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_hinders_whoever_reads_otherwise_and_nothing_runs_out_at_the_side(
    context: BrowserContext, tmp_path: Path, viewport: Any, packet: Packet
) -> None:
    page = opened(context, tmp_path, packet)
    page.set_viewport_size(viewport)
    page.locator("fieldset").first.get_by_role("radio").first.check()
    page.locator("fieldset").nth(1).get_by_role("radio").nth(2).check()
    page.locator("#general").fill("o" * 3000)
    page.locator("#look").click()
    page.locator("#copy").evaluate("(each) => { each.hidden = false; each.open = true; }")
    page.locator("#done").evaluate("(each) => { each.hidden = false; }")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == []
    # zoomed in to twice the size a window has half as many points to the side
    for width, height in (
        (viewport["width"], viewport["height"]),
        (viewport["width"] // 2, viewport["height"] // 2),
    ):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator("fieldset").last).to_be_visible()


def test_no_text_of_a_study_runs_or_is_lost_on_its_way_into_the_answer_file(
    context: BrowserContext, tmp_path: Path
) -> None:
    packet = hostile_packet()
    page = opened(context, tmp_path, packet)
    title = page.title()
    shown = page.locator("p.text").evaluate_all("(all) => all.map((each) => each.textContent)")
    assert shown == [each.text.replace("\u2028", "\n") for each in packet.statements]
    fields = page.locator("fieldset .remark textarea")
    for at, text in enumerate(HOSTILE):
        fields.nth(at).fill(text)
    page.locator("#look").click()
    page.reload()
    page.locator("#look").click()
    _, content = downloaded(page, lambda: page.locator("#send").click())
    assert content["statements"] == [
        {"id": each.id, "version": 1, "verdict": "", "text": text}
        for each, text in zip(packet.statements, HOSTILE, strict=True)
    ]
    assert page.title() == title
    assert "ran" not in (page.title(), page.evaluate("document.title"))


@pytest.fixture
def server(context: BrowserContext) -> Server:
    return Server(context)


def test_a_served_form_saves_as_it_is_filled_in_and_sends(context: BrowserContext, server: Server) -> None:
    page = visited(context)
    assert serious(page) == []
    answer(page)
    expect(page.locator("#kept")).to_contain_text("Lagret 10. jan. 2022")
    assert server.stored == EXPECTED
    assert {method for method, _ in server.taken} == {"PUT"}
    page.reload()
    assert state(page) == STATE
    page.locator("#look").click()
    page.locator("#send").click()
    expect(page.locator("#done")).to_be_focused()
    assert server.taken[-1][0] == "POST"
    assert server.stored == EXPECTED
    page.locator("#general").fill("Mer.")
    expect(page.locator("#kept")).to_contain_text("Husk å sende på nytt")
    assert server.stored["general"] == "Mer."


def test_what_a_server_does_not_take_is_said_and_sent_again(context: BrowserContext, server: Server) -> None:
    page = visited(context)
    server.status = 503
    group(page, "1.1").get_by_label("Feil").check()
    expect(page.get_by_role("alert")).to_contain_text("Ikke lagret ennå")
    server.status = 200
    expect(page.locator("#kept")).to_contain_text("Lagret")
    expect(page.get_by_role("alert")).to_be_empty()
    server.status = 503
    page.locator("#look").click()
    page.locator("#send").click()
    expect(page.get_by_role("alert")).to_contain_text("Svarene er ikke sendt")
    expect(page.locator("#done")).to_be_hidden()
    server.status = 200
    expect(page.get_by_role("alert")).to_contain_text("svarene er ikke sendt")
    page.locator("#send").click()
    expect(page.locator("#done")).to_be_visible()
    server.status = 410
    page.locator("#general").fill("For sent")
    expect(page.get_by_role("alert")).to_contain_text("Lenken gjelder ikke lenger")
    assert json.loads(page.locator("#copy-text").input_value())["general"] == "For sent"
    assert len(server.attempts) >= 6
    assert server.attempts == list(range(1, len(server.attempts) + 1))


@pytest.mark.parametrize("keep", [True, False], ids=["what stands here", "what is saved"])
def test_a_form_written_in_from_two_machines_asks_which_to_keep(
    context: BrowserContext, server: Server, keep: bool
) -> None:
    telephone, desk = visited(context), visited(context)
    group(desk, "1.1").get_by_label("Feil").check()
    expect(desk.locator("#kept")).to_contain_text("Lagret")
    group(telephone, "1.2").get_by_label("Kan ikke si").check()
    expect(telephone.get_by_role("alert")).to_contain_text("en annen maskin")
    assert server.stored["statements"][0]["verdict"] == "wrong"
    wanted = "Behold det som står her" if keep else "Hent det som er lagret"
    telephone.on("dialog", lambda dialog: dialog.accept())
    telephone.get_by_role("button", name=wanted).click()
    if keep:
        expect(telephone.locator("#kept")).to_contain_text("Lagret")
        assert server.stored["statements"][1]["verdict"] == "cannot-say"
    else:
        expect(group(telephone, "1.1").get_by_label("Feil")).to_be_checked()
        assert state(telephone) == {"verdict.aaaaaaaaa1": "wrong"}


@pytest.fixture
def listening() -> Iterator[tuple[str, Queue[dict[str, object]]]]:
    """A server on this machine that gives the page, and what it was sent."""
    sent: Queue[dict[str, object]] = Queue()
    pages = {"/form.js": ("text/javascript", form_js()), "/form.css": ("text/css", form_css())}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = form_page(PACKET, mode="served", action="/s/hemmelig")
            self.give(*pages.get(self.path, ("text/html", page)))

        def do_PUT(self) -> None:
            sent.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.give("application/json", '{"token": "", "at": "2022-01-10T12:00:00Z"}')

        def give(self, kind: str, content: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/s/hemmelig", sent
        server.shutdown()
        thread.join()


def test_what_was_just_written_is_saved_when_the_window_closes(
    browser: Browser, listening: tuple[str, Queue[dict[str, object]]]
) -> None:
    address, sent = listening
    context = browser.new_context()
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    page.locator("#general").fill("Rett før")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert sent.get(timeout=60)["general"] == "Rett før"
    context.close()


def test_a_served_form_is_filled_in_and_sent_without_scripts(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.set_default_timeout(20_000)
    server = Server(context)
    page = visited(context)
    answer(page)
    page.get_by_role("button", name="Lagre utkast").click()
    expect(page.get_by_role("status")).to_contain_text("Svarene er ikke sendt ennå")
    page.get_by_role("button", name="Se over svarene").click()
    expect(page.locator("#review")).to_contain_text("3 av 4 utsagn er besvart.")
    page.get_by_role("button", name="Send svarene").click()
    expect(page.get_by_role("status")).to_contain_text("Svarene er mottatt")
    assert [fields["do"] for fields in server.posted] == ["save", "review", "send"]
    assert {key: server.given[key] for key in EXPECTED} == EXPECTED
    context.close()
