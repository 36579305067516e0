"""crosscase suggest: codes offered for what is not coded yet, and how good such offers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from crosscase.cli.coded_at_once import Out, YesOption, chosen_sources, code_at_once
from crosscase.cli.naming import code_named, known
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, note, say, write
from crosscase.cli.progress import slow
from crosscase.cli.relation_options import EVERYBODY, words_in
from crosscase.cli.spread_options import ClusterOption, JobsOption, spread_asked
from crosscase.cli.suggest_options import (
    AcceptOption,
    ByOption,
    CasesOption,
    CodersOption,
    EvaluateOption,
    MostOption,
    QueueOption,
    SourcesArgument,
    UnitOption,
    WithSuggestedOption,
    see_what_is_asked,
)
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crosscase.language.evaluating import Evaluation, Figures
    from crosscase.study.folder import Study
    from crosscase.synthesis.suggesting import Coders, Suggester, Suggestion

EXAMPLE = "Example: crosscase suggest alta/fokusgruppe --coder koder-a"
COLUMNS = ("source", "place", "start", "end", "code", "kind", "score", "why", "examples", "words")
BRIEF = ("source", "place", "code", "score", "why", "words")
TRIED = ("code", "examples", "sources", "suggested", "right", "precision", "recall", "f1")
KINDS = ("both", "keyword", "learned")


def suggest(
    context: typer.Context,
    sources: SourcesArgument = None,
    case: CasesOption = None,
    queue: QueueOption = False,
    most: MostOption = 20,
    evaluate: EvaluateOption = False,
    accept: AcceptOption = "",
    yes: YesOption = False,
    by: ByOption = "both",
    unit: UnitOption = "sentence",
    coders: CodersOption = "",
    with_suggested: WithSuggestedOption = False,
    jobs: JobsOption = None,
    cluster: ClusterOption = "",
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Suggest codes, by keywords and by what was coded before; a person decides on each.

    Nothing is coded without --accept and --yes, and nothing leaves this machine.
    """
    see_what_is_asked(queue, evaluate, accept, yes, bool(sources or case))
    spread = spread_asked(jobs, cluster)
    looked_into = opened(context, study, coder)
    suggester = _suggester(looked_into, coders, by, unit, with_suggested)
    out = Out(form, output, replace)
    if evaluate:
        with slow("trying what is learned on sources held apart"):
            found = suggester.evaluate()
        _write_evaluation(looked_into, found, out, suggester.used)
        return
    chosen = [source.id for source in chosen_sources(looked_into, sources or (), case or ())]
    code = code_named(looked_into, accept) if accept else None
    who = coder_of(looked_into) if accept else ""
    with slow("learning and looking for suggestions"):
        said = suggester.retrain().said
        listed = (
            suggester.queue(most, chosen, spread.offers)
            if queue
            else tuple(
                each for of_one in suggester.of_sources(chosen, spread.offers).values() for each in of_one
            )
        )
    if code is None:
        _write(looked_into, listed, queue, said, suggester.used, out)
        return
    path = looked_into.codebook.path(code)
    spans = [(each.source, (each.start, each.end)) for each in listed if each.code == path]
    if not spans and not code.retired:
        raise StudyError(f"{path} is suggested nowhere; nothing was changed")
    code_at_once(looked_into, who, code, spans, out, yes=yes, name="suggestion", origin="suggestion")


def _suggester(study: Study, coders: str, by: str, unit: str, with_suggested: bool) -> Suggester:
    from crosscase.synthesis.examples import UNITS
    from crosscase.synthesis.suggesting import Suggester

    kind = known("kind of suggestion", by, KINDS, f"give {', '.join(KINDS)}")
    wanted = known("unit", unit, UNITS, f"give {' or '.join(UNITS)}")
    return Suggester(
        study, _coders(study, coders), keywords=kind != "learned", learned=kind != "keyword",
        unit="turn" if wanted == "turn" else "sentence", with_suggested=with_suggested,
    )  # fmt: skip


def _coders(study: Study, listed: str) -> Coders:
    """Mine where somebody codes, else those that count."""
    names = words_in(listed)
    if not names:
        return "mine" if study.coder or study.settings.blind else "counted"
    if names in (("mine",), ("counted",)):
        return "mine" if names == ("mine",) else "counted"
    return tuple(study.coders) if names == (EVERYBODY,) else names


def _write(study: Study, found: Sequence[Suggestion], queue: bool, said: str, used: str, out: Out) -> None:
    from crosscase.study.places import lines_of

    rows = []
    for each in found:
        span = each.start, each.end
        words = study.sources[each.source].body[each.start : each.end]
        place = lines_of(span, study.segments(each.source))
        why = "; ".join(each.why)
        rows.append(
            (each.source, place, *span, each.code, each.kind, round(each.score, 2), why, each.examples, words)
        )
    from crosscase.synthesis.suggesting import QUEUE_RULE

    told = f"{said} Made with {used}."
    if queue:
        told = f"In this order: {QUEUE_RULE}. {told}"
    caption = "Passages to code next" if queue else "Suggestions"
    nothing = f"there is nothing to suggest: {said[0].lower()}{said[1:]}"
    _show(study, (COLUMNS, BRIEF, rows), caption, [told], nothing, out)


def _write_evaluation(study: Study, found: Evaluation, out: Out, used: str) -> None:
    rows = [_row(each, each.code) for each in found.codes]
    if found.codes:
        rows.append(_row(found.all, "all together"))
    said = list(found.said)
    if (mean := found.macro_f1) is not None and found.codes:
        said.append(f"Mean F1 of codes with examples enough: {mean:.2f}.")
    said.append(f"At most three suggestions a passage; made with {used}.")
    caption = "Suggestions tried on sources that nothing was learned from"
    _show(study, (TRIED, TRIED, rows), caption, said, said[0], out)


def _show(
    study: Study,
    table: tuple[Sequence[str], Sequence[str], Sequence[tuple[object, ...]]],
    caption: str,
    said: Sequence[str],
    nothing: str,
    out: Out,
) -> None:
    """A table (columns, those that people read, rows), and what has to be known of it; one line for no rows."""
    columns, brief, rows = table
    if not out.is_plain or rows:
        write(
            columns, rows, out.form, brief, columns[0], caption=caption, note=" ".join(said), study=study,
            output=out.output, replace=out.replace,
        )  # fmt: skip
    if not rows:
        (say if out.is_plain else note)(nothing)
    elif out.is_plain:
        say()
        for line in said:
            say(line)


def _row(each: Figures, name: str) -> tuple[object, ...]:
    shares = tuple(None if share is None else round(share, 2) for share in (each.precision, each.recall))
    return name, each.examples, each.groups, each.shown, each.right, *shares, round(each.f1, 2)
