"""Themes: contrast by the WCAG formula, switching, remembering, and no colours at all."""

from pathlib import Path

import pytest
from place_host import host, lines, running
from rich.color import ColorSystem
from textual.color import Color

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.themes import NAMES, THEMES

INKS = ("foreground", "primary", "accent", "warning", "error", "success", "footer-key-foreground")


def luminance(color: Color) -> float:
    """WCAG 2.1, relative luminance of an sRGB colour."""
    channels = [c / 255 for c in (color.r, color.g, color.b)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """WCAG 2.1, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_ratios() -> None:
    assert contrast(Color.parse("#fff"), Color.parse("#000")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_colour_can_be_read_on_every_ground(theme) -> None:
    colors = theme.to_color_system().generate()
    least = 7 if theme.name == "crosscase-contrast" else 4.5
    for ground in ("background", "surface", "panel"):
        behind = Color.parse(colors[ground])
        for ink in (
            "foreground",
            "primary",
            "accent",
            "warning",
            "error",
            "success",
            "footer-key-foreground",
        ):
            assert contrast(Color.parse(colors[ink]), behind) >= least, (ink, ground)
    cursor = (colors["block-cursor-foreground"], colors["block-cursor-background"])
    assert contrast(*map(Color.parse, cursor)) >= least


def xterm(number: int) -> Color:
    """The 256 colours of xterm by their definition: 16 fixed, a cube of 6 steps, 24 greys."""
    if number >= 232:
        return Color(*[8 + 10 * (number - 232)] * 3)
    steps = (0, 95, 135, 175, 215, 255)
    cell = number - 16
    return Color(steps[cell // 36], steps[cell // 6 % 6], steps[cell % 6])


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_with_256_colours_grounds_stay_grey_and_text_can_still_be_read(theme) -> None:
    colors = theme.to_color_system().generate()

    def drawn(name: str) -> Color:
        number = Color.parse(colors[name]).rich_color.downgrade(ColorSystem.EIGHT_BIT).number
        assert number is not None
        return xterm(number)

    for ground in ("background", "surface", "panel"):
        assert len({drawn(ground).r, drawn(ground).g, drawn(ground).b}) == 1
        for ink in INKS:
            assert contrast(drawn(ink), drawn(ground)) >= 4.5, (ink, ground)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_with_16_colours_no_text_has_the_colour_of_its_ground(theme) -> None:
    colors = theme.to_color_system().generate()

    def drawn(name: str) -> int | None:
        return Color.parse(colors[name]).rich_color.downgrade(ColorSystem.STANDARD).number

    for ground in ("background", "surface", "panel"):
        assert drawn(ground) not in {drawn(ink) for ink in INKS}


@pytest.mark.parametrize("theme", list(NAMES))
async def test_what_stands_on_the_screen_can_be_read(tmp_path: Path, theme: str) -> None:
    app = host(tmp_path)
    async with running(app) as pilot:
        app.use_theme(theme)
        app.saving.state = "NOT SAVED"
        app.show_saved()
        app.say("theme")
        await pilot.pause()
        for y, strip in enumerate(app.screen._compositor.render_strips()):
            for segment in strip:
                style = segment.style
                if segment.text.strip(" ▔▁▎▊") and style is not None and style.color and style.bgcolor:
                    inks = [Color.from_rich_color(c) for c in (style.color, style.bgcolor)]
                    assert contrast(*inks) >= 4.5, (y, segment.text, inks)


async def test_the_theme_key_steps_through_all_and_the_choice_is_remembered(tmp_path: Path) -> None:
    app = host(tmp_path)
    seen = []
    async with running(app) as pilot:
        assert app.theme == "crosscase-dark"
        for _ in NAMES:
            await pilot.press("ctrl+t")
            seen.append(app.theme)
        assert sorted(seen) == sorted(NAMES)
        assert app.theme == "crosscase-dark"
        await pilot.press("ctrl+t")
        assert "theme: light" in lines(app)[-2]
        await pilot.press("ctrl+q")
    assert CrosscaseApp(open_folder(app.study.root)).theme == "crosscase-light"


async def test_without_colours_only_greys_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = host(tmp_path)
    async with running(app) as pilot:
        await pilot.pause()
        assert app.theme == "crosscase-contrast"
        drawn = [c for c in set(greys(app)) if c is not None]
        assert drawn
        assert [c for c in drawn if len({c.r, c.g, c.b}) > 1] == []


def greys(app: CrosscaseApp) -> list[Color | None]:
    """Colours of the footer, after the app's own filters."""
    footer = app.screen.query_one("Footer")
    strips = footer.render_lines(footer.size.region)
    styles = [
        segment.style for strip in strips for segment in strip.apply_filter(app._filters[-1], Color(0, 0, 0))
    ]
    inks = [ink for style in styles if style is not None for ink in (style.color, style.bgcolor)]
    return [Color.from_rich_color(ink) if ink is not None else None for ink in inks]
