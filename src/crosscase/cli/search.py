"""crosscase search: where words stand, with the words around them, or which words stand beside them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.coded_at_once import Out, YesOption, code_at_once
from crosscase.cli.collocates_shown import (
    AllWordsOption,
    CollocatesOption,
    ReachOption,
    beside_asked,
    write_collocates,
)
from crosscase.cli.naming import case_named, code_named, known, role_named, source_named, speaker_named
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    note,
    say,
    visible,
    width,
    write,
)
from crosscase.cli.progress import slow
from crosscase.cli.search_options import (
    CasesOption,
    CountsOption,
    ExactOption,
    HowOption,
    InsideOption,
    LemmaOption,
    RolesOption,
    SourcesOption,
    SpeakersOption,
    way_asked,
)
from crosscase.cli.spread_options import ClusterOption, JobsOption, Spread, spread_asked
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.language.pattern import How, Match
    from crosscase.study.folder import Study
    from crosscase.study.model import Code
    from crosscase.synthesis.searching import Found, Hit, Inside, Unit

EXAMPLE = "Example: crosscase search ressurs --lemma --case alta"
COLUMNS = (
    "case", "source", "place", "time", "start", "end", "left", "hit", "right", "score", "likeness", "section", "speaker",
    "memo", "coding", "coder", "about",
)  # fmt: skip
COUNTED = ("case", "hits", "texts")
_NAMED = 60  # characters of the pattern that the edit's name has
_SIDE = 40
_NARROW_SIDE = 8


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")],
    how: HowOption = "",
    lemma: LemmaOption = False,
    inside: InsideOption = "sources",
    exact: ExactOption = False,
    source: SourcesOption = None,
    case: CasesOption = None,
    speaker: SpeakersOption = None,
    role: RolesOption = None,
    counts: CountsOption = False,
    collocates: CollocatesOption = False,
    reach: ReachOption = None,
    all_words: AllWordsOption = False,
    jobs: JobsOption = None,
    cluster: ClusterOption = "",
    code: Annotated[str, typer.Option(metavar="CODE", help="Put this code on every hit, after a look.")] = "",
    unit: Annotated[
        str, typer.Option("--as", metavar="UNIT", help="Code the hit, its sentence, paragraph or turn.")
    ] = "",
    yes: YesOption = False,
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Look for words in sources, memos or quotes; code all hits at once.

    Case and accents do not count, but æ, ø and å are letters of their own.
    """
    _check_options(code, unit, yes, counts)
    beside = beside_asked(collocates, reach, all_words, counts, code)
    how = way_asked(how, lemma)
    spread = spread_asked(jobs, cluster, "--lemma", how == "lemma")
    looked_into = opened(context, study, coder)
    pattern = " ".join(words)
    named = code_named(looked_into, code) if code else None
    who = coder_of(looked_into) if code else ""
    unit_coded = _unit(unit)
    out = Out(form, output, replace)
    with slow("searching"):
        found = _found(
            looked_into, pattern, how, inside, exact, source or (), case or (), speaker or (), role or (), spread,
        )  # fmt: skip
    made_with = _made_with(looked_into, how) if len(found.hits) else ""
    if named is not None or beside is not None:
        _note_trained(looked_into, made_with)
    if named is not None:
        _code_hits(looked_into, who, named, found, pattern, unit_coded, out, yes)
    elif counts:
        _write_counts(looked_into, found, pattern, made_with, out)
    elif beside is not None:
        write_collocates(looked_into, found, pattern, inside, beside, out)
    else:
        _write_hits(looked_into, found, pattern, how, inside, made_with, out)
    if made_with and named is None and beside is None and out.is_plain:
        say()
        say(made_with)


def _check_options(code: str, unit: str, yes: bool, counts: bool) -> None:
    if code and counts:
        raise StudyError("--counts only counts and --code codes; give one of them")
    for given, option in ((unit, "--as"), (yes, "--yes")):
        if given and not code:
            raise StudyError(f"{option} says how to code; give --code CODE too")


def _unit(word: str) -> Unit:
    from crosscase.synthesis.searching import UNITS

    known("unit", word or "hit", UNITS, f"give {', '.join(UNITS)}")
    return next(unit for unit in UNITS if unit == (word or "hit"))


def _found(
    study: Study, pattern: str, how: str, inside: str, exact: bool, sources: list[str] | tuple[()],
    cases: list[str] | tuple[()], speakers: list[str] | tuple[()], roles: list[str] | tuple[()], spread: Spread,
) -> Found:  # fmt: skip
    from crosscase.language.pattern import HOWS
    from crosscase.synthesis.searching import INSIDES
    from crosscase.synthesis.searching import search as look

    known("way to search", how, HOWS, f"give {', '.join(HOWS)}")
    known("place to search", inside, INSIDES, f"give {', '.join(INSIDES)}")
    ids = {source_named(study, word).id for word in sources} or None
    slugs = {case_named(study, word).id for word in cases} or None
    way: How = next(each for each in HOWS if each == how)
    where: Inside = next(each for each in INSIDES if each == inside)
    if where == "memos" and (speakers or roles):
        raise StudyError("memos are nobody's words; give --speaker and --role with --in sources or quotes")
    names = {speaker_named(study, word) for word in speakers} or None
    parts = {role_named(study, word) for word in roles} or None
    finder = partial(_matches, spread, study.settings.language, pattern, exact) if way == "lemma" else None
    return look(
        study, pattern, way, where, sources=ids, cases=slugs, speakers=names, roles=parts, exact=exact,
        finder=finder,
    )  # fmt: skip


