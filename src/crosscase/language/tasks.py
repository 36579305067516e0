"""Work that can be done elsewhere: a task is named, `module:function`, and called as `function(setup, chunk)`.

What goes in and comes out are plain values.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from crosscase.study.problems import StudyError


class Stopped(Exception):
    """The work was ended before it was done."""


def run(task: str, setup: Any, chunk: Any) -> Any:
    """A task on one chunk, in this process."""
    module, _, name = task.partition(":")
    return getattr(import_module(module), name)(setup, chunk)


def answered(task: str, setup: Any, chunk: Any) -> tuple[str, Any]:
    """What came of a chunk: `("done", result)`, or `("refused", one line)`."""
    try:
        return "done", run(task, setup, chunk)
    except StudyError as error:
        return "refused", str(error)
    except Exception as error:  # whatever it is, the others shall hear of it
        brief = " ".join(str(error).split())[:200]
        return "refused", f"a part of the work broke ({type(error).__name__}: {brief}); nothing of it is used"
