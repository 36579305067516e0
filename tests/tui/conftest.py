"""The workbench in tests reads no settings of the person who runs them."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CROSSCASE_KEYMAP", str(tmp_path / "no-keymap.yaml"))
    for name in ("NO_COLOR", "CROSSCASE_CODER", "TMUX", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
