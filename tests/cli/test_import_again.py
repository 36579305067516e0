"""Importing a file again: a new version of its source, its codings on their words, nothing lost."""

import json
import shutil
import unicodedata
from pathlib import Path

import pytest

from crosscase import open_study
from studies import contents, put

INTERVIEW = ("--case", "alta", "--kind", "interview")
TEXT = """Intervjuer: Hva er vanskelig?
I1: Vi har for lite tid. Det er mangel på folk.
I2: Skolene melder om det hver uke.

Intervjuer: Hva nå?
I1: Vi fortsetter som før. Det er ikke lett.
"""


def imported(run, study: Path, *words: str) -> list[dict]:
    done = run("import", *words, "--format", "json", where=study)
    assert done.code == 0, done
    return json.loads(done.out)


def body_of(study: Path, source: str = "alta/notat") -> str:
    return (study / f"interviews/{source}.md").read_text(encoding="utf-8").split("---\n", 2)[2]


def edit_in_study(study: Path, old: str, new: str) -> None:
    path = study / "interviews/alta/notat.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def quotes(study: Path) -> dict[str, tuple[str, str]]:
    """By coder: the words each coding of alta/notat stands on now, and its code."""
    opened = open_study(study)
    body = opened.sources["alta/notat"].body
    frame = opened.codings()
    return {
        row.coder: (body[int(row.start) : int(row.end)], row.code)
        for row in frame[frame.source == "alta/notat"].itertuples()
    }


@pytest.fixture
def coded(run, study: Path) -> Path:
    """A study with an imported note that two coders have coded."""
    put(study, "inn/notat.txt", TEXT)
    speakers = ("--speaker", "Intervjuer=coder:koder-a", "--speaker", "I1")
    imported(run, study, "inn/notat.txt", *INTERVIEW, *speakers)
    for coder, words in (("koder-a", "mangel på folk"), ("koder-b", "melder om det")):
        at = TEXT.index(words)
        run(
            "code",
            "alta/notat",
            f"{at}:{at + len(words)}",
            "barriers/capacity",
            "--coder",
            coder,
            where=study,
        )
    return study


def test_a_changed_file_is_an_edit_of_its_source_and_codings_stay_on_their_words(run, coded: Path) -> None:
    new = "# Tema\n\n" + TEXT.replace("for lite tid", "altfor lite tid").replace("melder", "sier fra")
    put(coded, "inn/notat.txt", new)
    before = contents(coded)
    [row] = imported(run, coded, "inn/notat.txt")
    assert (row["source"], row["outcome"]) == ("alta/notat", "updated: 1 coding kept, 1 changed, 0 lost")
    assert body_of(coded) == new
    assert quotes(coded)["koder-a"] == ("mangel på folk", "barriers/capacity")
    assert "om det" in quotes(coded)["koder-b"][0]
    after = contents(coded)
    # nobody's codings file was written, and the front matter is as it was
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {
        "interviews/alta/notat.md", "private/originals/index.yaml",
        "private/originals/alta/notat/notat-2.txt",
    }  # fmt: skip
    head = (coded / "interviews/alta/notat.md").read_text().partition("---\n# Tema")[0]
    assert head == before["interviews/alta/notat.md"].decode().partition("---\nIntervjuer: Hva")[0]


def test_undo_takes_a_new_version_back_to_the_byte(run, coded: Path) -> None:
    before = (coded / "interviews/alta/notat.md").read_bytes()
    put(coded, "inn/notat.txt", TEXT + "Mer.\n")
    imported(run, coded, "inn/notat.txt")
    assert run("undo", where=coded).code == 0
    assert (coded / "interviews/alta/notat.md").read_bytes() == before
    assert quotes(coded)["koder-a"][0] == "mangel på folk"
    [row] = imported(run, coded, "inn/notat.txt")
    assert row["outcome"].startswith("updated: 2 codings kept")


def test_what_was_edited_in_the_study_is_kept_beside_the_new_words(run, coded: Path) -> None:
    edit_in_study(coded, "mangel på folk", "stor mangel på folk")
    put(coded, "inn/notat.txt", TEXT.replace("Vi har for lite", "Vi har altfor lite"))
    done = run("import", "inn/notat.txt", where=coded)
    assert done.code == 0
    assert "inn/notat.txt: what was edited in alta/notat since was kept" in done.err
    assert body_of(coded) == TEXT.replace("Vi har for lite", "Vi har altfor lite").replace(
        "mangel på folk", "stor mangel på folk"
    )


def test_the_same_words_edited_on_both_sides_are_refused_and_replace_takes_the_files(
    run, coded: Path
) -> None:
    edit_in_study(coded, "for lite tid", "lite tid")
    put(coded, "inn/notat.txt", TEXT.replace("for lite tid", "altfor lite tid"))
    before = contents(coded)
    said = run("import", "inn/notat.txt", where=coded).refused()
    assert said == (
        "inn/notat.txt: “I1: Vi har lite tid.” was edited both in alta/notat and in the file; "
        "give --replace to take the file's words"
    )
    assert contents(coded) == before
    [row] = imported(run, coded, "inn/notat.txt", "--replace")
    assert row["outcome"] == "updated: 2 codings kept, 0 changed, 0 lost"
    assert body_of(coded) == TEXT.replace("for lite tid", "altfor lite tid")


