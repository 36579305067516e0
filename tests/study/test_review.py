"""What wants a look after a text was edited, where its words stood, and what deciding on it writes."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from crosscase.study import review
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.review_places import about, near, stood
from studies import BODY, CODINGS, Coded, contents, make_study, text_hash

SOURCE = "alta/fokusgruppe"
SCHOOLS = "Skolene melder om rasistiske utsagn hver uke."
CAPACITY = "mangel på ressurser for å prioritere tiltak"
OTHERS = "Det er mangel på ressurser for å prioritere tiltak."
KNOWLEDGE = "mangler vi kunnskap"


def edit(folder: Path, *replaced: tuple[str, str], source: str = SOURCE) -> str:
    """Edit a text as another program would; gives the new body."""
    file = folder / "interviews" / f"{source}.md"
    text = file.read_text(encoding="utf-8")
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return text.split("---\n", 2)[2]


CHANGED = ("mangel på ressurser for å", "mangel på folk for å")
LOST = (f"\nI2: {SCHOOLS}", "")
PUSHED = ("# Utfordringsbildet\n", "# Utfordringsbildet\n\nTakk for sist.\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small study that was open once, so that its texts are known."""
    made = make_study(tmp_path / "study")
    open_folder(made)
    return made


def by_quote(study: Study, coder: str = "koder-a") -> dict[str, review.Look]:
    return {look.coding.quote: look for look in review.looks(study, coder)}


def on_disk(folder: Path, coder: str = "koder-a") -> dict[str, dict]:
    file = folder / f"codings/{SOURCE}/{coder}.yaml"
    return {record["quote"]: record for record in yaml.safe_load(file.read_text(encoding="utf-8"))["codings"]}


def test_nothing_wants_a_look_where_no_text_was_edited(folder: Path) -> None:
    study = open_folder(folder, "koder-a")
    assert review.looks(study, "koder-a") == ()
    assert review.waiting(study) == 0
    assert list(review.anchored(study)) == []
    assert {each.status for each in review.anchored(study, everything=True)} == {"unmoved"}


def test_every_coding_of_an_edited_text_is_told_with_its_old_and_its_new_place(folder: Path) -> None:
    body = edit(folder, PUSHED, CHANGED, LOST)
    study = open_folder(folder, "koder-a")
    told = {(each.coding.coder, each.coding.quote): each for each in review.anchored(study)}
    assert {key: each.status for key, each in told.items()} == {
        ("koder-a", SCHOOLS): "lost",
        ("koder-a", CAPACITY): "changed",
        ("koder-a", KNOWLEDGE): "moved",
        ("koder-b", OTHERS): "changed",
    }
    for (_, quote), each in told.items():
        start = BODY.index(quote)
        assert each.old == (start, start + len(quote))
    new = told["koder-a", CAPACITY].new
    assert new is not None
    assert body[slice(*new)] == "mangel på folk for å prioritere tiltak"
    assert told["koder-a", SCHOOLS].new is None
    moved = told["koder-a", KNOWLEDGE].new
    assert moved is not None
    assert body[slice(*moved)] == KNOWLEDGE
    assert [each.coding.coder for each in review.anchored(study, coders=["koder-b"])] == ["koder-b"]
    assert list(review.anchored(study, sources=["skien/plan"])) == []


def test_the_changed_and_the_lost_want_a_look_ones_own_first(folder: Path) -> None:
    edit(folder, CHANGED, LOST)
    study = open_folder(folder)
    for coder, first in (("koder-a", CAPACITY), ("koder-b", OTHERS)):
        found = review.looks(study, coder)
        assert len(found) == 3
        assert [look.mine for look in found] == sorted((look.mine for look in found), reverse=True)
        assert found[0].coding.quote == first
        assert all(look.mine == (look.coding.coder == coder) for look in found)
    assert [look.mine for look in review.looks(study, "")] == [False, False, False]
    assert (review.waiting(study), review.waiting(study, "koder-a"), review.waiting(study, "koder-b")) == (
        3,
        2,
        1,
    )
    lost = by_quote(study)[SCHOOLS]
    assert review.waiting(study, "koder-a", {lost.key}) == 1


