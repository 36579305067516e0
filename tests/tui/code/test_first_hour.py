"""What a coder trips over in the first hour: new codes, keys that stay, where keys reach, going on."""

from __future__ import annotations

from pathlib import Path

from code_host import CAPACITY, SCHOOLS, SOURCE, UNCODED, desk

from crosscase.tui.picker import LONGEST, Picker
from studies import BODY, Coded, codings_text


async def test_a_new_name_becomes_a_code_at_the_top_and_under_a_family_only_when_chosen(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(UNCODED)
        await at.press("c")
        await at.type("Frivillighet")
        await at.press("enter")
        assert at.coded(UNCODED) == ["frivillighet"]
        assert [code["code"] for code in at.codebook()["codes"]][-1] == "frivillighet"
        assert "new code frivillighet, coded" in at.said()
        await at.at("Vi merker")
        await at.press("c")
        await at.type("Penger")
        await at.press("down", "enter")
        assert len(at.coded("Vi merker det mest på nettet.")) == 1


async def test_names_joined_by_a_slash_make_the_family_too_and_undo_takes_all_back(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", (200, 60)) as at:
        before = (at.folder / "codebook/codebook.yaml").read_bytes()
        await at.at(UNCODED)
        await at.press("c")
        await at.type("Tid/Ubetalt tid")
        await at.press("enter")
        assert at.coded(UNCODED) == ["tid/ubetalt-tid"]
        family = at.codebook()["codes"][-1]
        assert (family["code"], [child["code"] for child in family["children"]]) == ("tid", ["ubetalt-tid"])
        assert "Ubetalt tid" in at.text()
        await at.press("u")
        assert at.coded(UNCODED) == []
        assert [code["code"] for code in at.codebook()["codes"]] == ["barriers", "challenges"]
        assert "Ubetalt" not in (at.folder / "codebook/codebook.yaml").read_text(encoding="utf-8")
        assert before


async def test_a_new_code_shows_also_where_its_family_was_folded(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", (200, 60)) as at:
        at.screen.query_one("#code-tree").focus()
        await at.press("home", "space", "escape")
        assert "Kapasitet" not in at.text()
        await at.at(UNCODED)
        await at.press("c")
        await at.type("barriers/Lange linjer")
        await at.press("enter")
        assert "Lange linjer" in at.text()


async def test_number_keys_are_the_same_after_reopening(tmp_path: Path) -> None:
    folder = tmp_path / "study"

    def keys(text: str) -> list[str]:
        return sorted(
            row[row.index("‹") :][:3] + row[:0] + name
            for row in text.split("\n")
            if "‹" in row
            for name in ("Kapasitet", "Kunnskap", "Utfordringer", "Skoler")
            if name in row
        )

    async with desk(folder, (200, 60)) as at:
        await at.at(UNCODED)
        await at.press("c")
        await at.type("utfordringer")
        await at.press("enter")
        await at.press("u")
        await at.at("Vi merker")
        await at.press("3")
        before = keys(at.text())
        at.app.session.save()
    async with desk(folder, (200, 60)) as at:
        assert keys(at.text()) == before
        assert len(before) >= 3


async def test_extending_stops_where_the_turn_ends(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("rasistiske utsagn")
        for key in ("right_square_bracket", "right_square_bracket"):
            await at.press(key)
        assert [c["quote"] for c in at.codings() if c["code"] == "challenges/schools"] == [SCHOOLS]
        assert "the turn ends here" in at.said()
        await at.press("left_curly_bracket")
        assert [c["quote"] for c in at.codings() if c["code"] == "challenges/schools"] == [SCHOOLS]


async def test_the_end_that_moved_can_be_read_in_the_status_line(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", (120, 40)) as at:
        await at.at("rasistiske utsagn")
        await at.press("left_square_bracket")
        assert at.said().rstrip("”").endswith("utsagn hver")


async def test_right_behind_the_last_letter_is_still_at_the_coding(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(UNCODED)
        await at.press("s", "2", "escape")
        assert at.selected == ""
        await at.press("asterisk")
        assert at.coding_of(UNCODED)["key"] is True


async def test_going_to_a_line_lands_on_its_words_behind_the_speaker(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("g", "5", "enter")
        assert at.body[at.view.head :].startswith("Skolene melder")
        await at.press("asterisk")
        assert "key" not in at.coding_of(SCHOOLS)


async def test_the_next_sentence_key_goes_on_after_a_coding_and_extends_before_one(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("Vi merker")
        await at.press("s", "1", "s")
        assert at.selected == UNCODED
        await at.press("2", "s", "s")
        assert at.selected.startswith("Skolene melder")
        assert at.selected.endswith("# Barrierer") or "\n" in at.selected
        assert at.coded("Vi merker det mest på nettet.") == ["barriers/knowledge"]
        assert at.coded(UNCODED) == ["barriers/capacity"]


async def test_edited_words_are_accepted_by_one_key_and_the_flag_goes(tmp_path: Path) -> None:
    changed = BODY.replace("rasistiske utsagn hver uke", "rasistiske ytringer hver uke")
    written = codings_text(SOURCE, "koder-a", BODY, [Coded("challenges/schools", SCHOOLS)])
    files = {f"codings/{SOURCE}/koder-a.yaml": written}
    async with desk(tmp_path / "study", sources={SOURCE: changed}, codings={}, files=files) as at:
        await at.at("Skolene")
        assert "words differ" in at.pane()
        await at.press("e")
        assert "words differ" not in at.pane()
        [coding] = at.codings()
        assert coding["quote"] == "Skolene melder om rasistiske ytringer hver uke."
        await at.press("u")
        assert "words differ" in at.pane()
        assert [c["quote"] for c in at.codings()] == [SCHOOLS]


async def test_escape_takes_the_marks_of_a_search_away(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("slash")
        await at.type("ressurser")
        await at.press("enter")
        assert "“ressurser” 1 of 1" in at.said()
        await at.press("escape")
        assert at.selected == ""
        await at.press("escape")
        assert "ressurser" not in at.said()


async def test_a_message_goes_when_one_goes_on(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(CAPACITY)
        await at.press("u")
        assert "nothing to undo" in at.said()
        await at.press("s")
        assert "characters" in at.said()
        assert "nothing to undo" not in at.said()


async def test_a_long_paste_into_the_picker_is_cut(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("c")
        assert isinstance(at.app.screen, Picker)
        field = at.app.screen.query_one("Input")
        field.post_message(__import__("textual.events", fromlist=["Paste"]).Paste("æ" * 5000))
        await at.settled()
        assert len(field.value) <= LONGEST  # type: ignore[attr-defined]


async def test_a_study_without_codes_says_how_to_make_one(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", codebook="codes: []\n", codings={}) as at:
        assert "no codes yet" in at.text()
        await at.press("c")
        assert "type a name, Enter makes it" in at.text()
        await at.type("Kapasitet")
        await at.press("enter")
        assert [code["code"] for code in at.codebook()["codes"]] == ["kapasitet"]


def test_two_codes_that_fold_to_one_slug_stay_apart() -> None:
    from crosscase.study.code_edits import new_chain
    from crosscase.study.codebook import Codebook

    book, [first] = new_chain(Codebook(), ["القاهرة"], "ar")
    book, [second] = new_chain(book, ["القدس"], "ar")
    assert first.code != second.code
    assert len(book) == 2
