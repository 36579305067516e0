"""What people do with themes, as edits: nothing here changes anything until `Study.apply`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.theme_file import FILE, RELATIONS, Decided, Relation, Theme
from crosscase.study.themes import theme_named, themes_of
from crosscase.study.yaml_in import shown
from crosscase.survey.items import find_item
from crosscase.survey.questions import FILE as QUESTIONS
from crosscase.survey.station import has_survey, questionnaire_of
from crosscase.synthesis.entries import entry_of

_ID = re.compile(r"\w[\w.\-]{0,39}")


def decide(
    study: Study, id: str, relation: str, reason: str, *, by: str, on: str, language: str = ""
) -> Edit:
    """Decide how what was said on a theme and what was counted go together.

    The reason replaces the former one of that language. Reasons in other languages are kept where the relation stays,
    and dropped where it becomes another, since they would give reasons for what is no longer said.

    Args:
        by: the coder who decides.
        on: the day, such as `2021-12-20`.
        language: of the reason; the study's where empty.

    Raises:
        StudyError: there is no such theme or relation, no reason, or nobody decides; `silent` for a theme that is set
            beside items of the survey, or another relation for one that is set beside none: take away or name the
            items first, so that the decision says what it is about.
        FileError: the file of themes cannot be read.
    """
    theme = theme_named(study, id)
    chosen = _relation(relation)
    words = " ".join(reason.split())
    if not words:
        raise StudyError(f"{theme.id}: a decision needs a reason; say why it is {chosen}")
    if not by:
        raise StudyError("a decision needs to know who decides; give --coder NAME")
    if chosen == "silent" and theme.survey:
        raise StudyError(
            f"{theme.id} is set beside {shown(', '.join(theme.survey))}, so the survey is not silent; "
            "decide otherwise, or take the items away first"
        )
    if chosen != "silent" and not theme.survey:
        raise StudyError(
            f"{theme.id} is set beside nothing of the survey, so it cannot be {chosen}; "
            "name items first, or decide on silent"
        )
    kept: Mapping[str, str] = theme.reason if theme.relation == chosen else {}
    after = replace(
        theme,
        relation=chosen,
        reason=_said(study, kept, words, language, plain="" in theme.reason),
        decided=Decided(by=by, on=on),
    )
    return Edit(f"decide on {theme.id}: {chosen}", (Change(FILE, theme.id, theme, after),))


def new_theme(study: Study, theme: Theme) -> Edit:
    """Write down a theme, after the others.

    Raises:
        StudyError: its id is taken or no id, it has no sentence or rests on nothing, or it names a code, an item or
            an area that is not there; says the nearest.
        FileError: the file of themes cannot be read.
    """
    if _ID.fullmatch(theme.id) is None:
        raise StudyError(f"{shown(theme.id)} is no id of a theme; it looks like K1: letters, digits, - and .")
    taken = {each.id.casefold(): each.id for each in themes_of(study)}
    if (same := taken.get(theme.id.casefold())) is not None:
        raise StudyError(f"there is a theme {same} already; take another id, or crosscase theme edit {same}")
    _check(study, theme, Theme(id=theme.id))
    return Edit(f"new theme {theme.id}", (Change(FILE, theme.id, None, theme),))


def change_theme(study: Study, after: Theme) -> Edit | None:
    """Write a theme anew; what it named before and is not there any more may stay.

    Args:
        after: with the id of the theme to change.

    Returns:
        The edit; None where nothing is changed.

    Raises:
        StudyError: as `new_theme`; and where the relation is changed: that is a decision.
    """
    before = theme_named(study, after.id)
    if after == before:
        return None
    if (after.relation, after.decided) != (before.relation, before.decided):
        raise StudyError(f"a relation is decided on, with a reason: crosscase theme decide {before.id} ...")
    _check(study, after, before)
    return Edit(f"change theme {before.id}", (Change(FILE, before.id, before, after),))


def remove_theme(study: Study, id: str) -> Edit:
    """Take a theme away; raises as `decide`."""
    theme = theme_named(study, id)
    return Edit(f"remove theme {theme.id}", (Change(FILE, theme.id, theme, None),))


def in_words(study: Study, before: Mapping[str, str], words: str, language: str = "") -> dict[str, str]:
    """A text by language with other words in one of them; empty words take that language away.

    Args:
        language: the study's where empty.
    """
    return _said(study, before, " ".join(words.split()), language, plain="" in before)


def _said(
    study: Study, before: Mapping[str, str], words: str, language: str, *, plain: bool
) -> dict[str, str]:
    own = study.settings.language
    language = language or own
    texts = dict(before)
    if language == own and plain:
        # a text of no language in particular stays one
        texts.pop(own, None)
        language = ""
    elif "" in texts:
        # beside another language it is the study's
        texts = {own if key == "" else key: text for key, text in texts.items()}
    texts[language] = words
    return {key: text for key, text in texts.items() if text}


def _relation(word: str) -> Relation:
    found = next((relation for relation in RELATIONS if relation == word.strip().casefold()), None)
    if found is None:
        guess = nearest(word, RELATIONS, 50)
        hint = f"did you mean {guess}?" if guess is not None else f"there are {', '.join(RELATIONS)}"
        raise StudyError(f"there is no relation {shown(word)}; {hint}")
    return found


def _check(study: Study, theme: Theme, before: Theme) -> None:
    """See that what a theme names newly is there."""
    if not any(text.strip() for text in theme.sentence.values()):
        raise StudyError(f"{theme.id}: a theme is a sentence; give it one")
    if not theme.codes:
        raise StudyError(f"{theme.id}: a theme rests on codes; name at least one")
    for text in (*_new(theme.codes, before.codes), *_new(theme.against, before.against)):
        entry_of(study, text)
    added = tuple(_new(theme.survey, before.survey))
    if added and not has_survey(study):
        raise StudyError(f"there is no survey in this study: no {QUESTIONS}; leave {shown(added[0])} out")
    for address in added:
        find_item(questionnaire_of(study), address)
    gone = next((each for each in theme.reversed if each not in theme.survey), None)
    if gone is not None:
        raise StudyError(
            f"{theme.id}: {shown(gone)} is reversed, but not among its items; name it under both, or neither"
        )
    areas = [area.id for area in study.areas]
    if theme.area and theme.area != before.area and areas and theme.area not in areas:
        guess = nearest(theme.area, areas, 50)
        hint = f"did you mean {guess}?" if guess is not None else f"there are {', '.join(areas)}"
        raise StudyError(f"there is no area {shown(theme.area)}; {hint}, or add it under areas in {FILE}")


def _new(entries: Iterable[str], before: Iterable[str]) -> Iterable[str]:
    known = frozenset(before)
    return (entry for entry in entries if entry not in known)
