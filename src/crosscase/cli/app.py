"""The commands put together, and what every one of them shares: errors as one line, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import typer

# typer carries its own copy of click and gives out only one class of errors by name
from typer._click.exceptions import ClickException, UsageError

from crosscase.cli import (
    anchors,
    case_check,
    case_draft,
    case_export,
    case_import,
    case_list,
    case_rename,
    case_show,
    case_table,
    check,
    code,
    code_by,
    codebook_add,
    codebook_edit,
    codebook_export,
    codebook_import,
    codebook_list,
    codebook_merge,
    codebook_move,
    codebook_remove,
    codebook_rename,
    codebook_retire,
    codebook_settle,
    codebook_show,
    codebook_split,
    codings,
    cooccurrence,
    crosstab,
    demo,
    diff,
    git_setup,
    import_,
    init,
    joint,
    keywords,
    log,
    matrix,
    memo_edit,
    memo_export,
    memo_list,
    memo_remove,
    memo_show,
    memo_write,
    merge,
    moved,
    pseudonymise,
    query_list,
    query_remove,
    quotes,
    report,
    saturation,
    search,
    source_export,
    source_link,
    source_list,
    source_move,
    source_rename,
    speaker_list,
    speaker_set,
    status,
    suggest,
    summary_list,
    summary_remove,
    summary_show,
    summary_write,
    survey_check,
    survey_describe,
    survey_figure,
    survey_import,
    survey_list,
    survey_margins,
    survey_nonresponse,
    survey_select,
    survey_table,
    theme_add,
    theme_decide,
    theme_edit,
    theme_list,
    theme_remove,
    theme_show,
    undo,
    validate_apply,
    validate_decide,
    validate_link,
    validate_links,
    validate_receive,
    validate_record,
    validate_remind,
    validate_report,
    validate_revoke,
    validate_send,
    validate_serve,
    validate_status,
)
from crosscase.cli.building import command_for
from crosscase.cli.opened import CoderOption, Given, StudyOption
from crosscase.cli.output import complain
from crosscase.cli.plain_help import PlainCommand
from crosscase.study.problems import StudyError
from crosscase.study.save import reason

FINDINGS, WRONG_USE, STOPPED, UNREAD = 1, 2, 130, 141

app = typer.Typer(
    name="crosscase",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
codebook_app = typer.Typer(
    rich_markup_mode=None,
    help="Look into the codebook, and change it.",
    epilog="Example: crosscase codebook show barriers/capacity",
)

source_app = typer.Typer(
    rich_markup_mode=None,
    help="List, rename and move sources.",
    epilog="Example: crosscase source list",
)
speaker_app = typer.Typer(
    rich_markup_mode=None,
    help="List who speaks, and say in which role and with which consent.",
    epilog="Example: crosscase speaker list",
)
case_app = typer.Typer(
    rich_markup_mode=None,
    help="Look at cases, describe them from the evidence, rename them, take their attributes in.",
    epilog="Example: crosscase case list",
)

query_app = typer.Typer(
    rich_markup_mode=None,
    help="List saved queries, and forget them.",
    epilog="Example: crosscase query list",
)
memo_app = typer.Typer(
    rich_markup_mode=None,
    help="Read, write and export memos.",
    epilog="Example: crosscase memo list",
)
summary_app = typer.Typer(
    rich_markup_mode=None,
    help="Sum up what each case says under each code, beside its quotes.",
    epilog="Example: crosscase summary list",
)
survey_app = typer.Typer(
    rich_markup_mode=None,
    help="Take the survey in, describe it with its uncertainty, check what was published.",
    epilog="Example: crosscase survey describe F4 --by sentralitet",
)
theme_app = typer.Typer(
    rich_markup_mode=None,
    help="Write down cross-case findings, and decide how they go with the survey.",
    epilog="Example: crosscase theme list",
)
validate_app = typer.Typer(
    rich_markup_mode=None,
    help="Send case descriptions to the informants, take their answers in, decide, and say how it stands.",
    epilog="Example: crosscase validate send --round 1 --case alta --dry-run",
)


def _version(wanted: bool) -> None:
    if wanted:
        from crosscase import __version__

        print(f"crosscase {__version__}")
        raise typer.Exit


@app.callback(epilog="Example: crosscase --study my-study --coder koder-a")
def crosscase(
    context: typer.Context,
    study: StudyOption = None,
    coder: CoderOption = "",
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """A workbench for mixed-method case studies. Without a command it opens the study found here or above."""
    context.obj = Given(study, coder)


app.command("init", cls=PlainCommand, epilog=init.EXAMPLE)(init.init)
app.command("demo", cls=PlainCommand, epilog=demo.EXAMPLE)(demo.demo)
app.command("status", cls=PlainCommand, epilog=status.EXAMPLE)(status.status)
app.command("check", cls=PlainCommand, epilog=check.EXAMPLE)(check.check)
app.command("import", cls=PlainCommand, epilog=import_.EXAMPLE)(import_.import_)
app.command("code", cls=PlainCommand, epilog=code.EXAMPLE)(code.code)
app.command("code-by", cls=PlainCommand, epilog=code_by.EXAMPLE)(code_by.code_by)
app.command("search", cls=PlainCommand, epilog=search.EXAMPLE)(search.search)
app.command("keywords", cls=PlainCommand, epilog=keywords.EXAMPLE)(keywords.keywords)
app.command("suggest", cls=PlainCommand, epilog=suggest.EXAMPLE)(suggest.suggest)
app.command("quotes", cls=PlainCommand, epilog=quotes.EXAMPLE)(quotes.quotes)
app.command("matrix", cls=PlainCommand, epilog=matrix.EXAMPLE)(matrix.matrix)
app.command("cooccurrence", cls=PlainCommand, epilog=cooccurrence.EXAMPLE)(cooccurrence.cooccurrence)
app.command("crosstab", cls=PlainCommand, epilog=crosstab.EXAMPLE)(crosstab.crosstab)
app.command("saturation", cls=PlainCommand, epilog=saturation.EXAMPLE)(saturation.saturation)
app.command("report", cls=PlainCommand, epilog=report.EXAMPLE)(report.report)
app.command("codings", cls=PlainCommand, epilog=codings.EXAMPLE)(codings.codings)
app.command("pseudonymise", cls=PlainCommand, epilog=pseudonymise.EXAMPLE)(pseudonymise.pseudonymise)
app.command("anchors", cls=PlainCommand, epilog=anchors.EXAMPLE)(anchors.anchors)
app.command("undo", cls=PlainCommand, epilog=undo.EXAMPLE)(undo.undo)
app.command("git-setup", cls=PlainCommand, epilog=git_setup.EXAMPLE)(git_setup.git_setup)
app.command("merge", cls=PlainCommand, epilog=merge.EXAMPLE)(merge.merge)
app.command("log", cls=PlainCommand, epilog=log.EXAMPLE)(log.log)
app.command("diff", cls=PlainCommand, epilog=diff.EXAMPLE)(diff.diff)
app.command("moved", cls=PlainCommand, epilog=moved.EXAMPLE)(moved.moved)
codebook_app.command("list", cls=PlainCommand, epilog=codebook_list.EXAMPLE)(codebook_list.codebook_list)
codebook_app.command("show", cls=PlainCommand, epilog=codebook_show.EXAMPLE)(codebook_show.codebook_show)
codebook_app.command("add", cls=PlainCommand, epilog=codebook_add.EXAMPLE)(codebook_add.codebook_add)
codebook_app.command("edit", cls=PlainCommand, epilog=codebook_edit.EXAMPLE)(codebook_edit.codebook_edit)
codebook_app.command("rename", cls=PlainCommand, epilog=codebook_rename.EXAMPLE)(
    codebook_rename.codebook_rename
)
codebook_app.command("move", cls=PlainCommand, epilog=codebook_move.EXAMPLE)(codebook_move.codebook_move)
codebook_app.command("merge", cls=PlainCommand, epilog=codebook_merge.EXAMPLE)(codebook_merge.codebook_merge)
codebook_app.command("split", cls=PlainCommand, epilog=codebook_split.EXAMPLE)(codebook_split.codebook_split)
codebook_app.command("retire", cls=PlainCommand, epilog=codebook_retire.EXAMPLE)(
    codebook_retire.codebook_retire
)
codebook_app.command("remove", cls=PlainCommand, epilog=codebook_remove.EXAMPLE)(
    codebook_remove.codebook_remove
)
codebook_app.command("export", cls=PlainCommand, epilog=codebook_export.EXAMPLE)(
    codebook_export.codebook_export
)
codebook_app.command("import", cls=PlainCommand, epilog=codebook_import.EXAMPLE)(
    codebook_import.codebook_import
)
codebook_app.command("settle", cls=PlainCommand, epilog=codebook_settle.EXAMPLE)(
    codebook_settle.codebook_settle
)
app.add_typer(codebook_app, name="codebook")
source_app.command("list", cls=PlainCommand, epilog=source_list.EXAMPLE)(source_list.source_list)
source_app.command("export", cls=PlainCommand, epilog=source_export.EXAMPLE)(source_export.source_export)
source_app.command("rename", cls=PlainCommand, epilog=source_rename.EXAMPLE)(source_rename.source_rename)
source_app.command("move", cls=PlainCommand, epilog=source_move.EXAMPLE)(source_move.source_move)
source_app.command("link", cls=PlainCommand, epilog=source_link.EXAMPLE)(source_link.source_link)
app.add_typer(source_app, name="source")
speaker_app.command("list", cls=PlainCommand, epilog=speaker_list.EXAMPLE)(speaker_list.speaker_list)
speaker_app.command("set", cls=PlainCommand, epilog=speaker_set.EXAMPLE)(speaker_set.speaker_set)
speaker_app.command("remove", cls=PlainCommand, epilog=speaker_set.EXAMPLE_REMOVE)(speaker_set.speaker_remove)
app.add_typer(speaker_app, name="speaker")
case_app.command("list", cls=PlainCommand, epilog=case_list.EXAMPLE)(case_list.case_list)
case_app.command("show", cls=PlainCommand, epilog=case_show.EXAMPLE)(case_show.case_show)
case_app.command("draft", cls=PlainCommand, epilog=case_draft.EXAMPLE)(case_draft.case_draft)
case_app.command("check", cls=PlainCommand, epilog=case_check.EXAMPLE)(case_check.case_check)
case_app.command("export", cls=PlainCommand, epilog=case_export.EXAMPLE)(case_export.case_export)
case_app.command("rename", cls=PlainCommand, epilog=case_rename.EXAMPLE)(case_rename.case_rename)
case_app.command("table", cls=PlainCommand, epilog=case_table.EXAMPLE)(case_table.case_table)
case_app.command("import", cls=PlainCommand, epilog=case_import.EXAMPLE)(case_import.case_import)
app.add_typer(case_app, name="case")
memo_app.command("list", cls=PlainCommand, epilog=memo_list.EXAMPLE)(memo_list.memo_list)
memo_app.command("show", cls=PlainCommand, epilog=memo_show.EXAMPLE)(memo_show.memo_show)
memo_app.command("write", cls=PlainCommand, epilog=memo_write.EXAMPLE)(memo_write.memo_write)
memo_app.command("edit", cls=PlainCommand, epilog=memo_edit.EXAMPLE)(memo_edit.memo_edit)
memo_app.command("export", cls=PlainCommand, epilog=memo_export.EXAMPLE)(memo_export.memo_export)
memo_app.command("remove", cls=PlainCommand, epilog=memo_remove.EXAMPLE)(memo_remove.memo_remove)
app.add_typer(memo_app, name="memo")
query_app.command("list", cls=PlainCommand, epilog=query_list.EXAMPLE)(query_list.query_list)
query_app.command("remove", cls=PlainCommand, epilog=query_remove.EXAMPLE)(query_remove.query_remove)
app.add_typer(query_app, name="query")

summary_app.command("list", cls=PlainCommand, epilog=summary_list.EXAMPLE)(summary_list.summary_list)
summary_app.command("show", cls=PlainCommand, epilog=summary_show.EXAMPLE)(summary_show.summary_show)
summary_app.command("write", cls=PlainCommand, epilog=summary_write.EXAMPLE)(summary_write.summary_write)
summary_app.command("remove", cls=PlainCommand, epilog=summary_remove.EXAMPLE)(summary_remove.summary_remove)
app.add_typer(summary_app, name="summary")
survey_app.command("import", cls=PlainCommand, epilog=survey_import.EXAMPLE)(survey_import.survey_import)
survey_app.command("list", cls=PlainCommand, epilog=survey_list.EXAMPLE)(survey_list.survey_list)
survey_app.command("describe", cls=PlainCommand, epilog=survey_describe.EXAMPLE)(
    survey_describe.survey_describe
)
survey_app.command("table", cls=PlainCommand, epilog=survey_table.EXAMPLE)(survey_table.survey_table)
survey_app.command("margins", cls=PlainCommand, epilog=survey_margins.EXAMPLE)(survey_margins.survey_margins)
survey_app.command("nonresponse", cls=PlainCommand, epilog=survey_nonresponse.EXAMPLE)(
    survey_nonresponse.survey_nonresponse
)
survey_app.command("select", cls=PlainCommand, epilog=survey_select.EXAMPLE)(survey_select.survey_select)
survey_app.command("check", cls=PlainCommand, epilog=survey_check.EXAMPLE)(survey_check.survey_check)
survey_app.command("figure", cls=PlainCommand, epilog=survey_figure.EXAMPLE)(survey_figure.survey_figure)
app.add_typer(survey_app, name="survey")
app.command("joint", cls=PlainCommand, epilog=joint.EXAMPLE)(joint.joint)
theme_app.command("list", cls=PlainCommand, epilog=theme_list.EXAMPLE)(theme_list.theme_list)
theme_app.command("show", cls=PlainCommand, epilog=theme_show.EXAMPLE)(theme_show.theme_show)
theme_app.command("add", cls=PlainCommand, epilog=theme_add.EXAMPLE)(theme_add.theme_add)
theme_app.command("edit", cls=PlainCommand, epilog=theme_edit.EXAMPLE)(theme_edit.theme_edit)
theme_app.command("decide", cls=PlainCommand, epilog=theme_decide.EXAMPLE)(theme_decide.theme_decide)
theme_app.command("remove", cls=PlainCommand, epilog=theme_remove.EXAMPLE)(theme_remove.theme_remove)
app.add_typer(theme_app, name="theme")
validate_app.command("send", cls=PlainCommand, epilog=validate_send.EXAMPLE)(validate_send.validate_send)
validate_app.command("serve", cls=PlainCommand, epilog=validate_serve.EXAMPLE)(validate_serve.validate_serve)
validate_app.command("link", cls=PlainCommand, epilog=validate_link.EXAMPLE)(validate_link.validate_link)
validate_app.command("links", cls=PlainCommand, epilog=validate_links.EXAMPLE)(validate_links.validate_links)
validate_app.command("revoke", cls=PlainCommand, epilog=validate_revoke.EXAMPLE)(
    validate_revoke.validate_revoke
)
validate_app.command("receive", cls=PlainCommand, epilog=validate_receive.EXAMPLE)(
    validate_receive.validate_receive
)
validate_app.command("record", cls=PlainCommand, epilog=validate_record.EXAMPLE)(
    validate_record.validate_record
)
validate_app.command("decide", cls=PlainCommand, epilog=validate_decide.EXAMPLE)(
    validate_decide.validate_decide
)
validate_app.command("apply", cls=PlainCommand, epilog=validate_apply.EXAMPLE)(validate_apply.validate_apply)
validate_app.command("status", cls=PlainCommand, epilog=validate_status.EXAMPLE)(
    validate_status.validate_status
)
validate_app.command("remind", cls=PlainCommand, epilog=validate_remind.EXAMPLE)(
    validate_remind.validate_remind
)
validate_app.command("report", cls=PlainCommand, epilog=validate_report.EXAMPLE)(
    validate_report.validate_report
)
app.add_typer(validate_app, name="validate")


def run_command(words: Sequence[str]) -> int:
    """Run one command.

    Args:
        words: the command line without the program's name.

    Returns:
        The exit code.
    """
    _speak_utf8()
    try:
        # not app(): that has its own ways to end on Ctrl-C and on a broken pipe
        command = command_for(app, words)
        with command.make_context("crosscase", list(words)) as context:
            ended = command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as stop:  # --help and --version
        return stop.exit_code
    except ClickException as error:
        return _wrong_use(error)
    except StudyError as error:
        complain(str(error))
        return WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        return STOPPED
    except BrokenPipeError:
        return _unread()
    except OSError as error:
        # every file of a study has its own words; what is left is the output, or a path of the command line
        _unread()
        complain(f"{error.filename or 'the output'}: {reason(error)}; free some space, or give another place")
        return WRONG_USE
    return ended if isinstance(ended, int) else 0


def _wrong_use(error: ClickException) -> int:
    message = " ".join(error.format_message().split()).rstrip(".").replace("Value error, ", "")
    context = error.ctx if isinstance(error, UsageError) else None
    path = context.command_path if context is not None else "crosscase"
    see = " See" if message.endswith("?") else "; see"
    complain(f"{message[:1].lower()}{message[1:]}{see} {path} --help")
    return WRONG_USE


def _unread() -> int:
    # Python flushes once more on its way out; there is nobody left to tell
    with suppress(OSError):  # output that another program has taken over has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return UNREAD


def _speak_utf8() -> None:
    """What is piped is UTF-8 like every file of a study; a terminal gets what it can show."""
    # a program that was started with a stream closed has none there
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
