"""The form and its server together, in Chromium."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from crosscase.web.collecting import served_answers
from served import FIRST, Sent, Site

pytestmark = pytest.mark.program


@pytest.fixture(scope="module")
def browser(needs: Callable[[str], str]) -> Iterator[Browser]:
    path = needs("chromium")
    with sync_playwright() as playwright:
        expect.set_options(timeout=60_000)  # a busy machine is no failure
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(locale="nb-NO") as context:
        yield context


def visited(context: BrowserContext, site: Site, who: str) -> tuple[Page, list[str]]:
    """The form of an informant, and what the browser has asked for or complained of since."""
    page, told = context.new_page(), list[str]()
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on(
        "request", lambda request: told.append(request.url) if str(site.port) not in request.url else None
    )
    page.goto(f"http://127.0.0.1:{site.port}{site.paths[who]}")
    return page, told


def general(page: Page) -> str:
    return page.locator("#general").input_value()


def test_what_is_typed_is_saved_found_again_and_sent_and_nothing_is_asked_for_elsewhere(
    context: BrowserContext, sent: Sent, site: Site
) -> None:
    page, told = visited(context, site, "alta/I1")
    page.locator(f"input[name='verdict.{FIRST}'][value=wrong]").check()
    page.locator("#general").fill("Vi er tre nå. <b>&")
    expect(page.locator("#kept")).to_contain_text("Lagret")
    page.reload()
    assert general(page) == "Vi er tre nå. <b>&"
    assert served_answers(sent.root) == ()
    page.locator("#look").click()
    page.locator("#send").click()
    expect(page.locator("#done")).to_be_visible()
    (answer,) = served_answers(sent.root)
    said = json.loads(answer.raw)
    assert said["general"] == "Vi er tre nå. <b>&"
    assert [each["verdict"] for each in said["statements"]] == ["wrong", "", ""]
    assert context.cookies() == []
    assert told == []


def test_two_windows_are_told_of_each_other_and_either_may_be_kept(
    context: BrowserContext, site: Site
) -> None:
    one, _ = visited(context, site, "alta/I1")
    other, _ = visited(context, site, "alta/I1")
    one.locator("#general").fill("fra den ene")
    expect(one.locator("#kept")).to_contain_text("Lagret")
    other.locator("#general").fill("fra den andre")
    expect(other.locator("#stale")).to_be_visible()
    assert site.ask("GET", "alta/I1").fields() == {"general": "fra den ene"}
    other.locator("#stale-keep").click()
    expect(other.locator("#kept")).to_contain_text("Lagret")
    assert site.ask("GET", "alta/I1").fields() == {"general": "fra den andre"}


def test_the_form_is_saved_looked_over_and_sent_without_script(
    browser: Browser, sent: Sent, site: Site
) -> None:
    with browser.new_context(locale="nb-NO", java_script_enabled=False) as context:
        page, told = visited(context, site, "alta/I2")
        page.locator(f"input[name='verdict.{FIRST}'][value=changes]").check()
        page.locator("#general").fill("En linje\nog en til")
        page.locator("button[name=do][value=save]").click()
        assert page.url.endswith("?saved")
        assert general(page) == "En linje\nog en til"
        page.locator("button[name=do][value=review]").click()
        page.locator("button[name=do][value=send]").click()
        expect(page.locator("body")).to_contain_text("Takk! Svarene er mottatt.")
        page.reload()
        assert told == []
    (answer,) = served_answers(sent.root)
    assert json.loads(answer.raw)["general"] == "En linje\nog en til"
