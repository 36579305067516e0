"""The themes beside the survey where something is missing, broken or hostile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from place_host import lines
from rich.cells import cell_len
from synthesis_host import LARGE, SMALL, desk
from themes_host import FILE, WIDE, listed, shown, view, whole

from joints import CASES, CODINGS, FRONT, QUESTIONS, THEMES, joint_study


@pytest.mark.parametrize(
    ("study", "told", "in_list", "in_display"),
    [
        ({"themes": ""}, "", "no themes yet: t writes one down", ""),
        ({"themes": "themes:\n  - id: [a\n"}, "! synthesis/themes.yaml:", "", ""),
        ({"survey": False}, "there is no survey in this study", "T1 2/4", "there is no survey in this study"),
        (
            {"files": {"survey/questions.yaml": "questions: ["}},
            "survey/questions.yaml",
            "T1 2/4",
            "survey/questions.yaml",
        ),
        ({"codings": {}}, "no codings yet", "T1 0/4", "no quote that counts"),
    ],
)
async def test_what_is_missing_or_broken_is_said_in_a_line(
    tmp_path: Path, study: dict[str, Any], told: str, in_list: str, in_display: str
) -> None:
    async with desk(joint_study(tmp_path / "study", **study), LARGE, "5") as at:
        assert told in at.told()
        assert in_list in " ".join(listed(at))
        assert in_display in " ".join(shown(at, view(at).sheet))
        for key in (
            "d",
            "A",
            "e",
            "x",
            "g",
            "n",
            "J",
            "slash",
            "escape",
            "f",
            "escape",
            "E",
            "escape",
            "enter",
            "escape",
        ):
            await at.press(key)
            if at.app.screen is not at.screen:
                await at.press("escape")
        assert at.app.screen is at.screen


async def test_a_broken_file_is_left_alone_and_shown_again_when_it_is_mended(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study", themes="themes:\n  - id: [a\n"), LARGE, "5") as at:
        assert "! synthesis/themes.yaml:3" in at.told()
        await at.press("t")
        assert at.said().startswith("synthesis/themes.yaml:3")
        (at.folder / FILE).write_text(THEMES, "utf-8")
        at.app.poll()  # type: ignore[attr-defined]
        await at.settled()
        assert at.told() == ""
        assert any(row.startswith("T1 2/4") for row in listed(at))


async def test_one_case_is_said_and_still_shown(tmp_path: Path) -> None:
    folder = joint_study(
        tmp_path / "study", codings={key: CODINGS[key] for key in CODINGS if "skien" not in key[0]}
    )
    for slug in ("skien", "bodo", "vadso"):
        (folder / f"cases/{slug}.yaml").unlink()
        (folder / f"interviews/{slug}/gruppe.md").unlink()
    async with desk(folder, LARGE, "5") as at:
        assert "there is one case in this study" in at.told()
        assert any(row.startswith("T1 1/1") for row in listed(at))


HOSTILE = "[/] [b]x[/b] \x1b[31m\t👩‍👩‍👧 " + "å" * 300


@pytest.mark.parametrize("size", [SMALL, LARGE, WIDE])
async def test_hostile_text_stands_as_it_is_in_every_part(tmp_path: Path, size: tuple[int, int]) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace("\x1b", "\\e").replace("\t", "\\t") + '"'

    words = quoted(HOSTILE)
    themes = f"""areas:
  - {{id: vilkar, name: {{nb: {words}}}}}
themes:
  - id: "[/]1"
    area: vilkar
    sentence: {{nb: {words}}}
    codes: [barriers, {words}]
    against: [school]
    survey: [F1.ja, {words}]
    relation: converges
    reason: {{nb: {words}}}
    decided: {{by: {words}, "on": {words}}}
"""
    line = f"I1: {HOSTILE}"
    survey = QUESTIONS.replace("nb: Ja,", f"nb: {words},").replace("nb: Er det nok tid?", f"nb: {words}")
    files: dict[str, str | bytes] = {
        "cases/alta.yaml": CASES["cases/alta.yaml"].replace('"Alta"', words),
        "survey/questions.yaml": survey,
        "interviews/bodo/gruppe.md": f"---\ncase: bodo\n{FRONT}---\n# {HOSTILE}\n\n{line}\n",
    }
    async with desk(joint_study(tmp_path / "study", themes=themes, files=files), size, "5") as at:
        assert any(row.startswith("[/]1") and "C converges !" in row for row in listed(at))
        await at.press("enter")
        text = await whole(at)
        assert text.count("[/] [b]x[/b]") >= 5
        assert "\x1b" not in at.text()
        assert "\t" not in at.text()
        for row in lines(at.app):
            assert cell_len(row) == size[0]
        for key in ("d", "e", "slash", "f", "E", "x"):
            await at.press(key)
            assert at.app.screen is not at.screen
            assert "\x1b" not in at.text()
            await at.press("escape")
        await at.press("A")
        assert "[/] [b]x[/b]" in at.text()
