"""What makes a text harmless in each kind of file; HTML is escaped by the templates' own autoescape."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count

_FORMULA = re.compile(r"[\s\x00]*[=+\-@]|[\t\r]")
# the joiners of emoji and of some scripts are no danger, and are seen in what they join
_SIGNS = {
    "\n": "⏎", "\t": "⇥", "\u2028": "⏎", "\u2029": "⏎", "\x7f": "␡", "\u200c": "\u200c", "\u200d": "\u200d",
}  # fmt: skip
# JSON leaves these as they are; a terminal may obey them, and some programs end a line there
_UNSAFE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_NOT_XML = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# what turns the direction of all that follows on its line, and what ends each of them
_TURNS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
# besides Markdown's own signs what makes an address a link by itself: www. and //
_MARKUP = re.compile(r"[\\`*_\[\]<>|#~&$@]|(?<=[wW]{3})\.|(?<=[:/])/")
_LINE_START = re.compile(r"(\d{1,9})?([-+=.):])")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_NAME_MOST = 40  # letters of a bookmark's name that Word takes


def visible(text: str) -> str:
    """The text on one line, with every control character as a sign that can be seen."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _sign(letter) for letter in text)


def _sign(letter: str) -> str:
    if (sign := _SIGNS.get(letter)) is not None:
        return sign
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    if unicodedata.category(letter) == "Zs":
        return " "
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it reads a CSV file: with `'` before it.

    A text that begins as such a guarded one gets one more, so that reading can take the right one away.
    """
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return _FORMULA.match(text) is not None


def json_text(dumped: str) -> str:
    """JSON in which what a terminal could obey is escaped; it reads back the same."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", dumped)


def xml_text(text: str) -> str:
    """A text that XML and HTML can hold: lines end at `\\n`, other control characters are visible signs.

    A line that turns the direction of writing turns it back at its end, so that no word behind it is read backwards.
    """
    held = _NOT_XML.sub(lambda match: _replaced(match[0]), _LINE_END.sub("\n", text))
    if _TURNING.search(held) is None:
        return held
    return "\n".join(map(_turned_back, held.split("\n")))


def _turned_back(line: str) -> str:
    open_turns: list[str] = []
    for match in _TURNING.finditer(line):
        if (end := _TURNS.get(match[0])) is not None:
            open_turns.append(end)
        elif match[0] == "\u2069" and match[0] in open_turns:
            # the end of an isolate ends what was turned inside it, too (Unicode Standard Annex 9, X6a and X7)
            while open_turns.pop() != match[0]:
                pass
        elif open_turns[-1:] == [match[0]]:
            open_turns.pop()
    return line + "".join(reversed(open_turns))


def _replaced(letter: str) -> str:
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"


def markdown_text(text: str, before: str = "") -> str:
    """A stretch of one line that Markdown shows as it is: no markup, no HTML, no links by themselves.

    Args:
        before: what stands before it on the line.
    """
    begins = len(before)
    return _MARKUP.sub(lambda match: match[0] if match.start() < begins else f"\\{match[0]}", before + text)[
        begins:
    ]


def markdown_line(line: str) -> str:
    """A whole line of escaped Markdown in which the first letters begin no list, rule or block of code."""
    line = line.strip(" \t")
    if (start := _LINE_START.match(line)) is None:
        return line
    return f"{start[1] or ''}\\{line[start.start(2) :]}"


def color_of(text: str) -> str:
    """A colour `#RRGGBB` in capitals, or nothing where the text is none."""
    return text.upper() if _COLOR.fullmatch(text) else ""


def ink_on(shade: str) -> str:
    """Black or white, whichever is read better on a colour (WCAG 2 relative luminance)."""
    parts = [int(shade[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    # where the contrast with black and the contrast with white are the same
    return "#000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "#FFFFFF"


def safe_names(anchors: Iterable[str], joint: str = "-") -> dict[str, str]:
    """A name for each anchor that files can hold: a letter, then letters, digits and joints; no two alike.

    Args:
        joint: what stands for every other character; Word's bookmarks take `_` alone.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for anchor in dict.fromkeys(anchors):
        kept = re.sub(r"[^A-Za-z0-9]+", joint, anchor).strip(joint)
        name = (kept if kept[:1].isalpha() else f"a{joint}{kept}")[:_NAME_MOST]
        name = next(ending for ending in _endings(name, joint) if ending.lower() not in taken)
        taken.add(name.lower())
        names[anchor] = name
    return names


def _endings(name: str, joint: str) -> Iterator[str]:
    yield name
    for number in count(2):
        ending = f"{joint}{number}"
        yield name[: _NAME_MOST - len(ending)] + ending


_LOCALES = {
    "nb": "nb-NO", "nn": "nn-NO", "no": "nb-NO", "se": "se-NO", "en": "en-GB", "sv": "sv-SE", "da": "da-DK",
    "de": "de-DE", "fr": "fr-FR", "fi": "fi-FI", "nl": "nl-NL", "es": "es-ES",
}  # fmt: skip


def locale_of(language: str) -> str:
    """A language with its country, as proofing tools want it: `nb` is `nb-NO`."""
    return _LOCALES.get(language.lower(), language_of(language))


def language_of(language: str) -> str:
    """A language code that files can hold; `und` (not said) where the text is none."""
    return language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else "und"
