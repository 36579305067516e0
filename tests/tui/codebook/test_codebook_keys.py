"""Every key of the codebook screen does on the screen and on disk what it says, and u takes it back to the byte."""

from __future__ import annotations

import csv
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from book_host import CAPACITY, LATER, SIZES, SMALL, SOURCE, Book, book
from textual.binding import Binding
from textual.widgets import Static

from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.codebook import keys
from crosscase.tui.codebook.rows import CodebookTree
from crosscase.tui.dialogs import Confirm, Prompt
from crosscase.tui.export import ExportDialog
from crosscase.tui.form import Form
from crosscase.tui.memo_editor import MemoEditor
from crosscase.tui.picker import Picker

Proof = Callable[[Book, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update({f"codebook.{name}": proof for name in names})
        return proof

    return keep


@proves("new")
async def _new(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    assert isinstance(at.app.screen, Prompt)
    assert "New code under Barrierer" in at.text()
    await at.type("Tid og sted")
    await at.press("enter")
    assert at.codes()["barriers/tid-og-sted"]["name"] == {"nb": "Tid og sted"}
    assert at.at_hand == "barriers/tid-og-sted"
    assert "Tid og sted" in at.text()
    await at.undone()
    assert "barriers/tid-og-sted" not in at.codes()


@proves("new-below")
async def _new_below(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    await at.type("Tid")
    await at.press("enter")
    assert "barriers/capacity/tid" in at.codes()
    await at.undone()


@proves("rename")
async def _rename(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    assert isinstance(at.app.screen, Form)
    await at.press("ctrl+u")
    await at.type("Ressurser")
    assert "path barriers/capacity is kept" in at.text()
    await at.press("ctrl+l")
    told = str(at.app.screen.query_one("#told", Static).render())
    assert (
        "path barriers/capacity becomes barriers/ressurser; 4 codings of 2 coders follow by themselves"
        in told
    )
    await at.press("enter")
    made = at.codes()["barriers/ressurser"]
    assert made["name"] == {"nb": "Ressurser", "en": "Capacity"}
    assert "barriers/capacity" in made["was"]
    assert at.changed() == {"codebook/codebook.yaml"}
    assert " KA Ressurser 4 4" in at.row("Ressurser")
    await at.undone()
    assert " KA Kapasitet 4 4" in at.row("Kapasitet")


@proves("edit")
async def _edit(at: Book, key: str) -> None:
    await at.at("barriers/knowledge")
    await at.press(key)
    await at.type("Ingen vet nok.")
    await at.press("tab", "tab", "tab", "tab")
    await at.type("vite, kunne")
    await at.press("ctrl+s")
    made = at.codes()["barriers/knowledge"]
    assert (made["definition"], made["keywords"]) == ("Ingen vet nok.", ["vite", "kunne"])
    assert "include" not in made
    assert "Ingen vet nok." in at.details()
    await at.undone()
    assert "Ingen vet nok." not in at.details()


@proves("color")
async def _color(at: Book, key: str) -> None:
    await at.at("barriers")
    await at.press(key)
    assert isinstance(at.app.screen, Picker)
    assert "as it is now" in at.text()
    assert "3 codes of this colour" not in at.text()
    await at.type("sky")
    await at.press("enter")
    assert isinstance(at.app.screen, Confirm)
    assert "2 codes below it the same colour?" in at.text()
    await at.press("y")
    colors = {path: code["color"] for path, code in at.codes().items()}
    assert {colors[path] for path in colors if path.startswith("barriers")} == {"#56B4E9"}
    assert colors["challenges"] != "#56B4E9"
    await at.undone()


@proves("move")
async def _move(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    assert "4 codings of 2 coders follow" in at.text()
    await at.type("utfordringer")
    await at.press("enter")
    assert "challenges/capacity" in at.codes()
    assert "barriers/capacity" not in at.codes()
    assert at.changed() == {"codebook/codebook.yaml"}
    assert at.at_hand == "challenges/capacity"
    assert "UT Utfordringer · 5" in at.row("Utfordringer")
    await at.undone()
    assert at.at_hand == "barriers/capacity"
    await at.press(key)
    await at.press("enter")
    assert list(at.codes())[-1] == "capacity"


@proves("up")
async def _up(at: Book, key: str) -> None:
    await at.at("barriers/knowledge")
    await at.press(key)
    assert list(at.codes())[:3] == ["barriers", "barriers/knowledge", "barriers/capacity"]
    assert at.at_hand == "barriers/knowledge"
    await at.press(key)
    assert "the first here already" in at.said()
    await at.undone()


@proves("down")
async def _down(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    assert list(at.codes())[:3] == ["barriers", "barriers/knowledge", "barriers/capacity"]
    rows = at.rows()
    assert [row.split("K", 1)[1][:1] for row in rows[1:3]] == ["U", "A"]
    await at.press(key)
    assert "the last here already" in at.said()
    await at.undone()


@proves("outdent")
async def _outdent(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    assert [path for path in at.codes() if "/" not in path] == ["barriers", "capacity", "challenges"]
    assert at.at_hand == "capacity"
    await at.press(key)
    assert "at the top already" in at.said()
    await at.undone()


@proves("indent")
async def _indent(at: Book, key: str) -> None:
    await at.at("barriers/knowledge")
    await at.press(key)
    assert "barriers/capacity/knowledge" in at.codes()
    assert at.at_hand == "barriers/capacity/knowledge"
    assert "KU Kunnskap" in at.text()
    await at.press(key)
    assert "no code before it" in at.said()
    await at.undone()


@proves("merge")
async def _merge(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    await at.type("kunnskap")
    await at.press("enter")
    assert isinstance(at.app.screen, Confirm)
    asked = at.flat()
    assert "Merge Kapasitet into Kunnskap?" in asked
    assert "4 codings of 2 coders will count as Kunnskap." in asked
    await at.press("n")
    assert at.changed() == set()
    await at.press(key)
    await at.type("kunnskap")
    await at.press("enter", "y")
    assert "barriers/capacity" not in at.codes()
    assert {"barriers/capacity", "barriers/resources"} <= set(at.codes()["barriers/knowledge"]["was"])
    assert at.at_hand == "barriers/knowledge"
    assert " KU Kunnskap 5 5" in at.row("Kunnskap")
    await at.undone()


@proves("split")
async def _split(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    await at.type("Folk\nPenger")
    assert "4 codings of 2 coders of Kapasitet are then placed" in at.flat()
    await at.press("ctrl+s")
    codes = at.codes()
    assert codes["barriers/capacity"]["split"] == [
        codes["barriers/folk"]["id"],
        codes["barriers/penger"]["id"],
    ]
    assert "place your codings" in at.text()
    assert "1 of 3" in at.text()
    await at.press("escape")
    assert "split, 3 left" in at.row("Kapasitet")
    await at.undone()


@proves("retire")
async def _retire(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    assert at.codes()["barriers/capacity"]["retired"] in (True, "true")
    assert "Kapasitet retired" in at.row("Kapasitet")
    assert "4 codings of 2 coders stay" in at.said()
    await at.press(key)
    assert "retired" not in at.codes()["barriers/capacity"]
    assert "retired" not in at.row("Kapasitet")
    await at.undone(2)


@proves("remove")
async def _remove(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    assert "barriers/capacity has 4 codings" in at.said()
    assert at.changed() == set()
    await at.at("challenges")
    await at.press("N")
    await at.type("Ny")
    await at.press("enter", key)
    assert "challenges/ny" not in at.codes()
    assert "removed Ny" in at.said()
    await at.undone(2)


@proves("memo")
async def _memo(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    assert isinstance(at.app.screen, MemoEditor)
    await at.type("se ogs avtalen")
    await at.press("ctrl+s")
    [file] = at.changed()
    written = (at.folder / file).read_text(encoding="utf-8")
    assert written.startswith("---\nabout: code/c000000002\n")
    assert "se ogs avtalen" in written
    assert "koder-a: se ogs avtalen" in at.details()
    await at.press(key, "enter")
    await at.type(" igjen")
    await at.press("ctrl+s")
    assert "se ogs avtalen igjen" in at.details()
    await at.undone(2)


@proves("go")
async def _go(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    shown = at.app.place_shown
    assert isinstance(shown, CodeScreen)
    assert shown.source_id == SOURCE
    low, high = shown.view.selection
    assert shown.view.segments.body[low:high].startswith("Det er mangel på ressurser")
    await at.press("f3")
    assert at.at_hand == "barriers/capacity"


@proves("filter")
async def _filter(at: Book, key: str) -> None:
    await at.press(key)
    await at.type("kap")
    assert at.at_hand == "barriers/capacity"
    assert "Utfordringer" not in "".join(at.rows())
    await at.press("enter")
    assert at.screen.focused is at.screen.query_one(CodebookTree)
    assert "filter: “kap”" in at.said()
    await at.press("escape")
    assert "Utfordringer" in "".join(at.rows())
    assert at.at_hand == "barriers/capacity"


@proves("view")
async def _view(at: Book, key: str) -> None:
    assert at.views() == "[all 5] unused 0  once 2  retired 0  split 0 "
    await at.press(key)
    assert "only codes never used: 0" in at.said()
    assert at.rows() == []
    assert "no code is shown" in at.details()
    await at.press(key)
    assert "[once 2]" in at.views()
    names = "".join(at.rows())
    assert "Kunnskap" in names
    assert "Rasisme i skolen" in names
    assert "Kapasitet" not in names
    await at.press(key, key, key)
    assert "[all 5]" in at.views()


@proves("view-back")
async def _view_back(at: Book, key: str) -> None:
    await at.press(key)
    assert "[split 0]" in at.views()


@proves("details")
async def _details(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    assert "For lite tid" in at.text()
    await at.press(key)
    assert "For lite tid" not in at.text()
    assert "4 codings" in at.said()
    await at.press(key)
    assert "For lite tid" in at.text()


@proves("export")
async def _export(at: Book, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.screen, ExportDialog)
    await at.press("end", "ctrl+u")
    await at.type(str(at.folder.parent / "ut.csv"))
    await at.press("enter")
    with (at.folder.parent / "ut.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["code"]: row["codings"] for row in rows} == {
        "barriers": "0",
        "barriers/capacity": "4",
        "barriers/knowledge": "1",
        "challenges": "0",
        "challenges/schools": "1",
    }


@proves("back")
async def _back(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press("v", "enter", key)
    assert at.screen.focused is at.screen.query_one(CodebookTree)
    assert "[unused 0]" in at.views()
    await at.press(key)
    assert "[all 5]" in at.views()


@proves("uses")
async def _uses(at: Book, key: str) -> None:
    await at.at("barriers/capacity")
    await at.press(key)
    assert "Where it is used: 2 sources" in at.text()
    assert "koder-a 3" in at.text() or "koder-a 2" in at.text()
    await at.press("down", "enter")
    shown = at.app.place_shown
    assert isinstance(shown, CodeScreen)
    assert shown.source_id == "skien/plan"
    low, high = shown.view.selection
    assert shown.view.segments.body[low:high] == "Kommunen skal ha én fast kontakt."


BOUND = [*keys.BINDINGS, *Binding.make_bindings(CodebookTree.BINDINGS)]
CASES = [
    (binding.id, key)
    for binding in BOUND
    for key in [each.key for each in Binding.make_bindings([binding])]
    if binding.id and binding.id.startswith("codebook.")
]


def test_every_binding_has_a_proof_and_no_proof_is_left_over() -> None:
    assert {name for name, _ in CASES} == set(PROOFS)


# both sizes come by, each key in one of them: what a key does is the same in both
@pytest.mark.parametrize(
    ("name", "key", "size"), [(*case, SIZES[place % len(SIZES)]) for place, case in enumerate(CASES)]
)
async def test_each_key_does_what_it_says(tmp_path: Path, name: str, key: str, size: tuple[int, int]) -> None:
    async with book(tmp_path / "study", size) as at:
        await PROOFS[name](at, key)


async def test_in_a_small_window_the_details_take_the_place_of_the_codes_and_give_it_back(
    tmp_path: Path,
) -> None:
    async with book(tmp_path / "study", SMALL) as at:
        await at.at("barriers/capacity")
        assert "Where it is used" not in at.text()
        await at.press("enter")
        assert "Where it is used" in at.text()
        assert "Manglende kunnskap er en egen kode." in at.text()
        assert "Utfordringer" not in at.text()
        await at.press("escape")
        assert "Utfordringer" in at.text()
        assert "Where it is used" not in at.text()


async def test_quotes_stay_with_the_code_when_it_is_gone_to_from_the_palette(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/capacity")
        await at.press("ctrl+p")
        await at.type("codebook: rename")
        await at.press("enter")
        assert isinstance(at.app.screen, Form)
        assert at.coded()[CAPACITY] == ["barriers/capacity"]
        assert at.coded()[LATER] == ["barriers/capacity"]