def test_a_file_that_did_not_change_is_skipped_however_its_source_was_edited(run, coded: Path) -> None:
    edit_in_study(coded, "for lite tid", "lite tid")
    before = contents(coded)
    [row] = imported(run, coded, "inn/notat.txt", *INTERVIEW)
    assert (row["source"], row["outcome"]) == ("alta/notat", "there already, skipped")
    assert contents(coded) == before
    [row] = imported(run, coded, "inn/notat.txt", "--replace")
    assert body_of(coded) == TEXT


def test_the_text_as_imported_is_read_from_the_original_where_nothing_else_remembers_it(
    run, coded: Path
) -> None:
    edit_in_study(coded, "Det er ikke lett", "Det er vanskelig")
    shutil.rmtree(coded / ".crosscase")
    put(coded, "inn/notat.txt", "Først.\n\n" + TEXT)
    [row] = imported(run, coded, "inn/notat.txt")
    assert row["outcome"].startswith("updated")
    assert body_of(coded) == "Først.\n\n" + TEXT.replace("Det er ikke lett", "Det er vanskelig")
    # and the next version is joined on the ground of this one
    put(coded, "inn/notat.txt", "Først nå.\n\n" + TEXT)
    imported(run, coded, "inn/notat.txt")
    assert body_of(coded) == "Først nå.\n\n" + TEXT.replace("Det er ikke lett", "Det er vanskelig")


def test_another_file_of_the_name_is_a_new_version_only_where_it_is_like(run, coded: Path) -> None:
    put(coded, "fra-kari/notat.txt", TEXT.replace("hver uke", "hver eneste uke"))
    put(coded, "annet/notat.txt", "G1: En helt annen samtale om barnehager, budsjett og busser til byen.\n")
    rows = imported(run, coded, "fra-kari/notat.txt", "annet/notat.txt", *INTERVIEW)
    assert [(row["source"], row["outcome"].partition(":")[0]) for row in rows] == [
        ("alta/notat", "updated"), ("alta/notat-2", "new"),
    ]  # fmt: skip
    rows = imported(run, coded, "annet/notat.txt", *INTERVIEW)
    assert [(row["source"], row["outcome"]) for row in rows] == [("alta/notat-2", "there already, skipped")]


def test_a_file_of_the_name_in_another_case_is_another_source(run, coded: Path) -> None:
    put(coded, "inn/notat.txt", TEXT + "Mer.\n")
    [row] = imported(run, coded, "inn/notat.txt", "--case", "skien", "--kind", "interview")
    assert (row["source"], row["outcome"]) == ("skien/notat", "new")
    assert body_of(coded) == TEXT


def test_a_version_that_would_lose_most_codings_is_refused_unless_it_is_said_to_be_one(
    run, coded: Path
) -> None:
    put(coded, "inn/notat.txt", "Et ganske annet notat, som noen har lagt der det forrige lå.\n")
    before = contents(coded)
    said = run("import", "inn/notat.txt", *INTERVIEW, where=coded).refused()
    assert "came from a file of this name, and would keep 0 of its 2 codings; give --into alta/notat" in said
    assert contents(coded) == before
    [row] = imported(run, coded, "inn/notat.txt", "--into", "alta/notat")
    assert row["outcome"].startswith("updated: 0 codings kept, ")
    listed = json.loads(run("codings", "--source", "alta/notat", "--format", "json", where=coded).out)
    assert sorted(one["quote"] for one in listed) == ["mangel på folk", "melder om det"]


def test_into_names_the_source_whatever_the_file_is_called(run, coded: Path) -> None:
    put(coded, "rettet.txt", TEXT.replace("hver uke", "ofte"))
    [row] = imported(run, coded, "rettet.txt", "--into", "alta/notat")
    assert row["outcome"] == "updated: 2 codings kept, 0 changed, 0 lost"
    put(coded, "rettet.txt", TEXT.replace("hver uke", "sjelden"))
    [row] = imported(run, coded, "rettet.txt")  # it is known by its new name from now on
    assert (row["source"], body_of(coded)) == ("alta/notat", TEXT.replace("hver uke", "sjelden"))