def _code_hits(
    study: Study, who: str, code: Code, found: Found, pattern: str, unit: Unit, out: Out, yes: bool
) -> None:
    from crosscase.synthesis.searching import widen

    spans = [(hit.source, widen(study, hit, unit)) for hit in found.hits]
    of = pattern if len(pattern) <= _NAMED else f"{pattern[:_NAMED]}…"
    name = f"{'hit' if unit == 'hit' else f'{unit} with a hit'} of “{of}”"
    code_at_once(study, who, code, spans, out, yes=yes, name=name, origin="search")


def _matches(
    spread: Spread, language: str, pattern: str, exact: bool, bodies: Sequence[str]
) -> Iterator[list[Match]]:
    """Where a pattern stands by base form, in each of some bodies."""
    from crosscase.language.lemmas_in_text import trained_used
    from crosscase.language.pattern import Match

    setup = (pattern, language, exact, trained_used(language))
    for places in spread.texts("crosscase.language.lemma_matching:matches_in", setup, bodies):
        yield [Match(*place) for place in places]


def _made_with(study: Study, how: str) -> str:
    """What base forms are told by; what could not be used for it is a line beside the result."""
    if how != "lemma":
        return ""
    from crosscase.language.lemma_matching import used_for
    from crosscase.language.lemmas_in_text import doubts_of

    for unused in doubts_of(study.settings.language):
        note(unused)
    return f"base forms by {used_for(study.settings.language)}"


def _note_trained(study: Study, made_with: str) -> None:
    """Beside what is no list of hits: a trained pipeline, which another machine may not have."""
    from crosscase.language.lemmas_in_text import trained_used

    if made_with and trained_used(study.settings.language):
        note(made_with)


def _write_counts(study: Study, found: Found, pattern: str, made_with: str, out: Out) -> None:
    rows = [(case, count, found.texts_by_case[case]) for case, count in found.by_case.items()]
    write(
        COUNTED, rows, out.form, whole="case",
        caption=f"Hits of “{pattern}” by case", note=made_with,
        study=study, output=out.output, replace=out.replace,
    )  # fmt: skip


def _write_hits(
    study: Study, found: Found, pattern: str, how: str, inside: str, made_with: str, out: Out
) -> None:
    brief = {
        "sources": ("source", "place", "left", "hit", "right"),
        "memos": ("about", "place", "left", "hit", "right"),
        "quotes": ("source", "place", "about", "left", "hit", "right"),
    }[inside] + {"near": ("score",), "lemma": ("score", "likeness")}.get(how, ())
    rows = [_row(hit) for hit in found.hits]
    if any(hit.time for hit in found.hits):
        brief = tuple(each for name in brief for each in ((name, "time") if name == "place" else (name,)))
    if out.is_plain:
        rows = _side_by_side(rows, brief)
    if rows or not out.is_plain:
        write(
            COLUMNS, rows, out.form, brief, "source",
            caption=f"Hits of “{pattern}”", note=made_with,
            study=study, output=out.output, replace=out.replace,
        )  # fmt: skip
    if not rows:
        note(f"nothing found in {found.searched} {inside}")


_Row = tuple[object, ...]


def _row(hit: Hit) -> _Row:
    start, end = hit.span or (None, None)
    return (
        hit.case, hit.source, hit.place, hit.time, start, end, hit.left, hit.words, hit.right,
        round(hit.score, 1), hit.likeness, hit.section, hit.speaker, hit.memo, hit.coding, hit.coder, hit.about,
    )  # fmt: skip


def _side_by_side(rows: list[_Row], brief: tuple[str, ...]) -> list[_Row]:
    """The rows with the hits below each other: what is left of them ends there, and a terminal's width is kept."""
    left, right = COLUMNS.index("left"), COLUMNS.index("right")
    side = _SIDE
    if rows and sys.stdout.isatty():
        others = [name for name in brief if name not in ("left", "right")]
        taken = sum(
            max(len(name), *(width(visible(str(row[COLUMNS.index(name)]))) for row in rows))
            for name in others
        )
        room = shutil.get_terminal_size().columns - taken - 2 * (len(brief) - 1)
        side = max(_NARROW_SIDE, min(_SIDE, room // 2))
    found = []
    for row in rows:
        cells = list(row)
        cells[left] = _last(visible(str(row[left])), side)
        cells[right] = str(row[right])[:side]
        found.append(tuple(cells))
    return found


def _last(text: str, side: int) -> str:
    text = text[-side:]
    return " " * (side - width(text)) + text
