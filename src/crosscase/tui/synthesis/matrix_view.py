"""Cases beside codes."""

from __future__ import annotations

from crosscase.tui.synthesis.view import SynthesisView


class MatrixView(SynthesisView):
    """Cases beside codes."""
