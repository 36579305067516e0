"""Hostile words, broken and empty studies, other programs, a disk that refuses: shown as it is, in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from code_host import CAPACITY, KNOWLEDGE, RECENT, SCHOOLS, SIZES, SOURCE, UNCODED, desk

from crosscase.study import store
from crosscase.study.problems import FileError, Problem
from crosscase.tui.dialogs import Confirm
from studies import BODY, CODEBOOK, Coded, codings_text, put

HOSTILE = [
    "[/]",
    "[bold]x[/bold]",
    "[inaudible]",
    "$text",
    "{0}",
    "a\tb",
    "👩‍👩‍👧",
    "\x1b[31mrød\x07",
    "o" * 300,
    "日本",
]
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def yaml_text(text: str) -> str:
    return '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'


@pytest.mark.parametrize(
    ("size", "words"), [(SIZES[n % len(SIZES)], words) for n, words in enumerate(HOSTILE)]
)
async def test_words_from_files_show_as_written_wherever_they_stand(
    tmp_path: Path, size: tuple[int, int], words: str
) -> None:
    codebook = CODEBOOK.replace('"Kunnskap"', yaml_text(words)).replace(
        'tag: "KU"', f"tag: {yaml_text(words[:2])}"
    )
    codebook = codebook.replace('"For lite tid, folk eller penger."', yaml_text(words))
    coded = [Coded("barriers/knowledge", KNOWLEDGE, created="2022-01-01T00:00:00Z")]
    coded += [Coded("barriers/capacity", CAPACITY)]
    text = codings_text(SOURCE, "koder-a", BODY, coded)
    text = text.replace(
        "    code: barriers/knowledge", f"    memo: {yaml_text(words)}\n    code: barriers/knowledge"
    )
    front = f"case: alta\nkind: document\ntitle: {yaml_text(words)}\nnotice: {yaml_text(words)}\n"
    async with desk(
        tmp_path / "study", size, title=words, codebook=codebook, fronts={SOURCE: front},
        files={f"codings/{SOURCE}/koder-a.yaml": text, "cases/alta.yaml": f"name: {yaml_text(words)}\n"},
    ) as at:  # fmt: skip
        seen = at.text()
        await at.at(KNOWLEDGE)
        seen += at.text() + at.pane()
        for keys in (["c"], ["c", *"zz"], ["t"], ["f"], ["m"], ["z"], ["r"]):
            await at.press("escape", *keys)
            seen += at.text()
            await at.press("escape")
        await at.at(UNCODED)
        await at.press("1")
        assert at.coded(UNCODED) == ["barriers/knowledge"]
        seen += at.text()
        assert not CONTROL.search(seen.replace("\n", ""))
        plain = {"a\tb": "a b", "👩‍👩‍👧": "👩", "\x1b[31mrød\x07": "␛[31mrød␇", "o" * 300: "o" * 20}.get(
            words, words
        )
        assert plain in seen
        await at.press("escape", "m")
        await at.press("escape")


async def test_a_memo_with_control_characters_is_not_changed_by_looking_at_it(tmp_path: Path) -> None:
    coded = [Coded("barriers/knowledge", KNOWLEDGE, memo="rød \x1b[31m\ntab\ther")]
    async with desk(tmp_path / "study", codings={(SOURCE, "koder-a"): coded}) as at:
        before = at.codings()
        await at.at(KNOWLEDGE)
        await at.press("m")
        assert "rød ␛[31m" in at.text()
        await at.press("ctrl+s")
        assert at.codings() == before


async def test_a_hostile_name_becomes_a_code_as_it_was_typed(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(UNCODED)
        await at.press("c")
        await at.pilot.press("left_square_bracket", *"bold", "right_square_bracket")
        await at.settled()
        assert "+ new code “[bold]”" in at.text()
        await at.press("enter")
        assert at.codebook()["codes"][-1]["name"] == {"nb": "[bold]"}
        assert "new code bold, coded [bold]" in at.said()
        assert "[bold]" in at.pane()


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_study_says_how_texts_come_in_and_every_key_is_harmless(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", size, sources={}, cases={}, codings={}, codebook="") as at:
        assert "crosscase import FILE --case CASE" in at.text()
        for key in (
            "c",
            "full_stop",
            "1",
            "m",
            "x",
            "o",
            "greater_than_sign",
            "n",
            "a",
            "y",
            "e",
            "comma",
            "u",
        ):
            await at.press(key)
            assert at.app.screen is at.screen, key
        for key in ("slash", "g", "t", "f", "F"):
            await at.press(key, "escape")
        assert at.app.screen is at.screen


async def test_a_study_without_codebook_gets_one_with_the_first_code(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", codebook="", codings={}) as at:
        await at.at(UNCODED)
        await at.press("full_stop")
        assert "press c" in at.said()
        await at.press("c")
        await at.type("Stillhet")
        await at.press("enter")
        assert at.coded(UNCODED) == ["stillhet"]
        assert [code["name"] for code in at.codebook()["codes"]] == [{"nb": "Stillhet"}]


async def test_a_broken_codebook_refuses_coding_in_one_line_and_is_left_alone_until_it_is_mended(
    tmp_path: Path,
) -> None:
    broken = CODEBOOK + "  - [not: closed\n"
    async with desk(tmp_path / "study", codebook=broken) as at:
        before = at.codings()
        assert "??" in at.tags()
        await at.at(UNCODED)
        for key in ("c", "full_stop", "1"):
            await at.press(key)
            words = " ".join(at.text().replace("│", " ").split())
            assert "no coding until the codebook can be read: codebook/codebook.yaml:" in words
            await at.press("p", "x", "enter")  # what one types on is not taken for commands
            assert at.app.screen is at.screen
        assert at.codings() == before
        assert (at.folder / "codebook/codebook.yaml").read_text(encoding="utf-8") == broken
        await at.at(KNOWLEDGE)
        await at.press("r")
        assert "no coding until" in at.text()
        await at.press("escape")
        put(at.folder, "codebook/codebook.yaml", CODEBOOK)
        at.app.poll()
        await at.settled()
        assert "KU" in at.tags()
        await at.at(UNCODED)
        await at.press("c")
        await at.type("kap")
        await at.press("enter")
        assert at.coded(UNCODED) == ["barriers/capacity"]


async def test_an_empty_text_is_shown_and_cannot_be_coded(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", sources={SOURCE: ""}, codings={}) as at:
        assert SOURCE in at.lines()[0]
        for key in ("c", "full_stop", "1"):
            await at.press(key)
            assert at.app.screen is at.screen
        await at.press("c")
        assert "there are no words here to code" in at.said()
        await at.press("o", "greater_than_sign", "w", "s", "p", "v", "down", "end")


async def test_an_unknown_code_is_shown_as_such_and_kept(tmp_path: Path) -> None:
    coded = [Coded("gone/code", SCHOOLS), Coded("barriers/knowledge", KNOWLEDGE)]
    async with desk(tmp_path / "study", codings={(SOURCE, "koder-a"): coded}) as at:
        assert "??" in at.tags()
        await at.at(SCHOOLS)
        assert "?? gone/code (unknown)" in at.pane()
        await at.at(UNCODED)
        await at.press("1")
        assert at.coded(SCHOOLS) == ["gone/code"]


async def test_changed_words_are_flagged_with_what_they_were_and_lost_ones_are_counted(
    tmp_path: Path,
) -> None:
    changed = BODY.replace("rasistiske utsagn hver uke", "rasistiske ytringer hver uke")
    changed = changed.replace("Ja. Og så mangler vi kunnskap om hva som virker.", "Nei.")
    coded = [Coded("challenges/schools", SCHOOLS), Coded("barriers/knowledge", KNOWLEDGE)]
    written = codings_text(SOURCE, "koder-a", BODY, coded)
    async with desk(
        tmp_path / "study", sources={SOURCE: changed}, codings={},
        files={f"codings/{SOURCE}/koder-a.yaml": written},
    ) as at:  # fmt: skip
        assert "! 1 coding lost its words" in at.text()
        await at.at("Skolene")
        assert f"! words differ from: {SCHOOLS}" in " ".join(at.pane().split())
        assert "!" in at.tags()
        await at.at(UNCODED)
        await at.press("c")
        await at.type("kap")
        await at.press("enter")
        assert len(at.codings()) == 3
        assert [c["quote"] for c in at.codings() if c["code"] == "barriers/knowledge"] == [KNOWLEDGE]


async def test_a_vanished_source_whose_text_is_elsewhere_is_offered_as_moved(tmp_path: Path) -> None:
    sources = {"alta/nytt-navn": BODY, "skien/plan": "Planen.\n"}
    written = codings_text(SOURCE, "koder-a", BODY, RECENT[SOURCE, "koder-a"])
    files = {f"codings/{SOURCE}/koder-a.yaml": written}
    async with desk(tmp_path / "study", sources=sources, codings={}, files=files) as at:
        assert isinstance(at.app.screen, Confirm)
        shown = " ".join(at.text().replace("│", " ").split())
        assert "alta/fokusgruppe is gone; the same text is now in alta/nytt-navn" in shown
        await at.press("y")
        moved = at.codings("alta/nytt-navn")
        assert [c["quote"] for c in moved] == [SCHOOLS, CAPACITY, KNOWLEDGE]
        assert at.codings() == []
        assert "alta/nytt-navn" in at.lines()[0]
        assert "SK" in at.tags()


async def test_a_vanished_source_can_be_left_as_it_is(tmp_path: Path) -> None:
    written = codings_text(SOURCE, "koder-a", BODY, RECENT[SOURCE, "koder-a"])
    files = {f"codings/{SOURCE}/koder-a.yaml": written}
    async with desk(tmp_path / "study", (200, 60), sources={"alta/ny": BODY}, codings={}, files=files) as at:
        await at.press("n")
        assert len(at.codings()) == 3
        assert "! fokusgruppe gone" in at.text()
        await at.click("#cases", at.tree_row("#cases", "fokusgruppe"))
        assert "alta/fokusgruppe is gone" in at.said()


async def test_a_coding_made_by_another_program_appears_and_is_said(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        file = f"codings/{SOURCE}/koder-b.yaml"
        coded = [*RECENT[SOURCE, "koder-b"], Coded("challenges/schools", UNCODED)]
        await at.at(UNCODED)
        assert "nothing coded here" in at.pane()
        put(at.folder, file, codings_text(SOURCE, "koder-b", BODY, coded))
        at.app.poll()
        await at.settled()
        assert f"changed by another program, read again: {file}" in at.said()
        assert "SK Rasisme i skolen  koder-b 4" in at.pane()
        (at.folder / file).unlink()
        at.app.poll()
        await at.settled()
        assert "nothing coded here" in at.pane()


async def test_a_change_that_cannot_be_saved_is_not_shown_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path / "study") as at:
        before, tags = at.codings(), at.tags()

        def full(*_: object, **__: object) -> None:
            raise FileError(
                Problem("codings/alta", 0, 0, "disk", "no space is left [/]; free some and try again")
            )

        monkeypatch.setattr(store, "write_all", full)
        await at.at(UNCODED)
        await at.press("3")
        assert "NOT SAVED" in at.lines()[0]
        assert "no space is left [/]" in at.text()
        assert at.codings() == before
        assert at.tags() == tags
        assert "nothing coded here" in at.pane()
        await at.at(KNOWLEDGE)
        for key in ("x", "asterisk", "right_square_bracket"):
            await at.press(key)
        assert at.codings() == before
        assert at.tags() == tags
        assert "▸ KU Kunnskap  11" in at.pane()
        monkeypatch.undo()
        await at.at(UNCODED)
        await at.press("full_stop")
        assert at.coded(UNCODED) == ["barriers/knowledge"]
        assert "saved" in at.lines()[0]
