"""The form that asks for a few texts."""

from __future__ import annotations

from textual import events
from textual.app import App
from textual.widgets import Input

from crosscase.tui.form import Field, Form


async def test_what_is_typed_on_at_speed_goes_to_the_field_that_tab_leads_to() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        await app.push_screen(
            Form("Notes", [Field("from", "from"), Field("case", "case"), Field("kind", "kind")])
        )
        # as a terminal hands them over that lags behind: one after the other, none waited for
        for key in ("a", "b", "tab", "c", "tab", "d", "shift+tab", "e"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        assert [field.value for field in app.screen.query(Input)] == ["ab", "ce", "d"]
