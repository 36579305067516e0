"""How each kind of file becomes records: codings, the codebook, and files kept as a whole text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from crosscase.study.anchors import Found
from crosscase.study.codebook import Codebook
from crosscase.study.codebook_file import opening_comment, read_codebook, write_codebook
from crosscase.study.codings import CodingsFile, in_order, read_codings, split_file, write_codings
from crosscase.study.edits import WHOLE
from crosscase.study.locating import locate_codings
from crosscase.study.model import Code, Coding, Source
from crosscase.study.sources import decode
from crosscase.study.texts import keep


class TextKeeper:
    """A file as one record: its whole text."""

    def load(self, file: str, raw: bytes) -> Mapping[str, str]:
        """The text under the id `""`."""
        return {WHOLE: decode(raw, file)}

    def dump(self, file: str, records: Mapping[str, str]) -> tuple[bytes | None, Mapping[str, str]]:
        """The text, or no file."""
        text = records.get(WHOLE)
        return (text.encode() if text is not None else None), records

    def same(self, one: str, other: str) -> bool:
        """To the letter."""
        return one == other

    def describe(self, file: str, record: str) -> str:
        """The file."""
        return "the text"


class CodebookKeeper:
    """codebook.yaml; the comment at its top is kept."""

    def __init__(self) -> None:
        self._comment = ""

    def load(self, file: str, raw: bytes) -> Mapping[str, Code]:
        """Codes by id, depth first."""
        codes = read_codebook(raw, file)
        self._comment = opening_comment(raw.decode())
        return {code.id: code for code in codes}

    def dump(self, file: str, records: Mapping[str, Code]) -> tuple[bytes | None, Mapping[str, Code]]:
        """The codebook, depth first; no file for no codes."""
        book = Codebook(records.values())
        if not records:
            return None, {}
        return write_codebook(book, self._comment).encode(), {code.id: code for code in book}

    def same(self, one: Code, other: Code) -> bool:
        """Every field."""
        return one == other

    def describe(self, file: str, record: Code) -> str:
        """The code's own slug."""
        return f"code {record.code}"


class CodingsKeeper:
    """Codings files, with positions in the bodies as they are now."""

    def __init__(
        self, root: Path, source_of: Callable[[str], Source | None], codebook: Callable[[], Codebook]
    ) -> None:
        self._root = root
        self._source_of = source_of
        self._codebook = codebook
        self.found: dict[str, Mapping[str, Found]] = {}
        self.texts: dict[str, str] = {}

    def load(self, file: str, raw: bytes) -> Mapping[str, Coding]:
        """Codings by id, found again where their text was edited."""
        return self.take(read_codings(file, raw))

    def take(self, parsed: CodingsFile) -> Mapping[str, Coding]:
        """As `load`, for a file that is parsed already."""
        source = self._source_of(parsed.source)
        codings = parsed.codings
        self.found.pop(parsed.file, None)
        self.texts[parsed.file] = parsed.text
        if source is not None:
            codings, found = locate_codings(self._root, source, parsed)
            if found:
                self.found[parsed.file] = found
        return {coding.id: coding for coding in in_order(codings)}

    def dump(self, file: str, records: Mapping[str, Coding]) -> tuple[bytes | None, Mapping[str, Coding]]:
        """The file with present paths and the present text's hash; no file for no codings."""
        source_id, coder = split_file(file)
        source = self._source_of(source_id)
        text = source.hash if source is not None else self.texts.get(file, "")
        if not records:
            self.found.pop(file, None)
            self.texts.pop(file, None)
            return None, {}
        if source is not None:
            keep(self._root, source.body, source.hash)
        path_now = self._codebook().path_now
        settled = in_order(replace(c, code=path_now(c.code)) for c in records.values())
        self._settle(file, source, settled)
        self.texts[file] = text
        return write_codings(source_id, coder, text, settled, path_now).encode(), {c.id: c for c in settled}

    def _settle(self, file: str, source: Source | None, codings: list[Coding]) -> None:
        # what is written has its new place for good; what differs from the text still wants a look
        former = self.found.pop(file, {})
        open_still = {}
        for coding in codings:
            found = former.get(coding.id)
            if coding.at is None:
                open_still[coding.id] = found or Found(coding.id, "lost", -1, -1, 0.0)
            elif source is not None and source.body[coding.at[0] : coding.at[1]] != coding.quote:
                score = found.score if found is not None else 1.0
                open_still[coding.id] = Found(coding.id, "changed", *coding.at, score)
        if open_still:
            self.found[file] = open_still

    def same(self, one: Coding, other: Coding) -> bool:
        """Every field, with a former path equal to the present one."""
        now = self._codebook().path_now
        return replace(one, code=now(one.code)) == replace(other, code=now(other.code))

    def describe(self, file: str, record: Coding) -> str:
        """The code and the first words."""
        words = " ".join(record.quote.split())
        return f"{record.code} on “{words[:40]}{'…' if len(words) > 40 else ''}”"
