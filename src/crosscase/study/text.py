"""The text of a file: line ends, its hash, and where its front matter ends."""

from __future__ import annotations

import hashlib
import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_FENCE = "---\n"
_CLOSING = re.compile(r"^---(?:\n|\Z)", re.MULTILINE)


def normalise(text: str) -> str:
    """Line ends as `\\n`, one leading BOM dropped, lone surrogates as U+FFFD; nothing else is touched."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode()  # several times faster than looking for what hardly any text has
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def body_hash(body: str) -> str:
    """What codings call `text`: blake2b over the body's UTF-8, 16 bytes, as 32 hex digits."""
    return hashlib.blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Part a normalised text into front matter and body.

    Returns:
        The YAML between the two `---` lines, the body after them, and how many lines stand before the
        body. Where the text does not open with `---` or nothing closes it: `""`, the whole text, 0.
    """
    if not text.startswith(_FENCE):
        return "", text, 0
    closing = _CLOSING.search(text, len(_FENCE))
    if closing is None:
        return "", text, 0
    front = text[len(_FENCE) : closing.start()]
    return front, text[closing.end() :], front.count("\n") + 2
