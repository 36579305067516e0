"""The form in which a theme is written: a sentence, the codes it rests on, the items of the survey beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.study.theme_file import Area, Theme
from crosscase.study.themes import theme_named
from crosscase.tui.form import Field, Form, Values
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place
from crosscase.tui.synthesis.choosing import code_entries
from crosscase.tui.synthesis.meanwhile import with_mine, written_by_both
from crosscase.tui.synthesis.wording import code_name, joined
from crosscase.tui.words import plain, shown

if TYPE_CHECKING:
    from crosscase.survey.model import Questionnaire

SEPARATOR = "; "
LISTS = ("codes", "against", "survey", "reversed")
_FIRST_ID = "T1"
_ENDS_IN_NUMBER = re.compile(r"(.*?)([0-9]+)\Z", re.DOTALL)


class ThemeForm(Form):
    """A form whose fields for codes, items and areas can be filled from lists."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down,ctrl+space",
            "complete",
            "Choose",
            id="themes.complete",
            tooltip="Choose a code, an item of the survey or an area for the field at hand",
        ),
    ]

    def __init__(
        self,
        study: Study,
        title: str,
        fields: Sequence[Field],
        saved: Values,
        wrong: Callable[[Values], str],
    ) -> None:
        """Make the form.

        Args:
            fields: with what stands in them to begin with, which need not be saved yet.
            saved: what is saved, by field; what differs from it is given back.
        """
        super().__init__(title, fields, told=lambda values: told_of(study, values), wrong=wrong)
        self._study = study
        self._saved = saved

    @property
    def changed(self) -> dict[str, str]:
        """The fields whose text is not what is saved."""
        return {key: text for key, text in self.values.items() if text != self._saved.get(key, "")}

    def action_leave(self) -> None:
        """Give nothing back; only what was typed is asked about, not what stood there to begin with."""
        if super().changed:
            super().action_leave()
        else:
            self.dismiss(None)

    def action_complete(self) -> None:
        """Choose something for the field at hand; it is put behind what stands there."""
        field = self.focused
        key = (field.id or "") if isinstance(field, Input) else ""
        entries = entries_for(self._study, key, self.values)
        if entries is None:
            return

        def picked(name: str | None) -> None:
            if name is None:
                return
            present = self.query_one(f"#{key}", Input).value
            self.put(key, name if key == "area" else _with(present, name))
            self.query_one(f"#{key}", Input).action_end()

        nothing = (
            "there is no survey in this study" if key in ("survey", "reversed") else "nothing to choose from"
        )
        self.app.push_screen(Picker(f"which {_NOUN[key]}?", entries, none=nothing), picked)


_NOUN = {
    "codes": "code",
    "against": "code",
    "survey": "item of the survey",
    "reversed": "item",
    "area": "area",
}


def _with(text: str, name: str) -> str:
    present = split(text)
    return SEPARATOR.join([*present, *(() if name in present else (name,))])


def split(text: str) -> tuple[str, ...]:
    """The entries of a field, parted by semicolons; what is no query may be parted by commas too."""
    found: list[str] = []
    for part in re.split(r"[;\n]", text):
        parts = [part] if ":" in part or (" " in part.strip() and "," not in part) else part.split(",")
        found += [each.strip() for each in parts if each.strip()]
    return tuple(dict.fromkeys(found))


def entries_for(study: Study, key: str, values: Values) -> list[Entry] | None:
    """What can stand in a field; None where it takes words of one's own."""
    if key == "area":
        return [_area_entry(study, area) for area in study.areas]
    if key in ("codes", "against"):
        return [
            Entry(study.codebook.path(study.codebook.by_id[entry.key]), entry.label, entry.text, entry.detail)
            for entry in code_entries(study)
        ]
    if key == "reversed":
        return _item_entries(study, split(values["survey"]))
    return _item_entries(study, None) if key == "survey" else None


def _area_entry(study: Study, area: Area) -> Entry:
    name = area.name.get(study.settings.language) or next(iter(area.name.values()), "")
    return Entry(area.id, Content.assemble(plain(area.id), (f"  {shown(name)}", "dim")), f"{area.id} {name}")


def _item_entries(study: Study, only: Sequence[str] | None) -> list[Entry]:
    from crosscase.survey.items import known_items
    from crosscase.tui.synthesis.themes_looked import item_words

    questionnaire = _questionnaire(study)
    if questionnaire is None:
        return []
    found = []
    for address in known_items(questionnaire) if only is None else only:
        words = item_words(study, address)
        label = Content.assemble((shown(address), "bold"), (f"  {words}", "dim"))
        found.append(Entry(address, label, f"{address} {words}", words))
    return found


def _questionnaire(study: Study) -> Questionnaire | None:
    from crosscase.synthesis.linking import readable_questionnaire

    return readable_questionnaire(study)


def told_of(study: Study, values: Values) -> str:
    """What the fields lead to, in a line; the first entry that leads nowhere is named with the nearest."""
    from crosscase.synthesis.entries import understood

    entries, wrong = understood(study, (*split(values["codes"]), *split(values["against"])))
    if wrong:
        return f"? {wrong[0]}"
    if unknown := _unknown_item(study, split(values["survey"])):
        return f"? {unknown}"
    names = [code_name(study, study.codebook.path(each.code)) for each in entries if each.code is not None]
    items = len(split(values["survey"]))
    return joined(
        shown(", ".join(names)),
        f"beside {counted(items, 'item')}" if items else "beside nothing of the survey",
        "↓ chooses codes, items, areas",
    )


