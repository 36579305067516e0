"""Every key of the survey screen does on the screen what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from survey_host import QUESTIONS, Desk, desk
from textual.binding import Binding, BindingType

from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.survey import keys
from crosscase.tui.survey.sheet import EntryList, Rows, SheetView

Proof = Callable[[Desk, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update({f"survey.{name}": proof for name in names})
        return proof

    return keep


def bound(bindings: list[BindingType] | list[Binding]) -> list[tuple[str, str]]:
    return [(binding.id or "", binding.key) for binding in Binding.make_bindings(bindings)]


BOUND = [
    (name, key)
    for owner in (keys.BINDINGS, Rows.BINDINGS, EntryList.BINDINGS, SheetView.BINDINGS)
    for name, key in bound(owner)  # type: ignore[arg-type]  # a list of either kind
]


@proves("by")
async def _by(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("sted")
    await at.press("enter")
    assert "by Sted: Nord 20*, Sør 20*" in at.sheet()


@proves("published")
async def _published(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.row("Nei").endswith("≠31")
    assert at.said() == "published figures are shown"


@proves("go")
async def _go(at: Desk, key: str) -> None:
    await at.at("F5")
    await at.press(key)
    place = at.app.place_shown
    assert isinstance(place, CodeScreen)
    assert place.source_id == "open-answers/annet"


@proves("find")
async def _find(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("planen")
    await at.press("enter")
    assert at.screen.entry == "F2"


@proves("view", "view-back")
async def _view(at: Desk, key: str) -> None:
    await at.press(key)
    assert ("[selection]" if key == "V" else "[non-response]") in at.text()


@proves("questions")
async def _questions(at: Desk, key: str) -> None:
    await at.press("v", key)
    assert at.list()[0].startswith("F1")


@proves("non-response")
async def _nonresponse(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.list() == ["T1  Frafall etter sted"]


@proves("check")
async def _check(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.list()[0] == "1 error"


@proves("selection")
async def _selection(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.list()[0] == "Cases of the study: 2"


@proves("correction")
async def _correction(at: Desk, key: str) -> None:
    before = at.row("Ja ").split()[-2]
    await at.press(key)
    low, high = (int(end) for end in at.row("Ja ").split()[-2].split("–"))
    wide_low, wide_high = (int(end) for end in before.split("–"))
    assert wide_low < low < 45 < high < wide_high
    assert "intervals corrected for a population of 50" in " ".join(at.sheet())
    await at.press(key)
    assert at.row("Ja ").split()[-2] == before


@proves("weights")
async def _weights(at: Desk, key: str) -> None:
    await at.press(key)
    # the first respondent, who said yes, counts three times: (18 + 2) / (40 + 2)
    assert at.row("Ja ").split()[-3] == "48%"
    assert "weighted" in at.text().split("\n")[1]
    await at.press(key)
    assert at.row("Ja ").split()[-3] == "45%"


@proves("list")
async def _list(at: Desk, key: str) -> None:
    wide = at.screen.sheet.size.width
    await at.press(key)
    assert at.screen.sheet.size.width > wide
    assert at.app.focused is at.screen.sheet
    await at.press(key)
    assert at.screen.sheet.size.width == wide


@proves("back", "left")
async def _back(at: Desk, key: str) -> None:
    await at.press("enter")
    assert at.app.focused is at.screen.sheet
    await at.press(key)
    assert at.app.focused is at.screen.entries


@proves("right", "open")
async def _right(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.app.focused is at.screen.sheet


@proves("who")
async def _who(at: Desk, key: str) -> None:
    await at.press("right", key)
    assert "18 who said Ja" in at.text()


@proves("down", "up")
async def _step(at: Desk, key: str) -> None:
    await at.press("down", "down", key)
    assert at.screen.entry == ("F5" if key == "j" else "F2")
    await at.press("home", "right", "down", key)
    assert at.detail().startswith("Nei" if key == "j" else "Ja:")


@pytest.mark.parametrize(("name", "key"), BOUND)
async def test_the_key_does_what_it_says(tmp_path: Path, name: str, key: str) -> None:
    async with desk(tmp_path / "study") as at:
        await PROOFS[name](at, key)


def test_every_key_has_its_proof() -> None:
    assert {name for name, _ in BOUND} == set(PROOFS)


async def test_the_help_has_every_key_and_what_the_signs_mean(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", (120, 90)) as at:
        await at.press("question_mark")
        for binding in keys.BINDINGS:
            assert binding.tooltip in at.text(), binding.id
        dialog = [row.split("│")[1] for row in at.text().split("\n") if row.count("│") == 2]
        words = " ".join(" ".join(dialog).split())
        assert "* marks a base under 30" in words


async def test_keys_that_cannot_do_anything_say_why(tmp_path: Path) -> None:
    plain = QUESTIONS.replace("population: 50\nweight: vekt\n", "")
    files = {"survey/questions.yaml": plain, "survey/published.yaml": None}
    async with desk(tmp_path / "study", files=files) as at:
        await at.press("f")
        assert at.said().startswith("nobody said how large the population is")
        await at.press("w")
        assert at.said().startswith("there are no weights")
        await at.press("p")
        assert at.said().startswith("there are no published figures")
        await at.press("g")
        assert at.said().startswith("no code names F1")
