"""Opening the small study, and the files of it that tests of opening speak of."""

from __future__ import annotations

from pathlib import Path

from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from studies import contents

A = "codings/alta/fokusgruppe/koder-a.yaml"
B = "codings/alta/fokusgruppe/koder-b.yaml"
NOTES = "interviews/alta/fokusgruppe.md"


def opened(folder: Path, coder: str = "koder-a") -> Study:
    """The study, opened without anything of it being written."""
    before = contents(folder)
    study = open_folder(folder, coder)
    assert contents(folder) == before
    return study