def _unknown_item(study: Study, addresses: Iterable[str]) -> str:
    from crosscase.survey.items import has_item, unknown_item

    questionnaire = _questionnaire(study)
    if questionnaire is None:
        return ""
    gone = next((each for each in addresses if not has_item(questionnaire, each)), None)
    return unknown_item(questionnaire, gone) if gone is not None else ""


def fields_of(study: Study, theme: Theme, *, new: bool) -> list[Field]:
    """The fields of a theme."""
    language = study.settings.language
    sentence = theme.sentence.get(language) or theme.sentence.get("", "")
    fields = [
        Field("sentence", "Sentence", sentence, lines=3, hint="the finding, as a sentence"),
        *((Field("id", "Id", theme.id, hint="such as K1; never changes"),) if new else ()),
        Field("area", "Area", theme.area, hint="the chapter it is in"),
        Field("codes", "Rests on", SEPARATOR.join(theme.codes), hint="codes with all below them, or queries; ↓"),
        Field("against", "Against it", SEPARATOR.join(theme.against), hint="codes or queries whose quotes speak against"),
        Field("survey", "Survey", SEPARATOR.join(theme.survey), hint="items such as F10.kapasitet; ↓"),
        Field("reversed", "Reversed", SEPARATOR.join(theme.reversed), hint="those of them that say the opposite"),
    ]  # fmt: skip
    if language != "en":
        fields.append(Field("english", "In English", theme.sentence.get("en", ""), lines=2))
    return fields


def written(study: Study, theme: Theme, values: Values) -> Theme:
    """A theme as the fields have it; what nobody touched stays as it is, to the letter."""
    from crosscase.synthesis.theme_edits import in_words

    shown_before = {field.key: field.value for field in fields_of(study, theme, new=True)}
    sentence = theme.sentence
    if values["sentence"] != shown_before["sentence"]:
        sentence = in_words(study, sentence, values["sentence"])
    if values.get("english", "") != shown_before.get("english", ""):
        sentence = in_words(study, sentence, values["english"], "en")
    codes, against, survey, turned = (
        getattr(theme, key) if values[key] == shown_before[key] else split(values[key]) for key in LISTS
    )
    return replace(
        theme,
        id=values.get("id", theme.id).strip(),
        area=values["area"].strip(),
        sentence=sentence,
        codes=codes,
        against=against,
        survey=survey,
        reversed=turned,
    )


def next_id(themes: Iterable[Theme], area: str = "") -> str:
    """An id that goes on from the last theme of an area, else from the last of all."""
    all_themes = list(themes)
    taken = {theme.id.casefold() for theme in all_themes}
    of_area = [theme for theme in all_themes if area and theme.area == area] or all_themes
    found = _ENDS_IN_NUMBER.fullmatch(of_area[-1].id) if of_area else None
    head, number = (found[1], int(found[2][:6]) + 1) if found is not None else (_FIRST_ID[0], 1)
    while f"{head}{number}".casefold() in taken:
        number += 1
    return f"{head}{number}"


def write_theme(place: Place, before: Theme | None, begun: Theme, done: Callable[[str], None]) -> None:
    """Ask for a theme, and save it.

    Args:
        before: the one to change; None for a new one.
        begun: what stands in the fields to begin with.
        done: told the id when it is on disk.
    """
    place.with_coder(lambda _coder: _write(place, before, begun, done))


def _write(place: Place, before: Theme | None, begun: Theme, done: Callable[[str], None]) -> None:
    study, new = place.study, before is None
    former = before or Theme(id="")
    saved = {field.key: field.value for field in fields_of(study, former, new=new)}

    told: set[str] = set()  # what somebody else wrote, and was said: who saves again knows

    def edit_of(values: Values) -> Edit | None:
        from crosscase.synthesis.theme_edits import change_theme, new_theme

        theme = written(study, former, values)
        if new:
            return new_theme(study, theme)
        return change_theme(study, with_mine(former, theme, theme_named(study, former.id)))

    def wrong(values: Values) -> str:
        try:
            edit_of(values)
            present = former if new else theme_named(study, former.id)
        except StudyError as error:
            return str(error)
        theirs = written_by_both(former, written(study, former, values), present)
        if theirs in told:
            return ""
        told.add(theirs)
        return theirs

    def answered(changed: dict[str, str] | None) -> None:
        if changed is None:
            return
        theme = written(study, former, saved | changed)
        try:
            edit = edit_of(saved | changed)
        except StudyError as error:
            place.warn(str(error))
        else:
            if edit is None:
                return
            if place.perform(edit):
                place.say(f"saved: {edit.name}")
                done(theme.id)
                return
        _write(place, before, theme, done)  # nothing that was written is lost

    title = "A new theme" if new else f"Theme {former.id}"
    place.app.push_screen(ThemeForm(study, title, fields_of(study, begun, new=new), saved, wrong), answered)
