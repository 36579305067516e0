"""Every key of the place of synthesis does on the screen what it says; one run for the keys of a view."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from synthesis_host import Desk, desk
from textual.binding import Binding, BindingType
from textual.widgets import Static

from crosscase.study.themes import summaries_of
from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.synthesis import keys
from crosscase.tui.synthesis.cell_quotes import CellQuotes
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.matrix_view import MatrixView
from crosscase.tui.synthesis.summary_editor import QuoteTicks, SummaryEditor

Proof = Callable[[Desk, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}
VIEWS = {
    "synthesis": "1", "grid": "1", "matrix": "1", "cell-quotes": "1", "framework": "2", "summary": "2",
    "cooccurrence": "3", "saturation": "4",
}  # fmt: skip


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update(dict.fromkeys(names, proof))
        return proof

    return keep


def bound(*owners: list[BindingType] | list[Binding]) -> list[tuple[str, str]]:
    every = [binding for owner in owners for binding in Binding.make_bindings(owner)]
    return [
        (binding.id or "", binding.key) for binding in every if (binding.id or "").partition(".")[0] in VIEWS
    ]


BOUND = bound(
    keys.BINDINGS, Grid.BINDINGS, keys.MATRIX, CellQuotes.BINDINGS, keys.FRAMEWORK, SummaryEditor.BINDINGS,
    QuoteTicks.BINDINGS, keys.COOCCURRENCE, keys.SATURATION,
)  # fmt: skip


# the place


@proves("synthesis.view", "synthesis.view-back")
async def _view(at: Desk, key: str) -> None:
    await at.press(key)
    assert ("[themes]" if key == "V" else "[framework]") in at.text()


@proves(
    "synthesis.matrix",
    "synthesis.framework",
    "synthesis.cooccurrence",
    "synthesis.saturation",
    "synthesis.themes",
)
async def _show(at: Desk, key: str) -> None:
    await at.press("4" if key == "1" else "1", key)
    names = ("matrix", "framework", "co-occurrence", "saturation", "themes")
    assert f"{key}[{names[int(key) - 1]}]" in at.text()


# the grid


@proves("grid.down", "grid.up", "grid.right", "grid.left")
async def _move(at: Desk, key: str) -> None:
    await at.press("down", "right", key)
    rows = {"down": 2, "j": 2, "up": 0, "k": 0}
    columns = {"left": 0, "h": 0}
    assert (at.grid.row, at.grid.column) == (rows.get(key, 1), columns.get(key, 1))


@proves("grid.page-down", "grid.last", "grid.page-up", "grid.first")
async def _ends(at: Desk, key: str) -> None:
    await at.press("down", key)
    assert at.grid.row_key == (
        "challenges/schools" if key in ("pagedown", "ctrl+end", "greater_than_sign") else "barriers"
    )


@proves("grid.page-right", "grid.row-end", "grid.page-left", "grid.row-start")
async def _sides(at: Desk, key: str) -> None:
    far = key in ("L", "ctrl+right", "ctrl+pagedown", "end")
    await at.press("home" if far else "end", key)
    assert at.grid.column_key == ("skien" if far else "alta")


# the matrix


@proves("matrix.quotes")
async def _quotes(at: Desk, key: str) -> None:
    await at.press("down", key)
    assert "mangel på ressurser for å prioritere tiltak" in at.text()
    assert at.said().startswith("1 of 1 · Barrierer › Kapasitet · alta/fokusgruppe · I1")


@proves("matrix.by")
async def _by(at: Desk, key: str) -> None:
    await at.pick(key, "landsdel")
    assert at.rows()[0] == "code nord sør │ all │ landsdel│ survey"
    assert at.row("Kapasitet").startswith("1 1 │ 2 │ 2/2")


@proves("matrix.cell")
async def _cell(at: Desk, key: str) -> None:
    await at.pick(key, "presence")
    assert at.row("Barrierer") == "● ● │ 2 │ 2/2 │"
    await at.press("j", "l")
    await at.pick(key, "summary")
    assert "[framework]" in at.text()
    assert at.grid.at == ("barriers/capacity", "skien")


@proves("matrix.fold")
async def _fold(at: Desk, key: str) -> None:
    await at.press("down", key)  # of a code without codes below it, the one above is folded
    assert [row for row in at.rows() if row.startswith("▸")] == ["▸ BA Barrierer 3 1 │ 4 │ 2/2 │"]
    assert "Kapasitet" not in at.text()
    await at.press(key)
    assert at.row("Kapasitet")


@proves("matrix.below")
async def _below(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.row("Barrierer") == "1 · │ 1 │ 1/2 │"
    assert "codes alone" in at.text()


@proves("matrix.depth")
async def _depth(at: Desk, key: str) -> None:
    await at.press(key)
    assert [row[:4] for row in at.rows()[1:-1]] == ["BA B", "UT U"]
    await at.press(key)
    assert at.row("Kapasitet")


@proves("matrix.filter")
async def _filter(at: Desk, key: str) -> None:
    await at.pick(key, "utfordringer")
    assert [row.split()[-7] for row in at.rows()[1:-1]] == ["Utfordringer", "skolen"]
    await at.pick(key, "all codes")
    assert at.row("Kapasitet")


@proves("matrix.find")
async def _find(at: Desk, key: str) -> None:
    await at.press("space")
    await at.pick(key, "kunnskap")
    assert at.grid.row_key == "barriers/knowledge"  # which was folded away


@proves("matrix.order")
async def _order(at: Desk, key: str) -> None:
    await at.pick(key, "landsdel")
    assert "order of landsdel" in at.text()
    await at.pick(key, "total")
    assert at.rows()[0].startswith("code Alta Skien")


@proves("matrix.group")
async def _group(at: Desk, key: str) -> None:
    await at.pick(key, "landsdel")
    assert "┌nord" in at.text()
    assert "┌sør" in at.text()


@proves("matrix.coders")
async def _coders(at: Desk, key: str) -> None:
    await at.pick(key, "everybody")
    assert at.row("Kunnskap").startswith("1 1 │ 2")


@proves("matrix.turn")
async def _turn(at: Desk, key: str) -> None:
    await at.press("down", "right", key)
    assert at.row("Alta").startswith("3 1 1 1 1 │ 4")
    assert at.grid.at == ("skien", "barriers/capacity")


@proves("matrix.pane")
async def _pane(at: Desk, key: str) -> None:
    await at.press(key)
    assert "“" not in at.text()
    assert "Barrierer × Alta" in at.text()
    assert at.app.focused is at.grid
    await at.press(key)
    assert not at.view.query_one(CellQuotes).display


@proves("matrix.export", "framework.export", "cooccurrence.export", "saturation.export")
async def _export(at: Desk, key: str) -> None:
    await at.press(key)
    assert "to a file" in at.text()
    assert ".xlsx" in at.text()
    await at.press("escape")


@proves("matrix.back", "cooccurrence.back")
async def _back(at: Desk, key: str) -> None:
    await at.press("enter", key)
    assert at.app.focused is at.grid
    assert at.view.query_one(CellQuotes).display
    await at.press(key)
    assert not at.view.query_one(CellQuotes).display


@proves("cell-quotes.go")
async def _go(at: Desk, key: str) -> None:
    await at.press("down", "enter", key)
    place = at.app.place_shown
    assert isinstance(place, CodeScreen)
    assert place.source_id == "alta/fokusgruppe"
    await at.press("f6")
    assert at.grid.at == ("barriers/capacity", "alta")  # where one was
    await at.press("escape", "escape")


@proves("cell-quotes.context")
async def _context(at: Desk, key: str) -> None:
    await at.press("down", "enter", key)
    assert "Det er mangel på ressurser for å prioritere tiltak." in at.text()
    await at.press(key, key, "escape", "escape")


@proves("cell-quotes.copy")
async def _copy(at: Desk, key: str) -> None:
    await at.press("down", "enter", key)
    assert "cop" in at.said()
    await at.press("escape", "escape")


# the framework


@proves("framework.write", "summary.save", "framework.remove")
async def _write(at: Desk, key: str) -> None:
    await at.press("e")
    await at.type("folk mangler")
    await at.press("tab", "space", "ctrl+s")
    found = summaries_of(at.screen.study, "alta")
    assert [(each.code, each.text, len(each.quotes)) for each in found] == [
        ("barriers", {"nb": "folk mangler"}, 1)
    ]
    assert at.row("Barrierer") == "3 ✓ 1 … │ 1/2"
    assert "the summary rests on" in at.text()
    await at.press("delete" if key == "delete" else "x")
    assert not summaries_of(at.screen.study, "alta")
    assert at.row("Barrierer") == "3 … 1 … │ 0/2"
    await at.press("u")
    assert at.row("Barrierer") == "3 ✓ 1 … │ 1/2"
    await at.press("u")


@proves("summary.cancel")
async def _cancel(at: Desk, key: str) -> None:
    await at.press("e")
    await at.type("nei")
    await at.press(key, "y")
    assert not summaries_of(at.screen.study, "alta")


@proves("summary.tick", "summary.down", "summary.up")
async def _tick(at: Desk, key: str) -> None:
    await at.press("e", "tab")
    ticks = at.app.screen.query_one(QuoteTicks)
    if key in ("j", "k"):
        await at.press("down", key)
        assert ticks.highlighted == (2 if key == "j" else 0)
    else:
        await at.press(key)
        assert ticks.chosen == ("ccapacity0",)
        assert "☑ I1 · line 10" in at.text()
        await at.press(key)
        assert ticks.chosen == ()
    await at.press("escape")


@proves("framework.quotes")
async def _framework_quotes(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.app.focused is at.view.query_one(CellQuotes).listing
    await at.press("escape")


@proves("framework.missing")
async def _missing(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.grid.at == ("barriers", "skien")
    await at.press(key)
    assert at.grid.at == ("challenges", "alta")  # Skien has no codings there
    await at.press(key)
    assert at.grid.at == ("barriers", "alta")


@proves("framework.changed")
async def _changed(at: Desk, key: str) -> None:
    await at.press("right", "e")
    await at.type("uten sitat")
    await at.press("ctrl+s", "left", key)
    assert at.grid.at == ("barriers", "skien")
    assert "! rests on no quote" in at.text()
    await at.press("u", key)
    assert at.said().startswith("no summary here wants a look")


@proves("framework.codes")
async def _codes(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.row("Kapasitet") == "1 … 1 … │ 0/2"
    await at.press(key)
    assert "Kapasitet ×" not in at.text()


@proves("framework.find")
async def _framework_find(at: Desk, key: str) -> None:
    await at.pick(key, "kunnskap")
    assert at.grid.row_key == "barriers/knowledge"


@proves("framework.coders")
async def _framework_coders(at: Desk, key: str) -> None:
    await at.pick(key, "everybody")
    assert at.row("Barrierer").startswith("3 … 2 …")


@proves("framework.back")
async def _framework_back(at: Desk, key: str) -> None:
    await at.press("enter", key)
    assert at.app.focused is at.grid


# how codes go together


@proves("cooccurrence.quotes")
async def _pairs(at: Desk, key: str) -> None:
    await at.press("n", key)
    assert "1 pair" in at.text()
    assert at.text().count("koder-a  ") >= 2
    assert "Ja. Og så mangler vi kunnskap om hva som virker." in at.text()


@proves("cooccurrence.relation", "cooccurrence.relation-back")
async def _relation(at: Desk, key: str) -> None:
    await at.press(key)
    assert ("near: paragraph" if key == "R" else "inside · pairs") in at.text()


@proves("cooccurrence.measure")
async def _measure(at: Desk, key: str) -> None:
    await at.press(key)
    # one pair of one coding each: 1 / (1 + 1 - 1)
    assert at.row("Kunnskap").startswith("1.00 ·")


@proves("cooccurrence.below")
async def _pairs_below(at: Desk, key: str) -> None:
    await at.press(key)
    assert "with below" in at.text()
    assert at.row("Barrierer").endswith("│ 4")


@proves("cooccurrence.depth")
async def _pairs_depth(at: Desk, key: str) -> None:
    await at.press(key)
    assert "Kunnskap" not in at.text()


@proves("cooccurrence.filter")
async def _pairs_filter(at: Desk, key: str) -> None:
    await at.pick(key, "kapasitet")
    assert "Kunnskap" not in at.text()


@proves("cooccurrence.find")
async def _pairs_find(at: Desk, key: str) -> None:
    await at.pick(key, "kunnskap")
    assert at.grid.row_key == "barriers/knowledge"


@proves("cooccurrence.stronger", "cooccurrence.weaker")
async def _strongest(at: Desk, key: str) -> None:
    await at.press(key)
    assert set(at.grid.at) == {"barriers", "barriers/knowledge"}
    assert "1 pair of 1 and 1 · c 1.00" in at.said()


@proves("cooccurrence.coders")
async def _pairs_coders(at: Desk, key: str) -> None:
    await at.pick(key, "everybody")
    assert at.row("Kunnskap").endswith("│ 2")


@proves("cooccurrence.pane")
async def _pairs_pane(at: Desk, key: str) -> None:
    await at.press(key)
    assert "no pair in this cell" in at.text()


# saturation


@proves("saturation.go")
async def _saturation_go(at: Desk, key: str) -> None:
    await at.press("down", key)
    place = at.app.place_shown
    assert isinstance(place, CodeScreen)
    assert place.source_id == "skien/fokusgruppe"
    await at.press("f6")


@proves("saturation.unit")
async def _unit(at: Desk, key: str) -> None:
    await at.press(key)
    assert "by case" in at.text()
    assert at.row("Skien [/]").startswith("0 4")  # nothing new after Alta's four


@proves("saturation.kinds")
async def _kinds(at: Desk, key: str) -> None:
    await at.press(key)
    assert "all kinds of sources" in at.text()


@proves("saturation.filter")
async def _saturation_filter(at: Desk, key: str) -> None:
    await at.pick(key, "utfordringer")
    assert at.rows()[1].endswith("1 1 0.5 0 1")  # one of the two has it: half of the orders begin with it


@proves("saturation.coders")
async def _saturation_coders(at: Desk, key: str) -> None:
    await at.pick(key, "koder-b")
    assert len(at.rows()) == 2


@pytest.mark.parametrize("of", sorted(VIEWS))
async def test_the_keys_do_what_they_say(tmp_path: Path, of: str) -> None:
    """Each proof begins at the view as it is when it is opened for the first time."""
    async with desk(tmp_path / "study", view=VIEWS[of]) as at:
        for name, key in BOUND:
            if name.partition(".")[0] == of:
                try:
                    await PROOFS[name](at, key)
                except AssertionError as error:
                    raise AssertionError(f"{name} on {key}: {error}\n{at.said()}\n{at.text()}") from error
                await begin_anew(at, VIEWS[of])


async def begin_anew(at: Desk, view: str) -> None:
    """The view as it is when it is opened for the first time."""
    session = at.app.session
    kept = [name for name in session._values if name.startswith("synthesis.")]
    for name in kept:
        session.put(name, "")
    if any(not name.endswith((".at", ".view")) for name in kept) or not isinstance(at.app.focused, Grid):
        for each in at.screen._views.values():
            if isinstance(each, MatrixView):
                each.folded = set()
            each.set_class(False, "-quotes")
            each.begin()
            each.stale = True
    if f"{view}[" not in at.text() or at.view.stale:
        await at.pilot.press("1" if view != "1" else "2", view)
        at.grid.focus()
    await at.press("less_than_sign", "home")


def test_every_key_has_its_proof() -> None:
    assert {name for name, _ in BOUND} == set(PROOFS)


async def test_the_help_has_every_key_of_a_view_and_what_its_signs_mean(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", (120, 110)) as at:
        for view, bindings, words in (
            ("1", keys.MATRIX, "in how many of them"), ("2", keys.FRAMEWORK, "changed since it was written"),
            ("3", keys.COOCCURRENCE, "codings have many partners"), ("4", keys.SATURATION, "where 95 % of the orders lie"),
        ):  # fmt: skip
            await at.press(view, "question_mark")
            help_words = at.app.screen.query_one("#help", Static).render()
            text = " ".join(str(help_words).split())
            for binding in bindings:
                assert binding.tooltip in text, binding.id
            assert words in text
            await at.press("escape")
