"""Whether what themes and summaries name is still there: codes, quotes, items of the survey, areas, cases, coders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from crosscase.study.counting import counted_coders
from crosscase.study.folder import Study
from crosscase.study.model import Coding
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.query_names import nearest_code
from crosscase.study.save import read_bytes
from crosscase.study.shapes import nearest
from crosscase.study.sources import decode
from crosscase.study.summary_file import Summary, case_of_file
from crosscase.study.theme_file import FILE as THEMES
from crosscase.study.theme_file import Theme
from crosscase.study.themes import summaries_of, summary_files, themes_of
from crosscase.study.yaml_in import Locator, Step, YamlError, parse, shown
from crosscase.survey.items import has_item, unknown_item
from crosscase.survey.model import Questionnaire
from crosscase.survey.questions import FILE as QUESTIONS
from crosscase.survey.station import has_survey, questionnaire_of
from crosscase.synthesis.entries import Entry, entry_of, places_of_entries
from crosscase.synthesis.passages import case_of, names_touched, respondents
from crosscase.synthesis.universe import COUNTED, universe

UNLISTED = "coder"
"""The kind of what is no broken link, but worth a note: somebody who is not listed decided."""


@dataclass(frozen=True, slots=True)
class _Slip:
    """What is wrong at one place of a file, before its line is known."""

    path: tuple[Step, ...]
    kind: str
    message: str


def link_problems(study: Study) -> list[Problem]:
    """Everything that themes and summaries name and that is not there, or does not fit, by file and line.

    A file that cannot be read is one problem, and hides nothing of the others.
    """
    return [*theme_problems(study), *summary_problems(study)]


def theme_problems(study: Study) -> list[Problem]:
    """`link_problems` of the themes."""
    try:
        themes = themes_of(study)
    except FileError as error:
        return [error.problem]
    if not themes:
        return []
    checking = _Themes(study, themes)
    return _placed(study, THEMES, [*checking.slips(), *_areas(study)])


def summary_problems(study: Study) -> list[Problem]:
    """`link_problems` of the summaries."""
    found: list[Problem] = []
    try:
        files = summary_files(study)
    except FileError as error:
        return [error.problem]
    for file in files:
        case = case_of_file(file)
        if case not in study.cases:
            guess = nearest(case, study.cases)
            hint = f"did you mean {guess}?" if guess is not None else "rename the file, or remove it"
            message = f"these are summaries of a case {shown(case)} that is not there; {hint}"
            found.append(Problem(file, 0, 0, "unknown-case", message))
        try:
            summaries = summaries_of(study, case)
        except FileError as error:
            found.append(error.problem)
            continue
        found += _placed(study, file, _summaries(study, case, summaries))
    return found


class _Themes:
    """The themes of a study, looked over."""

    def __init__(self, study: Study, themes: Sequence[Theme]) -> None:
        self._study = study
        self._themes = themes
        self._areas = {area.id for area in study.areas}

    def slips(self) -> Iterator[_Slip]:
        ids: dict[str, str] = {}
        for place, theme in enumerate(self._themes):
            at: tuple[Step, ...] = ("themes", place)
            former = ids.setdefault(theme.id.casefold(), theme.id)
            if former != theme.id:
                message = f"{theme.id} and {former} differ in capitals alone; give one of them another id"
                yield _Slip((*at, "id"), "duplicate-id", message)
            for path, kind, message in self._of(theme):
                yield _Slip((*at, *path), kind, f"{theme.id}: {message}")

    def _of(self, theme: Theme) -> Iterator[tuple[tuple[Step, ...], str, str]]:
        yield from self._entries(theme)
        yield from self._items(theme)
        for key in ("codes", "against", "survey", "reversed"):
            for number, entry in _repeated(getattr(theme, key)):
                yield (key, number), "duplicate", f"{shown(entry)} stands twice; remove one"
        if theme.area and self._areas and theme.area not in self._areas:
            hint = _hint(theme.area, self._areas)
            yield ("area",), "unknown-area", f"there is no area {shown(theme.area)} under areas; {hint}"
        if theme.relation == "silent" and theme.survey:
            told = ", ".join(theme.survey)
            yield (
                ("relation",),
                "relation",
                f"silent, but set beside {shown(told)}; take that away, or decide on another relation",
            )
        elif theme.relation not in ("", "silent") and not theme.survey:
            yield (
                ("relation",),
                "relation",
                f"{theme.relation}, but set beside nothing of the survey; name items under survey, or decide on silent",
            )
        if theme.decided is not None and theme.decided.by and theme.decided.by not in self._study.coders:
            yield ("decided", "by"), *self._not_listed(theme.decided.by)

    def _not_listed(self, coder: str) -> tuple[str, str]:
        # somebody may decide who is not listed: only a name that is nearly another's is taken for a slip
        if (guess := nearest(coder, self._study.coders)) is not None:
            return "unknown-coder", f"there is no coder {shown(coder)}; did you mean {guess}?"
        return (
            UNLISTED,
            f"decided by {shown(coder)}, who is not listed in study.yaml; add them under `coders`",
        )

    def _entries(self, theme: Theme) -> Iterator[tuple[tuple[Step, ...], str, str]]:
        empty: list[tuple[int, str]] = []
        known = 0
        for key in ("codes", "against"):
            for number, text in enumerate(getattr(theme, key)):
                try:
                    entry = entry_of(self._study, text)
                except StudyError as error:
                    kind = "query" if ":" in text else "unknown-code"
                    yield (key, number), kind, str(error)
                    continue
                if key == "codes":
                    known += 1
                    if not self._has_quotes(entry):
                        empty.append((number, text))
        if not theme.codes:
            yield (), "no-codes", "it rests on nothing; name codes under codes"
        if known and len(empty) == known and len(theme.codes) == known:
            yield ("codes",), "no-quotes", "no quote that counts has any of its codes"
            return
        for number, text in empty:
            yield ("codes", number), "no-quotes", f"no quote that counts answers to {shown(text)}"

    def _items(self, theme: Theme) -> Iterator[tuple[tuple[Step, ...], str, str]]:
        asked = self._questionnaire
        for number, address in enumerate(theme.survey):
            if asked is not None and not has_item(asked, address):
                yield ("survey", number), "unknown-item", unknown_item(asked, address)
        if theme.survey and not has_survey(self._study):
            yield ("survey",), "unknown-item", f"there is no survey in this study: no {QUESTIONS}"
        for number, address in enumerate(theme.reversed):
            if address not in theme.survey:
                message = (
                    f"{shown(address)} is reversed, but not among what stands under survey; add it there"
                )
                yield ("reversed", number), "reversed", message

    @cached_property
    def _questionnaire(self) -> Questionnaire | None:
        return readable_questionnaire(self._study)

    def _has_quotes(self, entry: Entry) -> bool:
        if not self._coded:
            return True  # nothing is coded at all yet, and that is said elsewhere
        if entry.code is not None:
            return any(code.id in self._coded for code in self._study.codebook.within(entry.code))
        return bool(places_of_entries(universe(self._study, {COUNTED}), (entry,)))

    @cached_property
    def _coded(self) -> frozenset[str]:
        """Ids of the codes that have codings that count, by what is known of the files without making them."""
        return frozenset(counts(self._study))


def counts(study: Study) -> Counter[str]:
    """How many codings that count each code has, by id; what the codebook does not know is left out."""
    by_path: Counter[str] = Counter()
    for source in study.coded_sources:
        for coder in counted_coders(study, source):
            by_path.update(study.tally(source, coder).paths)
    found: Counter[str] = Counter()
    for path, count in by_path.items():
        if (code := study.codebook.resolve(path)) is not None:
            found[code.id] += count
    return found


def readable_questionnaire(study: Study) -> Questionnaire | None:
    """The questions; None where there is no survey, or nobody can read it, which is told with the survey."""
    if not has_survey(study):
        return None
    try:
        return questionnaire_of(study)
    except StudyError:
        return None


def _areas(study: Study) -> Iterator[_Slip]:
    for place, id in _repeated([area.id for area in study.areas]):
        yield _Slip(("areas", place, "id"), "duplicate-id", f"area {id} stands twice; remove one")


def _summaries(study: Study, case: str, summaries: Sequence[Summary]) -> Iterator[_Slip]:
    cells: dict[str, str] = {}
    codings: dict[str, Coding] | None = None
    for place, summary in enumerate(summaries):
        at: tuple[Step, ...] = ("summaries", place)
        code = study.codebook.resolve(summary.code)
        if code is None:
            guess = nearest_code(study.codebook, summary.code)
            hint = f"did you mean {guess}?" if guess is not None else "see crosscase codebook list"
            yield _Slip(
                (*at, "code"), "unknown-code", f"summary: there is no code {shown(summary.code)}; {hint}"
            )
            continue
        if (former := cells.setdefault(code.id, summary.id)) != summary.id:
            message = f"there is a summary of {summary.code} already, {former}; put the two together"
            yield _Slip((*at, "code"), "duplicate", message)
        if not summary.quotes:
            continue
        codings = _codings_of(study, case) if codings is None else codings
        within = {each.id for each in study.codebook.within(code)}
        for number, id in enumerate(summary.quotes):
            if (coding := codings.get(id)) is None:
                message = f"summary of {summary.code}: there is no coding {shown(id)} in {case}; take it away"
            elif (meant := study.codebook.resolve(coding.code)) is None or meant.id not in within:
                message = (
                    f"summary of {summary.code}: the coding {id} is coded {coding.code} now; take it away"
                )
            else:
                continue
            yield _Slip((*at, "quotes", number), "unknown-quote", message)


def _codings_of(study: Study, case: str) -> dict[str, Coding]:
    """Everybody's codings of a case by id, with those of open answers that its respondent wrote."""
    found: dict[str, Coding] = {}
    whose = respondents(study)
    for source_id in study.coded_sources:
        of = case_of(source_id)
        if of and of != case:
            continue
        source = study.sources.get(source_id)
        for coding in study.codings(source_id):
            if of or any(whose.get(name) == case for name in names_touched(study, source, coding)):
                found[coding.id] = coding
    return found


def _repeated(entries: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        if entry in seen:
            yield number, entry
        seen.add(entry)


def _hint(word: str, known: Iterable[str]) -> str:
    names = list(known)
    guess = nearest(word, names, 50)
    if guess is not None:
        return f"did you mean {guess}?"
    return f"there are {', '.join(names[:8])}" if names else "there are none"


def _placed(study: Study, file: str, slips: Iterable[_Slip]) -> list[Problem]:
    """Slips with their lines; none where somebody has broken the file since it was read, which is told elsewhere."""
    found = list(slips)
    if not found:
        return []
    try:
        text = decode(read_bytes(study.root, file) or b"", file).removeprefix("\ufeff")
        parse(text)
    except (FileError, YamlError):
        return []
    lines = Locator(text)
    placed = [Problem(file, *lines.of(slip.path), slip.kind, slip.message) for slip in found]
    return sorted(dict.fromkeys(placed), key=lambda each: (each.line, each.column))
