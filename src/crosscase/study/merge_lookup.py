"""What a merge of codings looks up: texts in the study's memory and in git, and what paths of codes have meant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from crosscase.study.codebook import Codebook
from crosscase.study.git_repo import GitError, merge_lines, versions
from crosscase.study.merge_codebook import book_of_codes, flat_codes
from crosscase.study.merge_codings import NotMergeable, Surroundings
from crosscase.study.merge_yaml import read_styled
from crosscase.study.problems import StudyError
from crosscase.study.text import body_hash, normalise, split_front_matter
from crosscase.study.texts import keep, recall
from crosscase.study.yaml_in import YamlError

_CODEBOOK = "codebook/codebook.yaml"


def surroundings(top: Path, file: str, sources: tuple[str, ...] = ()) -> Surroundings:
    """Where a merge of one codings file looks things up.

    Args:
        top: the top of the repository, or the study folder where there is none.
        file: the codings file relative to `top`, `.../codings/<case>/<source>/<coder>.yaml`.
        sources: other ids of its source, where that was renamed.
    """
    path = PurePosixPath(file)
    study = path.parents[3] if len(path.parts) > 3 else PurePosixPath(".")
    names = dict.fromkeys((f"{path.parent.parent.name}/{path.parent.name}", *sources))
    lookup = _Lookup(top, study, tuple(names))
    return Surroundings(lookup.body_of, merge_lines, lookup.keep, lookup.same_code)


class _Lookup:
    """Looks a thing up when it is first asked for."""

    def __init__(self, top: Path, study: PurePosixPath, sources: tuple[str, ...]) -> None:
        self._top = top
        self._study = study
        self._sources = sources
        self._known: dict[str, str | None] = {}
        self._books: list[Codebook] | None = None

    def body_of(self, hash: str) -> str | None:
        """A text by its hash, from the study's memory, else from any version git knows."""
        if hash not in self._known:
            self._known[hash] = recall(self._top / self._study, hash) or self._from_git(hash)
        return self._known[hash]

    def _from_git(self, hash: str) -> str | None:
        for source in self._sources:
            for raw in self._versions(f"interviews/{source}.md"):
                body = split_front_matter(normalise(raw.decode("utf-8", "replace")))[1]
                if body_hash(body) == hash:
                    return body
        return None

    def _versions(self, file: str) -> Iterator[bytes]:
        with suppress(GitError):
            yield from versions(self._top, (self._study / file).as_posix())

    def keep(self, body: str) -> str:
        """Remember a text; a folder that cannot be written is no reason not to merge."""
        hash = body_hash(body)
        self._known[hash] = body
        with suppress(StudyError, OSError):
            keep(self._top / self._study, body, hash)
        return hash

    def same_code(self, one: str, other: str) -> bool:
        """Whether two paths mean one code in some version of the codebook."""
        if self._books is None:
            self._books = list(self._codebooks())
        pairs = ((book.resolve(one), book.resolve(other)) for book in self._books)
        return any(a is not None and b is not None and a.id == b.id for a, b in pairs)

    def _codebooks(self) -> Iterator[Codebook]:
        raws = list(self._versions(_CODEBOOK))
        with suppress(OSError):
            raws.insert(0, (self._top / self._study / _CODEBOOK).read_bytes())
        for raw in dict.fromkeys(raws):
            with suppress(UnicodeDecodeError, YamlError, NotMergeable):
                yield codebook_of(raw)


def codebook_of(raw: bytes) -> Codebook:
    """The codes of a codebook.yaml, with nothing but their paths; what a full reading would refuse is let through.

    Raises:
        UnicodeDecodeError, YamlError, NotMergeable: it cannot be read at all.
    """
    return book_of_codes(flat_codes(read_styled(raw.decode().removeprefix("\ufeff"))))
