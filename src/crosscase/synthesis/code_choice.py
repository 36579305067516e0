"""Which codes a table shows: those that are named, with those below them, down to a level."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.query_names import nearest_code
from crosscase.study.yaml_in import shown
from crosscase.synthesis.codetree import CodeTree

Ints = NDArray[np.int64]


def chosen_codes(study: Study, tree: CodeTree, words: Iterable[str] = (), depth: int | None = None) -> Ints:
    """Places of the codes that are meant, in the order of the codebook.

    Args:
        words: paths, present or former, each with all below it; the whole codebook where there are none.
        depth: how many levels of codes, the named ones (or the topmost) being the first; all where None.

    Raises:
        StudyError: there is no such code, with the nearest; or no such depth.
    """
    if depth is not None and depth < 1:
        raise StudyError(f"depth {depth}: give 1 for the topmost codes alone, 2 for those below them too")
    roots = [_place(study, tree, word) for word in dict.fromkeys(words)]
    if not roots:
        roots = [place for place in range(len(tree)) if tree.parent[place] < 0]
    found: set[int] = set()
    for root in roots:
        deepest = tree.depth[root] + depth if depth is not None else len(tree)
        found.update(place for place in range(root, int(tree.end[root])) if tree.depth[place] < deepest)
    return np.array(sorted(found), np.int64)


def _place(study: Study, tree: CodeTree, word: str) -> int:
    if (code := study.codebook.resolve(word.strip())) is not None:
        return tree.place_of[study.codebook.path(code)]
    guess = nearest_code(study.codebook, word)
    hint = f"did you mean {guess}?" if guess is not None else "see crosscase codebook list"
    raise StudyError(f"there is no code {shown(word)}; {hint}")
