"""Light, dark and high contrast. Foreground on every ground reaches 4.5 : 1 (WCAG 2.1, 1.4.3), in the last one 7 : 1."""

from __future__ import annotations

from textual.theme import Theme

LIGHT, DARK, CONTRAST = "crosscase-light", "crosscase-dark", "crosscase-contrast"

NAMES: dict[str, str] = {DARK: "Dark", LIGHT: "Light", CONTRAST: "High contrast"}
"""Theme names in the order that the key steps through, with what people call them."""

THEMES: tuple[Theme, ...] = (
    Theme(
        name=DARK,
        primary="#7AB8E6",
        secondary="#9AA8B5",
        accent="#E8B04A",
        warning="#F0C24B",
        error="#FF8A73",
        success="#6FCB9A",
        foreground="#E4E6E8",
        background="#15181A",
        surface="#1D2023",
        panel="#2A2E32",
        dark=True,
        variables={
            "footer-key-foreground": "#E8B04A",
            "block-cursor-foreground": "#15181A",
            "block-cursor-background": "#7AB8E6",
            "border": "#7AB8E6",
            "border-blurred": "#6B7782",
        },
    ),
    Theme(
        name=LIGHT,
        primary="#0B5C94",
        secondary="#4B5966",
        accent="#8A4B00",
        warning="#7A5200",
        error="#A8230F",
        success="#14663F",
        foreground="#1B1F23",
        background="#FBFBFA",
        surface="#F3F2F1",
        panel="#EAE8E6",
        dark=False,
        variables={
            "footer-key-foreground": "#8A4B00",
            "block-cursor-foreground": "#FFFFFF",
            "block-cursor-background": "#0B5C94",
            "border": "#0B5C94",
            "border-blurred": "#7C7A73",
        },
    ),
    Theme(
        name=CONTRAST,
        primary="#5CD0FF",
        secondary="#FFFFFF",
        accent="#FFE04D",
        warning="#FFE04D",
        error="#FF9C8A",
        success="#7DF5B0",
        foreground="#FFFFFF",
        background="#000000",
        surface="#000000",
        panel="#1C1C1C",
        dark=True,
        text_alpha=1.0,
        variables={
            "footer-key-foreground": "#FFE04D",
            "block-cursor-foreground": "#000000",
            "block-cursor-background": "#FFE04D",
            "block-cursor-text-style": "bold",
            "border": "#FFFFFF",
            "border-blurred": "#BFBFBF",
            "text-muted": "#FFFFFF",
            "text-disabled": "#BFBFBF",
        },
    ),
)


def following(name: str) -> str:
    """The theme after this one."""
    names = list(NAMES)
    return names[(names.index(name) + 1) % len(names)] if name in NAMES else names[0]


def to_begin_with(remembered: str, no_color: bool) -> str:
    """The theme to start in: the one last chosen, else dark; without colours the greys that stand farthest apart."""
    if remembered in NAMES:
        return remembered
    return CONTRAST if no_color else DARK
