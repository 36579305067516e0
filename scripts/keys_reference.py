"""Writes the tables of docs/keys.md from the program's own bindings: `make keys`."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key

import crosscase.tui

PAGE = Path(__file__).resolve().parent.parent / "docs" / "keys.md"
START, END = "<!-- tables: written by `make keys` -->", "<!-- end of tables -->"
TITLES = {
    "app": "Everywhere",
    "go": "Places",
    "focus": "Parts of the screen",
    "edit": "Taking back and copying",
    "view": "In the text",
    "code": "Code",
    "edit-text": "Editing a text",
    "import": "Bringing texts in",
    "names": "Names, and what stands for them",
    "finding": "While names are looked for",
    "replacing": "A last look before names are replaced",
    "reading": "While files are read",
    "tree": "The tree of cases",
    "codes": "The codebook beside the text",
    "find": "The field for finding",
    "review": "Looking at codings whose text was edited",
    "picker": "Picking from a list",
    "ticks": "Ticking rows of a list",
    "memo": "Writing a memo",
    "preview": "The preview of a memo",
    "codebook": "Codebook",
    "split": "Placing the codings of a code that is split",
    "quotes": "Quotes",
    "query": "The line of the query",
    "saved": "Saved queries",
    "survey": "Survey",
    "synthesis": "Synthesis",
    "grid": "The cells of a grid",
    "matrix": "Matrix",
    "cell-quotes": "The quotes of a cell",
    "framework": "Framework matrix",
    "summary": "Writing a summary",
    "cooccurrence": "Co-occurrence",
    "saturation": "Saturation",
    "themes": "Themes",
    "cases": "Cases",
    "statements": "The statements of a case",
    "evidence": "The quotes of a case",
    "at-cursor": "What is at the cursor",
    "statement": "Writing a statement",
    "cut": "Splitting a statement",
    "validation": "Validation",
    "informants": "Who has answered",
    "asked": "What was asked, and said besides",
    "answers": "The answers to it",
    "decision": "Giving a decision its reason",
    "piece": "Choosing words to place",
    "search": "Search",
    "words": "The field for the words to look for",
    "hits": "The hits",
    "passages": "What is coded at once",
    "look": "A last look before it is coded",
    "suggested": "Deciding on suggestions together",
    "memos": "Memos",
    "export": "Writing to a file",
    "form": "A form of several fields",
    "who": "Who codes",
    "prompt": "A question for a line of text",
    "confirm": "A question for yes or no",
    "notice": "A notice",
    "jump": "Jumping",
    "help": "Help",
}
"""What an id begins with -> heading, in the order of the page. One that is missing comes last, under its own name."""


@dataclass(frozen=True, slots=True)
class Row:
    """A binding id, its keys as people write them, and what they do."""

    id: str
    keys: tuple[str, ...]
    words: str

    @property
    def group(self) -> str:
        """What the id begins with."""
        return self.id.partition(".")[0]


def rows() -> list[Row]:
    """Every binding of the workbench that has an id, as it is declared."""
    found: dict[str, Row] = {}
    for owner in dict.fromkeys(_classes(DOMNode)):
        for binding in Binding.make_bindings(owner.__dict__.get("BINDINGS", ())):
            if binding.id:
                earlier = found.get(binding.id, Row(binding.id, (), binding.tooltip or binding.description))
                keys = (*earlier.keys, spelled(binding.key))
                found[binding.id] = Row(earlier.id, tuple(dict.fromkeys(keys)), earlier.words)
    return list(found.values())


def _classes(base: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for module in pkgutil.walk_packages(crosscase.tui.__path__, "crosscase.tui."):
        import_module(module.name)
    waiting = list(base.__subclasses__())
    while waiting:
        each = waiting.pop(0)
        waiting += each.__subclasses__()
        if each.__module__.startswith("crosscase."):
            yield each


def spelled(key: str) -> str:
    """A key as a keymap file may name it: `?` for `question_mark`, `ctrl+s` as it is."""
    *modifiers, last = key.split("+")
    sign = format_key(last)
    # a comma parts keys in the file, and signs beyond ASCII are a picture of a key, not a name for it
    plain = len(sign) == 1 and sign.isascii() and sign not in ", "
    return "+".join([*modifiers, sign if plain else last])


def tables(all_rows: list[Row]) -> str:
    """The tables in Markdown, one for each group."""
    names = [*TITLES, *sorted({row.group for row in all_rows} - TITLES.keys())]
    parts = []
    for name in names:
        if its := [row for row in all_rows if row.group == name]:
            parts += [
                f"## {TITLES.get(name, name.capitalize())}",
                "",
                "| keys | what it does | id |",
                "|---|---|---|",
            ]
            parts += [
                f"| {' '.join(map(_code, row.keys))} | {_cell(row.words)} | `{row.id}` |" for row in its
            ]
            parts.append("")
    return "\n".join(parts)


def _code(key: str) -> str:
    return f"`` {key} ``" if "`" in key else f"`{_cell(key)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def renewed(page: str) -> str:
    """The page with its tables as they should be; what stands around them is kept."""
    head, _, rest = page.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}\n\n{tables(rows())}\n{END}{tail}"


def main() -> int:
    """Write the page anew; with --check, say only whether it is up to date."""
    page = PAGE.read_text(encoding="utf-8")
    new = renewed(page)
    if "--check" in sys.argv[1:]:
        print("docs/keys.md is up to date" if new == page else "docs/keys.md is out of date: run `make keys`")
        return int(new != page)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
