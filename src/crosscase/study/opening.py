"""Opening a study: everything that can be read is there, everything that cannot is one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from crosscase.study import cases, codebook_file, memo_file, sources
from crosscase.study.attribute_names import AttributeName
from crosscase.study.folder import Study
from crosscase.study.listing import Listing, listing
from crosscase.study.me import FILE as ME
from crosscase.study.me import remembered, who
from crosscase.study.model import CONSENSUS, Coder, Settings
from crosscase.study.parsing import keep_known, parse_files, recall_known
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import digest, read_bytes, sweep
from crosscase.study.shapes import ByLanguage, Flag, Listed, Slug, Text, read_shape
from crosscase.study.template import TemplateSection
from crosscase.study.texts import keep_all
from crosscase.study.yaml_in import shown

FILE = "study.yaml"
FORMAT = "1"


@dataclass(frozen=True, slots=True)
class CoderShape:
    """A coder in study.yaml."""

    id: Slug
    name: Text = ""


@dataclass(frozen=True, slots=True)
class StudyShape:
    """study.yaml."""

    crosscase: Text
    id: Text
    title: Text
    language: Text
    coders: Listed[CoderShape] = ()
    main_coder: Slug = ""
    notice: ByLanguage = field(default_factory=dict)
    blind: Flag = False
    template: Listed[TemplateSection] = ()
    attributes: Listed[AttributeName] = ()


def find_root(start: Path) -> Path:
    """The study folder that `start` is in.

    Raises:
        StudyError: there is none here or above.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        with suppress(OSError):  # a folder that may not be looked into is no study of ours
            if (folder / FILE).is_file():
                return folder
    raise StudyError(
        f"no study in {start} or above it: there is no {FILE}; "
        "make one with `crosscase init DIR`, or look at the example with `crosscase demo DIR`"
    )


def open_folder(start: Path, coder: str = "") -> Study:
    """Open the study that `start` is in.

    Args:
        start: the study folder, or any folder in it.
        coder: who codes; empty for what the environment or this machine says.

    Raises:
        StudyError: there is no study, it is of a newer format, or the coder's name cannot be one.
    """
    root = find_root(start)
    problems: list[Problem] = []
    settings = _settings(root, problems)
    study = Study(root, settings, who(root, coder))
    study.problems.extend(problems)
    with _noting(study, ME):
        remembered(root)
    sweep(root)
    there = listing(root, study.problems.append)
    _read_codebook(study)
    _read_cases(study, there)
    _read_sources(study, there)
    _read_codings(study, there)
    _read_memos(study, there)
    _keep_texts(study)
    return study


def _settings(root: Path, problems: list[Problem]) -> Settings:
    raw: bytes | None = None
    try:
        raw = read_bytes(root, FILE)
        shape = read_shape(sources.decode(raw or b"", FILE).removeprefix("\ufeff"), StudyShape, FILE)
    except FileError as error:
        # the rest of the study is worth opening under a name of its own, unless it may be of another shape
        _of_this_format(_format_of(raw))
        problems.append(error.problem)
        # nobody can tell whether it is coded blind: then nobody's codings are shown to another
        return Settings("", root.name, "en", blind=True)
    _of_this_format(shape.crosscase)
    if any(coder.id == CONSENSUS for coder in shape.coders):
        problems.append(
            Problem(FILE, 0, 0, "coder", f"`{CONSENSUS}` is kept for agreed codings; rename that coder")
        )
    coders = tuple(Coder(c.id, c.name) for c in shape.coders)
    return Settings(
        shape.id, shape.title, shape.language, coders, shape.main_coder, dict(shape.notice), shape.blind,
        _template(shape.template, problems), _attributes(shape.attributes, problems),
    )  # fmt: skip


