"""Studies that were sent out as pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from served import Sent, Site, send_pages, sent_study, serving


@pytest.fixture
def sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Sent:
    """A study that was just sent out."""
    return send_pages(sent_study(tmp_path / "study"), capsys)


@pytest.fixture
def site(sent: Sent) -> Iterator[Site]:
    """Its server."""
    with serving(sent.root, sent.paths) as running:
        yield running
    assert running.faults == []
