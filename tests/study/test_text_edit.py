"""The text of a source with other words: what stands on disk afterwards, and after undo."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study.drafts import Draft, draft_file, draft_of, drop_draft, keep_draft, set_aside
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.text_edit import Moved, edit_text
from crosscase.study.tracking import Tracked, Tracker
from studies import BODY, make_study

SOURCE = "alta/fokusgruppe"
TEXT = f"interviews/{SOURCE}.md"
OWN = f"codings/{SOURCE}/koder-a.yaml"
OTHERS = f"codings/{SOURCE}/koder-b.yaml"


def typed(study: Study, *replacements: tuple[str, str]) -> Moved:
    """Replace words one after the other, as in an editor, and save."""
    begun = body = study.sources[SOURCE].body
    own = [c for c in study.codings(SOURCE, ["koder-a"]) if c.at is not None]
    tracker = Tracker.of(c.at for c in own if c.at is not None)
    for old, new in replacements:
        at = body.index(old) if old else 0
        body = body[:at] + new + body[at + len(old) :]
        tracker.replaced(at, old, new)
    spans = {c.id: span for c, span in zip(own, tracker.spans, strict=True)}
    edit, moved = edit_text(study, SOURCE, begun, body, spans)
    if edit is not None:
        study.apply(edit)
    return moved


def on_disk(root: Path, file: str) -> list[dict[str, object]]:
    return list(yaml.safe_load((root / file).read_text())["codings"])


def words_on_disk(root: Path, file: str) -> list[str]:
    body = (root / TEXT).read_text().split("---\n", 2)[2]
    return [body[slice(*coding["at"])] for coding in on_disk(root, file)]  # type: ignore[misc]


def test_what_is_written_before_the_codings_moves_them_on_disk_and_undo_gives_every_byte_back(
    tmp_path: Path,
) -> None:
    root = make_study(tmp_path / "s")
    before = {file: (root / file).read_bytes() for file in (TEXT, OWN, OTHERS)}
    quotes = [coding["quote"] for coding in on_disk(root, OWN)]
    study = open_folder(root, "koder-a")
    moved = typed(study, ("", "En innledning som ingen hadde.\n\n"))
    assert moved == Moved(3, 0, 0)
    assert "En innledning" in (root / TEXT).read_text()
    assert words_on_disk(root, OWN) == quotes
    assert (root / OTHERS).read_bytes() == before[OTHERS]  # nobody writes another coder's file
    [theirs] = study.codings(SOURCE, ["koder-b"])
    assert theirs.at is not None
    assert study.sources[SOURCE].body[slice(*theirs.at)] == theirs.quote
    study.undo()
    assert {file: (root / file).read_bytes() for file in before} == before


def test_words_changed_inside_a_coding_want_a_look_and_stay_coded(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s")
    study = open_folder(root, "koder-a")
    assert typed(study, ("ressurser", "resurser")) == Moved(2, 1, 0)
    assert "mangel på resurser for å prioritere tiltak" in words_on_disk(root, OWN)
    again = open_folder(root, "koder-a")
    [changed] = [c for c in again.codings(SOURCE, ["koder-a"]) if again.found(c) is not None]
    assert changed.quote == "mangel på ressurser for å prioritere tiltak"
    assert again.found(changed).status == "changed"  # type: ignore[union-attr]


def test_a_coding_whose_words_are_deleted_is_kept_as_lost(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s")
    study = open_folder(root, "koder-a")
    assert typed(study, ("Skolene melder om rasistiske utsagn hver uke.", "")) == Moved(2, 0, 1)
    [lost] = [c for c in on_disk(root, OWN) if "at" not in c]
    assert lost["quote"] == "Skolene melder om rasistiske utsagn hver uke."


def test_a_line_moved_by_cutting_and_pasting_keeps_its_coding(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s")
    study = open_folder(root, "koder-a")
    line = "I2: Skolene melder om rasistiske utsagn hver uke.\n"
    assert typed(study, (line, ""), ("", line)) == Moved(3, 0, 0)
    assert words_on_disk(root, OWN)[0] == "Skolene melder om rasistiske utsagn hver uke."


def test_a_text_that_another_program_changed_is_not_written_over(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s")
    study = open_folder(root, "koder-a")
    theirs = (root / TEXT).read_text().replace("to stykker", "tre stykker")
    (root / TEXT).write_text(theirs)
    with pytest.raises(StudyError, match="changed by another program meanwhile"):
        typed(study, ("", "Ny. "))
    assert (root / TEXT).read_text() == theirs


def test_words_begun_on_a_text_that_was_read_again_since_are_not_put_over_it(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s")
    study = open_folder(root, "koder-a")
    theirs = (root / TEXT).read_text().replace("to stykker", "tre stykker")
    (root / TEXT).write_text(theirs)
    study.refresh()
    with pytest.raises(StudyError, match="nothing was saved"):
        edit_text(study, SOURCE, BODY, "noe annet", {})


def test_a_body_that_would_be_read_as_front_matter_is_refused(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s", files={TEXT: "Bare tekst.\n"}, codings={})
    study = open_folder(root, "koder-a")
    with pytest.raises(StudyError, match="front matter"):
        edit_text(study, SOURCE, "Bare tekst.\n", "---\ncase: x\n---\nTekst.\n", {})
    assert (root / TEXT).read_text() == "Bare tekst.\n"


@pytest.mark.parametrize("body", ["Noe\rannet.\n", "Noe \ud800 annet.\n", "\ufeffNoe annet.\n"])
def test_signs_that_no_text_can_keep_are_refused_in_one_line(tmp_path: Path, body: str) -> None:
    root = make_study(tmp_path / "s", files={TEXT: "Bare tekst.\n"}, codings={})
    study = open_folder(root, "koder-a")
    with pytest.raises(StudyError, match="nothing was saved") as refused:
        edit_text(study, SOURCE, "Bare tekst.\n", body, {})
    assert "\n" not in str(refused.value)
    assert (root / TEXT).read_text() == "Bare tekst.\n"


def test_words_that_changed_in_an_edit_before_are_no_news_of_the_next(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s")
    study = open_folder(root, "koder-a")
    assert typed(study, ("ressurser", "resurser")) == Moved(2, 1, 0)
    assert typed(study, ("to stykker", "tre stykker")) == Moved(3, 0, 0)


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_whatever_is_typed_each_coding_on_disk_has_the_letters_that_are_left_of_it(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)
    root = make_study(tmp_path_factory.mktemp("s") / "s")
    study = open_folder(root, "koder-a")
    own = study.codings(SOURCE, ["koder-a"])
    body, origins = BODY, list(range(len(BODY)))
    tracker = Tracker.of(c.at for c in own if c.at is not None)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(body))
        count, new = chance.randint(0, 4), chance.choice(("", "x", "og ", "\n"))
        removed = body[at : at + count]
        body = body[:at] + new + body[at + count :]
        origins[at : at + count] = [-1] * len(new)
        tracker.replaced(at, removed, new)
    edit, _ = edit_text(study, SOURCE, BODY, body, dict(zip([c.id for c in own], tracker.spans, strict=True)))
    if edit is None:
        return
    study.apply(edit)
    records = {record["id"]: record for record in on_disk(root, OWN)}
    for coding in own:
        assert coding.at is not None
        left = [at for at, origin in enumerate(origins) if coding.at[0] <= origin < coding.at[1]]
        place = records[coding.id].get("at")
        if place is None:
            assert len(left) < coding.at[1] - coding.at[0]
            continue
        start, end = place  # type: ignore[misc]
        assert all(start <= at < end for at in left)


def test_a_draft_is_read_back_and_set_aside_as_plain_words(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s")
    draft = Draft(SOURCE, "0" * 32, "Uferdige ord, æøå \U0001f600\n", {("koder-a", "x"): Tracked(0, 3, True)})
    keep_draft(root, draft)
    assert draft_of(root, SOURCE) == draft
    file = set_aside(root, SOURCE)
    assert (root / file).read_text() == draft.text
    assert draft_of(root, SOURCE) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"source": "alta/fokusgruppe", "base": 1, "text": "x", "spans": []}',
     b'{"source": "alta/fokusgruppe", "base": "", "text": "x", "spans": [["a", "b", 0, 9, 0, 0]]}',
     b'{"source": "alta/fokusgruppe", "base": "", "text": "\\ud800", "spans": []}',
     b'{"source": "alta/fokusgruppe", "base": "", "text": "a\\rb", "spans": []}',
     b'{"source": "alta/fokusgruppe", "base": "", "text": "x", "spans": [["a", "b", 0, Infinity]]}'],
)  # fmt: skip
def test_a_draft_that_is_none_is_no_draft(tmp_path: Path, content: bytes) -> None:
    root = make_study(tmp_path / "s", files={draft_file(SOURCE): content})
    assert draft_of(root, SOURCE) is None
    drop_draft(root, SOURCE)
    drop_draft(root, SOURCE)
