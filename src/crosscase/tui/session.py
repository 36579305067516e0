"""Where one left off: a few words per study, kept beside it. Losing them loses no work."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from crosscase.study.problems import StudyError
from crosscase.study.save import read_bytes, write_all
from crosscase.study.shapes import read_shape
from crosscase.study.sources import decode
from crosscase.study.yaml_out import emit

FILE = ".crosscase/session.yaml"


class Session:
    """Words by name, such as `place`, `theme`, `code.source`, `code.offset`."""

    def __init__(self, root: Path) -> None:
        """Read what was kept; a file that cannot be read counts as none."""
        self._root = root
        self._values = _read(root)
        self._kept = dict(self._values)

    def get(self, name: str, default: str = "") -> str:
        """What was kept under a name."""
        return self._values.get(name, default)

    def number(self, name: str, default: int = 0) -> int:
        """What was kept under a name, as a whole number; the default where it is none."""
        text = self.get(name)
        return int(text) if text.isascii() and text.isdigit() else default

    def words(self, name: str) -> tuple[str, ...]:
        """What was kept under a name by `put_words`."""
        return tuple(self.get(name).split())

    def put(self, name: str, value: str | int) -> None:
        """Keep a value; an empty one is dropped. On disk with the next `save`."""
        if value == "":
            self._values.pop(name, None)
        else:
            self._values[name] = str(value)

    def put_words(self, name: str, words: tuple[str, ...]) -> None:
        """Keep slugs or ids, which hold no blanks."""
        self.put(name, " ".join(words))

    def follow(self, renamed: Mapping[str, str]) -> None:
        """Keep under the new ids what was kept of sources that have another id now."""
        for name, value in tuple(self._values.items()):
            kept_of = name.removeprefix("code.offset.")
            if kept_of != name and kept_of in renamed:
                self.put(name, "")
                self.put(f"code.offset.{renamed[kept_of]}", value)
        last = self.get("code.source")
        self.put("code.source", renamed.get(last, last))

    def save(self) -> None:
        """Write what changed since; silent where it cannot be written."""
        if self._values == self._kept:
            return
        with suppress(StudyError):
            write_all(self._root, {FILE: emit(dict(sorted(self._values.items()))).encode()})
            self._kept = dict(self._values)


def _read(root: Path) -> dict[str, str]:
    try:
        raw = read_bytes(root, FILE)
        return read_shape(decode(raw, FILE), dict[str, str], FILE) if raw else {}
    except StudyError:
        return {}
