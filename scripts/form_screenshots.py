"""Pictures of the form that informants answer, for the documentation: `make screenshots`.

Made of the example study, in Chromium, with a clock that stands still: on one machine two runs give the same pictures.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from crosscase.casework.form_page import form_page
from crosscase.casework.packets import Contact, packet_for
from crosscase.study.example import copy_example
from crosscase.study.opening import open_folder

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
CASE, INFORMANT, SECTION = "alta", "I1", "Tiltak"
NOON = datetime(2022, 1, 5, 12, 0, tzinfo=UTC)
CONTACT = Contact("Prosjektgruppen", "prosjektgruppen@example.org", "00 00 00 00")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture.

    Attributes:
        name: file name without `.png`.
        size: of the window, in points.
        scale: dots to a point.
        at: what stands at the top of it.
    """

    name: str
    size: ViewportSize
    scale: float
    at: str


SHOTS = (
    Shot("validation-form-desktop", {"width": 1280, "height": 800}, 1, "h2:text-is('Utfordringsbildet')"),
    Shot("validation-form-phone", {"width": 360, "height": 740}, 2, f"h2:text-is('{SECTION}')"),
    Shot(
        "validation-form-anew", {"width": 640, "height": 700}, 1.5,
        f"section.part:has(h2:text-is('{SECTION}')) .verdicts >> nth=0",
    ),
)  # fmt: skip


def form(folder: Path) -> Path:
    """The form of an informant of the example study, as a file."""
    study = open_folder(copy_example(folder / "study"))
    packet = packet_for(study, 1, CASE, INFORMANT, deadline="2022-01-14", contact=CONTACT)
    file = folder / "form.html"
    file.write_text(form_page(packet), encoding="utf-8")
    return file


def answer(page: Page) -> None:
    """Answer the first statements, and the first of a later section."""
    statements = page.locator("fieldset.statement")
    for place, verdict in enumerate(("Riktig", "Riktig", "Kan ikke si", "Riktig")):
        statements.nth(place).get_by_label(verdict, exact=True).check()
    later = page.locator(f"section.part:has(h2:text-is('{SECTION}')) fieldset.statement").first
    later.get_by_label("Riktig med endringer").check()
    later.get_by_label("Hva bør endres").fill("Avtalen er nå forlenget.")
    later.get_by_role("button", name="Hent teksten hit").click()


def take(browser: Browser, file: Path, shot: Shot) -> bytes:
    """The picture as PNG."""
    context = browser.new_context(
        viewport=shot.size, device_scale_factor=shot.scale, locale="nb-NO", timezone_id="Europe/Oslo",
        color_scheme="light", reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(file.as_uri())
    answer(page)
    page.locator(shot.at).evaluate("(each) => { document.activeElement.blur(); each.scrollIntoView(); }")
    picture = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return picture


def main() -> int:
    """Write every picture; 0 when done, 2 where there is no Chromium."""
    parser = argparse.ArgumentParser(description="Make the pictures of the informants' form.")
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder for the PNG files")
    folder: Path = parser.parse_args().to
    chromium = shutil.which("chromium")
    if chromium is None:
        print("the pictures of the form need chromium, which is not on this machine", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        file = form(Path(made))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shot in SHOTS:
            (folder / f"{shot.name}.png").write_bytes(take(browser, file, shot))
            print(folder / f"{shot.name}.png", file=sys.stderr)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
