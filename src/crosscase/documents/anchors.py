"""Where links of a document lead: each anchor gets one name that files can hold, at the first thing that has it."""

from __future__ import annotations

from urllib.parse import quote

from crosscase.documents.escaping import safe_names
from crosscase.documents.values import Contents, Document, FileLink, Heading


class Anchors:
    """The names of a document's anchors, and which of them are placed."""

    def __init__(self, document: Document, joint: str = "-") -> None:
        """Name them; `joint` as of `safe_names`."""
        self._names = safe_names(document.anchors, joint)
        self._placed: set[str] = set()
        self._study = document.study

    def here(self, anchor: str) -> str:
        """The name to set here; empty where there is none, or it stands further up already."""
        name = self._names.get(anchor, "")
        if name in self._placed:
            return ""
        self._placed.add(name)
        return name

    def to(self, link: str) -> str:
        """The name that a link, `#anchor`, leads to; empty where it leads nowhere."""
        return self._names.get(link.removeprefix("#"), "") if link else ""

    def file(self, link: FileLink | None) -> str:
        """The way to a file of the study, relative and percent-encoded; empty where there is none to tell."""
        if link is None or self._study is None:
            return ""
        return f"{quote(self._study) or './'}{quote(link.path)}"


def listed(document: Document, contents: Contents) -> tuple[Heading, ...]:
    """The headings that a list of contents names: those with an anchor, down to its level or chosen; each anchor once."""
    found: dict[str, Heading] = {}
    for heading in document.headings:
        below = max(heading.level, 1) - contents.levels
        chosen = bool(contents.deeper) and below == 1 and heading.anchor.startswith(contents.deeper)
        if heading.anchor and (below <= 0 or chosen):
            found.setdefault(heading.anchor, heading)
    return tuple(found.values())
