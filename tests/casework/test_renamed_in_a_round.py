"""A case that gets another name in the middle of a round: who is behind the versions of its statements stays known."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from runs import run_here
from studies import contents, put
from validations import answer, validated_study

WHO = ("--coder", "koder-a")
# a comment, and spellings that a person chose, which must stay
HAND = """          answers: ['1/alta/I3']   # på telefon
"""


def test_versions_name_the_answers_behind_them_by_the_new_name_of_the_case(tmp_path: Path) -> None:
    wrong = answer(
        "wwwwwwwwww",
        "alta/I1",
        "aaaaaaaaa3",
        "wrong",
        text="Det er folk nok.",
        proposed="Det mangler penger.",
    )
    more = answer(
        "vvvvvvvvvv", "alta/I2", "aaaaaaaaa4", "changes", text="Tre.", proposed="Kommunen har tre stillinger."
    )
    root = validated_study(tmp_path / "study", [wrong, more])

    def ran(*words: str, who: tuple[str, ...] = WHO) -> str:
        done = run_here(root, *words, *who)
        assert done.code == 0, done.err
        return done.out

    ran("validate", "decide", "alta/3.1", "accept", "--reason", "I1 vet det")
    ran("validate", "apply")
    text = (root / "cases/alta.yaml").read_text(encoding="utf-8")
    assert "1/alta/I1" in text
    # somebody wrote a former version by hand
    former = "      history:\n        - version: 1\n"
    assert text.count(former) == 1
    put(root, "cases/alta.yaml", text.replace(former, former + HAND))
    before = contents(root)

    ran("case", "rename", "alta", "finnmark")
    now = (root / "cases/finnmark.yaml").read_text(encoding="utf-8")
    assert now == before["cases/alta.yaml"].decode().replace("1/alta/I", "1/finnmark/I")
    ran("validate", "decide", "alta/3.2", "accept", "--reason", "I2 vet det")  # as the packets have it
    ran("validate", "apply")
    shown = json.loads(run_here(root, "case", "show", "finnmark", "--format", "json").out)
    described = yaml.safe_load((root / "cases/finnmark.yaml").read_text("utf-8"))["description"]["barrierer"]
    assert [each["answers"] for each in described[:2]] == [["1/finnmark/I1"], ["1/finnmark/I2"]]
    assert "1/finnmark/I3" in json.dumps(shown)
    assert "alta/I" not in json.dumps(shown).replace("finnmark/I", "")
    checked = run_here(root, "check").out
    assert {line.rpartition("(")[2] for line in checked.splitlines()[:-1]} == {"no-evidence)"}
    assert "alta" not in checked
    report = ran("validate", "report", "--format", "md", who=())
    assert "Det mangler penger." in report
    assert "finnmark/I1" in report
    assert "alta/I" not in report
    for _ in range(3):
        ran("undo")
    assert contents(root) == before