def test_the_codings_of_a_text_that_is_gone_are_left_out(folder: Path) -> None:
    edit(folder, CHANGED)
    study = open_folder(folder, "koder-a")
    (folder / f"interviews/{SOURCE}.md").unlink()
    study = open_folder(folder, "koder-a")
    assert review.looks(study, "koder-a") == ()
    assert review.waiting(study) == 0
    assert list(review.anchored(study, everything=True)) == []


# deciding


def test_keeping_a_changed_coding_takes_the_words_as_they_are_now(folder: Path) -> None:
    body = edit(folder, CHANGED)
    study = open_folder(folder, "koder-a")
    study.apply(review.keep(study, by_quote(study)[CAPACITY].coding))
    [record] = [r for r in on_disk(folder).values() if r["code"] == "barriers/capacity"]
    assert record["quote"] == body[slice(*record["at"])] == "mangel på folk for å prioritere tiltak"
    assert review.waiting(open_folder(folder), "koder-a") == 0


def test_keeping_a_lost_coding_keeps_its_quote_and_writes_no_place(folder: Path) -> None:
    edit(folder, LOST)
    before = contents(folder)
    study = open_folder(folder, "koder-a")
    study.apply(review.keep(study, by_quote(study)[SCHOOLS].coding))
    record = on_disk(folder)[SCHOOLS]
    assert "at" not in record
    assert record["key"] == "true" or record["key"] is True
    again = open_folder(folder, "koder-a")
    assert by_quote(again)[SCHOOLS].status == "lost"
    assert by_quote(again)[SCHOOLS].old is None
    study.undo()
    assert contents(folder) == before


def test_a_coding_is_placed_on_other_words_and_back_to_the_byte(folder: Path) -> None:
    body = edit(folder, LOST)
    before = contents(folder)
    study = open_folder(folder, "koder-a")
    words = "Vi merker det mest på nettet."
    start = body.index(words)
    study.apply(review.put(study, by_quote(study)[SCHOOLS].coding, (start, start + len(words))))
    assert on_disk(folder)[words]["at"] == [start, start + len(words)]
    assert SCHOOLS not in on_disk(folder)
    assert review.looks(study, "koder-a") == ()
    study.undo()
    assert contents(folder) == before
    assert set(by_quote(study)) == {SCHOOLS}


def test_a_coding_is_placed_on_words_that_have_another_code_and_not_outside_the_text(folder: Path) -> None:
    body = edit(folder, LOST)
    study = open_folder(folder, "koder-a")
    lost = by_quote(study)[SCHOOLS].coding
    start = body.index(CAPACITY)
    with pytest.raises(StudyError, match="not in the text"):
        review.put(study, lost, (start, len(body) + 1))
    study.apply(review.put(study, lost, (start, start + len(CAPACITY))))
    placed = [c for c in study.codings(SOURCE, ["koder-a"]) if c.at == (start, start + len(CAPACITY))]
    assert {c.code for c in placed} == {"challenges/schools", "barriers/capacity"}


def test_words_that_have_the_code_already_are_refused(tmp_path: Path) -> None:
    first, second = Coded("barriers/capacity", CAPACITY), Coded("barriers/capacity", SCHOOLS)
    folder = make_study(tmp_path / "study", codings={(SOURCE, "koder-a"): [first, second]})
    open_folder(folder)
    edit(folder, LOST)
    study = open_folder(folder, "koder-a")
    [there] = [c for c in study.codings(SOURCE) if c.quote == CAPACITY]
    assert there.at is not None
    with pytest.raises(StudyError, match="have the code barriers/capacity already"):
        review.put(study, by_quote(study)[SCHOOLS].coding, there.at)


def test_a_dropped_coding_is_gone_and_nothing_else(folder: Path) -> None:
    edit(folder, CHANGED, LOST)
    study = open_folder(folder, "koder-a")
    study.apply(review.drop(study, by_quote(study)[SCHOOLS].coding))
    assert set(on_disk(folder)) == {CAPACITY, KNOWLEDGE}


def test_another_coders_coding_is_not_decided_on(folder: Path) -> None:
    edit(folder, CHANGED)
    study = open_folder(folder, "koder-a")
    before = contents(folder)
    with pytest.raises(StudyError, match="belongs to koder-b"):
        study.apply(review.keep(study, by_quote(study)[OTHERS].coding))
    assert contents(folder) == before


