"""What takes long says so, once a second."""

import time

import pytest

from crosscase.cli.progress import counted_aloud


def test_counting_is_silent_at_first_and_then_tells_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 0.4, 0.8, 1.2, 1.2, 1.6, 2.0, 2.4, 2.4])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    assert list(counted_aloud(list("abcdef"), "reading")) == list("abcdef")
    assert capsys.readouterr().err.split("\n") == ["reading: 3 of 6", "reading: 6 of 6", ""]
