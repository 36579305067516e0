"""What a study is made of: cases, sources, codes, codings. Values only; nothing here reads or writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    # reading these loads pydantic, which merging goes without
    from crosscase.study.attribute_names import AttributeName
    from crosscase.study.template import TemplateSection

Kind = Literal["focus-group", "interview", "document", "open-answers"]
Consent = Literal["", "quote", "paraphrase", "none"]

CONSENTS: tuple[Consent, ...] = ("quote", "paraphrase", "none")
KINDS: tuple[Kind, ...] = ("focus-group", "interview", "document", "open-answers")
OPEN_ANSWERS = "open-answers"  # the folder under interviews/ whose sources have no case
CONSENSUS = "consensus"  # the coder name kept for agreed codings


@dataclass(frozen=True, slots=True)
class Coder:
    """Somebody who codes."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """study.yaml: what holds for the whole study.

    Attributes:
        blind: coders work without seeing, or learning from, what others have coded.
        template: the sections of every case description, in order; empty where nobody has said.
        attributes: what attributes of cases are called, where somebody has said.
    """

    id: str
    title: str
    language: str
    coders: tuple[Coder, ...] = ()
    main_coder: str = ""
    notice: Mapping[str, str] = field(default_factory=dict)
    blind: bool = False
    template: tuple[TemplateSection, ...] = ()
    attributes: tuple[AttributeName, ...] = ()

    @property
    def notice_shown(self) -> str:
        """The notice in the study's language, else the one without a language, else any; or nothing."""
        return notice_in(self.notice, self.language, self.language)


def notice_in(notice: Mapping[str, str], language: str, own: str) -> str:
    """A notice in a language, else in the study's own, else the one without a language, else any; or nothing."""
    said = (notice.get(each) for each in (language, own, ""))
    return next(filter(None, said), "") or next(iter(notice.values()), "")


@dataclass(frozen=True, slots=True)
class Case:
    """One unit of comparison.

    Attributes:
        notice: by language, what must be said wherever its description is shown.
    """

    id: str
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    respondent: str = ""
    notice: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name that opens a turn; an interviewer is one that has a coder.

    Attributes:
        consent: what may be made of the words: `quote`, `paraphrase` or `none`; empty where nobody has said.
    """

    name: str
    coder: str = ""
    role: str = ""
    consent: Consent = ""

    @property
    def is_interviewer(self) -> bool:
        """Whether this speaker's words count neither as an informant's nor in the share coded."""
        return bool(self.coder)


@dataclass(frozen=True, slots=True)
class Source:
    """One text that is coded.

    Attributes:
        id: `<case>/<name>`, or `open-answers/<question>`.
        case: slug of its case, empty for open answers.
        file: path relative to the study folder.
        body: everything after the front matter, line ends as `\\n`.
        hash: blake2b of the body (16 bytes, hex): what codings name as `text`.
        session: name of the meeting it has notes of; sources of one case and one session are notes of the same
            meeting by several note-takers.
        notes_by: the coder, or whoever else, who took the notes.
    """

    id: str
    case: str
    kind: Kind
    file: str
    body: str
    hash: str
    speakers: tuple[Speaker, ...] = ()
    title: str = ""
    date: str = ""
    mode: str = ""
    question: str = ""
    notice: str = ""
    session: str = ""
    notes_by: str = ""

    @property
    def name(self) -> str:
        """The source's own slug, without its case."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one span of one source by one coder.

    Attributes:
        code: the code's path as the file has it; a former path is looked up through the codebook.
        at: (start, end), code points into the body, end exclusive; None when the words were lost.
        quote: the words of the span when it was made or last looked at.
        before, after: up to 32 characters of context.
        origin: empty when made by hand, else `suggestion`, `import` or `search`.
    """

    id: str
    source: str
    coder: str
    code: str
    at: tuple[int, int] | None
    quote: str
    before: str = ""
    after: str = ""
    created: str = ""
    memo: str = ""
    key: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A named idea of the codebook, as one flat record; the tree is in `parent` and `rank`.

    Attributes:
        id: never changes.
        parent: id of the code above, empty at the top.
        rank: place among its siblings.
        code: slug; the path is the slugs from the top joined by `/`.
        name: by language; a plain name stands under the empty language.
        was: former paths, also those of codes merged into this one.
        retired: kept with its codings, and not offered for new ones.
        split: ids of the codes it is being split into; empty when it is not.
        forms, not_forms: word forms that somebody has approved or refused for its keywords, in lower case.
    """

    id: str
    parent: str
    rank: int
    code: str
    name: Mapping[str, str]
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    color: str = ""
    tag: str = ""
    keywords: tuple[str, ...] = ()
    survey: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    retired: bool = False
    split: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    not_forms: tuple[str, ...] = ()
