"""What the validation screen shows, with other programs and people at work beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.widgets import TextArea
from validation_host import (
    ANSWERS,
    DISPUTED,
    LARGE,
    MISSING,
    PROPOSED,
    RIGHT,
    ROUND,
    SILENT,
    SKIEN,
    SMALL,
    UNLIKE,
    Desk,
    desk,
    round_study,
)  # fmt: skip

from crosscase.casework.deciding import decide
from crosscase.casework.writing import reword
from crosscase.study.opening import open_folder
from crosscase.tui.cases.screen import CasesScreen
from crosscase.tui.validation.dialog import DecisionDialog
from crosscase.tui.validation.wording import CHOICE_WORDS
from studies import make_study, put
from validations import answer, put_round

BEFORE = "2099-01-14"
HOSTILE = "[/] [bold]x[/bold] [@click=app.quit]her[/] \x1b[31mrød\x07 👩‍👩‍👧 \u202e" + "lang" * 80


def later(at: Desk, late: Mapping[str, object]) -> None:
    """Another program takes in one more answer of I3."""
    answers = [each for each in ANSWERS if each["informant"] == "I3"]
    listed = "".join(f"  - {json.dumps(each)}\n" for each in (*answers, late))
    put(at.folder, f"{ROUND}/answers/alta/i3.yaml", f"answers:\n{listed}")


async def test_a_round_stands_whole_on_a_small_and_on_a_large_screen(tmp_path: Path) -> None:
    root = round_study(tmp_path / "study")
    for size in (SMALL, LARGE):
        async with desk(root, size) as at:
            await at.at(DISPUTED)
            assert at.line().startswith("Round 1 · due 2022-01-14 · 2 to decide on, 1 addition, 1 to place")
            grid = at.pane("informants").split("\n")
            assert grid[0] == "case I1 I2 I3 │ open"
            assert grid[1:3] == ["Alta P! P! P! │ 4", "Skien N! │ ·"]
            listed = at.pane("targets")
            assert "1.1 ✓ ✓·· Kommunen har" in listed
            assert "2.1 ! ✓✗≈ Skolene" in listed
            assert "3.2 · ··· Kommunen har" in listed
            await at.press("z")  # the whole screen for what was said
            told = at.pane("answers")
            assert "they do not agree: I1 correct; I2 wrong; I3 correct with changes" in told
            assert "I1 ✓ correct" in told
            assert "Nei, [det] er ikke hver uke." in told
            assert "[-uke-]{+måned+}" in told.replace("\n", " ").replace("│", "")
            await at.press("end")
            assert "¹ I2 · fokusgruppe · line 5" in at.pane("answers")
            assert "Skolene melder om rasistiske utsagn hver uke." in at.pane("answers")
            await at.press("z")


async def test_days_that_packets_were_given_of_their_own_stand_in_the_line_of_the_round(
    tmp_path: Path,
) -> None:
    root = round_study(tmp_path / "study", deadline=BEFORE)
    file = root / ROUND / "round.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace('"id": "skien/I1",', '"id": "skien/I1", "deadline": "2099-01-28",'), encoding="utf-8"
    )
    async with desk(root, SMALL) as at:
        assert at.line().startswith("Round 1 · due 2099-01-14 to 2099-01-28 · 4 open")
        await at.press("h", "down")
        assert "I1 in Skien · not answered · due 2099-01-28 · sent 2021-12-21 as docx" in at.said()


async def test_answers_of_several_stand_beside_each_other(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(DISPUTED)
        (row,) = [row for row in at.pane("answers").split("\n") if "I1 ✓" in row]
        assert row == "I1 ✓ correct │I2 ✗ wrong │I3 ≈ correct with changes"


async def test_no_answer_is_never_a_yes(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", deadline=BEFORE) as at:
        assert "Skien S │ ·" in at.pane("informants")  # the deadline has not passed
        await at.at(SILENT)
        assert "not answered" in at.pane("answers").split("\n")[0]
        assert "· I1, I2, I3 have not answered: that is no yes" in at.pane("answers")
        await at.press("s")
        assert "nobody has answered; ask again" in at.text()


async def test_who_has_opened_their_page_shows_as_soon_as_it_is_known(tmp_path: Path) -> None:
    opened: dict[tuple[int, str, str], str] = {}
    async with desk(tmp_path / "study", pages=lambda _root: dict(opened), deadline=BEFORE) as at:
        assert "Skien S │ ·" in at.pane("informants")
        opened[(1, "skien", "I1")] = "2022-01-05T09:00:00Z"
        at.screen.look_at_disk()
        await at.settled()
        assert "Skien O │ ·" in at.pane("informants")
        await at.at(SKIEN)
        await at.press("h", "home")
        assert "I1 in Skien · not answered · opened 2022-01-05 · sent 2021-12-21 as docx" in at.said()


async def test_a_reply_that_another_program_takes_in_is_shown_and_opens_a_decision_again(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(UNLIKE)
        await at.decide("s", "det stemmer")
        assert "3.1 ? ≈≈· Det mangler" in at.pane("targets")
        late = answer("late000001", "alta/I3", UNLIKE, "wrong", text="Nei!", answered="2022-01-20T12:00:00Z")
        later(at, late)
        new = answer("new0000001", "skien/I1", SKIEN, "correct")
        put(at.folder, f"{ROUND}/answers/skien/i1.yaml", f"answers:\n  - {json.dumps(new)}\n")
        at.app.poll()
        at.screen.look_at_disk()
        await at.settled()
        assert "Skien A │ ·" in at.pane("informants")
        assert "3.1 ! ≈≈✗ Det mangler" in at.pane("targets")
        assert "after the decision" in at.pane("answers")
        assert "! an answer came after it: decide again" in at.pane("answers")


async def test_an_answer_that_nobody_has_seen_is_not_heeded(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(UNLIKE)
        await at.press("s")
        late = answer("late000001", "alta/I3", UNLIKE, "wrong", text="Nei!")
        later(at, late)
        await at.type("det stemmer")
        await at.press("ctrl+s")
        assert at.decisions()[UNLIKE]["answers"] == ["unlike0001", "unlike0002"]
        assert "3.1 ! ≈≈✗ Det mangler" in at.pane("targets")  # the late answer wants a decision of its own


async def test_nobody_writes_over_what_somebody_else_decided_meanwhile(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(DISPUTED)
        await at.press("s")
        await at.type("mine ord")
        other = open_folder(at.folder, "koder-b")
        other.apply(decide(other, 1, DISPUTED, "withdraw", by="koder-b", on="2022-01-20", reason="deres ord"))
        await at.press("ctrl+s")
        assert "koder-b decided meanwhile: withdraw; Ctrl+S once more puts yours" in at.text()
        assert at.decisions()[DISPUTED]["by"] == "koder-b"
        await at.press("ctrl+s")
        assert (at.decisions()[DISPUTED]["by"], at.decisions()[DISPUTED]["reason"]) == ("koder-a", "mine ord")


async def test_a_statement_that_changed_since_is_shown_against_the_version_that_was_answered(
    tmp_path: Path,
) -> None:
    root = round_study(tmp_path / "study")
    study = open_folder(root, "koder-b")
    edit = reword(study, "alta", DISPUTED, "Skolene melder ofte om rasistiske utsagn.", by="koder-b")
    assert edit is not None
    study.apply(edit)
    async with desk(root) as at:
        await at.at(DISPUTED)
        told = at.pane("answers")
        assert "! it was sent as version 1, and is version 2 now" in told
        assert "Skolene melder {+ofte +}om rasistiske utsagn[- hver uke-]." in told
        assert "[-uke-]{+måned+}" in told.replace("\n", " ")  # against what was answered
        await at.press("a", "A")
        assert "it was sent as version 1" in " ".join(at.text().split())
        await at.press("y")
        assert at.written("utfordringer")[0]["text"]["nb"] == PROPOSED
        assert at.written("utfordringer")[0]["version"] == 3


async def test_words_proposed_in_english_are_compared_with_and_kept_as_english(tmp_path: Path) -> None:
    root = round_study(tmp_path / "study")
    file = root / ROUND / "statements.yaml"
    norwegian = '{"nb": "Skolene melder om rasistiske utsagn hver uke."}'
    text = file.read_text(encoding="utf-8")
    assert norwegian in text
    both = norwegian.replace("}", ', "en": "Schools report such words every week."}')
    file.write_text(text.replace(norwegian, both), encoding="utf-8")
    english = answer(
        "changes001", "alta/I3", DISPUTED, "changes", proposed="Schools report such words every month."
    )
    put(root, f"{ROUND}/answers/alta/i3.yaml", f"answers:\n  - {json.dumps(english)}\n")
    async with desk(root) as at:
        await at.at(DISPUTED)
        assert "[-week-]{+month+}" in at.pane("answers")
        await at.press("a")
        assert at.decisions()[DISPUTED]["text"] == {"en": "Schools report such words every month."}


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_hostile_texts_stand_as_they_are(tmp_path: Path, size: tuple[int, int]) -> None:
    hostile = [
        answer("hostile001", "alta/I1", DISPUTED, "wrong", text=HOSTILE, proposed=HOSTILE),
        answer("hostile002", "alta/I2", section="[/]", text=HOSTILE),
    ]
    async with desk(tmp_path / "study", size, answers=hostile) as at:
        await at.at(DISPUTED)
        assert "[/] [bold]x[/bold]" in at.pane("answers")
        assert not {"\x1b", "\x07", "\u202e"} & {*at.text()}
        await at.press("z", "z", "e")
        assert "[/] [bold]x[/bold] [@click=app.quit]" in at.text()
        await at.press("escape", "slash", "escape", "s", "escape")
        await at.at("hostile002")
        assert "what I2 finds missing" in at.said()
        assert "[/] [bold]x[/bold]" in at.pane("answers")
        await at.press("a", "ctrl+s", "A", "n", "question_mark", "escape")
        assert at.decisions()["hostile002"]["choice"] == "accept"


async def test_nothing_that_was_typed_is_lost_where_it_cannot_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(DISPUTED)
        await at.press("s")
        await at.type("lang begrunnelse")
        with monkeypatch.context() as patched:
            patched.setattr("crosscase.study.save.os.replace", _full)
            await at.press("ctrl+s")
        assert isinstance(at.app.screen, DecisionDialog)
        assert at.app.screen.query_one("#reason", TextArea).text == "lang begrunnelse"
        await at.press("ctrl+s")
        assert at.decisions()[DISPUTED]["reason"] == "lang begrunnelse"


def _full(*_paths: object, **_more: object) -> None:
    raise OSError(28, "No space left on device")


async def test_before_anything_was_sent_the_screen_says_how_and_its_keys_do_no_harm(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    async with desk(root, SMALL) as at:
        assert "Nothing was sent to the informants yet." in at.text()
        await at.press(
            "a",
            "e",
            "s",
            "x",
            "A",
            "m",
            "n",
            "N",
            "f",
            "slash",
            "c",
            "C",
            "R",
            "g",
            "L",
            "E",
            "enter",
            "h",
            "l",
        )
        assert at.app.place_shown is at.screen


async def test_the_case_screen_marks_what_was_disputed_and_an_applied_round_is_one_step_back(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study") as at:
        before = {path: path.read_bytes() for path in sorted(at.folder.glob("cases/*.yaml"))}
        await at.at(DISPUTED)
        await at.decide("s", "planen sier det")
        await at.at(UNLIKE)
        await at.decide("w", "for knapt")
        await at.at(MISSING)
        await at.press("a", "ctrl+s")
        await at.press("A", "y")
        await at.press("f7")
        place = at.app.place_shown
        assert isinstance(place, CasesScreen)
        shown = at.text()
        assert "? disputed in round 1" in shown
        assert "✓ round 1" in shown
        await at.press("f8", "u")
        assert {path: path.read_bytes() for path in before} == before
        assert at.decisions()[MISSING].get("applied", "") == ""


async def test_one_finds_back_to_the_place_one_left(tmp_path: Path) -> None:
    root = round_study(tmp_path / "study")
    put_round(
        root,
        2,
        ["alta/I1"],
        deadline=BEFORE,
        statements={RIGHT: (1, "Kommunen har arbeidet med dette lenge.")},
    )
    async with desk(root) as at:
        assert at.line().startswith("Round 2 of 2")
        await at.pick("R", "round 1")
        await at.at(UNLIKE)
        await at.press("f")
        at.app.session.save()
    async with desk(root) as at:
        assert at.line().startswith("Round 1 of 2")
        assert (at.screen.case, at.screen.targets.key) == ("alta", UNLIKE)
        assert "shown: to decide" in at.line()


async def test_what_an_earlier_round_said_stands_at_a_statement_that_was_sent_again(tmp_path: Path) -> None:
    root = round_study(tmp_path / "study")
    study = open_folder(root, "koder-a")
    study.apply(decide(study, 1, DISPUTED, "accept", by="koder-a", on="2022-01-20"))
    sent = {DISPUTED: (2, PROPOSED), SILENT: (1, "Kommunen har to stillinger.")}
    again = answer("again00001", "alta/I2", DISPUTED, "correct", version=2)
    put_round(root, 2, ["alta/I2", "alta/I3"], [again], deadline=BEFORE, statements=sent)
    for size in ((80, 50), LARGE):
        async with desk(root, size) as at:
            await at.at(DISPUTED)
            await at.press("z")
            told = at.pane("answers")
            first = told.split("\n")[1]
            # at the right of what is asked now where there is room, else below it
            assert first.startswith("As sent, version 2")
            assert ("│ Round 1: as sent" in first) == (size == LARGE)
            for words in ("Round 1: as sent", "I2 ✗ wrong", "accept · koder-a"):
                assert words in told
            assert "[-uke-]{+måned+}" in told
            await at.at(SILENT)
            assert "the same words" in at.pane("answers")


async def test_only_what_can_be_decided_is_offered(tmp_path: Path) -> None:
    some = ("give it other words", "it stands as it is", "it leaves the text", "ask again in the next round")
    offered = {UNLIKE: ("take the informant's words", *some), RIGHT: some, SILENT: some[-1:]}
    async with desk(tmp_path / "study") as at:
        for id, words in offered.items():
            await at.at(id)
            await at.press("enter")
            assert tuple(each for each in CHOICE_WORDS.values() if each in at.text()) == words
            await at.press("escape")


async def test_going_on_says_what_is_at_hand_and_not_what_was_done_before(tmp_path: Path) -> None:
    answers = (*ANSWERS, answer("skienwrong", "skien/I1", SKIEN, "wrong", text="Nei."))
    async with desk(tmp_path / "study", answers=answers) as at:
        await at.at(DISPUTED)
        await at.press("a")
        assert at.said().startswith("decided on alta 2.1: accept")
        await at.press("n")
        assert at.said().startswith("Alta · statement 3.1")
        await at.press("z", "n", "n", "n")  # alone on the screen the answers go along too, from case to case
        assert at.said().startswith("Skien · statement 3.1")
        assert "Kommunen skal ha én fast kontakt." in at.pane("answers")
