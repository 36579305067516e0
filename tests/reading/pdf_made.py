"""Small PDFs written by hand, byte by byte, and locked ones: nothing here goes through the code under test."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass(frozen=True)
class Text:
    """Words set at a place: x from the left, y of the line they stand on from the top, in points."""

    x: float
    y: float
    words: str
    size: float = 10
    bold: bool = False
    turned: bool = False


def column(x: float, y: float, lines: Sequence[str], step: float = 12, size: float = 10) -> list[Text]:
    """Lines below each other."""
    return [Text(x, y + step * index, line, size) for index, line in enumerate(lines)]


def content(texts: Sequence[Text]) -> bytes:
    """What a page draws."""
    return b"\n".join(map(_drawn, texts))


def _drawn(text: Text) -> bytes:
    words = text.words.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        words = words.replace(sign, b"\\" + sign)
    matrix = "0 1 -1 0" if text.turned else "1 0 0 1"
    font = "F2" if text.bold else "F1"
    place = f"BT /{font} {text.size} Tf {matrix} {text.x} {HEIGHT - text.y} Tm ("
    return place.encode() + words + b") Tj ET"


def make_pdf(
    pages: Sequence[Sequence[Text]],
    *,
    extra: Sequence[bytes] = (),
    picture: bool = False,
    password: str | None = None,
    pack: bool = False,
) -> bytes:
    """A PDF.

    Args:
        extra: drawing put before each page's texts.
        picture: whether each page shows a picture.
        password: locks it (RC4, 40 bits); `""` restricts what may be done and lets everybody read.
    """
    key = _key(password) if password is not None else b""
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        5: _stream(5, b"\0\0\0", key, b"/Type /XObject /Subtype /Image /Width 1 /Height 1 "
                   b"/ColorSpace /DeviceRGB /BitsPerComponent 8 "),
    }  # fmt: skip
    kids = []
    for index, texts in enumerate(pages):
        number = 10 + 2 * index
        kids.append(b"%d 0 R" % number)
        drawn = b"\n".join(
            [*extra, *([b"q 500 0 0 700 40 40 cm /I Do Q"] if picture else []), content(texts)]
        )
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources "
            b"<< /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I 5 0 R >> >> >>" % (WIDTH, HEIGHT, number + 1)
        )
        objects[number + 1] = _stream(number + 1, drawn, key, packed=pack)
    objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _file(objects, _locked(password) if password is not None else b"")


def _stream(number: int, data: bytes, key: bytes, about: bytes = b"", packed: bool = False) -> bytes:
    if packed:
        data, about = zlib.compress(data), about + b"/Filter /FlateDecode "
    if key:
        data = _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (about, len(data), data)


def _file(objects: dict[int, bytes], trailer: bytes) -> bytes:
    raw = b"%PDF-1.4\n"
    places = {}
    for number, what in sorted(objects.items()):
        places[number] = len(raw)
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, what)
    start, most = len(raw), max(objects) + 1
    raw += b"xref\n0 %d\n0000000000 65535 f \n" % most
    for number in range(1, most):
        raw += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    return raw + b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (most, trailer, start)


# the lock of PDF 1.3: standard handler, revision 2

_ID = b"0123456789abcdef"
_RIGHTS = -44  # nothing but reading


def _padded(password: str) -> bytes:
    return (password.encode() + _PAD)[:32]


def _owner() -> bytes:
    return _rc4(hashlib.md5(_padded("eier")).digest()[:5], _padded(""))


def _key(password: str) -> bytes:
    rights = (_RIGHTS & 0xFFFFFFFF).to_bytes(4, "little")
    return hashlib.md5(_padded(password) + _owner() + rights + _ID).digest()[:5]


def _locked(password: str) -> bytes:
    user = _rc4(_key(password), _PAD).hex().encode()
    return b"/ID [<%s> <%s>] /Encrypt << /Filter /Standard /V 1 /R 2 /P %d /O <%s> /U <%s> >> " % (
        _ID.hex().encode(),
        _ID.hex().encode(),
        _RIGHTS,
        _owner().hex().encode(),
        user,
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