def _template(sections: Sequence[TemplateSection], problems: list[Problem]) -> tuple[TemplateSection, ...]:
    """The sections of case descriptions, each once; what is wrong with one is said."""
    found: dict[str, TemplateSection] = {}
    for section in sections:
        if section.section in found:
            message = f"`template` has the section {section.section} twice; take one of the two out"
            problems.append(Problem(FILE, 0, 0, "template", message))
            continue
        if section.words and (len(section.words) != 2 or section.words[0] > section.words[1]):
            message = f"`template`: words of {section.section} are the fewest and the most, such as [80, 250]"
            problems.append(Problem(FILE, 0, 0, "template", message))
            section = replace(section, words=())
        found[section.section] = section
    return tuple(found.values())


def _attributes(names: Sequence[AttributeName], problems: list[Problem]) -> tuple[AttributeName, ...]:
    """What attributes of cases are called, each once; one that stands twice is said."""
    found: dict[str, AttributeName] = {}
    for name in names:
        if found.setdefault(name.attribute, name) is not name:
            message = f"`attributes` has {shown(name.attribute)} twice; take one of the two out"
            problems.append(Problem(FILE, 0, 0, "attributes", message))
    return tuple(found.values())


def _of_this_format(found: str) -> None:
    if found != FORMAT:
        raise StudyError(
            f"{FILE}: the study has format {found}, this program reads format {FORMAT}; "
            "use the Crosscase that made it, or a newer one"
        )


def _format_of(raw: bytes | None) -> str:
    """The format a file names that is otherwise not as expected; this one where it names none."""
    line = re.search(rb"^crosscase:[ \t]*[\"']?([0-9]+)", raw or b"", re.MULTILINE)
    return line[1].decode() if line else FORMAT


def _read_codebook(study: Study) -> None:
    try:
        raw = read_bytes(study.root, codebook_file.FILE)
        if raw is not None:
            study.add_codebook(raw)
    except FileError as error:
        study.store.refuse(codebook_file.FILE, error.problem)
        study.problems.append(error.problem)


def _read_cases(study: Study, there: Listing) -> None:
    for file in there.cases:
        with _noting(study, file):
            raw = read_bytes(study.root, file)
            if raw is not None:
                study.add_case(cases.read_case(file, raw), digest(raw))


def _read_sources(study: Study, there: Listing) -> None:
    for file in there.sources:
        with _noting(study, file):
            raw = read_bytes(study.root, file)
            if raw is not None:
                study.add_source(sources.read_source(file, raw), digest(raw))
    study.put_in_order()


def _read_codings(study: Study, there: Listing) -> None:
    digests: dict[str, str] = {}
    for file in there.codings:
        with _noting(study, file):
            if (raw := read_bytes(study.root, file)) is not None:
                digests[file] = digest(raw)
    known = recall_known(study.root, digests)
    if new := {file: content for file, content in digests.items() if file not in known}:
        parsed = parse_files(study.root, new, study.sources.get)
        keep_known(study.root, digests.values())
    for file in digests:
        with _noting(study, file):
            if (found := known.get(file) or parsed.get(file)) is None:
                continue  # it went while it was read
            if isinstance(found, FileError):
                raise found
            study.add_codings(file, found)


def _read_memos(study: Study, there: Listing) -> None:
    for file in there.memos:
        with _noting(study, file):
            raw = read_bytes(study.root, file)
            if raw is not None:
                study.add_memo(memo_file.read_memo(file, raw), digest(raw))


def _keep_texts(study: Study) -> None:
    """Keep the body of every source that has codings: what finds them again after an edit."""
    coded = (study.sources.get(source_id) for source_id in study.coded_sources)
    bodies = {source.hash: source.body for source in coded if source is not None}
    with suppress(StudyError):  # a study on a read-only disk can still be read
        keep_all(study.root, bodies)


class _noting:
    """A file that cannot be read becomes a problem, and nothing is ever written over it."""

    def __init__(self, study: Study, file: str) -> None:
        self._study = study
        self._file = file

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> bool:
        if not isinstance(error, FileError):
            return False
        self._study.store.refuse(self._file, error.problem)
        self._study.problems.append(error.problem)
        return True
