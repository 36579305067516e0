"""The codebook: a tree of codes, each found by id, by path, and by every path it once had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from crosscase.study.model import Code


class Codebook:
    """An immutable view of the codes."""

    def __init__(self, codes: Iterable[Code] = ()) -> None:
        self.by_id: Mapping[str, Code] = MappingProxyType({code.id: code for code in codes})
        self._children: dict[str, list[Code]] = {}
        for code in self.by_id.values():
            self._children.setdefault(code.parent, []).append(code)
        for siblings in self._children.values():
            siblings.sort(key=lambda code: (code.rank, code.code))
        self._resolved: dict[str, Code | None] = {}

    def __len__(self) -> int:
        return len(self.by_id)

    def __iter__(self) -> Iterator[Code]:
        """Every code, depth first, in the order of the file."""
        return iter(self._walk)

    @cached_property
    def _walk(self) -> tuple[Code, ...]:
        found: list[Code] = []
        waiting = list(reversed(self._children.get("", ())))
        while waiting:
            code = waiting.pop()
            found.append(code)
            waiting.extend(reversed(self._children.get(code.id, ())))
        return tuple(found)

    @cached_property
    def by_path(self) -> Mapping[str, Code]:
        """Present path -> code, depth first."""
        return MappingProxyType({self.path(code): code for code in self})

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        paths: dict[str, str] = {}
        for code in self:
            above = paths.get(code.parent)
            paths[code.id] = f"{above}/{code.code}" if above is not None else code.code
        return paths

    @cached_property
    def former(self) -> Mapping[str, Code]:
        """Former path -> the code it means now; paths that only follow from a former one are not in it."""
        return MappingProxyType({path: code for code in self for path in code.was})

    @cached_property
    def steps(self) -> Mapping[tuple[str, str], Code]:
        """(id of a code or empty, slug) -> the code that stands there, else the one that once stood there."""
        steps = {(code.parent, code.code): code for code in self}
        waiting = list(self.former.items())
        while waiting:
            left = []
            for path, code in waiting:
                above, _, slug = path.rpartition("/")
                parent = self._walked(above, steps) if above else None
                if above and parent is None:
                    left.append((path, code))  # the code above may be known by a path that comes later
                else:
                    steps.setdefault((parent.id if parent is not None else "", slug), code)
            if len(left) == len(waiting):
                break  # what stood above them is gone
            waiting = left
        return MappingProxyType(steps)

    def _walked(self, path: str, steps: Mapping[tuple[str, str], Code]) -> Code | None:
        """The code a path leads to: the longest known beginning of it, then step by step."""
        above, below = path, list[str]()
        while (code := self.by_path.get(above) or self.former.get(above)) is None:
            above, slash, last = above.rpartition("/")
            if not slash:
                return None
            below.append(last)
        for slug in reversed(below):
            if (code := steps.get((code.id, slug))) is None:
                return None
        return code

    def path(self, code: Code) -> str:
        """The present path of a code."""
        return self._paths[code.id]

    def resolve(self, path: str) -> Code | None:
        """The code of a present or former path, None where there is none.

        A path is read from the top, each slug as what stands or once stood under the code before it. So a path
        under a former one counts too, however often the codes above were renamed or moved, and before or after it.
        """
        if path not in self._resolved:
            self._resolved[path] = self._walked(path, self.steps)
        return self._resolved[path]

    def path_now(self, path: str) -> str:
        """The present path for a present or former one; the path itself where it is unknown."""
        if path in self.by_path:
            return path
        code = self.resolve(path)
        return self.path(code) if code is not None else path

    def children(self, code: Code | None = None) -> tuple[Code, ...]:
        """The codes right under one, or at the top, in order."""
        return tuple(self._children.get(code.id if code is not None else "", ()))

    def parent(self, code: Code) -> Code | None:
        """The code above."""
        return self.by_id.get(code.parent)

    def within(self, code: Code) -> tuple[Code, ...]:
        """The code and all its descendants, depth first."""
        found = [code]
        for child in self.children(code):
            found.extend(self.within(child))
        return tuple(found)

    def depth(self, code: Code) -> int:
        """0 at the top."""
        return self.path(code).count("/")

    def name(self, code: Code, language: str) -> str:
        """The name in a language, else the plain one, else any, else the slug."""
        names = code.name
        return names.get(language) or names.get("") or next(iter(names.values()), "") or code.code
