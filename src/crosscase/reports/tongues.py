"""What languages are called, in the language of what is handed out."""

from __future__ import annotations

from collections.abc import Mapping

_NB: Mapping[str, str] = {
    "nb": "norsk", "no": "norsk", "nn": "nynorsk", "en": "engelsk", "se": "nordsamisk", "sma": "sørsamisk",
    "smj": "lulesamisk", "fkv": "kvensk", "sv": "svensk", "da": "dansk", "fi": "finsk", "de": "tysk", "fr": "fransk",
    "es": "spansk", "pl": "polsk", "uk": "ukrainsk", "ar": "arabisk", "so": "somali",
}  # fmt: skip
_EN: Mapping[str, str] = {
    "nb": "Norwegian", "no": "Norwegian", "nn": "Norwegian Nynorsk", "en": "English", "se": "Northern Sámi",
    "sma": "Southern Sámi", "smj": "Lule Sámi", "fkv": "Kven", "sv": "Swedish", "da": "Danish", "fi": "Finnish",
    "de": "German", "fr": "French", "es": "Spanish", "pl": "Polish", "uk": "Ukrainian", "ar": "Arabic", "so": "Somali",
}  # fmt: skip


def tongue_named(code: str, language: str) -> str:
    """A language by its name in another (`engelsk`, `English`); its code where the name is not known."""
    names = _NB if language in ("nb", "nn", "no") else _EN
    return names.get(code, code)
