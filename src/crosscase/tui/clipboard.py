"""Copying: by the terminal, by a program that is there, and at the last into a file; always saying which."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.app import App

from crosscase.study.problems import StudyError
from crosscase.study.save import write_all

FILE = ".crosscase/clipboard.txt"
PATIENCE = 1.0  # seconds that a program may take: a desktop that is gone must not hold the keys


def copy(app: App[Any], root: Path, text: str) -> str:
    """Copy a text by every way there is.

    The escape sequence OSC 52 reaches the clipboard of the terminal, also over SSH, but nothing says whether it
    arrived: many terminals and tmux drop it. So a program that answers is preferred, and without one the text is
    kept in a file as well.

    Args:
        app: whose terminal to ask.
        root: the study folder.
        text: what to copy.

    Returns:
        One line that says which way was taken.
    """
    App.copy_to_clipboard(app, text)
    for command in programs(os.environ):
        if _ran(command, text):
            return f"copied by {command[0]}"
    with suppress(StudyError):
        write_all(root, {FILE: text.encode(errors="replace")})
        return f"copied by the terminal (OSC 52), where it allows that; also in {FILE}"
    return "copied by the terminal (OSC 52), where it allows that"


def programs(environment: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Commands that take a text on standard input and put it on the user's clipboard, best first.

    Args:
        environment: a desktop's programs are left out over SSH: they reach the clipboard of another machine.
    """
    commands: list[tuple[str, ...]] = []
    if environment.get("TMUX"):
        commands.append(("tmux", "load-buffer", "-w", "-"))
    if not environment.get("SSH_CONNECTION"):
        if environment.get("WAYLAND_DISPLAY"):
            commands.append(("wl-copy",))
        if environment.get("DISPLAY"):
            commands.append(("xclip", "-selection", "clipboard"))
            commands.append(("xsel", "--clipboard", "--input"))
        commands.append(("pbcopy",))
    return [command for command in commands if shutil.which(command[0], path=environment.get("PATH"))]


def _ran(command: tuple[str, ...], text: str) -> bool:
    try:
        done = subprocess.run(
            command,
            input=text.encode(errors="replace"),
            stdout=subprocess.DEVNULL,  # xclip stays behind and would keep a pipe open
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
