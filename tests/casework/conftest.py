"""Chromium for tests of the page in which informants answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from browsed import DESKTOP, SITE
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright


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
    """A browser of somebody's own, without a network: a page that asks for anything fails its test."""
    context = browser.new_context(viewport=DESKTOP, locale="nb-NO", timezone_id="Europe/Oslo")
    context.set_default_timeout(20_000)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on(
        "console", lambda message: errors.append(message.text) if "Content Security" in message.text else None
    )
    yield context
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "blob:file:", SITE))] == []
    assert errors == []
