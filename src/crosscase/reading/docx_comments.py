"""The comments of a Word file: who, when, on which words, and which of them answer others."""

from __future__ import annotations

from crosscase.reading.docx_found import Found, plain_words, signed
from crosscase.reading.docx_package import W14, W15, Package, W
from crosscase.reading.docx_parts import Remark
from crosscase.reading.flow import inked


def remarks_of(package: Package, found: Found, body: str) -> tuple[Remark, ...]:
    """All comments in the order of their places; an answer comes after what it answers.

    Args:
        found: with the marks of the comments, which hold their offsets into the body.
    """
    root = package.one("comments")
    if root is None:
        return ()
    answers, done = _threads(package)
    remarks: dict[str, Remark] = {}
    last_paragraphs: dict[str, str] = {}
    for comment in root.iterchildren(W + "comment"):
        name = comment.get(W + "id", "")
        if name in remarks:
            continue
        paragraphs = [one.get(W14 + "paraId", "") for one in comment.iter(W + "p")]
        last = paragraphs[-1] if paragraphs else ""
        if last:  # older programs give paragraphs no names, and then none answers another
            last_paragraphs.setdefault(last, name)
        start, end, anchored = _place(name, found, body)
        remarks[name] = Remark(
            name,
            *signed(comment),
            plain_words(comment),
            start,
            end,
            anchored,
            answers.get(last, ""),
            last in done,
        )
    threaded = {name: _answering(remark, last_paragraphs, remarks) for name, remark in remarks.items()}
    order = {name: place for place, name in enumerate(threaded)}
    return tuple(sorted(threaded.values(), key=lambda remark: _order(remark, threaded, order)))


def _place(name: str, found: Found, body: str) -> tuple[int, int, bool]:
    start, end = found.starts.get(name), found.ends.get(name)
    point = found.references.get(name)
    if start is not None and (last := end or point) is not None:
        return *inked(body, start.offset, last.offset), True
    if point is not None:
        return point.offset, point.offset, True
    return 0, 0, False


def _threads(package: Package) -> tuple[dict[str, str], set[str]]:
    """By the id of a comment's last paragraph: that of the one it answers; and those that are settled."""
    answers: dict[str, str] = {}
    done: set[str] = set()
    for root in package.related("commentsExtended"):
        for one in root.iterchildren(W15 + "commentEx"):
            name = one.get(W15 + "paraId", "")
            if above := one.get(W15 + "paraIdParent", ""):
                answers[name] = above
            if one.get(W15 + "done") in ("1", "true"):
                done.add(name)
    return answers, done


def _answering(remark: Remark, by_paragraph: dict[str, str], remarks: dict[str, Remark]) -> Remark:
    """A remark with the id of the one it answers, and its place where it has none of its own."""
    above = remarks.get(by_paragraph.get(remark.answers, ""))
    if above is None or above.id == remark.id:
        return Remark(
            remark.id, remark.author, remark.date, remark.text, remark.start, remark.end, remark.anchored,
            "", remark.done,
        )  # fmt: skip
    place = remark if remark.anchored else above
    return Remark(
        remark.id, remark.author, remark.date, remark.text, place.start, place.end, place.anchored,
        above.id, remark.done,
    )  # fmt: skip


def _order(remark: Remark, remarks: dict[str, Remark], order: dict[str, int]) -> tuple[int, int, int]:
    """Where a remark stands: with the one it answers, in the order of the file."""
    above = remarks.get(remark.answers, remark)
    return above.start, order[above.id], 0 if above is remark else 1 + order[remark.id]
