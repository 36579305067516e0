"""A drawing as marks on a sheet of paper, and the one place that makes SVG and PNG of it.

Lengths are points (1/72 inch); x goes right and y goes down from the upper left corner. Layout needs no drawing
library but to know how wide words are, so what stands where can be looked at before anything is drawn.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Transform

from crosscase.documents.escaping import visible
from crosscase.documents.values import Figure
from crosscase.reports.figures.palette import INK

POINTS_OF_CM = 72 / 2.54
PNG_DPI = 300
_MOST_PIXELS = 24_000  # a side; beyond, programs that show pictures give up

_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "crosscase",  # else every drawing has other ids
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
}
_SPACE = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")

Anchor: TypeAlias = Literal["start", "middle", "end"]
_SIDES: Mapping[Anchor, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is its base line, and `x` where it begins, has its middle or ends.

    A turned one reads upward: `x` is its base line, and `y` where it begins, has its middle or ends.
    """

    x: float
    y: float
    text: str
    size: float
    color: str = INK
    bold: bool = False
    anchor: Anchor = "start"
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `hatch` is a pattern such as `///`, in a colour of its own."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = ""
    hatch: str = ""
    hatch_color: str = ""
    edge_width: float = 0.7


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, dashed or not."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float = 0.7
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc around a point."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str


@dataclass(frozen=True, slots=True)
class Area:
    """What lies within a closed line through points, filled."""

    points: tuple[tuple[float, float], ...]
    fill: str


Mark: TypeAlias = Words | Box | Line | Dot | Area


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks on a sheet, those behind others first."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def one_line(text: str) -> str:
    """A text as it may stand in a drawing: one line, every control character a sign that can be seen."""
    return "".join(
        part if part == "\N{NO-BREAK SPACE}" else visible(part)
        for part in re.split("(\N{NO-BREAK SPACE})", _SPACE.sub(" ", text).strip())
    )


@lru_cache(maxsize=10_000)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text is."""
    if not text:
        return 0.0
    with _unwarned():
        # measured large, since small letters are put on whole pixels
        wide, _, _ = text_to_path.get_text_width_height_descent(text, _font(100, bold), False)
    return float(wide) * size / 100


def picture(drawing: Drawing, *, title: str, alt: str, caption: str = "", said: str = "") -> Figure:
    """The drawing as SVG and PNG, the same bytes for the same drawing.

    Args:
        title: what programs show as the picture's name.
        alt: what it shows, in words; stands in both files for those who cannot see them.
        caption: what stands below it in a document.
        said: what else the drawing says in words, whole: in it they may be broken over lines.
    """
    description = one_line(f"{alt} {said}")
    svg = _written(drawing, "svg", {"Title": one_line(title), "Description": description})
    png = _written(drawing, "png", {"Title": one_line(title), "Description": description})
    text = svg.decode("utf-8")
    # the declaration and the document type name an address elsewhere, and pages want neither
    return Figure(text[text.index("<svg") :], png, alt, caption)


@contextmanager
def canvas_of(drawing: Drawing) -> Iterator[Canvas]:
    """The drawing as the library holds it, with the settings under which it may be drawn."""
    with _steady():
        canvas = Canvas(figsize=(drawing.width / 72, drawing.height / 72), dpi=72, facecolor="white")
        place = Affine2D().scale(1 / 72, -1 / 72).translate(0, drawing.height / 72) + canvas.dpi_scale_trans
        for order, mark in enumerate(drawing.marks):
            for artist in _artists(mark, place):
                artist.set_zorder(order)
                canvas.add_artist(artist)
        yield canvas


def _written(drawing: Drawing, form: Literal["svg", "png"], metadata: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with canvas_of(drawing) as canvas:
        # nothing of the day, the machine or the program
        kept = dict.fromkeys(("Date", "Creator", "Format", "Type") if form == "svg" else ("Software",))
        dpi = min(PNG_DPI, _MOST_PIXELS * 72 / max(drawing.width, drawing.height))
        to: Any = FigureCanvasSVG(canvas) if form == "svg" else FigureCanvasAgg(canvas)
        canvas.set_dpi(72 if form == "svg" else dpi)
        getattr(to, f"print_{form}")(out, metadata={**metadata, **kept})
    return out.getvalue()


@contextmanager
def _steady() -> Iterator[None]:
    """The library's own settings, whatever a machine's say."""
    with _unwarned(), matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        yield


@contextmanager
def _unwarned() -> Iterator[None]:
    """No warning of signs that the font lacks."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph ", category=UserWarning)
        yield


def _artists(mark: Mark, place: Transform) -> Iterator[Artist]:
    if isinstance(mark, Words):
        upward: Any = {"rotation": 90, "rotation_mode": "anchor"} if mark.turned else {}
        yield Text(mark.x, mark.y, mark.text, color=mark.color, fontproperties=_font(mark.size, mark.bold),
                   horizontalalignment=_SIDES[mark.anchor], verticalalignment="baseline", parse_math=False,
                   transform=place, **upward)  # fmt: skip
    elif isinstance(mark, Box):
        yield Rectangle((mark.x, mark.y), mark.width, mark.height, facecolor=mark.fill,
                        edgecolor=mark.edge or "none", linewidth=mark.edge_width if mark.edge else 0,
                        hatch=mark.hatch or None, hatchcolor=mark.hatch_color or None,
                        transform=place)  # fmt: skip
    elif isinstance(mark, Line):
        across, down = zip(*mark.points, strict=True)
        yield Line2D(across, down, color=mark.color, linewidth=mark.width, solid_capstyle="butt",
                     linestyle=(0, (3, 2)) if mark.dashed else "-", transform=place)  # fmt: skip
    elif isinstance(mark, Area):
        yield Polygon(mark.points, closed=True, facecolor=mark.fill, edgecolor="none", transform=place)
    else:
        yield Ellipse((mark.x, mark.y), 2 * mark.radius, 2 * mark.radius, facecolor=mark.fill,
                      edgecolor=mark.edge, linewidth=1.2, transform=place)  # fmt: skip


@cache
def _font(size: float, bold: bool) -> FontProperties:
    """The font that comes with the library: a machine's own of the same name may be another version."""
    file = Path(matplotlib.get_data_path(), "fonts", "ttf", f"DejaVuSans{'-Bold' if bold else ''}.ttf")
    return FontProperties(
        family="sans-serif", weight="bold" if bold else "normal", size=size, fname=str(file)
    )
