"""crosscase code: what it puts on disk, and what it refuses."""

from pathlib import Path

import pytest
import yaml

from studies import BODY, CODINGS, contents, make_study, span_of, text_hash

WORDS = "Det er sjelden noen sier det høyt."
START = BODY.index(WORDS)
PLACE = f"{START}:{START + len(WORDS)}"


def file_of(study: Path, coder: str) -> dict:
    return yaml.safe_load((study / f"codings/alta/fokusgruppe/{coder}.yaml").read_text(encoding="utf-8"))


def test_a_coding_is_on_disk_with_its_words_and_context(run, study: Path) -> None:
    done = run(
        "code", "alta/fokusgruppe", PLACE, "challenges", "--coder", "koder-b", "--memo", "Se I2.", where=study
    )
    assert (done.code, done.err) == (0, "")
    saved = file_of(study, "koder-b")
    assert saved["text"] == text_hash(BODY)
    [coding] = [one for one in saved["codings"] if one["code"] == "challenges"]
    assert coding["at"] == [START, START + len(WORDS)]
    assert coding["quote"] == WORDS
    assert coding["before"] == BODY[START - 32 : START]
    assert coding["after"] == BODY[START + len(WORDS) :][:32]
    assert coding["memo"] == "Se I2."
    assert coding["id"] in done.out
    assert len(saved["codings"]) == 2


def test_only_the_coders_own_file_changes(run, study: Path) -> None:
    before = contents(study)
    run("code", "alta/fokusgruppe", PLACE, "challenges", "--coder", "koder-b", where=study)
    after = contents(study)
    assert [file for file in after if after[file] != before.get(file)] == [
        "codings/alta/fokusgruppe/koder-b.yaml"
    ]


def test_a_coder_who_is_not_listed_may_code_and_check_notes_it(run, study: Path) -> None:
    assert run("code", "alta/fokusgruppe", PLACE, "barriers", "--coder", "ny-koder", where=study).code == 0
    assert [one["code"] for one in file_of(study, "ny-koder")["codings"]] == ["barriers"]
    assert "coder ny-koder is not listed" in run("check", where=study).out


@pytest.mark.parametrize("how", ["environment", "before the command", "remembered"])
def test_the_coder_may_be_said_elsewhere(run, study: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    words = ["code", "alta/fokusgruppe", PLACE, "barriers"]
    if how == "environment":
        monkeypatch.setenv("CROSSCASE_CODER", "koder-x")
    elif how == "before the command":
        words = ["--coder", "koder-x", *words]
    else:
        (study / ".crosscase").mkdir(exist_ok=True)
        (study / ".crosscase/me.yaml").write_text("coder: koder-x\n")
    assert run(*words, where=study).code == 0
    assert len(file_of(study, "koder-x")["codings"]) == 1


def test_a_former_path_is_written_as_the_present_one(run, study: Path) -> None:
    run("code", "alta/fokusgruppe", PLACE, "barriers/resources", "--coder", "koder-c", where=study)
    assert [one["code"] for one in file_of(study, "koder-c")["codings"]] == ["barriers/capacity"]


def test_a_letter_is_never_cut_in_two(run, tmp_path: Path) -> None:
    body = "I1: Takk 👩‍👩‍👧 for det.\n"
    study = make_study(tmp_path, sources={"alta/fokusgruppe": body})
    run("code", "alta/fokusgruppe", "10:11", "barriers", "--coder", "koder-c", where=study)
    [coding] = file_of(study, "koder-c")["codings"]
    assert coding["quote"] == "👩‍👩‍👧"


EXISTING = span_of(BODY, CODINGS["alta/fokusgruppe", "koder-a"][1])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["alta/fokusgruppe", PLACE, "barriers/capasity", "--coder", "koder-a"],
            "did you mean barriers/capacity?",
        ),
        (["alta/fokusgruppe", PLACE, "knowledg", "--coder", "koder-a"], "did you mean barriers/knowledge?"),
        (["alta/fokusgruppe", PLACE, "Kapasitet", "--coder", "koder-a"], "did you mean barriers/capacity?"),
        (["alta/fokusgruppe", PLACE, "zzz", "--coder", "koder-a"], "see crosscase codebook list"),
        (["alta/fokusgrupe", PLACE, "barriers", "--coder", "koder-a"], "did you mean alta/fokusgruppe?"),
        (["xyz", PLACE, "barriers", "--coder", "koder-a"], "see crosscase status"),
        (
            ["alta/fokusgruppe", f"0:{len(BODY) + 1}", "barriers", "--coder", "koder-a"],
            f"which has {len(BODY)}",
        ),
        (["alta/fokusgruppe", "9:9", "barriers", "--coder", "koder-a"], "START before END"),
        (["alta/fokusgruppe", "20:10", "barriers", "--coder", "koder-a"], "START before END"),
        (["alta/fokusgruppe", "5", "barriers", "--coder", "koder-a"], "give START:END"),
        (["alta/fokusgruppe", "a:b", "barriers", "--coder", "koder-a"], "give START:END"),
        (["alta/fokusgruppe", "-5:10", "barriers", "--coder", "koder-a"], "no such option"),
        (
            ["alta/fokusgruppe", PLACE, "barriers"],
            "who codes? give --coder NAME (one of koder-a, koder-b, or another)",
        ),
        (["alta/fokusgruppe", PLACE, "barriers", "--coder", "Kari"], "such as `kari`"),
        (["alta/fokusgruppe", PLACE, "barriers", "--coder", "../x"], "cannot be a coder's name"),
        (["alta/fokusgruppe", PLACE, "barriers", "--coder", "consensus"], "kept for agreed codings"),
        (
            ["alta/fokusgruppe", f"{EXISTING[0]}:{EXISTING[1]}", "barriers/capacity", "--coder", "koder-a"],
            "already",
        ),
    ],
)
def test_what_cannot_be_coded_is_refused_in_one_line(run, study: Path, words: list[str], said: str) -> None:
    before = contents(study)
    assert said in run("code", *words, where=study).refused()
    assert contents(study) == before


def test_nothing_is_written_over_a_codings_file_that_cannot_be_read(run, study: Path) -> None:
    (study / "codings/alta/fokusgruppe/koder-a.yaml").write_text("source: [\n")
    before = contents(study)
    said = run("code", "alta/fokusgruppe", PLACE, "barriers", "--coder", "koder-a", where=study).refused()
    assert "codings/alta/fokusgruppe/koder-a.yaml" in said
    assert contents(study) == before
