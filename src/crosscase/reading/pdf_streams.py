"""Packed parts of a PDF are unpacked within limits; what a part says of its own size is not believed."""

from __future__ import annotations

import zlib
from typing import Any

from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFStream,
    resolve1,
)

LARGEST_PART = 64 * 2**20
"""Bytes that come out of one part."""
LONGEST_ROW = 2**20
"""Bytes of a row that a predictor works on."""

_PACKED = (*LITERALS_FLATE_DECODE, *LITERALS_LZW_DECODE, *LITERALS_RUNLENGTH_DECODE)
_CHUNK = 2**16


class TooLarge(Exception):
    """A part of the file unpacks to more than a text needs."""


class BoundedParser(PDFParser):
    """Reads a PDF's objects so that none unpacks beyond `LARGEST_PART`."""

    def push(self, *objs: Any) -> None:
        """Keep what was read, packed parts with a limit."""
        super().push(*((pos, _bounded(thing)) for pos, thing in objs))


class _BoundedStream(PDFStream):
    def decode(self) -> None:
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        filters = self.get_filters()
        packed = [kind for kind, _ in filters if kind in _PACKED]
        if len(packed) > 1:
            raise TooLarge
        for _, settings in filters:
            _check_row(settings)
        if packed and packed[0] in LITERALS_FLATE_DECODE and filters[0][0] in _PACKED:
            _measure(data)
        elif packed and len(data) * _growth(packed[0]) > LARGEST_PART:
            raise TooLarge
        super().decode()


def _bounded(thing: Any) -> Any:
    if type(thing) is not PDFStream:
        return thing
    stream = _BoundedStream(thing.attrs, thing.rawdata or b"", thing.decipher)
    if thing.objid is not None and thing.genno is not None:
        stream.set_objid(thing.objid, thing.genno)
    return stream


def _growth(kind: Any) -> int:
    """How many times its size a part is expected to grow at the most."""
    if kind in LITERALS_RUNLENGTH_DECODE:
        return 64
    return 256 if kind in LITERALS_LZW_DECODE else 1_032


def _check_row(settings: Any) -> None:
    if not isinstance(settings := resolve1(settings), dict):
        return
    row = 1
    for key in ("Columns", "Colors", "BitsPerComponent"):
        value = resolve1(settings.get(key, 1))
        row *= value if isinstance(value, int) else 1
    if row > 8 * LONGEST_ROW:
        raise TooLarge


def _measure(data: bytes) -> None:
    """Unpack piece by piece, keeping nothing, until the end or the limit."""
    unpacker = zlib.decompressobj()
    total, rest = 0, data
    try:
        while rest and not unpacker.eof:
            total += len(unpacker.decompress(rest, _CHUNK))
            rest = unpacker.unconsumed_tail
            if total > LARGEST_PART:
                raise TooLarge
    except zlib.error:
        return  # broken; pdfminer takes what comes out before the break, which was measured
