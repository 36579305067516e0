"""Summaries of each case, by code."""

from __future__ import annotations

from crosscase.tui.synthesis.view import SynthesisView


class FrameworkView(SynthesisView):
    """Summaries of each case, by code."""
