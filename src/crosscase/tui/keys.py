"""How the places write their keys down."""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding


def keys_of(place: str) -> Callable[..., Binding]:
    """A maker of a place's bindings, whose ids begin with the place's name."""

    def key(
        keys: str,
        action: str,
        name: str,
        words: str,
        tooltip: str,
        *,
        show: bool = False,
        display: str | None = None,
    ) -> Binding:
        return Binding(
            keys, action, words, show=show, key_display=display, id=f"{place}.{name}", tooltip=tooltip
        )

    return key
