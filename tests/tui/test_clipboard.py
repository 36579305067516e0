"""Copying takes the way that works and says which it was."""

import base64
from pathlib import Path

import pytest
from place_host import HostApp, host, lines, place, running
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Input

from crosscase.tui.clipboard import copy, programs

TEXT = "«mangel på [/] ressurser» 👩‍👩‍👧\nlinje to"


@pytest.fixture
def app(tmp_path: Path) -> HostApp:
    return host(tmp_path)


@pytest.fixture
def bin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, does: str) -> Path:
    """A program; gives the file that it writes."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)
    return folder / f"{name}.got"


async def test_tmux_is_asked_where_the_terminal_is_inside_it(
    app: HostApp, bin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = program(bin, "tmux", f'[ "$*" = "load-buffer -w -" ] && /bin/cat > {bin}/tmux.got')
    program(bin, "pbcopy", f"/bin/cat > {bin}/pbcopy.got")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    async with running(app):
        assert copy(app, app.study.root, TEXT) == "copied by tmux"
    assert got.read_text(encoding="utf-8") == TEXT
    assert not (bin / "pbcopy.got").exists()


async def test_a_program_that_fails_gives_way_to_the_next(
    app: HostApp, bin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bin, "wl-copy", "exit 1")
    got = program(bin, "xclip", f"/bin/cat > {bin}/xclip.got")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    async with running(app):
        assert copy(app, app.study.root, TEXT) == "copied by xclip"
    assert got.read_text(encoding="utf-8") == TEXT


async def test_without_a_program_the_terminal_is_told_and_the_text_is_in_a_file_too(
    app: HostApp, bin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(HeadlessDriver, "write", lambda _self, data: written.append(data))
    async with running(app):
        said = copy(app, app.study.root, TEXT)
    assert said == "copied by the terminal (OSC 52), where it allows that; also in .crosscase/clipboard.txt"
    assert (app.study.root / ".crosscase/clipboard.txt").read_text(encoding="utf-8") == TEXT
    osc = next(data for data in written if data.startswith("\x1b]52;c;"))
    assert base64.b64decode(osc.removeprefix("\x1b]52;c;").rstrip("\a")).decode() == TEXT


async def test_a_folder_that_cannot_be_written_leaves_the_terminal(app: HostApp, bin: Path) -> None:
    async with running(app):
        (app.study.root / ".crosscase").rename(app.study.root / "away")
        (app.study.root / ".crosscase").write_text("", encoding="utf-8")
        assert copy(app, app.study.root, TEXT) == "copied by the terminal (OSC 52), where it allows that"


def test_a_desktops_programs_are_not_asked_over_ssh(bin: Path) -> None:
    for name in ("tmux", "wl-copy", "xclip", "xsel", "pbcopy"):
        program(bin, name, "true")
    desktop = {"PATH": str(bin), "DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "TMUX": "x"}
    assert [c[0] for c in programs(desktop)] == ["tmux", "wl-copy", "xclip", "xsel", "pbcopy"]
    assert [c[0] for c in programs({**desktop, "SSH_CONNECTION": "1.2.3.4"})] == ["tmux"]
    assert programs({"PATH": "/nowhere", "TMUX": "x"}) == []


async def test_copying_in_a_field_goes_the_same_way_and_says_so(app: HostApp, bin: Path) -> None:
    got = program(bin, "pbcopy", f"/bin/cat > {bin}/pbcopy.got")
    async with running(app) as pilot:
        field = place(app).query_one(Input)
        field.value = "ord"
        field.focus()
        field.select_all()
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert got.read_text(encoding="utf-8") == "ord"
        assert lines(app)[-2].strip() == "copied by pbcopy"