def test_new_places_are_written_for_one_coder_in_one_step_that_undo_takes_back(folder: Path) -> None:
    body = edit(folder, PUSHED, CHANGED, LOST)
    before = contents(folder)
    study = open_folder(folder, "koder-a")
    written = review.write_places(study, "koder-a")
    assert written is not None
    study.apply(written)
    now = contents(folder)
    assert {file for file in now if now[file] != before.get(file)} == {f"codings/{SOURCE}/koder-a.yaml"}
    records = on_disk(folder)
    assert f"text: {text_hash(body)}" in (folder / f"codings/{SOURCE}/koder-a.yaml").read_text(
        encoding="utf-8"
    )
    assert body[slice(*records[KNOWLEDGE]["at"])] == KNOWLEDGE
    assert body[slice(*records[CAPACITY]["at"])] == "mangel på folk for å prioritere tiltak"
    assert "at" not in records[SCHOOLS]
    assert review.write_places(study, "koder-a") is None
    assert {look.coding.quote for look in review.looks(study, "koder-a") if look.mine} == {CAPACITY, SCHOOLS}
    study.undo()
    assert contents(folder) == before


# where words stood, and where they could stand


def test_the_former_text_is_shown_also_after_the_file_was_written_for_the_new_one(folder: Path) -> None:
    edit(folder, PUSHED, CHANGED, LOST)
    study = open_folder(folder, "koder-a")
    fresh = {quote: stood(study, look) for quote, look in by_quote(study).items()}
    written = review.write_places(study, "koder-a")
    assert written is not None
    study.apply(written)
    for found in (fresh, {quote: stood(study, look) for quote, look in by_quote(study).items()}):
        for quote in (CAPACITY, SCHOOLS):
            was = found[quote]
            assert was is not None
            assert (was.body, was.start, was.end) == (BODY, BODY.index(quote), BODY.index(quote) + len(quote))


def test_where_no_former_text_is_known_nothing_is_made_up(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "study")
    edit(folder, CHANGED)
    study = open_folder(folder, "koder-a")
    look = by_quote(study)[CAPACITY]
    assert stood(study, look) is None
    assert look.coding.at is not None
    assert about(study, look, None) == look.coding.at[0]


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ((" Det er sjelden noen sier det høyt.", ""), "Vi merker det mest på nettet."),
        (("Vi merker det mest på nettet. ", ""), "I1: "),
    ],
)
def test_lost_words_stood_between_what_stood_around_them(
    tmp_path: Path, gone: tuple[str, str], expected: str
) -> None:
    words = gone[0].strip()
    coded = {(SOURCE, "koder-a"): [Coded("challenges", words)]}
    folder = make_study(tmp_path / "study", codings=coded)
    open_folder(folder)
    body = edit(folder, PUSHED, gone)
    study = open_folder(folder, "koder-a")
    [look] = review.looks(study, "koder-a")
    assert look.status == "lost"
    offset = about(study, look, stood(study, look))
    assert abs(offset - (body.index(expected) + len(expected))) <= 1


def test_words_like_those_that_were_lost_are_offered_likest_first_and_apart(tmp_path: Path) -> None:
    quote = "Det er mangel på ressurser for å prioritere tiltak."
    rewritten = "Det finnes ikke midler. Vi kunne prioritert tiltak, men det er mangel på ressurser og vilje."
    folder = make_study(
        tmp_path / "study", codings={(SOURCE, "koder-a"): [Coded("barriers/capacity", quote)]}
    )
    open_folder(folder)
    body = edit(
        folder, (quote + " Vi er to stykker.", "Nei."), ("Det er sjelden noen sier det høyt.", rewritten)
    )
    study = open_folder(folder, "koder-a")
    [look] = review.looks(study, "koder-a")
    found = near(study, look)
    assert found
    assert [place.score for place in found] == sorted((place.score for place in found), reverse=True)
    assert "mangel på ressurser" in body[found[0].start : found[0].end]
    for place in found:
        assert 0 < place.score <= 1
        assert not (body[place.start - 1].isalnum() and body[place.start].isalnum())
        assert not (body[place.end - 1].isalnum() and body[place.end].isalnum())
    spans = sorted((place.start, place.end) for place in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_the_usual_study_is_as_these_tests_take_it() -> None:
    assert [coded.at for coded in CODINGS[SOURCE, "koder-a"]] == [SCHOOLS, CAPACITY, KNOWLEDGE]
