"""Other keys from a file: what is taken, what is refused in one line."""

import re
from pathlib import Path

import pytest
from place_host import LARGE, codebook_edit, host, lines, place, running, text
from textual.binding import Binding

from crosscase.tui.keymap import bound_ids, is_key, keymap_file, load_keymap


@pytest.fixture
def keymap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "keys" / "keymap.yaml"
    file.parent.mkdir()
    monkeypatch.setenv("CROSSCASE_KEYMAP", str(file))
    return file


async def test_a_key_from_the_file_works_and_the_former_one_does_not(tmp_path: Path, keymap: Path) -> None:
    keymap.write_text("edit.undo: ctrl+z, Z\napp.help: ctrl+g\n", encoding="utf-8")
    app = host(tmp_path)
    async with running(app, LARGE) as pilot:
        await pilot.pause()
        assert "^z Undo" in lines(app)[-1]
        assert "^g Help" in lines(app)[-1]
        for key in ("ctrl+z", "Z"):
            place(app).perform(codebook_edit(app.study, "Ny"))
            await pilot.press("u")
            assert app.study.history.next_undo is not None
            await pilot.press(key)
            assert app.study.history.next_undo is None
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Take the last change back" in text(app)
        assert "Other keys:" in text(app)
        assert str(keymap)[:40] in text(app)  # a long path stands on a row of its own, or on two


async def test_two_actions_can_swap_their_keys(tmp_path: Path, keymap: Path) -> None:
    keymap.write_text("edit.undo: U\nedit.redo: u\n", encoding="utf-8")
    assert load_keymap(keymap) == ({"edit.undo": "U", "edit.redo": "u"}, "")
    app = host(tmp_path)
    async with running(app) as pilot:
        place(app).perform(codebook_edit(app.study, "Ny"))
        await pilot.press("U")
        assert app.study.history.next_undo is None
        await pilot.press("u")
        assert app.study.history.next_undo is not None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("edit.undoo: ctrl+o", "unknown binding `edit.undoo`, did you mean `edit.undo`?"),
        ("zzzz: z", "unknown binding `zzzz`"),
        ("edit.undo: ctlr+z", "`edit.undo`: there is no key `ctlr+z`, did you mean `ctrl+z`?"),
        ("edit.undo: escpe", "`edit.undo`: there is no key `escpe`, did you mean `escape`?"),
        ("edit.undo: ' , '", "`edit.undo` has no key"),
        ("edit.undo: '?'", "`edit.undo`: key `question_mark` is taken by `app.help`"),
        ("edit.undo: U", "`edit.undo`: key `U` is taken by `edit.redo`"),
        ("edit.undo: alt+o\nedit.redo: alt+o", "`edit.undo`: key `alt+o` is taken by `edit.redo`"),
        ("view.word: s", "`view.word`: key `s` is taken by `view.sentence`"),
        ("edit.redo: w", "`edit.redo`: key `w` is taken by `view.word`"),
    ],
)
async def test_what_cannot_be_used_is_said_in_one_line_and_the_rest_is_used(
    tmp_path: Path, keymap: Path, written: str, said: str
) -> None:
    keymap.write_text(f"{written}\napp.theme: ctrl+y\n", encoding="utf-8")
    usable, fault = load_keymap(keymap)
    assert fault == f"{keymap}: {said}"
    assert usable["app.theme"] == "ctrl+y"
    app = host(tmp_path)
    async with running(app, LARGE) as pilot:
        await pilot.pause()
        assert "".join(said.split()) in re.sub(r"[\s▊▎▔▁▌▏]", "", text(app))
        if written.startswith("edit.undo"):
            place(app).perform(codebook_edit(app.study, "Ny"))
            await pilot.press("u")
            assert app.study.history.next_undo is None


def test_keys_of_a_dialog_do_not_clash_with_those_of_a_place(keymap: Path) -> None:
    keymap.write_text("edit.undo: alt+o\nconfirm.yes: u\n", encoding="utf-8")
    assert load_keymap(keymap) == ({"edit.undo": "alt+o", "confirm.yes": "u"}, "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"edit.undo: [\n", "keymap.yaml:2"),
        (b"- edit.undo\n", "keymap.yaml:1"),
        (b"edit.undo: z\nedit.undo: y\n", "keymap.yaml:2"),
        (b"edit.undo: \xff\n", "keymap.yaml"),
    ],
)
async def test_a_file_that_cannot_be_read_leaves_the_usual_keys(
    tmp_path: Path, keymap: Path, content: bytes, said: str
) -> None:
    keymap.write_bytes(content)
    usable, fault = load_keymap(keymap)
    assert usable == {}
    assert fault.startswith(f"{keymap.parent}/{said}")
    assert "\n" not in fault
    app = host(tmp_path)
    async with running(app) as pilot:
        await pilot.pause()
        assert "u Undo" in lines(app)[-1]


def test_no_file_is_no_fault(keymap: Path) -> None:
    assert load_keymap(keymap) == ({}, "")


def test_the_file_lies_in_the_users_settings_where_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CROSSCASE_KEYMAP")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert keymap_file().name == "keymap.yaml"
    assert keymap_file().parent.name == "crosscase"


def test_every_key_that_the_workbench_binds_is_a_key_and_every_binding_has_id_words_and_tooltip() -> None:
    import crosscase.tui.keymap as module

    bound = bound_ids()
    assert {"edit.undo", "app.help", "view.left", "who.leave", "help.close", "jump.leave"} <= bound.keys()
    for owner in module._classes(module.DOMNode):
        for binding in Binding.make_bindings(owner.__dict__.get("BINDINGS", ())):
            assert binding.id, (owner, binding)
            assert binding.description, (owner, binding)
            assert binding.tooltip, (owner, binding)
            assert is_key(binding.key), (owner, binding)


def test_no_two_classes_use_one_id_for_different_things() -> None:
    import crosscase.tui.keymap as module

    bound_ids()
    seen: dict[str, str] = {}
    for owner in module._classes(module.DOMNode):
        for binding in Binding.make_bindings(owner.__dict__.get("BINDINGS", ())):
            # one thing may be done in two places by one key
            thing = f"{binding.action}: {binding.tooltip}"
            assert seen.setdefault(binding.id or "", thing) == thing, owner
