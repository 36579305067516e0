"""crosscase codings: the codings of a study as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.naming import code_named, known, role_named, source_named, speaker_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, write

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Coding

EXAMPLE = "Example: crosscase codings --code barriers --case alta --format csv"
BRIEF = ("id", "source", "coder", "code", "start", "end", "key", "quote", "memo")


@dataclass(frozen=True, slots=True)
class _Who:
    """Speakers and roles that are asked for; none for everybody."""

    speakers: frozenset[str]
    roles: frozenset[str]

    def speaks(self, study: Study, coding: Coding) -> bool:
        """Whether a coding has words of one of the speakers, in one of the roles."""
        if not self.speakers and not self.roles:
            return True
        from crosscase.study.structure import role_of
        from crosscase.synthesis.passages import speakers_touched

        return any(
            (not self.speakers or speaker.name in self.speakers)
            and (not self.roles or role_of(speaker) in self.roles)
            for speaker in speakers_touched(study, study.sources.get(coding.source), coding)
        )


def codings(
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Option(metavar="SOURCE", help="Only of this source; may be repeated.")
    ] = None,
    case: Annotated[
        list[str] | None, typer.Option(metavar="CASE", help="Only of this case; may be repeated.")
    ] = None,
    code: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only of this code or one below it; may be repeated."),
    ] = None,
    coder: Annotated[
        list[str] | None, typer.Option(metavar="CODER", help="Only by this coder; may be repeated.")
    ] = None,
    speaker: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only of what this speaker says; may be repeated."),
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(metavar="ROLE", help="Only of what is said in this role; may be repeated."),
    ] = None,
    key: Annotated[bool, typer.Option("--key", help="Only key quotes.")] = False,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """List codings, by source and position."""
    from crosscase.api import COLUMNS

    looked_into = opened(context, study)
    who = _Who(
        frozenset(speaker_named(looked_into, word) for word in speaker or ()),
        frozenset(role_named(looked_into, word) for word in role or ()),
    )
    rows = _rows(looked_into, source or (), case or (), code or (), coder or (), key, who)
    write(
        COLUMNS, rows, form, BRIEF, "id", caption="Codings", study=looked_into, output=output, replace=replace
    )


def _rows(
    study: Study, sources: list[str] | tuple[()], cases: list[str] | tuple[()], codes: list[str] | tuple[()],
    coders: list[str] | tuple[()], key: bool, who: _Who,
) -> Iterator[tuple[object, ...]]:  # fmt: skip
    """The rows asked for; what the user named is looked up before the first one is made."""
    wanted_sources = {_coded_source(study, word) for word in sources}
    known_cases = dict.fromkeys([*study.cases, *(s.partition("/")[0] for s in study.coded_sources)])
    wanted_cases = {known("case", word, known_cases, "see crosscase status") for word in cases}
    wanted_codes = {below.id for word in codes for below in study.codebook.within(code_named(study, word))}
    wanted_coders = {known("coder", word, study.coders, "see crosscase status") for word in coders} or None
    return _chosen(study, wanted_sources, wanted_cases, wanted_codes, wanted_coders, key, who)


def _chosen(
    study: Study, sources: set[str], cases: set[str], codes: set[str], coders: set[str] | None, key: bool,
    who: _Who,
) -> Iterator[tuple[object, ...]]:  # fmt: skip
    from crosscase.api import coding_row

    for source_id in [*study.sources, *(s for s in study.coded_sources if s not in study.sources)]:
        if (sources and source_id not in sources) or (cases and source_id.partition("/")[0] not in cases):
            continue
        for coding in study.codings(source_id, coders):
            if key and not coding.key:
                continue
            code = study.codebook.resolve(coding.code) if codes else None
            if (not codes or (code is not None and code.id in codes)) and who.speaks(study, coding):
                yield coding_row(study, coding)


def _coded_source(study: Study, word: str) -> str:
    # the codings of a source that is gone can still be listed
    return word if word in study.coded_sources else source_named(study, word).id
