"""Which characters of an old text survive in a new one."""

from __future__ import annotations

from crosscase.study.anchors.borders import grown, slide
from crosscase.study.anchors.chance import without_chance
from crosscase.study.anchors.lines import align_lines
from crosscase.study.anchors.moves import with_moves
from crosscase.study.anchors.survivors import Block, Survivors


def survivors(old: str, new: str, *, whole: bool = True) -> Survivors:
    """Align two texts: what stayed in its order, and what was moved.

    Args:
        old: the text before.
        new: the text after.
        whole: whether all of the old text is known: then few words that are there once can be told from others.
    """
    return Survivors(with_moves(old, new, _in_order(old, new), whole=whole), whole=whole)


def stayed(old: str, new: str) -> Survivors:
    """Align two passages that are taken to be the same one: what stayed in its order."""
    return Survivors(_in_order(old, new))


def _in_order(old: str, new: str) -> list[Block]:
    blocks = slide(old, new, list(align_lines(old, new)))
    blocks = without_chance(old, blocks, (len(old), len(new)))
    return slide(old, new, grown(old, new, blocks))
