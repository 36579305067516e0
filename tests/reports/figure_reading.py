"""What somebody sees who looks at a figure: its words with their places, its colours, in either form."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from lxml import etree
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image

from crosscase.reports.figures.drawing import Drawing, canvas_of

Pixels = npt.NDArray[np.uint8]
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Placed:
    """A line of text and the rectangle it takes, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Placed) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


def placed(drawing: Drawing) -> list[Placed]:
    """Every line of text where the drawing library's own renderer puts it."""
    found = []
    with canvas_of(drawing) as canvas:
        canvas.set_dpi(288)  # four pixels a point
        renderer = FigureCanvasAgg(canvas).get_renderer()
        for text in canvas.findobj(Text):
            box = text.get_window_extent(renderer)
            high = drawing.height
            found.append(
                Placed(text.get_text(), box.x0 / 4, high - box.y1 / 4, box.x1 / 4, high - box.y0 / 4)
            )
    return found


def complaints(drawing: Drawing) -> list[str]:
    """Text that is cut off, or that runs into other text."""
    words = placed(drawing)
    found = [
        f"cut off: {each.text}"
        for each in words
        if each.left < 0 or each.top < 0 or each.right > drawing.width or each.bottom > drawing.height
    ]
    for number, first in enumerate(words):
        found += [
            f"“{first.text}” runs into “{second.text}”"
            for second in words[number + 1 :]
            if first.overlaps(second)
        ]
    return found


def svg_texts(svg: str) -> list[str]:
    """The lines of text of an SVG, in order."""
    root = etree.fromstring(svg.encode())
    return [element.text or "" for element in root.iter(f"{_SVG}text")]


def said(svg: str) -> str:
    """All text of an SVG as one, as somebody reads it: blanks are blanks."""
    return re.sub(r"\s+", " ", " ".join(svg_texts(svg)))


def pixels(png: bytes, mode: str = "RGB") -> Pixels:
    """A PNG's pixels; `L` is as a black-and-white printer shows it."""
    return np.asarray(Image.open(io.BytesIO(png)).convert(mode))


def runs_of_color(row: Pixels, least: int = 4) -> list[tuple[tuple[int, ...], int]]:
    """Stretches of one colour along a row of pixels, those of fewer pixels than `least` left out, as (colour, length)."""
    changes = np.flatnonzero(np.any(row[1:] != row[:-1], axis=1)) + 1
    ends = [0, *changes.tolist(), len(row)]
    return [
        (tuple(int(part) for part in row[start]), end - start)
        for start, end in pairwise(ends)
        if end - start >= least
    ]
