"""Numbers before the items of lists: `3`, `c`, `iii`."""

from __future__ import annotations

BULLET = "-"
"""What stands before an item that has no number."""
LONGEST = 40
"""Characters of a label."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, form: str) -> str:
    """A number as word processors write it in a form such as `lowerLetter`; in digits where the form is not known here."""
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26 * 10:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)  # after z comes aa, then bb
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 4000:
        letters = ""
        for worth, sign in _ROMAN:
            times, number = divmod(number, worth)
            letters += sign * times
        return letters if form == "lowerRoman" else letters.upper()
    return str(number)


def number(word: str, otherwise: int, most: int = 1_000_000) -> int:
    """A whole number as files write it, within bounds."""
    return min(int(word), most) if word.isascii() and word.isdigit() and len(word) < 10 else otherwise
