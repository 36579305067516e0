"""What a coding was when somebody last looked at it: a digest of its code, and one of its words."""

from __future__ import annotations

import hashlib

from crosscase.synthesis.passages import Passage

_CODE = 4  # hex digits that are of the code; the rest are of the words


def fingerprint(passage: Passage) -> str:
    """Four hex digits of the coding's code and eight of its words, each by blake2b.

    The code is known by its id, so that giving it another name or place in the tree changes nothing.
    """
    code = passage.code.id if passage.code is not None else passage.path
    return _digest(code, _CODE) + _digest(passage.words, 8)


def is_recoded(now: str, then: str) -> bool:
    """Whether two fingerprints of a coding are of other codes."""
    return now[:_CODE] != then[:_CODE]


def is_reworded(now: str, then: str) -> bool:
    """Whether two fingerprints of a coding are of other words."""
    return now[_CODE:] != then[_CODE:]


def _digest(text: str, digits: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=digits // 2).hexdigest()
