"""crosscase status."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from studies import BODY, CODINGS, Coded, make_study, put, span_of


def share_by_hand(lines: list[str], words: list[str]) -> float:
    """Characters of `lines` that lie in one of `words`, as a share: letter by letter."""
    coded = set()
    for passage in words:
        start = BODY.index(passage)
        coded.update(range(start, start + len(passage)))
    places = [place for line in lines for place in range(BODY.index(line), BODY.index(line) + len(line))]
    return sum(place in coded for place in places) / len(places)


INFORMANTS = [
    "Vi merker det mest på nettet. Det er sjelden noen sier det høyt.",
    "Skolene melder om rasistiske utsagn hver uke.",
    "Det er mangel på ressurser for å prioritere tiltak. Vi er to stykker.",
    "Ja. Og så mangler vi kunnskap om hva som virker.",
]


def sources(run, study: Path) -> dict[str, dict]:
    done = run("status", "--format", "json", where=study)
    assert (done.code, done.err) == (0, "")
    return {source["source"]: source for source in json.loads(done.out)["sources"]}


def test_each_source_has_its_words_codings_and_the_share_of_informants_words_that_is_coded(
    run, study: Path
) -> None:
    shown = sources(run, study)["alta/fokusgruppe"]
    assert shown["case"] == "alta"
    assert shown["kind"] == "focus-group"
    assert shown["words"] == len(BODY.split())
    assert shown["codings"] == {"koder-a": 3, "koder-b": 1}
    assert shown["counted"] == ["koder-a"]
    words = [coding.at for coding in CODINGS["alta/fokusgruppe", "koder-a"]]
    assert abs(shown["coded"] - share_by_hand(INFORMANTS, words)) < 0.0001
    assert sources(run, study)["skien/plan"]["coded"] == 0


def test_consensus_counts_first_then_the_main_coder_then_everybody(run, tmp_path: Path) -> None:
    one = [Coded("barriers", "Vi er to stykker")]
    study = make_study(
        tmp_path,
        sources=dict.fromkeys(("alta/a", "alta/b", "alta/c", "alta/d"), BODY),
        codings={
            ("alta/a", "consensus"): one, ("alta/a", "koder-a"): one,
            ("alta/b", "koder-a"): one, ("alta/b", "koder-b"): one,
            ("alta/c", "koder-b"): one, ("alta/c", "koder-c"): one,
        },
    )  # fmt: skip
    counted = {name: source["counted"] for name, source in sources(run, study).items()}
    assert counted == {
        "alta/a": ["consensus"],
        "alta/b": ["koder-a"],
        "alta/c": ["koder-b", "koder-c"],
        "alta/d": [],
    }


def test_the_table_begins_with_title_and_notice_and_ends_with_the_problems(
    run, study: Path, tmp_path: Path
) -> None:
    good = run("status", where=study)
    assert good.lines[0] == "En liten studie"
    assert good.lines[-1] == "no problems"
    bad = make_study(
        tmp_path / "bad", title="[/] og [bold]", notice="Konstruert.", files={"cases/skien.yaml": "name: ["}
    )
    lines = run("status", where=bad).lines
    assert lines[:2] == ["[/] og [bold]", "Konstruert."]
    assert lines[-1] == "1 problem: see crosscase check"
    assert any("alta/fokusgruppe" in line for line in lines)


def test_a_sources_id_is_whole_in_a_narrow_terminal(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "kristiansand/strategi-for-likestilling"
    study = make_study(
        tmp_path, sources={name: BODY}, codings={(name, "koder-a"): [Coded("barriers", "nettet")]}
    )
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    [line] = [line for line in run("status", where=study).lines if line.startswith("kris")]
    assert line.split()[0] == name
    assert len(line) <= 80


def test_csv_has_one_row_a_source_and_percent_only_where_people_read(run, study: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("status", "--format", "csv", where=study).out)))
    assert [row["source"] for row in rows] == ["alta/fokusgruppe", "skien/plan"]
    assert rows[0]["codings"] == "koder-a 3, koder-b 1"
    assert 0 < float(rows[0]["coded"]) < 1


def test_a_study_with_nothing_in_it_says_how_to_begin(run, tmp_path: Path) -> None:
    run("init", str(tmp_path / "ny"))
    done = run("status", where=tmp_path / "ny")
    assert done.code == 0
    assert "crosscase import FILE..." in done.out


def test_a_case_without_sources_is_named(run, tmp_path: Path) -> None:
    study = make_study(tmp_path, sources={"alta/fokusgruppe": BODY})
    assert "without sources: skien" in run("status", where=study).lines


def test_a_coding_whose_words_are_lost_does_not_count_as_coded(run, study: Path) -> None:
    source = study / "interviews/alta/fokusgruppe.md"
    text = source.read_text()
    source.write_text(text.replace("I2: Skolene melder om rasistiske utsagn hver uke.\n", ""))
    before = span_of(BODY, CODINGS["alta/fokusgruppe", "koder-a"][0])
    assert before[0] > 0
    shown = sources(run, study)["alta/fokusgruppe"]
    assert shown["codings"]["koder-a"] == 3
    left = [coding.at for coding in CODINGS["alta/fokusgruppe", "koder-a"][1:]]
    assert abs(shown["coded"] - share_by_hand([INFORMANTS[0], *INFORMANTS[2:]], left)) < 0.0001


def test_an_unreadable_source_hides_no_other(run, study: Path) -> None:
    put(study, "interviews/alta/brutt.md", b"---\nkind: interview\n---\nbl\xe5")
    assert set(sources(run, study)) == {"alta/fokusgruppe", "skien/plan"}
