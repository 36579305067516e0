"""The program that `view_latency` drives: one transcript view over the whole screen.

Usage: python -m benchmarks.view_app LINES MARKS
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult

from benchmarks.transcript_corpus import SPEAKERS, make_body, make_marks
from crosscase.study.segments import Segments, segment
from crosscase.tui.transcript.spans import Mark
from crosscase.tui.transcript.view import TranscriptView


class ViewApp(App[None]):
    """Shows the text, the cursor in its middle."""

    def __init__(self, segments: Segments, marks: list[Mark]) -> None:
        super().__init__()
        self._segments = segments
        self._marks = marks

    def compose(self) -> ComposeResult:
        yield TranscriptView()

    def on_mount(self) -> None:
        view = self.query_one(TranscriptView)
        view.show(self._segments, self._marks, offset=len(self._segments.body) // 2)
        view.focus()


def main() -> None:
    """Make the text and run."""
    lines, marks = (int(argument) for argument in sys.argv[1:3])
    body = make_body(lines)
    ViewApp(segment(body, SPEAKERS), make_marks(body, marks)).run()


if __name__ == "__main__":
    main()
