"""What the survey says of the items that codes are linked to, as one more column beside a matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crosscase.study.folder import Study
from crosscase.survey.estimates import SMALL
from crosscase.survey.inference import LEVEL
from crosscase.survey.percent import exact, number_text, share_text
from crosscase.synthesis.beside import ItemBeside, survey_beside
from crosscase.synthesis.joint_words import MARKED, item_figure, item_interval, strongest_text

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "survey": "Undersøkelsen", "reversed": "ikke {}", "base": "n = {}",
        "note": "Undersøkelsen: andelen for punktet som koden er lenket til i kodeboken, med {} % konfidensintervall "
        "og antallet som svarte (n); av et helt spørsmål de samlede svarene, ellers det flest ga. * n under {}.",
        "more": "{} (+{})",
    },
    "en": {
        "survey": "Survey", "reversed": "not {}", "base": "n = {}",
        "note": "Survey: the share for the item that the codebook links the code to, with its {}% confidence interval "
        "and how many answered (n); of a whole question the answers put together, else the one that most gave. * n under {}.",
        "more": "{} (+{})",
    },
}  # fmt: skip


def words_of(language: str) -> Mapping[str, str]:
    """Norwegian for all that is Norwegian, else English."""
    return _WORDS["nb" if language in ("nb", "nn", "no") else "en"]


def heading(language: str) -> str:
    """What the column is called."""
    return words_of(language)["survey"]


def column_note(language: str) -> str:
    """What one has to know to read it."""
    return words_of(language)["note"].format(number_text(100 * (1 - exact(LEVEL)), language), SMALL)


def survey_column(
    study: Study, paths: Sequence[str], language: str, *, short: bool = False
) -> tuple[str, ...]:
    """What stands beside each code: `F10.kapasitet 30 % (21–40 %), n = 88`; empty where it is linked to nothing.

    Args:
        paths: of the codes.
        short: the first item alone, and how many others there are.

    Returns:
        A text for each path; an empty tuple where no code is linked, or there is no survey that can be read.
    """
    book = study.codebook
    linked = [code.survey if (code := book.by_path.get(path)) is not None else () for path in paths]
    if not any(linked):
        return ()
    survey = survey_beside(study)
    if survey.questionnaire is None:
        return ()
    words, found = words_of(language), []
    for addresses in linked:
        told = [_told(survey.item(address), language) for address in (addresses[:1] if short else addresses)]
        text = "\n".join(told)
        found.append(words["more"].format(text, len(addresses) - 1) if short and len(addresses) > 1 else text)
    return tuple(found)


def _told(item: ItemBeside, language: str) -> str:
    words = words_of(language)
    named = words["reversed"].format(item.address) if item.reversed else item.address
    base = words["base"].format(item.base) if item.base and not item.state else ""
    if item.state or item.share is not None or not item.strongest:
        interval = item_interval(item, language)
        figure = f"{item_figure(item, language)} ({interval})" if interval else item_figure(item, language)
        return ", ".join(filter(None, (f"{named} {figure}", base)))
    # of a whole question the strongest answer alone, its name last: a cell is no table
    row, line = item.strongest[0]
    figure = share_text(line.share, language, line.decimals) if line.share is not None else ""
    answer = strongest_text(
        None if item.item is not None and item.item.row is not None else row, line, language
    )
    star = MARKED if line.small and line.base else ""
    answer = answer.removesuffix(f"{figure}{star}").strip()
    return ", ".join(filter(None, (f"{named} {figure}{star}".strip(), base, answer)))
