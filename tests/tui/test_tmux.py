"""The real program in a real terminal (tmux): open, code, memo, undo, redo, leave, and come back to the place."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from studies import make_study

pytestmark = pytest.mark.program

DEADLINE = 60.0  # seconds: far more than a slow machine needs
LOOK_AGAIN = 0.05
SOURCE = "alta/fokusgruppe"
SENTENCE = "Det er sjelden noen sier det høyt."
GREYS = {0, 7, 8, 15, 16, 59, 102, 145, 188, 231, *range(232, 256)}  # of the 256
COLOURS = {
    "256 colours": ("screen-256color", {}),
    "16 colours": ("screen", {}),
    "no colour": ("screen-256color", {"NO_COLOR": "1"}),
}


class Terminal:
    """One tmux server of its own with one window."""

    def __init__(
        self, tmux: str, folder: Path, size: tuple[int, int], term: str, environment: dict[str, str]
    ) -> None:
        self.tmux = [tmux, "-S", str(folder / "socket"), "-f", str(folder / "tmux.conf")]
        (folder / "tmux.conf").write_text(
            f"set -g default-terminal {term}\nset -g status off\nset -sg escape-time 10\n"
        )
        kept = {
            k: v
            for k, v in os.environ.items()
            if k not in ("TMUX", "NO_COLOR", "COLORTERM", "CROSSCASE_CODER")
        }
        kept |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "CROSSCASE_KEYMAP": str(folder / "none.yaml")}
        self.environment = kept | environment
        self.size = size
        self.running = False

    def __call__(self, *arguments: str) -> str:
        return subprocess.run(
            [*self.tmux, *arguments], env=self.environment, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    def start(self, study: Path, coder: str = "koder-a") -> None:
        """Open the study in the workbench, in the window that is there or in a new one."""
        words = [sys.executable, "-m", "crosscase", "--study", str(study), "--coder", coder]
        command = f"{shlex.join(words)}; echo left with $?; cat"
        if self.running:
            self("respawn-pane", "-k", command)
        else:
            columns, rows = map(str, self.size)
            self("new-session", "-d", "-x", columns, "-y", rows, command)
        self.running = True

    def screen(self, *, escapes: bool = False) -> str:
        """What stands there now."""
        return self("capture-pane", "-p", *(["-e"] if escapes else []))

    def keys(self, *keys: str) -> None:
        """Press keys."""
        self("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self("send-keys", "-l", text)

    def shows(self, *words: str) -> str:
        """Wait until all words stand on the screen; what stands there then."""
        return self.until(lambda screen: all(word in screen for word in words), words)

    def until(self, true: Callable[[str], bool], wanted: object) -> str:
        """Wait until something is true of the screen."""
        end = time.monotonic() + DEADLINE
        while not true(screen := self.screen()):
            assert time.monotonic() < end, f"still not there: {wanted}\n{screen}"
            time.sleep(LOOK_AGAIN)
        return screen

    def close(self) -> None:
        """End the server and what runs in it."""
        subprocess.run([*self.tmux, "kill-server"], env=self.environment, capture_output=True, check=False)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study")


@pytest.fixture(params=[(80, 24), (200, 60)], ids=["80x24", "200x60"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    size: tuple[int, int] = request.param
    return size


@pytest.fixture(params=COLOURS)
def terminal(
    request: pytest.FixtureRequest, needs: Callable[[str], str], tmp_path: Path, size: tuple[int, int]
) -> Iterator[Terminal]:
    term, environment = COLOURS[request.param]
    terminal = Terminal(needs("tmux"), tmp_path, size, term, environment)
    yield terminal
    terminal.close()


def codings(study: Path) -> list[dict[str, Any]]:
    text = (study / f"codings/{SOURCE}/koder-a.yaml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text)["codings"])


def of_sentence(study: Path) -> list[dict[str, Any]]:
    return [coding for coding in codings(study) if coding["quote"] == SENTENCE]


def test_a_session_from_opening_to_coming_back(terminal: Terminal, study: Path) -> None:
    terminal.start(study)
    terminal.shows("En liten studie", SENTENCE[:20], "Again", "Help")
    terminal.keys("/")
    terminal.shows("find:")
    terminal.type("sjelden")
    terminal.shows("“sjelden” 1 here")
    terminal.keys("Enter")
    terminal.shows("“sjelden” 1 of 1")
    terminal.keys("s")
    terminal.shows(f"{len(SENTENCE)} characters")
    terminal.keys("c")
    terminal.shows("type a few letters")
    terminal.type("kap")
    terminal.until(
        lambda screen: "Rasisme i skolen" not in " ".join(re.findall("│(.+?)│", screen)), "the filtered list"
    )
    terminal.keys("Enter")
    terminal.shows("coded Kapasitet", "saved ")
    assert [c["code"] for c in of_sentence(study)] == ["barriers/capacity"]
    terminal.keys("m")
    terminal.shows("Save", "Cancel")
    terminal.type("sagt to ganger")
    terminal.shows("sagt to ganger")
    terminal.keys("C-s")
    terminal.shows("memo on Kapasitet")
    assert [c["memo"] for c in of_sentence(study)] == ["sagt to ganger"]
    terminal.keys("u")
    terminal.shows("undid: memo on barriers/capacity")
    assert ["memo" in c for c in of_sentence(study)] == [False]
    terminal.keys("u")
    terminal.shows("undid: code barriers/capacity")
    assert of_sentence(study) == []
    terminal.keys("U")
    terminal.shows("did again: code barriers/capacity")
    assert [c["code"] for c in of_sentence(study)] == ["barriers/capacity"]
    terminal.keys("C-q")
    terminal.shows("left with 0")
    terminal.start(study)
    terminal.shows("En liten studie", "line 4")  # the cursor stands in the sentence again
    terminal.keys("x")
    terminal.shows("removed Kapasitet")
    assert of_sentence(study) == []


@pytest.mark.parametrize("size", [(80, 24)], ids=["80x24"], indirect=True)
def test_a_letter_with_alt_is_a_key_and_is_not_typed_into_a_field(terminal: Terminal, study: Path) -> None:
    terminal.start(study)
    terminal.shows("En liten studie", SENTENCE[:20])
    terminal.keys("F9")
    terminal.shows("how [text]")
    terminal.type("sjelden")
    terminal.shows("search sjelden", "1 hit")
    terminal.keys("M-h")
    assert "search sjelden\n" in terminal.shows("[whole words]")
    terminal.keys("M-i")
    assert "search sjelden\n" in terminal.shows("[memos]")


def test_colours_are_those_the_terminal_has_and_a_selection_shows_without_any(
    terminal: Terminal, study: Path, request: pytest.FixtureRequest
) -> None:
    terminal.start(study)
    terminal.shows("En liten studie", SENTENCE[:20])
    terminal.keys("s")
    terminal.shows("characters")
    codes = re.findall(r"\x1b\[([\d;]*)m", terminal.screen(escapes=True))
    extended = [int(n) for code in codes for n in re.findall(r"[34]8;5;(\d+)", code)]
    bright = {str(n) for n in (*range(31, 37), *range(41, 47), *range(91, 97), *range(101, 107))}
    few = [n for code in codes if "8;5;" not in code for n in code.split(";") if n in bright]
    if "no colour" in request.node.name:
        assert all(n in GREYS for n in extended)
        assert not few
    elif "16 colours" in request.node.name:
        assert not extended
    else:
        assert any(n not in GREYS for n in extended)
    if "256" not in request.node.name:
        assert any("7" in code.split(";") for code in codes)  # the selection stands out by reverse


@pytest.mark.parametrize(("name", "code"), [("TERM", 143), ("HUP", 129), ("INT", 130)])
def test_a_program_that_is_told_to_end_leaves_the_terminal_as_it_was(
    needs: Callable[[str], str], tmp_path: Path, study: Path, name: str, code: int
) -> None:
    terminal = Terminal(needs("tmux"), tmp_path, (100, 30), "screen-256color", {})
    try:
        terminal.start(study)
        terminal.shows("Hva står i veien?")
        shell = int(terminal("display-message", "-p", "#{pane_pid}"))
        children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        os.kill(int(children[0]), getattr(signal, f"SIG{name}"))
        screen = terminal.shows(f"left with {code}")
        assert "Hva står i veien?" not in screen
    finally:
        terminal.close()
