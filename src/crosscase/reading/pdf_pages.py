"""The pages of a PDF as words with their places; nothing in the file is trusted."""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Matrix, apply_matrix_pt

from crosscase.reading.pdf_parts import Page, Ruling
from crosscase.reading.pdf_remarks import remarks_of
from crosscase.reading.pdf_streams import BoundedParser, TooLarge
from crosscase.reading.pdf_words import Letter, words_of
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from pdfminer.pdfinterp import PDFGraphicState

MOST_PAGES = 2_000
MOST_LETTERS = 50_000
"""Letters of one page."""
MOST_RULINGS = 20_000
"""Lines of one page that are looked at for tables."""

_THIN = 3.0  # points: a rectangle not broader than this is a line
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_LARGEST_SIZE = 400.0
_FAR = 100_000.0

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on broken files are for its makers


def read_pages(raw: bytes, label: str, next_page: Callable[[], None] = lambda: None) -> Iterator[Page]:
    """The pages of a PDF, one after the other.

    Args:
        raw: content of the file.
        label: what messages call it.
        next_page: called before each page; what it raises ends the reading.

    Raises:
        StudyError: no PDF, broken, locked, too large or without pages.
    """
    count = 0
    try:
        document = PDFDocument(BoundedParser(io.BytesIO(raw)))
        resources = PDFResourceManager()
        for page in PDFPage.create_pages(document):
            next_page()
            count += 1
            if count > MOST_PAGES:
                raise StudyError(f"{label}: has more than {MOST_PAGES:,} pages; divide it")
            device = _Device(resources, f"{label}: page {count}")
            PDFPageInterpreter(resources, device).process_page(page)
            yield replace(device.page(count), remarks=remarks_of(page))
    except (StudyError, GeneratorExit):
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise StudyError(
            f"{label}: is locked with a password; open it with the password and save it without one"
        ) from error
    except TooLarge as error:
        raise StudyError(f"{label}: unpacks to more than a text needs; print it to a new PDF") from error
    except MemoryError as error:
        raise StudyError(f"{label}: takes more memory than there is; divide it") from error
    except Exception as error:  # a broken file breaks its reader anywhere
        raise unreadable(label) from error
    if not count:
        raise StudyError(f"{label}: holds no pages; save it anew as PDF from the program that made it")


def unreadable(label: str) -> StudyError:
    """What is said of a PDF that breaks its reader."""
    return StudyError(f"{label}: cannot be read as a PDF; open it in a PDF reader and print it to a new PDF")


class _Device(PDFTextDevice):
    """Collects what a page shows: letters, straight lines, how many pictures."""

    def __init__(self, resources: PDFResourceManager, label: str) -> None:
        super().__init__(resources)
        self.label = label
        self.letters: list[tuple[int, Letter]] = []
        self.count = 0
        self.rulings: list[Ruling] = []
        self.pictures = 0
        self.width = self.height = 0.0

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        x0, y0, x1, y1 = page.mediabox
        turned = page.rotate in (90, 270)
        width, height = abs(x1 - x0), abs(y1 - y0)
        self.width, self.height = (height, width) if turned else (width, height)

    def page(self, number: int) -> Page:
        """What was collected, in words."""
        words, turned, width, height = words_of(self.letters, self.width, self.height)
        upright = width == self.width
        rulings = tuple(self.rulings) if upright else ()
        return Page(number, width, height, words, rulings, self.pictures, turned)

    def render_image(self, name: str, stream: object) -> None:
        self.pictures += 1

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: object,
        graphicstate: PDFGraphicState,
    ) -> float:
        advance = font.char_width(cid) * fontsize * scaling
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = "\ufffd"
        self.count += 1
        if self.count > MOST_LETTERS:
            raise StudyError(f"{self.label} holds more than {MOST_LETTERS:,} letters; print it to a new PDF")
        x0, y0 = apply_matrix_pt(matrix, (0, rise))
        x1, y1 = apply_matrix_pt(matrix, (advance, rise))
        size = abs(fontsize) * math.hypot(matrix[2], matrix[3])
        direction = _direction(matrix, fontsize)
        if all(map(math.isfinite, (x0, y0, x1, y1, size))) and 0 < size <= _LARGEST_SIZE:
            letter = Letter(
                text,
                x0,
                self.height - y0,
                x1,
                self.height - y1,
                size,
                _is_bold(str(getattr(font, "fontname", ""))),
            )
            if -_FAR < x0 < _FAR and -_FAR < y0 < _FAR:
                self.letters.append((direction, letter))
        return advance

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]
    ) -> None:
        if not (stroke or fill) or len(self.rulings) > MOST_RULINGS or len(path) > 100:
            return
        assert self.ctm is not None
        corners = [apply_matrix_pt(self.ctm, (step[-2], step[-1])) for step in path if len(step) >= 3]
        if any(step[0] in "cvy" for step in path) or not all(map(math.isfinite, sum(corners, ()))):
            return
        self.rulings.extend(_rulings([(x, self.height - y) for x, y in corners], stroke))


def _direction(matrix: Matrix, fontsize: float) -> int:
    """Where text runs: 0 to the right, 1 upwards, 2 to the left, 3 downwards, -1 aslant."""
    a, b = matrix[0], matrix[1]
    if fontsize < 0:
        a, b = -a, -b
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return -1


@cache
def _is_bold(name: str) -> bool:
    return any(word in name.rpartition("+")[2].casefold() for word in _BOLD)


def _rulings(corners: Sequence[tuple[float, float]], stroke: bool) -> Iterator[Ruling]:
    """The straight lines of a path: those that are drawn, and thin areas that are filled."""
    if not corners:
        return
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    if right - left <= _THIN or bottom - top <= _THIN:
        if max(right - left, bottom - top) > _THIN:
            level, across = (top + bottom) / 2, (left + right) / 2
            flat = bottom - top <= _THIN
            yield Ruling(left, level, right, level) if flat else Ruling(across, top, across, bottom)
    elif stroke:
        for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
            if abs(x1 - x0) < 0.5 < abs(y1 - y0):
                yield Ruling(x0, min(y0, y1), x0, max(y0, y1))
            elif abs(y1 - y0) < 0.5 < abs(x1 - x0):
                yield Ruling(min(x0, x1), y0, max(x0, x1), y0)
