"""The workbench in tests reads no settings of the person who runs them, and nobody waits for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quick_apps import quick_apps


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CROSSCASE_KEYMAP", str(tmp_path / "no-keymap.yaml"))
    for name in ("NO_COLOR", "CROSSCASE_CODER", "TMUX", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True, scope="session")
def _quick_apps() -> Iterator[None]:
    with quick_apps():
        yield
