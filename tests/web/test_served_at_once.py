"""Many windows of one form that save in the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from crosscase.web.collecting import served_answers
from served import Sent, Site, answers

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
