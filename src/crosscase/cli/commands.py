"""The names of all commands and groups, in the order of the help; what they do stands in a module each.

`crosscase import` is `import_` in `import_.py` here, `crosscase codebook show` is `codebook_show` in `codebook_show.py`;
beside the function stands `EXAMPLE`, with which its help ends. A module is loaded when its command is called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from keyword import iskeyword
from typing import Any


@dataclass(frozen=True, slots=True)
class Group:
    """Commands with a first word in common; `example` ends its help."""

    help: str
    example: str
    commands: tuple[str, ...]


COMMANDS = (
    "init", "demo", "status", "check", "import", "code", "code-by", "search", "keywords", "suggest",
    "quotes", "matrix", "cooccurrence", "crosstab", "saturation", "report", "codings", "pseudonymise",
    "anchors", "undo", "git-setup", "merge", "log", "diff", "moved", "joint",
)  # fmt: skip
GROUPS = {
    "codebook": Group(
        "Look into the codebook, and change it.",
        "Example: crosscase codebook show barriers/capacity",
        (
            "list",
            "show",
            "add",
            "edit",
            "rename",
            "move",
            "merge",
            "split",
            "retire",
            "remove",
            "export",
            "import",
            "settle",
        ),
    ),
    "source": Group(
        "List, rename and move sources.",
        "Example: crosscase source list",
        ("list", "export", "rename", "move", "link"),
    ),
    "speaker": Group(
        "List who speaks, and say in which role and with which consent.",
        "Example: crosscase speaker list",
        ("list", "set", "remove"),
    ),
    "case": Group(
        "Look at cases, describe them from the evidence, rename them, take their attributes in.",
        "Example: crosscase case list",
        ("list", "show", "draft", "check", "export", "rename", "table", "import"),
    ),
    "memo": Group(
        "Read, write and export memos.",
        "Example: crosscase memo list",
        ("list", "show", "write", "edit", "export", "remove"),
    ),
    "query": Group(
        "List saved queries, and forget them.",
        "Example: crosscase query list",
        ("list", "remove"),
    ),
    "summary": Group(
        "Sum up what each case says under each code, beside its quotes.",
        "Example: crosscase summary list",
        ("list", "show", "write", "remove"),
    ),
    "survey": Group(
        "Take the survey in, describe it with its uncertainty, check what was published.",
        "Example: crosscase survey describe F4 --by sentralitet",
        ("import", "list", "describe", "table", "margins", "nonresponse", "select", "check", "figure"),
    ),
    "theme": Group(
        "Write down cross-case findings, and decide how they go with the survey.",
        "Example: crosscase theme list",
        ("list", "show", "add", "edit", "decide", "remove"),
    ),
    "validate": Group(
        "Send case descriptions to the informants, take their answers in, decide, and say how it stands.",
        "Example: crosscase validate send --round 1 --case alta --dry-run",
        (
            "send",
            "serve",
            "link",
            "links",
            "revoke",
            "receive",
            "record",
            "decide",
            "apply",
            "status",
            "remind",
            "report",
        ),
    ),
}


def loaded(group: str, name: str) -> tuple[Callable[..., Any], str]:
    """What a command does, and the example of its help.

    Args:
        group: its first word, empty where it has one word alone.
        name: its last word, as people type it.
    """
    function = f"{group}_{name}".strip("_").replace("-", "_")
    function += "_" * iskeyword(function)
    module = import_module(f"crosscase.cli.{function}")
    return getattr(module, function), module.EXAMPLE
