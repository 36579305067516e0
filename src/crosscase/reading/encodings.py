"""What a file's bytes say: its characters, or by what it is no text."""

from __future__ import annotations

import codecs
import re

from crosscase.study.problems import StudyError

# longest first: the mark of UTF-32 begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a Word, LibreOffice or zip file", ""),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file, or one with a password", ""),
    (b"{\\rtf", "an RTF file", ".rtf"),
    (b"\x89PNG\r\n", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"\x7fELF", "a program", ""),
    (b"\x1f\x8b\x08", "a compressed file", ""),
    (b"$FL2", "an SPSS file", ".sav"),
    (b"SQLite format 3\0", "a database", ""),
)
_STARTS = tuple(start for start, _, _ in _OTHERS)
_CONTROL = bytes(sign for sign in (*range(32), 127) if sign not in b"\t\n\v\f\r\x1b")
_MOST_CONTROL = 50  # one sign in so many: colours of a terminal and odd signs pass, data does not
_WHOLE_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NO_LETTER = re.compile("\ufffd+")
_UNLIKE_ASCII = re.compile(r"[^\W\d_]*[\x80-\U0010ffff][^\W\d_]*")
_LONGEST_SHOWN = 30


def what_else(raw: bytes) -> tuple[str, str]:
    """By its first bytes, what a file is that is no text, and the ending its name should have; both may be empty."""
    if not raw.startswith(_STARTS):
        return "", ""
    return next((what, suffix) for start, what, suffix in _OTHERS if raw.startswith(start))


def decoded(raw: bytes, label: str, wanted: str = "text (.txt, UTF-8)") -> str:
    """The characters of a file that is UTF-8, or says by its first bytes that it is UTF-16 or UTF-32.

    Args:
        label: what messages call the file.
        wanted: what they advise to save it as.

    Raises:
        StudyError: it is no text, or in another encoding.
    """
    encoding = _encoding(raw, label, wanted)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        how = ", such as with: iconv -f cp1252 -t utf-8 OLD > NEW"
        raise _not_in(raw, label, encoding, error, how) from error


def text_of(raw: bytes, label: str) -> tuple[str, str]:
    """The characters of a text: as `decoded`, else those of cp1252, the encoding of older Windows programs.

    Returns:
        The text, and a remark where it was read as cp1252, since that may be a wrong guess; else nothing.

    Raises:
        StudyError: it is no text, holds bytes that stand for nothing, or is UTF-8 that was damaged.
    """
    encoding = _encoding(raw, label, "text (.txt, UTF-8)")
    try:
        text, note = raw.decode(encoding), ""
    except UnicodeDecodeError as error:
        if not encoding.startswith("utf-8") or _is_damaged(raw):
            raise _not_in(raw, label, encoding, error, "") from error
        text = _cp1252(raw, label)
        note = f"read as cp1252 (Windows): look at æ, ø, å{_shown(text)}"
    if encoding.startswith("utf-8") and _controls(raw) * _MOST_CONTROL > len(raw):
        raise StudyError(
            f"{label}: is not a text (it holds control characters); save it as text (.txt, UTF-8)"
        )
    return text, note


def _encoding(raw: bytes, label: str, wanted: str) -> str:
    what, suffix = what_else(raw)
    if what:
        how = f"rename it to end in {suffix}, or save it" if suffix else "save it"
        raise StudyError(f"{label}: is {what}, not a text; {how} as {wanted} and import that")
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    if encoding.startswith("utf-8") and b"\0" in raw:
        raise StudyError(f"{label}: is not a text (it holds zero bytes); save it as {wanted}")
    return encoding


def _controls(raw: bytes) -> int:
    return len(raw) - len(raw.translate(None, _CONTROL))


def _is_damaged(raw: bytes) -> bool:
    """Whether most letters beyond ASCII are UTF-8: another encoding would make two signs of each of them."""
    broken = len(_NO_LETTER.findall(raw.decode("utf-8", "replace")))
    return len(_WHOLE_LETTER.findall(raw)) > broken


def _cp1252(raw: bytes, label: str) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise StudyError(
            f"{label}:{line}: byte 0x{raw[error.start]:02x} is neither UTF-8 nor cp1252; save the file as UTF-8"
        ) from error


def _shown(text: str) -> str:
    found = _UNLIKE_ASCII.search(text)
    return f", such as in “{found[0][:_LONGEST_SHOWN]}”" if found is not None else ""


def _not_in(raw: bytes, label: str, encoding: str, error: UnicodeDecodeError, how: str) -> StudyError:
    line = raw[: error.start].count(b"\n") + 1
    name = encoding.removesuffix("-sig").upper()
    if name != "UTF-8" or not how:
        how = " and import it again"
    return StudyError(
        f"{label}:{line}: byte 0x{raw[error.start]:02x} is not {name}; save the file as UTF-8{how}"
    )
