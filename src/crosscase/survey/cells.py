"""What a cell of a file says: which option, chosen or not, which number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from crosscase.study.shapes import nearest
from crosscase.survey.model import Option, Question
from crosscase.survey.wording import cut, plain_words

YES = frozenset(
    {"1", "ja", "yes", "x", "true", "sann", "sant", "valgt", "selected", "checked", "krysset av", "avkrysset", "quoted"}
)  # fmt: skip
NO = frozenset(
    {
        "0", "nei", "no", "false", "usann", "usant", "ikke valgt", "not selected", "unchecked", "not checked",
        "ikke krysset av", "ikke avkrysset", "not quoted",
    }
)  # fmt: skip
CHOSEN, NOT_CHOSEN = "1", "0"

_WHOLE = re.compile(r"(-?\d+)[.,]0+")
_NUMBER = re.compile(
    r"[-+\u2212]?(?:\d+|\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d{1,3}(?:,\d{3})+)?(?:[.,]\d+)?", re.ASCII
)
_POWER = re.compile(r"-?\d+(?:\.\d+)?[eE][-+]?\d{1,2}", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", re.ASCII)
_POINT_LAST = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d+", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")
_PARTED = re.compile(r"[;|\n]")


@dataclass(frozen=True, slots=True)
class Read:
    """What the cells of one column say.

    Attributes:
        cells: by row; empty where there is no answer, or where it cannot be told.
        wrong: by text that cannot be placed, why.
        missing: how many cells were declared missing by the file, and are empty now.
    """

    cells: list[str]
    wrong: Mapping[str, str] = field(default_factory=dict)
    missing: int = 0


def lookup(options: Iterable[Option], labels_first: bool = False) -> dict[str, str]:
    """The id of the option for whatever may stand for it; ids win over codes, and codes over labels.

    Args:
        labels_first: what stands in the cells is known to be labels.
    """
    options = list(options)
    ids = [(option.id, option.id) for option in options]
    codes = [(option.code, option.id) for option in options]
    labels = [(label, option.id) for option in options for label in option.label.values()]
    found: dict[str, str] = {}
    for word, id in [*labels, *ids, *codes] if labels_first else [*ids, *codes, *labels]:
        found.setdefault(plain_words(word), id)
    found.pop("", None)
    return found


def is_flag(text: str) -> bool:
    """Whether a text, folded, says chosen or not chosen."""
    return text in YES or text in NO


def read_choices(
    cells: Sequence[str],
    question: Question,
    labels: Sequence[tuple[str, str]] = (),
    missing: frozenset[str] = frozenset(),
) -> Read:
    """The ids of the options that cells stand for.

    Args:
        labels: (code, label) of the file's values: a label that is none of the question's counts by its code.
        missing: texts the file declares missing: no answer, unless the question has them as an option.
    """
    known = lookup(question.options, bool(labels))
    codes = {plain_words(label): plain_words(code) for code, label in labels}

    def placed(text: str) -> str | None:
        folded = plain_words(text)
        whole = _WHOLE.fullmatch(folded)
        for word in (folded, codes.get(folded, ""), whole[1] if whole is not None else ""):
            if word in known:
                return known[word]
        return None

    return _read(cells, placed, lambda text: _no_option(text, question), missing)


def _no_option(text: str, question: Question) -> str:
    names = {word: option.id for option in question.options for word in (option.id, *option.label.values())}
    if near := nearest(text, names, 60):
        hint = f"did you mean {names[near]}?"
    elif _DATE.fullmatch(text.strip()):
        hint = "a spreadsheet has made a date of it: correct it there, as text"
    elif re.fullmatch(r"\s*\d+(?:[.,]0+)?\s*", text) and not any(option.code for option in question.options):
        hint = "say what the numbers stand for, with `code:` of each option"
    else:
        hint = f"it has {', '.join(option.id for option in question.options[:8])}"
    return f"“{cut(text)}” is no answer to {question.id}; {hint}"


def read_flags(
    cells: Sequence[str], question: Question, part: str, sign: str = "", missing: frozenset[str] = frozenset()
) -> Read:
    """Whether an option of a multiple question was chosen: `1`, `0`, or empty.

    Args:
        part: id of the option.
        sign: what ends the column's name: the `3` of `F4_3` says chosen too.
    """
    option = question.option(part)
    own = {part, sign}
    if option is not None:
        own |= {option.code, *option.label.values()}
    own = {plain_words(word) for word in own} - {""}

    def placed(text: str) -> str | None:
        whole = _WHOLE.fullmatch(plain_words(text))
        folded = whole[1] if whole is not None else plain_words(text)
        if folded in NO and not (folded in own and folded != "0"):
            return NOT_CHOSEN
        return CHOSEN if folded in YES or folded in own else None

    def why(text: str) -> str:
        return f"“{cut(text)}” says neither chosen (1) nor not chosen (0) of {question.id}.{part}; correct it"

    return _read(cells, placed, why, missing)


def read_parted(
    cells: Sequence[str], question: Question, missing: frozenset[str] = frozenset()
) -> tuple[dict[str, list[str]], Read]:
    """A column with all chosen options in a cell, parted by `;`, `|` or line ends, else by commas.

    Returns:
        By option what its own column would hold; and what could not be placed.
    """
    known = lookup(question.options)

    def placed(text: str) -> str | None:
        ids = _parts_of(text, known)
        return None if ids is None else ";".join(ids)

    def why(text: str) -> str:
        wrong = [part for part in _PARTED.split(text) if part.strip() and _parts_of(part, known) is None]
        return _no_option(wrong[0] if wrong else text, question)

    read = _read(cells, placed, why, missing)
    ids = [option.id for option in question.options]
    found = {text: frozenset(text.split(";")) for text in set(read.cells)}
    columns = {
        id: [("" if not text else CHOSEN if id in found[text] else NOT_CHOSEN) for text in read.cells]
        for id in ids
    }
    return columns, read


def _parts_of(text: str, known: Mapping[str, str]) -> list[str] | None:
    """The options in a cell; None where something in it is none."""
    if (whole := known.get(plain_words(text))) is not None:
        return [whole]
    found: list[str] = []
    for part in filter(str.strip, _PARTED.split(text)):
        if (id := known.get(plain_words(part))) is not None:
            found.append(id)
            continue
        pieces = part.split(",")
        while pieces:
            # labels may hold commas themselves: the longest that is one
            for many in range(len(pieces), 0, -1):
                if (id := known.get(plain_words(",".join(pieces[:many])))) is not None:
                    found.append(id)
                    pieces = pieces[many:]
                    break
            else:
                return None
    return list(dict.fromkeys(found))


def read_numbers(cells: Sequence[str], what: str, missing: frozenset[str] = frozenset()) -> Read:
    """Numbers with a decimal point and without blanks, from whatever way they were written.

    Args:
        what: what messages call the number, such as a question's id.
    """

    def why(text: str) -> str:
        if _DATE.fullmatch(text.strip()):
            return f"“{cut(text)}” is a date and {what} a number; correct it in the spreadsheet"
        return f"“{cut(text)}” is no number, which {what} wants; correct it, or empty the cell"

    return _read(cells, plain_number, why, missing)


def read_weights(cells: Sequence[str]) -> Read:
    """Weights as `read_numbers`; one below 0 is wrong, and so is none."""

    def placed(text: str) -> str | None:
        number = plain_number(text)
        return None if number is None or number.startswith("-") else number

    def why(text: str) -> str:
        if plain_number(text) is not None:
            return f"the weight {cut(text)} is negative; a weight is 0 or more"
        return f"the weight “{cut(text)}” is no number; correct it"

    read = _read(cells, placed, why, frozenset())
    if "" not in map(str.strip, cells):
        return read
    return Read(read.cells, {**read.wrong, "": "there is no weight; fill it in"})


def plain_number(text: str) -> str | None:
    """A number as digits with a decimal point, or None.

    A comma is a decimal comma, and a point a decimal point, unless there are several of them or the other
    one follows: then they stand between thousands, as blanks do.
    """
    bare = re.sub(r"[\s\u00a0\u202f]+", " ", text).strip().replace("\u2212", "-")
    if _POWER.fullmatch(bare):
        try:
            return format(Decimal(bare), "f")
        except InvalidOperation:
            return None
    if not any(letter.isdigit() for letter in bare):
        return None
    if _THOUSANDS.fullmatch(bare) or _POINT_LAST.fullmatch(bare):
        bare = bare.replace(",", "")
    elif _NUMBER.fullmatch(bare) is None:
        return None
    elif "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif bare.count(".") > 1:
        bare = bare.replace(".", "")
    bare = bare.replace(" ", "").removeprefix("+")
    sign, digits = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
    return f"{sign}0{digits}" if digits.startswith(".") else bare


def _read(
    cells: Sequence[str],
    placed: Callable[[str], str | None],
    why: Callable[[str], str],
    missing: frozenset[str],
) -> Read:
    """Place each different text once; so many rows cost little more than few."""
    means: dict[str, str] = {}
    wrong: dict[str, str] = {}
    gone: set[str] = set()
    for text in dict.fromkeys(cells):
        found = placed(text) if text.strip() else ""
        if found is None and text in missing:
            gone.add(text)
        elif found is None:
            wrong[text] = why(text)
        means[text] = found or ""
    return Read([means[text] for text in cells], wrong, sum(text in gone for text in cells) if gone else 0)
