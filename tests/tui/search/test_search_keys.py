"""Every key of the search screen, its list and its dialogs does on the screen and on disk what it says."""

from __future__ import annotations

import csv
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from search_host import SOURCE, Desk, desk
from textual.binding import Binding, BindingType

from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.search import keys
from crosscase.tui.search.choosing import ChoosePassages, LastLook, Scrolling
from crosscase.tui.search.hit_list import HitList
from crosscase.tui.search.screen import SearchScreen
from crosscase.tui.search.ticking import TickDialog
from crosscase.tui.search.words_field import WordsField
from studies import BODY, PLAN

Proof = Callable[[Desk, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}
LONG = "".join(f"I1: ord nummer {number}.\n" for number in range(200))
OTHER = {
    "alta/fokusgruppe": BODY,
    "skien/plan": PLAN,
    "skien/lang": LONG,
    "skien/notat": "# Barrierer\nMer tid.\n",
}
LAST = 199


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update(dict.fromkeys(names, proof))
        return proof

    return keep


def bound(bindings: list[BindingType] | list[Binding]) -> list[tuple[str, str]]:
    return [(binding.id or "", binding.key) for binding in Binding.make_bindings(bindings)]


BOUND = [
    (name, key)
    for owner in (
        keys.BINDINGS,
        HitList.BINDINGS,
        ChoosePassages.BINDINGS,
        LastLook.BINDINGS,
        Scrolling.BINDINGS,
        TickDialog.BINDINGS,
        WordsField.BINDINGS,
    )
    for name, key in bound(owner)  # type: ignore[arg-type]
]


# the screen


@proves("search.words")
async def _words(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("tiltak")
    assert at.screen.words.value == "tiltak"


@proves("search.how", "search.how-back")
async def _how(at: Desk, key: str) -> None:
    await at.press(key)
    assert ("[base forms]" if key == "H" else "[whole words]") in at.choices()


@proves("search.inside")
async def _inside(at: Desk, key: str) -> None:
    await at.press(key)
    assert "[memos]" in at.choices()


@proves("search.where")
async def _where(at: Desk, key: str) -> None:
    await at.press(key, "a", "space", "enter")
    assert "[Alta]" in at.choices()
    assert at.hits() == []


@proves("search.who")
async def _who(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("rådgiver")
    await at.press("enter")
    assert "[rådgiver]" in at.choices()


@proves("search.exact")
async def _exact(at: Desk, key: str) -> None:
    await at.press(key)
    assert "exact  no [yes]" in at.choices()


@proves("search.go")
async def _go(at: Desk, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.place_shown, CodeScreen)
    assert at.app.place_shown.source_id == "skien/lang"


@proves("search.beside")
async def _beside(at: Desk, key: str) -> None:
    await at.look("ord")
    await at.press(key)
    assert "beside the hits" in at.text()
    assert "200 nummer" in at.text()


@proves("search.tick")
async def _tick(at: Desk, key: str) -> None:
    await at.press(key)
    assert [row[1:4] for row in at.hits()[:2]] == ["[ ]", "[x]"]
    assert at.screen.hits.place == 1


@proves("search.tick-all")
async def _tick_all(at: Desk, key: str) -> None:
    await at.press(key)
    assert {row[1:4] for row in at.hits()} == {"[ ]"}
    await at.press(key)
    assert {row[1:4] for row in at.hits()} == {"[x]"}


@proves("search.tick-text")
async def _tick_text(at: Desk, key: str) -> None:
    await at.look("er")
    await at.press(key)
    texts = {
        title: at.screen.hits.found.ticked_in(group)
        for group, title in enumerate(at.screen.hits.found.titles)
    }
    assert texts[f"source/{SOURCE}"] == 0
    assert texts["source/skien/lang"] == 200


@proves("search.code")
async def _code(at: Desk, key: str) -> None:
    await at.press(key)
    assert "Code 200 hits of “nummer”" in at.text()


@proves("code.by-structure")
async def _by_structure(at: Desk, key: str) -> None:
    await at.press(key)
    assert "heading" in at.text()
    assert "Barrierer" in at.text()


@proves("search.copy")
async def _copy(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.app.clipboard.startswith("“I1: ord nummer 0. I1: ord nummer 1.")
    assert at.app.clipboard.endswith("(skien/lang, line 1)")


@proves("search.export")
async def _export(at: Desk, key: str) -> None:
    file = at.folder / "treff.csv"
    await at.press("space", key)
    await at.press("ctrl+e", "ctrl+u")
    await at.type(str(file))
    await at.press("enter")
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert len(rows) == LAST
    assert [rows[0][name] for name in ("source", "place", "hit")] == ["skien/lang", "2", "nummer"]


@proves("search.counts")
async def _counts(at: Desk, key: str) -> None:
    await at.press(key)
    assert "Hits by case" not in at.text()


@proves("search.hits")
async def _hits(at: Desk, key: str) -> None:
    await at.press("slash", key)
    assert at.app.focused is at.screen.hits


# the list


@proves("hits.next")
async def _next(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.screen.hits.place == 1
    assert at.said().startswith("2 of 200")


@proves("hits.previous")
async def _previous(at: Desk, key: str) -> None:
    await at.press("down", key)
    assert at.screen.hits.place == 0
    await at.press(key)
    assert at.app.focused is at.screen.words


@proves("hits.page-down", "hits.page-up")
async def _page(at: Desk, key: str) -> None:
    page = at.screen.hits.size.height - 2
    if key == "pageup":
        await at.press("end")
    start = at.screen.hits.place
    await at.press(key)
    assert abs(at.screen.hits.place - start) == page


@proves("hits.first")
async def _first(at: Desk, key: str) -> None:
    await at.press("end", key)
    assert at.screen.hits.place == 0


@proves("hits.last")
async def _last(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.screen.hits.place == LAST
    assert "nummer 199" in at.hits()[-1]


@proves("hits.next-text", "hits.previous-text")
async def _text(at: Desk, key: str) -> None:
    await at.look("er")
    back = key in ("N", "left_curly_bracket")
    if back:
        await at.press("end")
    await at.press(key)
    spot = at.screen.hits.spot
    assert spot is not None
    starts = [at.screen.hits.found.bounds(group)[0] for group in range(len(at.screen.hits.found.titles))]
    assert at.screen.hits.place == (starts[-1] if back else starts[1])


# choosing passages


def units(at: Desk) -> str:
    return str(at.app.screen.query_one("#units").render())


@proves("passages.take")
async def _take(at: Desk, key: str) -> None:
    await at.press("c", key)
    assert "code: type a few letters" in at.text()


@proves("passages.leave")
async def _leave(at: Desk, key: str) -> None:
    await at.press("c", key)
    assert isinstance(at.app.screen, SearchScreen)


@proves("passages.next-unit", "passages.previous-unit")
async def _unit(at: Desk, key: str) -> None:
    await at.press("c", key)
    assert ("[turn 200]" if key in ("left", "h") else "[sentence 200]") in units(at)


@proves(*(f"passages.unit-{number}" for number in range(1, 5)))
async def _unit_at(at: Desk, key: str) -> None:
    await at.press("c", key)
    assert f"{key} [" in units(at)


@proves("passages.scope")
async def _scope(at: Desk, key: str) -> None:
    await at.look("ressurser")
    await at.press("C")
    await at.type("barrierer")
    await at.press("enter")
    scope = at.app.screen.query_one("#scope")
    assert "all that have it: 2 sources" in str(scope.render())
    await at.press(key)
    assert f"this source, {SOURCE}" in str(scope.render())
    assert "[section 1]" in units(at)


@proves("passages.tick")
async def _tick_sources(at: Desk, key: str) -> None:
    await at.press("C", "enter", key)
    assert isinstance(at.app.screen, TickDialog)


# the last look


async def last_look(at: Desk) -> None:
    await at.press("C")
    await at.type("barrierer")
    await at.press("enter", "3", "enter")
    await at.type("kunnskap")
    await at.press("enter")
    assert isinstance(at.app.screen, LastLook)


@proves("look.yes")
async def _yes(at: Desk, key: str) -> None:
    await last_look(at)
    await at.press(key)
    assert "Hva står i veien?" in at.coded("barriers/knowledge")


@proves("look.no")
async def _no(at: Desk, key: str) -> None:
    await last_look(at)
    await at.press(key)
    assert "Hva står i veien?" not in at.coded("barriers/knowledge")


@proves("look.down", "look.up", "look.page-down")
async def _scroll(at: Desk, key: str) -> None:
    await at.press("c")
    box = at.app.screen.query_one(Scrolling)
    if key == "k":
        await at.press("j", "j")
    before = box.scroll_target_y
    await at.press(key)
    assert (box.scroll_target_y < before) if key == "k" else (box.scroll_target_y > before)


# ticking


@proves("ticks.tick")
async def _tick_row(at: Desk, key: str) -> None:
    await at.press("w", key)
    assert "[ ] Alta" in at.text()


@proves("ticks.all")
async def _all(at: Desk, key: str) -> None:
    await at.press("w", key)
    assert "[x]" not in "".join(row[20:] for row in at.lines() if "plan" in row)
    assert "[ ] Skien" in at.text()


@proves("ticks.leave")
async def _leave_ticks(at: Desk, key: str) -> None:
    await at.press("w", "space", key)
    assert "[everywhere]" in at.choices()


@proves("ticks.down", "ticks.up")
async def _step(at: Desk, key: str) -> None:
    await at.press("w", "down", "down")
    await at.press(key, "space")
    assert ("[ ]   lang" if key == "j" else "[ ]   fokusgruppe") in at.text()
    assert at.text().count("[ ]") == (1 if key == "j" else 2)  # a case's only source is the case


# the field


@proves("words.leave")
async def _leave_words(at: Desk, key: str) -> None:
    await at.press("slash", key)
    assert at.app.focused is at.screen.hits


def test_every_binding_has_an_id_and_a_tooltip_and_is_proved_here() -> None:
    every = [
        *keys.BINDINGS, *HitList.BINDINGS, *ChoosePassages.BINDINGS, *LastLook.BINDINGS, *Scrolling.BINDINGS,
        *TickDialog.BINDINGS, *WordsField.BINDINGS,
    ]  # fmt: skip
    assert all(isinstance(binding, Binding) and binding.id and binding.tooltip for binding in every)
    assert {name for name, _ in BOUND} == set(PROOFS)


@pytest.mark.parametrize(("name", "key"), BOUND)
async def test_key(tmp_path: Path, name: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(tmp_path / "study", sources=OTHER, files={}) as at:
        await at.look("nummer")
        await PROOFS[name](at, key)
