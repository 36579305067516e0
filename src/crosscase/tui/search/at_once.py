"""From chosen passages to one undoable step: the code, a last look where one is wanted, the edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crosscase.study.codebook_file import FILE as CODEBOOK
from crosscase.study.coding_edits import add_codings
from crosscase.study.edits import Edit
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.tui.code.code_picker import code_entries, new_entries, picked_code
from crosscase.tui.code.slots import read_slots, slots_of
from crosscase.tui.picker import Picker
from crosscase.tui.place import NOTICE_SECONDS, Place
from crosscase.tui.search.choosing import ChoosePassages, LastLook
from crosscase.tui.search.passages import Batch, Offer, still_there

MANY = 500  # codings from which it is said beforehand that it may take a moment


def code_at_once(
    place: Place,
    offer: Offer,
    *,
    unit: str = "",
    look: bool = False,
    used: Callable[[str], None] | None = None,
) -> None:
    """Choose unit and sources, choose the code, and code all of it as one step.

    Args:
        unit: the one to begin with.
        look: whether all of it is shown once more before it is done.
        used: told which unit was chosen.
    """
    problem = place.study.store.refused(CODEBOOK)
    if problem is not None:
        place.refuse(f"no coding until the codebook can be read: {problem}")
        return

    def chosen(batch: Batch | None) -> None:
        if batch is not None:
            if used is not None:
                used(batch.unit)
            _pick(place, lambda key: _code(place, batch, key, look))

    def choose(_coder: str) -> None:
        place.app.push_screen(ChoosePassages(place.study, offer, unit), chosen)

    place.with_coder(choose)


def _pick(place: Place, then: Callable[[str], None]) -> None:
    study, session = place.study, place.workbench.session
    slots = read_slots(session.words(f"code.keys.{study.coder}"), study.codebook.by_id) or slots_of(
        study, study.coder
    )
    book, language = study.codebook, study.settings.language
    keys = {code: number for number, code in enumerate(slots.keys, 1) if code}

    def picked(key: str | None) -> None:
        if key is not None:
            then(key)

    picker = Picker(
        "code: type a few letters, Enter takes the first",
        code_entries(book, language, slots.used, keys, retired=False),
        lambda query: new_entries(book, language, query, slots.again),
        none="no codes yet: type a name, Enter makes it",
    )
    place.app.push_screen(picker, picked)


def _code(place: Place, batch: Batch, key: str, look: bool) -> None:
    study = place.study
    try:
        still_there(study, batch.sources)
        code, path, made_now = picked_code(study, key)
        edit, made, skipped = add_codings(
            study, study.coder, code, batch.placed, batch.origin, batch.name, made_now=made_now
        )
    except StudyError as error:
        place.warn(str(error))
        return
    if edit is None:
        place.say(f"all {skipped} have the code {path} already: nothing was changed")
        return
    had = f"{skipped} {'has' if skipped == 1 else 'have'} it already" if skipped else ""
    if not look:
        _begin(place, batch, edit, had)
        return

    def answered(yes: bool | None) -> None:
        if yes:
            _begin(place, batch, edit, had)
        else:
            place.say("nothing was coded")

    placed = tuple((coding.source, coding.at) for coding in made if coding.at is not None)
    question = f"{edit.name[:1].upper()}{edit.name[1:]}, in {_sources(placed)}?"
    note = f"{had}; nothing is changed there" if had else ""
    place.app.push_screen(LastLook(study, question, note, placed), answered)


def _begin(place: Place, batch: Batch, edit: Edit, had: str) -> None:
    if len(edit.changes) < MANY:
        _do(place, batch, edit, had)
        return
    place.say(f"coding {len(edit.changes)} passages …")
    place.call_after_refresh(_do, place, batch, edit, had)


def _do(place: Place, batch: Batch, edit: Edit, had: str) -> None:
    try:
        still_there(place.study, batch.sources)
    except StudyError as error:
        place.warn(str(error))
        return
    if place.perform(edit):
        text = " · ".join(filter(None, (f"coded{edit.name.removeprefix('code')}", had)))
        room = place.status_line.has_room_for
        if not room(text):
            place.app.notify(text, timeout=NOTICE_SECONDS, markup=False)
        place.say(whole if room(whole := f"{text} · u takes all back") else text)


def _sources(placed: Sequence[tuple[str, object]]) -> str:
    count = len({source for source, _ in placed})
    return f"{counted(count, 'source')}"
