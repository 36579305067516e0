"""Base forms and the words beside hits in the search screen: what is found and shown, and who does the work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from search_host import LARGE, MIDDLE, desk

from crosscase.tui.picker import Picker
from studies import make_study

BODY = """# Skolene
Intervjuer: Hva gjør skolene?
I1: Skolene mangler rusomsorg. Barneskolen har helsesykepleier.
I2: I skolen snakker vi om rusomsorgen og [/] om kulturskolens plan.
I1: Vi lager planer, og planene ligger der. Kommunen har helsestasjon.
I2: Kommunen har mange tiltak, og kommunene rundt har flere.
"""
STUDY = {"sources": {"alta/fokusgruppe": BODY}, "codings": {}, "files": {}}


async def test_base_forms_are_found_with_their_likeness_and_the_words_beside_them_lead_to_hits(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study", LARGE, **STUDY) as at:
        await at.look("skole")
        await at.press("H")
        assert "[base forms]" in at.choices()
        assert [at.screen.hits.found.hits[place].words for place in range(len(at.hits()))] == [
            "Skolene", "skolene", "Skolene", "Barneskolen", "skolen", "kulturskolens",
        ]  # fmt: skip
        assert ["compound" in row for row in at.hits()] == [False, False, False, True, False, True]
        assert at.hits()[3].endswith("  compound  90")
        await at.press("down", "down", "down")
        assert "compound 90" in at.said()

        await at.press("b")
        assert isinstance(at.app.screen, Picker)
        assert "rusomsorg" in at.text()
        assert "likelihood ratio" in at.text()
        await at.type("rusomsorgen")
        await at.press("enter")
        assert [row[1:4] for row in at.hits()] == ["[ ]", "[ ]", "[x]", "[x]", "[x]", "[x]"]
        assert "beside “rusomsorg”, and no other" in at.said()
        assert at.screen.hits.place == 2


async def test_what_cannot_be_looked_for_or_counted_is_said(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", MIDDLE, **STUDY) as at:
        await at.press("escape", "H", "b")
        assert "no hits that words could stand beside" in at.said()
        await at.look("(*")
        assert "there is no word in `(*`; give some words" in at.summary()
        await at.look("stortinget")
        assert "no hits in 1 source" in at.summary()
        await at.look("helsesykepleier")
        await at.press("b")
        assert "no word stands beside the hits more often than chance has it" in at.said()


async def test_a_process_that_was_ended_is_started_anew_and_ends_with_the_screen(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", MIDDLE, **STUDY) as at:
        await at.press("escape", "H")
        await at.look("kommune")
        assert len(at.hits()) == 3
        process = at.screen.apart._process
        assert process is not None
        process.kill()
        await at.look("plan")
        assert len(at.hits()) == 3
        again = at.screen.apart._process
    assert again is not None
    assert again is not process
    assert again.poll() is not None


LOOKS = """
import asyncio, sys
from pathlib import Path
from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp

async def look():
    app = CrosscaseApp(open_folder(Path(sys.argv[1]), "koder-a"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f9", "escape", "H", "slash", *"skole")
        while app.place_shown.answer is None:
            await pilot.pause()
        print(len(app.place_shown.answer.hits))
        await pilot.press("escape", "b")
        await pilot.pause()
        await app.workers.wait_for_complete()
    print(*{name.partition(".")[0] for name in sys.modules} & {"simplemma", "spacy", "sklearn", "pandas"})

asyncio.run(look())
"""


def test_no_dictionary_and_no_language_model_is_ever_loaded_into_the_workbench(tmp_path: Path) -> None:
    study = make_study(tmp_path / "study", **STUDY)
    done = subprocess.run(
        [sys.executable, "-c", LOOKS, str(study)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout == "6\n\n"
