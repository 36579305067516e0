"""The themes beside the survey."""

from __future__ import annotations

from crosscase.tui.synthesis.view import SynthesisView


class ThemesView(SynthesisView):
    """Themes of the study."""

    SEEN_IN = (*SynthesisView.SEEN_IN, "synthesis/", "survey/")
