"""Windows of one form that save in the same moment, and a file that goes away under the server."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from crosscase.web.collecting import served_answers
from served import Sent, Site, answers, serving

WINDOWS = 10


def test_of_windows_that_save_at_once_one_is_taken_and_every_other_is_told(sent: Sent, site: Site) -> None:
    tokens = [site.ask("GET", "alta/I1").token for _ in range(WINDOWS)]

    def save(window: int, method: str = "PUT") -> int:
        given = answers("alta/I1", general=f"vindu {window}")
        return site.save("alta/I1", given, tokens[window], 1, method).status

    with ThreadPoolExecutor(WINDOWS) as threads:
        statuses = list(threads.map(save, range(WINDOWS)))
    assert sorted(statuses) == [200] + [409] * (WINDOWS - 1)
    kept = site.ask("GET", "alta/I1").fields()["general"]
    assert kept == f"vindu {statuses.index(200)}"
    # nor does a window that knows nothing of it send its own words in for good
    with ThreadPoolExecutor(WINDOWS) as threads:
        others = [window for window, status in enumerate(statuses) if status == 409]
        assert set(threads.map(lambda window: save(window, "POST"), others)) == {409}
    assert served_answers(sent.root) == ()
    assert site.ask("GET", "alta/I1").fields()["general"] == kept


@pytest.mark.parametrize("replaced", [True, False])
def test_nothing_is_acknowledged_that_goes_into_a_file_nobody_finds(sent: Sent, replaced: bool) -> None:
    file, away = sent.root / "private/served.sqlite3", sent.root / "private/away.sqlite3"
    with serving(sent.root, sent.paths) as site:
        token = site.ask("GET", "alta/I1").token
        file.rename(away)
        if replaced:
            file.write_bytes(away.read_bytes())
        given = answers("alta/I1", general="Etter at den ble borte.")
        assert [site.save("alta/I1", given, token, attempt, "POST").status for attempt in (1, 2)] == [
            503,
            503,
        ]
        [line] = site.faults
        assert line.startswith(
            f"{file} was removed or replaced; what comes in is refused until it is put back"
        )
        away.rename(file)
        assert site.save("alta/I1", given, token, 3, "POST").status == 200
    assert [b"Etter at den ble borte." in each.raw for each in served_answers(sent.root)] == [True]
