"""Every key of the code screen does on the screen and on disk what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import yaml
from code_host import (
    CAPACITY,
    KNOWLEDGE,
    LARGE,
    SCHOOLS,
    SMALL,
    SOURCE,
    UNCODED,
    Desk,
    desk,
    words_at,
)
from suggesting_host import STAFF, marked, rows_marked, suggesting_once, switched_on
from textual.binding import Binding

from crosscase.tui.code import keys

Proof = Callable[[Desk, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}
SIZE = {"code.side": SMALL, "code.text-only": LARGE, "code.side-wider": LARGE, "code.side-narrower": LARGE}


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update({f"code.{name}": proof for name in names})
        return proof

    return keep


@proves("code")
async def _code(at: Desk, key: str) -> None:
    await at.at(UNCODED)
    await at.press(key)
    await at.type("kap")
    assert "Kapasitet" in at.text()
    await at.press("enter")
    assert at.coded(UNCODED) == ["barriers/capacity"]
    assert f"coded Kapasitet · “{UNCODED}”" in at.said()
    assert "▸ KA Kapasitet" in at.pane()


@proves("again")
async def _again(at: Desk, key: str) -> None:
    await at.at(UNCODED)
    await at.press(key)
    assert at.coded(UNCODED) == ["barriers/knowledge"]


@proves(*(f"slot-{number}" for number in range(1, 10)))
async def _slot(at: Desk, key: str) -> None:
    recent = ["barriers/knowledge", "barriers/capacity", "challenges/schools"]
    await at.at(UNCODED)
    await at.press(key)
    if int(key) <= len(recent):
        assert at.coded(UNCODED) == [recent[int(key) - 1]]
    else:
        assert at.coded(UNCODED) == []
        assert f"no code on key {key} yet" in at.said()


@proves("edit-text")
async def _edit_text(at: Desk, key: str) -> None:
    await at.at(UNCODED)
    await at.press(key)
    await at.type("Ja. ")
    await at.press("ctrl+s")
    assert f"Ja. {UNCODED}" in (at.folder / f"interviews/{SOURCE}.md").read_text(encoding="utf-8")


@proves("names")
async def _names(at: Desk, key: str) -> None:
    await at.pilot.press(key)
    assert "Looking for names" in at.text()
    await at.press("escape")
    assert "stopped; nothing was changed" in at.said()


@proves("import")
async def _import(at: Desk, key: str) -> None:
    await at.press(key)
    assert "Bring texts in" in at.text()
    await at.press("escape")
    assert at.app.screen is at.screen


@proves("beside", "swap")
async def _beside(at: Desk, key: str) -> None:
    await at.press(key)
    assert ("crosscase source link" if key == "i" else "press i") in at.said()


@proves("by-structure")
async def _by_structure(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("barrierer")
    await at.press("enter", "3", "enter")
    await at.type("kap")
    await at.press("enter")
    assert at.coded("Hva står i veien?") == []
    await at.press("enter")
    under = ["Hva står i veien?", "Det er mangel på ressurser for å prioritere tiltak. Vi er to stykker."]
    assert [at.coded(words) for words in under] == [["barriers/capacity"]] * 2
    assert "coded 3 paragraphs under “Barrierer” as barriers/capacity" in at.said()
    await at.press("u")
    assert [at.coded(words) for words in under] == [[], []]


@proves("memo")
async def _memo(at: Desk, key: str) -> None:
    await at.at(KNOWLEDGE)
    await at.press(key)
    await at.type("se plan")
    await at.press("ctrl+s")
    assert at.coding_of(KNOWLEDGE)["memo"] == "se plan"
    assert "memo: se plan" in at.pane()


@proves("memos")
async def _memos(at: Desk, key: str) -> None:
    assert "✎" not in at.text()
    await at.press(key)
    await at.type("new source")
    await at.press("enter")
    assert f"Source {SOURCE}" in at.text()
    await at.type("om gruppa")
    await at.press("ctrl+s")
    assert (at.folder / "memos/om-gruppa.md").read_text().endswith("---\nom gruppa\n")
    assert "✎ 1 memo" in at.lines()[1]
    await at.press("u")
    assert "✎" not in at.text()


@proves("key")
async def _key(at: Desk, key: str) -> None:
    await at.at(KNOWLEDGE)
    await at.press(key)
    assert at.coding_of(KNOWLEDGE)["key"] is True
    assert "★" in at.pane()
    await at.press(key)
    assert "key" not in at.coding_of(KNOWLEDGE)
    assert "★" not in at.pane()


@proves("recode")
async def _recode(at: Desk, key: str) -> None:
    await at.at(KNOWLEDGE)
    before = at.coding_of(KNOWLEDGE)
    await at.press(key)
    await at.type("rasisme")
    await at.press("enter")
    assert at.coding_of(KNOWLEDGE) == before | {"code": "challenges/schools"}
    assert "recoded: Rasisme i skolen" in at.said()


@proves("remove")
async def _remove(at: Desk, key: str) -> None:
    await at.at(KNOWLEDGE)
    await at.press(key)
    assert at.coded(KNOWLEDGE) == []
    assert "nothing coded here" in at.pane()
    assert "removed Kunnskap" in at.said()


@proves("choose")
async def _choose(at: Desk, key: str) -> None:
    await at.at(CAPACITY)
    assert "▸ KA Kapasitet  10" in at.pane()
    await at.press(key)
    assert "▸ KA Kapasitet  koder-b 10" in at.pane()
    await at.press(key)
    assert "▸ KA Kapasitet  10" in at.pane()


@proves("review")
async def _review(at: Desk, key: str) -> None:
    await at.press(key)
    assert "no coding wants a look" in at.said()
    file = at.folder / f"interviews/{SOURCE}.md"
    file.write_text(file.read_text(encoding="utf-8").replace(KNOWLEDGE, "mangler vi folk"), encoding="utf-8")
    at.app.poll()
    await at.press(key)
    assert "Codings whose text was edited" in at.text()


@proves("fit")
async def _fit(at: Desk, key: str) -> None:
    await at.select("mangler vi kunnskap om hva som virker")
    await at.press(key)
    assert at.coded("mangler vi kunnskap om hva som virker") == ["barriers/knowledge"]
    await at.press("escape", key)
    assert "select the words" in at.said()


@proves("extend-end", "shrink-end", "extend-start", "shrink-start")
async def _stretch(at: Desk, key: str) -> None:
    after = {
        "right_square_bracket": "mangler vi kunnskap om",
        "left_square_bracket": "mangler vi",
        "left_curly_bracket": "så mangler vi kunnskap",
        "right_curly_bracket": "vi kunnskap",
    }[key]
    await at.at(KNOWLEDGE)
    await at.press(key)
    assert at.coded(after) == ["barriers/knowledge"]
    assert words_at(at.coding_of(after)["at"]) == after
    assert at.selected == after
    assert ("shrunk" if len(after) < len(KNOWLEDGE) else "extended") in at.said()


@proves("find")
async def _find(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("kunnskap")
    assert "find: “kunnskap” 1 here" in at.said()
    await at.press("enter")
    assert at.selected == "kunnskap"
    assert "find: “kunnskap” 1 of 1" in at.said()
    assert at.view.has_focus


@proves("next-match", "previous-match")
async def _match(at: Desk, key: str) -> None:
    await at.press("slash")
    await at.type("det")
    await at.press("enter")
    places = [start for start in range(len(at.body)) if at.body[start : start + 3].lower() == "det"]
    numbers = [*range(len(places)), 0] if key == "n" else [0, *reversed(range(len(places)))]
    for number in numbers:
        assert at.view.selection == (places[number], places[number] + 3)
        assert f"“det” {number + 1} of {len(places)}" in at.said()
        await at.press(key)


@proves("line")
async def _line(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("77")
    await at.press("enter")
    assert "a number from 1 to 12" in at.text()
    await at.press("backspace", "backspace")
    await at.type("10")
    await at.press("enter")
    assert at.line == 10
    assert "line 10" in at.said()
    assert at.view.has_focus


@proves("next-coding", "previous-coding")
async def _coding(at: Desk, key: str) -> None:
    others = "Det er mangel på ressurser for å prioritere tiltak."
    order = [SCHOOLS, others, CAPACITY, KNOWLEDGE]
    for words in order if key == "greater_than_sign" else reversed(order):
        await at.press(key)
        assert at.selected == words


@proves("next-uncoded", "previous-uncoded")
async def _uncoded(at: Desk, key: str) -> None:
    uncoded = "Vi merker det mest på nettet. Det er sjelden noen sier det høyt."
    await at.at(SCHOOLS)
    await at.press(key)
    assert at.selected == uncoded  # the one passage of an informant that has no coding
    await at.press("1", key)
    assert "every passage of this text has a coding" in at.said()


@proves("texts")
async def _texts(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("mangfold")
    await at.press("enter")
    assert "Planen skal bidra til at alle kan delta." in at.text()
    assert "skien/plan" in at.lines()[0]
    assert at.view.has_focus


@proves("cases")
async def _cases(at: Desk, key: str) -> None:
    assert "● fokusgruppe" not in at.text()
    await at.press(key)
    assert "● fokusgruppe" in at.text()
    assert "Alta" in at.text()
    assert "%" in at.text()
    await at.press(key)
    assert "● fokusgruppe" not in at.text()
    assert at.view.has_focus


@proves("filter-code")
async def _filter_code(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("barrierer")
    await at.press("enter")
    assert "only Barrierer" in at.said()
    assert "KA" in at.tags()
    assert "KU" in at.tags()
    assert "SK" not in at.tags()
    await at.press(key)
    await at.type("all codes")
    await at.press("enter")
    assert "SK" in at.tags()


@proves("filter-coder")
async def _filter_coder(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("koder-b")
    await at.press("enter")
    assert "only koder-b" in at.said()
    assert "KA" in at.tags()
    assert "KU" not in at.tags()
    await at.press(key)
    await at.type("every")
    await at.press("enter")
    assert "KU" in at.tags()


@proves("others")
async def _others(at: Desk, key: str) -> None:
    await at.at(CAPACITY)
    assert "koder-b" in at.pane()
    await at.press(key)
    assert "others hidden" in at.said()
    assert "koder-b" not in at.pane()
    await at.press(key)
    assert "koder-b" in at.pane()


@proves("side")
async def _side(at: Desk, key: str) -> None:
    assert "filter codes" not in at.text()
    await at.press(key)
    assert "filter codes" in at.text()
    assert "At the cursor" in at.text()
    await at.press(key)
    assert "filter codes" not in at.text()
    assert at.view.has_focus


@proves("text")
async def _text(at: Desk, key: str) -> None:
    await at.click("#code-filter")
    await at.type("kap")
    assert "Rasisme i skolen" not in at.text()
    await at.press(key)
    assert at.view.has_focus
    assert "Rasisme i skolen" in at.text()


@proves("text-only")
async def _text_only(at: Desk, key: str) -> None:
    assert at.view.size.width < 200
    await at.press(key)
    assert at.view.size.width == 200
    assert "filter codes" not in at.text()
    await at.press(key)
    assert at.view.size.width < 200


@proves("side-wider", "side-narrower")
async def _side_width(at: Desk, key: str) -> None:
    side = at.screen.query_one("#side")
    before = side.size.width
    await at.press(key)
    assert side.size.width == before + (4 if key == "alt+left" else -4)


@proves("suggestions")
async def _suggestions(at: Desk, key: str) -> None:
    assert "Suggestions" not in at.text()
    await switched_on(at)
    assert marked(at) == [4, 10]
    assert "Suggestions  for 2 passages" in at.text()
    await at.press(key)
    assert rows_marked(at) == 0
    assert "Suggestions" not in at.text()
    assert at.said() == "suggestions are off"


@proves("next-suggestion", "previous-suggestion")
async def _go_to_suggestion(at: Desk, key: str) -> None:
    await at.press(key)
    assert "G switches them on" in at.said()
    await switched_on(at)
    await at.press(key)
    assert at.selected == (UNCODED if key == "right_parenthesis" else STAFF)
    await at.press(key)
    assert at.selected == (STAFF if key == "right_parenthesis" else UNCODED)


@proves("other-suggestion")
async def _other_suggestion(at: Desk, key: str) -> None:
    await switched_on(at)
    await at.at(UNCODED)
    assert "▸ KA Kapasitet  0.62" in at.text()
    await at.press(key)
    assert "▸ SK Rasisme i skolen  0.41" in at.text()
    await at.press("plus")
    assert at.coded(UNCODED) == ["challenges/schools"]


@proves("accept")
async def _accept(at: Desk, key: str) -> None:
    await switched_on(at)
    await at.at(UNCODED)
    await at.press(key)
    assert at.coded(UNCODED) == ["barriers/capacity"]
    assert at.coding_of(UNCODED)["origin"] == "suggestion"
    assert f"accepted Kapasitet · “{UNCODED}”" in at.said()
    assert "▸ SK Rasisme i skolen  0.41" in at.text()
    assert "Kapasitet  0.62" not in at.text()


@proves("refuse")
async def _refuse(at: Desk, key: str) -> None:
    await switched_on(at)
    await at.at(STAFF)
    await at.press(key)
    assert marked(at) == [4]
    assert "refused Kapasitet" in at.said()
    [refused] = yaml.safe_load((at.folder / "suggestions/koder-a.yaml").read_text(encoding="utf-8"))[
        "refused"
    ]
    assert (refused["source"], refused["code"], refused["quote"]) == (SOURCE, "barriers/capacity", STAFF)
    assert at.coded(STAFF) == []


@proves("accept-together")
async def _accept_together(at: Desk, key: str) -> None:
    await switched_on(at)
    await at.at(STAFF)
    await at.press(key)
    assert "1 [Kapasitet 2]" in at.text()
    assert "Accept 2 passages?" in at.text()
    await at.press("enter")
    assert at.coded(UNCODED) == at.coded(STAFF) == ["barriers/capacity"]
    assert marked(at) == [4]
    await at.press("u")
    assert at.coded(UNCODED) == at.coded(STAFF) == []


@proves("copy")
async def _copy(at: Desk, key: str) -> None:
    await at.select(KNOWLEDGE)
    await at.press(key)
    assert "cop" in at.said()
    assert at.app.clipboard == KNOWLEDGE


BOUND = [(binding.id or "", binding.key) for binding in Binding.make_bindings(keys.BINDINGS)]


def test_every_binding_has_an_id_of_this_screen_and_a_tooltip_and_is_proved_here() -> None:
    assert all(binding.id and binding.id.startswith("code.") and binding.tooltip for binding in keys.BINDINGS)
    assert {name for name, _ in BOUND} == set(PROOFS)


@pytest.mark.parametrize(("name", "key"), BOUND)
async def test_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, key: str) -> None:
    suggesting_once(monkeypatch)
    async with desk(tmp_path / "study", SIZE.get(name, (120, 40))) as at:
        assert SOURCE in at.lines()[0]
        await PROOFS[name](at, key)
