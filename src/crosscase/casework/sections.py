"""Which sections a case description has: those of study.yaml, else one for each code at the top."""

from __future__ import annotations

from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.template import TemplateSection
from crosscase.study.yaml_in import shown


def template_of(study: Study) -> tuple[TemplateSection, ...]:
    """The sections in order."""
    return study.settings.template or tuple(
        TemplateSection(section=code.code, name=dict(code.name), codes=(study.codebook.path(code),))
        for code in study.codebook.children()
        if not code.retired
    )


def section_named(study: Study, slug: str) -> TemplateSection:
    """The section of a slug; raises StudyError with the nearest one."""
    known = {each.section: each for each in template_of(study)}
    if (found := known.get(slug)) is not None:
        return found
    guess = nearest(slug, known)
    hint = (
        f"did you mean {guess}?"
        if guess
        else f"there are {', '.join(known)}"
        if known
        else "name sections under `template` in study.yaml"
    )
    raise StudyError(f"there is no section {shown(slug)}; {hint}")


def codes_under(study: Study, section: TemplateSection) -> tuple[Code, ...]:
    """The codes a section rests on, with all below them, each once in the order of the codebook."""
    book = study.codebook
    named = (book.resolve(path) for path in section.codes)
    inside = {each.id for code in named if code is not None for each in book.within(code)}
    return tuple(code for code in book if code.id in inside)
