"""Ids, slugs and times: the three spellings every file of a study shares."""

from __future__ import annotations

import hashlib
import random
import re
import secrets
import unicodedata
from collections.abc import Container
from datetime import UTC, datetime

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 10

_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "ø": "o",
        "å": "a",
        "ß": "ss",
        "đ": "d",
        "ł": "l",
        "þ": "th",
        "ð": "d",
        "œ": "oe",
        "ŋ": "n",
        "ŧ": "t",
    }
)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Names that Windows keeps for devices: a study must survive being copied there.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)


def new_id(source: random.Random | None = None) -> str:
    """Ten random characters; pass a seeded `random.Random` to repeat them."""
    if source is not None:
        return "".join(source.choice(ALPHABET) for _ in range(ID_LENGTH))
    # 32 characters: five bits of each byte choose evenly
    return "".join(ALPHABET[byte & 31] for byte in secrets.token_bytes(ID_LENGTH))


def derived_id(text: str) -> str:
    """The id of a record that was written by hand without one: always the same for the same text."""
    number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(ID_LENGTH))


def is_id(text: str) -> bool:
    """Whether `text` can be an id that somebody wrote: 1 to 64 ASCII letters, digits, `-` and `_`.

    What is made here is ten characters of `ALPHABET`; what people write need only hold in names of bookmarks, in
    addresses and in a line.
    """
    return _ID.fullmatch(text) is not None


def is_slug(text: str) -> bool:
    """Whether `text` can stand as the name of a case, source, coder or code."""
    return _SLUG.fullmatch(text) is not None and text not in _DEVICES


def slugify(text: str, taken: Container[str] = ()) -> str:
    """A slug for a name people wrote: æ ae, ø o, å a, other accents dropped, `-2` on a clash.

    Args:
        text: any name.
        taken: slugs in use.

    Returns:
        A slug not in `taken`; `x` where nothing of the name can stand in one.
    """
    # composed first: å written as a + ring must become a, not lose its ring by another road
    plain = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "x"
    if slug in _DEVICES:
        slug += "-1"
    candidate, number = slug, 2
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    return candidate


def now() -> str:
    """The time in UTC to the second, as `2021-12-01T10:22:05Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
