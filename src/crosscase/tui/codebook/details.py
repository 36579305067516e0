"""What a code means, in words that people wrote for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.study.memos import Memo, gist, memos_about
from crosscase.study.model import Code
from crosscase.study.plurals import counted
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.code.cursor_pane import short
from crosscase.tui.codebook.usage import Usage
from crosscase.tui.words import shown, wrapped

LABEL = 11
MEASURE = 90  # cells of text to a row at most: longer rows are hard to read
TEXTS = ("definition", "include", "exclude", "example")
NO_CODES = "no codes yet: n makes the first one"


def used(study: Study, usage: Usage, code: Code) -> str:
    """In a sentence how often and how widely a code is used."""
    book = study.codebook
    own, total = usage.own[code.id], usage.total[code.id]
    below = len(book.within(code)) - 1
    if not total:
        return "no codings yet" if not below else "no codings yet, nor of the codes below"
    where = usage.within(book, code)
    sources = {source for source, _ in where}
    cases = {study.sources[s].case for s in sources if s in study.sources} - {""}
    parts = [counted(total, "coding")]
    if own != total:
        parts[0] += f", {own or 'none'} of its own"
    parts += [counted(len({coder for _, coder in where}), "coder"), counted(len(sources), "source")]
    parts += [counted(len(cases), "case")] if cases else []
    return " · ".join(parts)


class CodeDetails(VerticalScroll):
    """The code at hand: names, path, rules, memos."""

    can_focus = True

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(id=id)
        self._study = study
        self._static = Static("", markup=False)
        self._told: tuple[Code | None, Usage] = (None, Usage())

    def compose(self) -> ComposeResult:
        """The lines."""
        yield self._static

    def tell(self, code: Code | None, usage: Usage) -> None:
        """Show a code."""
        if code is not self._told[0]:
            self.scroll_home(animate=False)
        self._told = code, usage
        lines = self._lines(code, usage) if code is not None else [self._nothing()]
        self._static.update(Content("\n").join(lines))

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self.tell(*self._told)

    def _nothing(self) -> Content:
        return Content.styled("no code is shown" if len(self._study.codebook) else NO_CODES, "dim")

    @property
    def _width(self) -> int:
        return max(24, min(MEASURE, self.scrollable_content_region.width or 40))

    def _lines(self, code: Code, usage: Usage) -> list[Content]:
        book, language = self._study.codebook, self._study.settings.language
        others = [shown(f"{name} ({key})") for key, name in code.name.items() if key and key != language]
        name = shown(book.name(code, language))
        lines = [Content.assemble(tag_content(code), " ", (name, "bold"))]
        lines += [
            Content.styled(row, "dim") for row in wrapped(" · ".join([book.path(code), *others]), self._width)
        ]
        lines += [Content(row) for row in wrapped(used(self._study, usage, code), self._width)]
        if code.retired:
            lines.append(Content.styled("retired: not offered for new codings", "bold"))
        for part, text in self._parts(code):
            lines += self._labelled(part, text)
        if not any(getattr(code, part) for part in TEXTS):
            lines += [
                Content(""),
                Content.styled("e writes its definition and rules: there are none yet", "dim"),
            ]
        return lines

    def _parts(self, code: Code) -> Iterator[tuple[str, str]]:
        book, language = self._study.codebook, self._study.settings.language
        into = [book.name(book.by_id[each], language) for each in code.split if each in book.by_id]
        texts = [(part, getattr(code, part)) for part in TEXTS]
        lists: Sequence[tuple[str, Sequence[str]]] = (
            ("keywords", code.keywords),
            ("forms", code.forms),
            ("no forms", code.not_forms),
            ("survey", code.survey),
            ("split into", into),
            ("formerly", code.was),
        )
        yield from ((part, text) for part, text in texts if text)
        yield from ((part, ", ".join(words)) for part, words in lists if words)
        for memo in memos_about(self._study, f"code/{code.id}"):
            yield "memo", memo_line(memo)

    def _labelled(self, label: str, text: str) -> list[Content]:
        width = self._width - LABEL
        rows = [row for line in text.split("\n") for row in wrapped(shown(line), width)]
        lines = [Content("")] if label in ("definition", "keywords") else []
        for number, row in enumerate(rows):
            lines.append(Content.assemble((f"{'' if number else label:<{LABEL}}", "bold $text-accent"), row))
        return lines


def memo_line(memo: Memo) -> str:
    """Who wrote a memo, and its gist."""
    who = f"{memo.coder}: " if memo.coder else ""
    return f"{who}{short(gist(memo), 200)}"
