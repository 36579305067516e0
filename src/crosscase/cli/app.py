"""A command line run: errors as one line, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import typer

# typer carries its own copy of click and gives out only one class of errors by name
from typer._click.exceptions import ClickException, UsageError

from crosscase.cli.building import command_for
from crosscase.cli.output import complain
from crosscase.study.problems import StudyError
from crosscase.study.save import reason

WRONG_USE, STOPPED, UNREAD = 2, 130, 141


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
        command = command_for(words)
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
