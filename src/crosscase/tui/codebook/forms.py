"""The forms of the codebook: names and path, texts, the codes that one is split into."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from crosscase.study import refactoring
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.ids import slugify
from crosscase.study.model import Code
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.form import Field, Form, Values
from crosscase.tui.words import shown

Attempt = Callable[[Callable[[], Edit]], str]
"""Does an edit; why it was not done, or nothing. Until it is done a form stays, with all that was written in it."""


def listed(text: str) -> tuple[str, ...]:
    """Words parted by commas or line ends."""
    return tuple(dict.fromkeys(word for part in text.replace("\n", ",").split(",") if (word := part.strip())))


def names_in(text: str) -> list[str]:
    """One name to a line; empty lines do not count."""
    return [name for line in text.split("\n") if (name := " ".join(line.split()))]


def _heading(study: Study, code: Code, words: str) -> Content:
    name = shown(study.codebook.name(code, study.settings.language))
    return Content.assemble(words, " ", tag_content(code), " ", (name, "bold"))


class RenameForm(Form):
    """Names by language and the last part of the path; the path follows the name while that is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "keep_path", "Keep path", id="form.keep-path", tooltip="Keep the path, or let it follow the name"),
    ]  # fmt: skip

    def __init__(self, study: Study, code: Code, codings: str, attempt: Attempt) -> None:
        """Make the form.

        Args:
            codings: whose path changes with the code's, in words.
            attempt: does the renaming.
        """
        self._study = study
        self._code = code
        self._codings = codings
        self._attempt = attempt
        language = study.settings.language
        languages = dict.fromkeys([*([] if "" in code.name else [language]), *code.name])
        self._main = language if language in code.name or "" not in code.name else ""
        # a path that was chosen, in another language perhaps, stays; one that is the name's goes with it
        self._follows = slugify(code.name.get(self._main, "")) == code.code
        self._followed = code.code
        labels = {each: f"name ({each})" if each and len(languages) > 1 else "name" for each in languages}
        fields = [Field(f"name-{each}", labels[each], code.name.get(each, "")) for each in languages]
        fields.append(Field("slug", "path", code.code))
        super().__init__(_heading(study, code, "Rename"), fields, told=self._meaning, wrong=self._refusal)

    def _meaning(self, values: Values) -> str:
        book, slug = self._study.codebook, values["slug"]
        if self._code.id not in book.by_id:
            return "the code is gone: somebody took it away meanwhile"
        path = book.path(self._code)
        if slug == self._code.code:
            how = (
                "follows the name; Ctrl+L keeps it"
                if self._follows
                else "is kept; Ctrl+L lets it follow the name"
            )
            return f"path {path} {how}"
        above = path.rpartition("/")[0]
        after = f"{above}/{slug}" if above else slug
        follow = "" if self._codings == "no codings" else f"; {self._codings} follow by themselves"
        return f"path {path} becomes {after}{follow} (Ctrl+L keeps it)"

    def _refusal(self, values: Values) -> str:
        names = {key.removeprefix("name-"): text for key, text in self.changed.items() if key != "slug"}
        slug = values["slug"] if values["slug"] != self._code.code else ""
        return self._attempt(
            lambda: refactoring.rename_code(self._study.codebook, self._code, slug=slug, names=names)
        )

    @on(Input.Changed)
    def _path_follows(self, event: Input.Changed) -> None:
        if event.input.id == "slug":
            # typed by hand: from now on it is theirs
            self._follows = self._follows and event.value == self._followed
        elif event.input.id == f"name-{self._main}" and self._follows:
            self._follow()

    def _follow(self) -> None:
        name = self.values[f"name-{self._main}"]
        same = name == self._study.codebook.by_id.get(self._code.id, self._code).name.get(self._main)
        self._followed = self._code.code if same or not name else slugify(name)
        self.put("slug", self._followed)

    def action_keep_path(self) -> None:
        """Keep the path as it is, or let it follow the name."""
        self._follows = not self._follows
        if self._follows:
            self._follow()
        else:
            self.put("slug", self._code.code)
        self._say()


def texts_form(study: Study, code: Code, attempt: Attempt) -> Form:
    """Definition, rules, example, keywords, survey items and tag."""

    def wrong(values: Values) -> str:
        fields = {key: text for key, text in values.items() if text != before[key]}
        for field in _text_fields(study.codebook.by_id.get(code.id, code)):
            if field.key in fields and field.value not in (seen[field.key], fields[field.key]):
                seen[field.key] = field.value
                theirs = shown(field.value) or "nothing"
                return f"{field.label} was changed meanwhile to “{theirs}”; saving again writes over it"
        made = {key: listed(text) if key in ("keywords", "survey") else text for key, text in fields.items()}
        return attempt(lambda: refactoring.edit_code(study.codebook, code, **made))

    fields = _text_fields(code)
    before = {field.key: field.value for field in fields}
    seen = dict(before)
    return Form(_heading(study, code, "Edit"), fields, wrong=wrong)


def _text_fields(code: Code) -> list[Field]:
    return [
        Field("definition", "definition", code.definition, 3, "what the code means, in a sentence or two"),
        Field("include", "include", code.include, 2, "when to use it"),
        Field("exclude", "exclude", code.exclude, 2, "when not to, and what to use instead"),
        Field("example", "example", code.example, 2, "words as somebody said them"),
        Field("keywords", "keywords", ", ".join(code.keywords), hint="parted by commas"),
        Field("survey", "survey", ", ".join(code.survey), hint="survey items, such as F10.kapasitet"),
        Field("tag", "tag", code.tag, hint="one or two letters"),
    ]


def split_form(name: str, codings: str, make: Callable[[str], Edit], attempt: Attempt) -> Form:
    """The names of the codes that one is split into."""

    def told(values: Values) -> str:
        names = names_in(values["names"])
        into = f" into {', '.join(names)}" if names else ""
        return f"{codings} of {name} are then placed one by one{into}; each coder places their own"

    return Form(
        f"Split {name}",
        [Field("names", "new codes", "", 6, "one name on each line")],
        told=told,
        wrong=lambda values: attempt(lambda: make(values["names"])),
    )
