"""The page in which informants answer as tests look at it in Chromium: as a file, and given by a server of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from asked import PACKET
from playwright.sync_api import BrowserContext, Page, Route

from crosscase.casework.form_answers import answer_of_fields
from crosscase.casework.form_page import form_css, form_js, form_page
from crosscase.casework.packets import Packet

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
ZOOMED = {"width": 640, "height": 400}  # a desktop at 200 %
SITE = "https://svar.example"
ADDRESS = f"{SITE}/s/hemmelig"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
MARK = "0123456789abcdef" * 2


def opened(context: BrowserContext, folder: Path, packet: Packet = PACKET) -> Page:
    file = folder / "skjema.html"
    file.write_text(form_page(packet, mark=MARK), encoding="utf-8")
    page = context.new_page()
    page.goto(file.as_uri())
    return page


def group(page: Page, number: str) -> Any:
    return page.get_by_role("group", name=f"Utsagn {number}")


def state(page: Page) -> dict[str, str]:
    """What stands in the form, as the browser itself would post it."""
    fields = page.evaluate("Array.from(new FormData(document.getElementById('form')).entries())")
    return {name: text for name, text in fields if text and name != "token"}


def downloaded(page: Page, press: Callable[[], None]) -> tuple[str, dict[str, object]]:
    with page.expect_download() as waiting:
        press()
    path = waiting.value.path()
    return waiting.value.suggested_filename, json.loads(path.read_text(encoding="utf-8"))


def focused(page: Page) -> str:
    return str(
        page.evaluate(
            "(() => { const at = document.activeElement, label = at.labels?.[0] ?? at; "
            "return (at.closest('fieldset')?.querySelector('legend').textContent ?? '') + '|' "
            "+ label.textContent.trim(); })()"
        )
    )


def tab_to(page: Page, wanted: str) -> list[str]:
    """Press Tab until what is wanted has the focus; what had it on the way, and is seen to have it."""
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        box = page.evaluate(
            "(() => { const at = document.activeElement.getBoundingClientRect(); "
            "const hit = document.elementFromPoint(at.x + at.width / 2, at.y + Math.min(at.height / 2, 20)); "
            "return hit?.closest('label') === document.activeElement.closest('label') && "
            "at.top >= 0 && at.bottom <= innerHeight; })()"
        )
        assert box, f"{seen[-1]} has the focus and cannot be seen"
        if seen[-1] == wanted:
            return seen
    raise AssertionError(f"{wanted} is not reached by Tab: {seen}")


def serious(page: Page) -> list[str]:
    """What axe finds that is serious or critical."""
    page.evaluate((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run(document)).violations")
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


class Server:
    """Gives the page and takes drafts and answers, as the page's own rules say; what it answers can be set."""

    def __init__(self, context: BrowserContext) -> None:
        self.status = 200
        self.revision = 0
        self.taken: list[tuple[str, dict[str, object]]] = []
        self.posted: list[dict[str, str]] = []
        self.attempts: list[int] = []
        self.given: dict[str, object] | None = None
        context.route(f"{SITE}/**", self.answer)

    def answer(self, route: Route) -> None:
        request = route.request
        if request.url == f"{SITE}/form.js":
            route.fulfill(body=form_js(), content_type="text/javascript")
        elif request.url == f"{SITE}/form.css":
            route.fulfill(body=form_css(), content_type="text/css")
        elif request.method == "GET":
            self.page(route)
        elif request.headers["content-type"] == "application/json":
            self.take(route)
        else:
            fields = dict(parse_qsl(request.post_data or "", keep_blank_values=True))
            self.posted.append(fields)
            self.given = answer_of_fields(PACKET, fields)
            self.page(route, {"save": "saved", "review": "review", "send": "sent"}[fields["do"]])

    def page(self, route: Route, stage: Any = "") -> None:
        body = form_page(
            PACKET,
            mode="served",
            action="/s/hemmelig",
            token=str(self.revision),
            given=self.given,
            stage=stage,
        )
        route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    def take(self, route: Route) -> None:
        self.attempts.append(int(route.request.headers["x-crosscase-save"]))
        if self.status != 200:
            route.fulfill(status=self.status, json={}, headers={"Retry-After": "1"})
            return
        if route.request.headers["x-crosscase-token"] != str(self.revision):
            route.fulfill(status=409, json={"token": str(self.revision)})
            return
        self.revision += 1
        self.given = json.loads(route.request.post_data or "")
        self.taken.append((route.request.method, self.given))
        route.fulfill(json={"token": str(self.revision), "at": "2022-01-10T12:00:00Z"})

    @property
    def stored(self) -> dict[str, object]:
        return {key: value for key, value in self.taken[-1][1].items() if key != "answered"}


def visited(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(ADDRESS)
    return page
