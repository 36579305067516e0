"""What a person may do to a study, by name, for tests that do any of it in any order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from other_program import with_new_code

from crosscase.study.code_edits import add_codes, new_code
from crosscase.study.code_merge import merge_codes
from crosscase.study.coding_edits import add_coding, remove_coding, set_code, set_key, set_memo, set_span
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.moving import rename_source
from crosscase.study.problems import StudyError
from crosscase.study.refactoring import move_code, remove_code, rename_code, retire_code, settle
from studies import BODY, CODINGS, codings_text, contents, make_study, put

NOTES = "alta/fokusgruppe"
PLAN = "skien/plan"
A = f"codings/{NOTES}/koder-a.yaml"
THEIRS = f"codings/{PLAN}/koder-b.yaml"
BOOK = """# Kodene, skrevet for hånd
codes:
- {id: c000000001, code: barriers, name: Barrierer, children: [
    {id: c000000002, code: capacity, name: {nb: Kapasitet}, was: [barriers/resources]},   # mye brukt
    {id: c000000003, code: knowledge, name: {nb: 'Kunnskap'}} ]}
- id: c000000004
  code: challenges   # det de møter
  name: Utfordringer

  children:
    - {code: schools, id: c000000005, name: Skolen}
"""

Steps = list[tuple[str, int, int, str]]
Act = Callable[[Study, int, int, str], Edit | None]


def hand_written(folder: Path) -> Path:
    """A study whose files no program has written: comments, flow style, former paths, CRLF."""
    make_study(folder, codebook=BOOK)
    for coder in ("koder-a", "koder-b"):
        text = codings_text(NOTES, coder, BODY, CODINGS[NOTES, coder])
        text = text.replace("barriers/capacity", "barriers/resources").replace(
            "codings:\n", "codings: # mine\n\n"
        )
        put(folder, f"codings/{NOTES}/{coder}.yaml", f"# {coder}\n{text}")
    notes = (folder / f"interviews/{NOTES}.md").read_bytes()
    put(folder, f"interviews/{NOTES}.md", notes.replace(b"\n", b"\r\n"))
    return folder


def chosen(study: Study, place: int) -> Any:
    own = [c for id in sorted(study.sources) for c in study.codings(id, ["koder-a"])]
    return own[place % len(own)] if own else None


def coded(study: Study, place: int) -> Code:
    codes = list(study.codebook)
    return codes[place % len(codes)]


def barrier(study: Study, place: int) -> Code:
    """A code of the part of the codebook that the other coder leaves alone."""
    book = study.codebook
    codes = [code for code in book if book.path(code).split("/")[0] != "challenges"]
    return codes[place % len(codes)]


def coding(study: Study, place: int, size: int, text: str) -> Edit:
    ids = sorted(study.sources)
    source = study.sources[ids[size % len(ids)]]
    start = place % (len(source.body) - 1)
    path = study.codebook.path(coded(study, size))
    return add_coding(source, "koder-a", path, (start, min(start + size, len(source.body))), memo=text)[0]


def change(study: Study, place: int, size: int, text: str) -> Edit | None:
    if (coding := chosen(study, place)) is None or coding.at is None:
        return None
    source = study.sources[coding.source]
    end = min(coding.at[0] + size, len(source.body))
    return [
        lambda: set_memo(coding, text),
        lambda: set_key(coding, not coding.key),
        lambda: set_span(coding, source, (coding.at[0], end)),
        lambda: set_code(coding, study.codebook.path(coded(study, size))),
        lambda: remove_coding(coding),
    ][size % 5]()


def words(study: Study, place: int, size: int, text: str) -> Edit:
    """Somebody corrects the notes in the workbench: what is coded there moves, or its words change."""
    [file] = [source.file for source in study.sources.values() if source.case == "alta"]
    before = (study.root / file).read_bytes().decode()
    at = before.rindex("---") + 5 + place % 300
    return Edit(
        "words", (Change(file, WHOLE, before, f"{before[:at]}{text or 'x'}{before[at + size % 9 :]}"),)
    )


def coded_new(study: Study, place: int, size: int, text: str) -> Edit | None:
    if NOTES not in study.sources:
        return None
    return with_new_code(study, "koder-a", f"Kode {place}", (place % 200, place % 200 + size))


ACTS: dict[str, Act] = {
    "code": coding,
    "change": change,
    "new": lambda s, place, size, text: add_codes(
        [new_code(s.codebook, f"Ny {place}", "nb", barrier(s, size))]
    ),
    "new and coded": coded_new,
    "rename": lambda s, place, size, text: rename_code(s.codebook, barrier(s, place), slug=f"k{size}"),
    "move": lambda s, place, size, text: move_code(
        s.codebook, barrier(s, place), barrier(s, size) if size % 3 else None
    ),
    "merge": lambda s, place, size, text: merge_codes(s, barrier(s, place), barrier(s, size)),
    "retire": lambda s, place, size, text: retire_code(s.codebook, barrier(s, place)),
    "remove": lambda s, place, size, text: remove_code(s, barrier(s, place)),
    "settle": lambda s, place, size, text: settle(s),
    "words": words,
    "rename source": lambda s, place, size, text: rename_source(
        s, next(source.id for source in s.sources.values() if source.case == "alta"), f"samtale-{size}"
    ),
}

texts = st.text("aæ😀\n\"': #", max_size=8)
steps = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 5000), st.integers(1, 60), texts), max_size=14
)


def done(study: Study, step: tuple[str, int, int, str]) -> bool:
    """Whether the step could be done; what is refused changes nothing."""
    before = contents(study.root)
    try:
        edit = ACTS[step[0]](study, *step[1:])
        if edit is None:
            return False
        study.apply(edit)
    except StudyError:
        assert contents(study.root) == before
        return False
    return True
