"""The template of case descriptions, as study.yaml gives it: which sections there are, what they rest on, how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from crosscase.study.shapes import ByLanguage, Flag, Listed, Slug, Text, Whole

Form: TypeAlias = Literal["text", "list", "box"]
"""How the statements of a section are set: as paragraphs, as a list of points, as a numbered list in a box."""
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSection:
    """A section that every case description has.

    Attributes:
        section: slug; never changes, since the statements of a case stand under it.
        name: heading, by language.
        codes: paths of the codes it rests on, each with all below it.
        survey: items of the survey that stand beside it, such as `F4.arbeidsliv`.
        words: how many words it should have at least and at most; empty where nobody has said.
        framing: its statements lead the reader in, and need no evidence.
    """

    section: Slug
    name: ByLanguage = field(default_factory=dict)
    codes: Listed[Text] = ()
    survey: Listed[Text] = ()
    words: Listed[Whole] = ()
    form: Form = "text"
    framing: Flag = False

    def title(self, language: str) -> str:
        """Its heading in a language, else in none in particular, else in any; its slug where it has none."""
        names: Mapping[str, str] = self.name
        return names.get(language) or names.get("") or next(iter(names.values()), "") or self.section
