"""Which codes stand together."""

from __future__ import annotations

from crosscase.tui.synthesis.view import SynthesisView


class CoOccurrenceView(SynthesisView):
    """Which codes stand together."""
