"""Colours that everybody can tell apart, also on a black-and-white print."""

from __future__ import annotations

from functools import cache

import matplotlib
import numpy as np
from matplotlib.colors import to_hex, to_rgb

INK = "#1A1A1A"
SOFT = "#4D4D4D"
"""Of words that are read last."""
RULE = "#D4D4D4"
"""Of lines behind what is shown."""
PAPER = "#FFFFFF"

BAR = "#56B4E9"
POINT = "#0072B2"
MORE, LESS = "#0072B2", "#E69F00"
"""Of what is over and under: one dark, one light."""

UNSURE, UNSURE_HATCH = "#F4F4F4", "#8C8C8C"
"""Of those who do not know."""

# Okabe and Ito, "Color universal design" (2008); in an order in which neighbours are of different lightness
NOMINAL = ("#0072B2", "#E69F00", "#009E73", "#F0E442", "#D55E00", "#56B4E9", "#7A3B69", "#F2B6D6")
HATCHES = ("", "///", "", "...", "\\\\\\", "", "xxx", "")
MOST = 8
"""Colours that can be told apart in one bar."""

_DARKEST, _LIGHTEST = 22.0, 89.0


def lightness(color: str) -> float:
    """How light a colour is, 0 (black) to 100 (white): CIE 1976 L*, by the sRGB primaries."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
    luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@cache
def scale(number: int) -> tuple[str, ...]:
    """Colours of a scale, from dark to light in even steps.

    Args:
        number: of steps, `MOST` at the most.
    """
    if number == 1:
        return (scale(3)[1],)
    every = [to_hex(color) for color in matplotlib.colormaps["YlGnBu"](np.linspace(1, 0, 512))]
    light = [lightness(color) for color in every]
    wanted = np.linspace(_DARKEST, _LIGHTEST, number)
    return tuple(every[int(np.argmin(np.abs(np.asarray(light) - each)))] for each in wanted)
