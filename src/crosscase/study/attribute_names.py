"""What attributes of cases are called where they are read, as study.yaml gives it: in which words, in which language.

attributes:
  - attribute: sentralitet
    name: {nb: "Sentralitet", en: "Centrality"}
    values:
      "Mellomsentrale": {en: "Fairly central"}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crosscase.study.shapes import ByLanguage, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeName:
    """What one attribute is called.

    Attributes:
        attribute: its key in `cases/<case>.yaml`.
        name: by language.
        values: by value as the cases have it, what it is called, by language.
    """

    attribute: Text
    name: ByLanguage = field(default_factory=dict)
    values: dict[Text, ByLanguage] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """Its name in a language, else in none in particular, else its key, which is a name too."""
        return _called(self.name, language) or self.attribute

    def shown(self, value: str, language: str) -> str:
        """A value in a language, else as the case has it."""
        return _called(self.values.get(value, {}), language) or value


def _called(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or names.get("") or ""
