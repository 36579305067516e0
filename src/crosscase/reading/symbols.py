"""Signs of the symbol fonts that word processors use for arrows, boxes and Greek letters, as what they show."""

from __future__ import annotations

UNKNOWN = "\ufffd"
"""What stands for a sign of a symbol font that is not known here."""

_PRIVATE = 0xF000  # fonts without letters have their signs at U+F000 to U+F0FF
_GREEK = dict(
    zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓",
    0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x9F: "•",
    0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def is_symbol_font(font: str) -> bool:
    """Whether the letters of a font are signs."""
    return font.casefold() in _FONTS


def shown(code: int, font: str) -> str:
    """What a sign of a font shows; `UNKNOWN` where that is not known.

    Args:
        code: as files write it, with or without the U+F000 of a symbol font.
    """
    name = font.casefold()
    own = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    if (signs := _FONTS.get(name)) is not None:
        if own in signs:
            return signs[own]
        if name == "symbol" and own < 0x80:
            return _GREEK.get(chr(own), chr(own))
        return UNKNOWN
    if own != code or not 0x20 <= code < 0x110000 or 0xD800 <= code < 0xE000:
        return UNKNOWN
    return chr(code)


def in_font(text: str, font: str) -> str:
    """A text set in a font, as it is shown: only the signs of a symbol font change."""
    if not is_symbol_font(font):
        return text
    return "".join(sign if sign.isspace() else shown(ord(sign), font) for sign in text)
