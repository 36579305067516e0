"""When new codes stopped coming."""

from __future__ import annotations

from crosscase.tui.synthesis.view import SynthesisView


class SaturationView(SynthesisView):
    """When new codes stopped coming."""