def test_into_a_source_that_was_never_imported_takes_the_files_words_and_says_so(run, study: Path) -> None:
    put(study, "ny.txt", "Planen skal bidra til at alle kan delta i alt.\n")
    done = run("import", "ny.txt", "--into", "skien/plan", where=study)
    assert done.code == 0
    assert "skien/plan was not imported from a file here; it has the file's words now" in done.err
    assert body_of(study, "skien/plan") == "Planen skal bidra til at alle kan delta i alt.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ny.txt", "--into", "alta/nota"], "there is no source alta/nota; did you mean alta/notat?"),
        (["ny.txt", "inn/notat.txt", "--into", "alta/notat"], "--into is for one text"),
    ],
)
def test_wrong_use_of_into_is_one_line(run, coded: Path, words: list[str], said: str) -> None:
    put(coded, "ny.txt", "Ord.\n")
    before = contents(coded)
    assert said in run("import", *words, where=coded).refused()
    assert contents(coded) == before


def test_a_renamed_source_still_knows_its_file(run, coded: Path) -> None:
    run("source", "rename", "alta/notat", "samtale", where=coded)
    put(coded, "inn/notat.txt", TEXT + "Mer.\n")
    [row] = imported(run, coded, "inn/notat.txt")
    assert (row["source"], row["outcome"][:9]) == ("alta/samtale", "updated: ")


def test_every_version_of_a_file_is_kept(run, coded: Path) -> None:
    for more in ("En.\n", "To.\n"):
        put(coded, "inn/notat.txt", TEXT + more)
        imported(run, coded, "inn/notat.txt")
    folder = coded / "private/originals/alta/notat"
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert kept == {"notat.txt": TEXT, "notat-2.txt": TEXT + "En.\n", "notat-3.txt": TEXT + "To.\n"}


def test_a_source_that_cannot_be_read_is_never_written_over_by_a_new_version(run, coded: Path) -> None:
    broken = b"---\nkind: [\n---\nord\n"
    put(coded, "interviews/alta/notat.md", broken)
    put(coded, "inn/notat.txt", TEXT + "Mer.\n")
    [row] = imported(run, coded, "inn/notat.txt", *INTERVIEW)
    assert row["source"] == "alta/notat-2"
    assert (coded / "interviews/alta/notat.md").read_bytes() == broken


def test_choices_of_a_former_import_hold_for_the_next_version(run, study: Path) -> None:
    put(study, "n.txt", f"Tema en\n\n{TEXT}\nTema to\n\nI1: Ja.\nI2: Nei.\n")
    imported(run, study, "n.txt", *INTERVIEW, "--headings", "all")
    put(study, "n.txt", f"Tema en\n\n{TEXT}\nTema to\n\nI1: Ja da.\nI2: Nei.\n")
    [row] = imported(run, study, "n.txt")
    assert row["headings"] == 2
    assert "\n# Tema to\n\nI1: Ja da.\n" in body_of(study, "alta/n")
    assert body_of(study, "alta/n").startswith("# Tema en\n")


def test_open_answers_are_known_again_by_their_question(run, study: Path) -> None:
    put(study, "svar.csv", "nr;F4;F5\nR1;Vi mangler folk.;Ja\nR2;Vi mangler tid.;Nei\n")
    options = ("--column", "F4", "--column", "F5", "--respondent", "nr")
    rows = imported(run, study, "svar.csv", *options)
    assert [row["source"] for row in rows] == ["open-answers/f4", "open-answers/f5"]
    put(study, "svar.csv", "nr;F4;F5\nR1;Vi mangler folk.;Ja\nR2;Vi mangler tid og ro.;Nei\n")
    rows = imported(run, study, "svar.csv", *options)
    assert [(row["source"], row["outcome"]) for row in rows] == [
        ("open-answers/f4", "updated: no codings"), ("open-answers/f5", "there already, skipped"),
    ]  # fmt: skip
    assert unicodedata.is_normalized("NFC", body_of(study, "open-answers/f4"))
    assert "R2: Vi mangler tid og ro.\n" in body_of(study, "open-answers/f4")


def test_headings_that_were_accepted_stay_when_the_file_has_moved_to_another_folder(run, study: Path) -> None:
    text = f"Utfordringer\n\n{TEXT}"
    put(study, "inn/notat.txt", text)
    imported(run, study, "inn/notat.txt", *INTERVIEW, "--headings", "all")
    put(study, "flyttet/notat.txt", text.replace("hver uke", "hver dag"))
    again = imported(run, study, "flyttet/notat.txt", *INTERVIEW)
    assert [(one["source"], one["headings"]) for one in again] == [("alta/notat", 1)]
    assert body_of(study).startswith("# Utfordringer\n")
    assert "hver dag" in body_of(study)


def test_who_a_listed_speaker_is_stays_and_a_line_says_how_to_change_it(run, coded: Path) -> None:
    done = run(
        "import",
        "inn/notat.txt",
        "--speaker",
        "I1=rektor",
        "--speaker",
        "Intervjuer=coder:koder-a",
        where=coded,
    )
    assert "who I1 is stays as alta/notat has it; crosscase speaker set changes that" in done.err
    assert "who Intervjuer is" not in done.err
    assert "rektor" not in (coded / "interviews/alta/notat.md").read_text(encoding="utf-8")
