"""What came back over the page, for the study: answers that were sent in, and who has looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crosscase.web.database import read
from crosscase.web.sent_packets import SentPackets


@dataclass(frozen=True, slots=True)
class ServedAnswer:
    """What one informant sent in.

    Attributes:
        received: in UTC.
        receipt: digest of `raw` (blake2b, 16 bytes, hex).
        raw: an answer file; the same bytes every time.
    """

    round: int
    case: str
    informant: str
    received: str
    receipt: str
    raw: bytes


def served_answers(root: Path) -> tuple[ServedAnswer, ...]:
    """Everything that was sent in, in the order it came; drafts are nobody's answers. Raises StudyError."""
    with read(root) as database:
        if database is None:
            return ()
        rows = database.execute(
            "SELECT forms.round, forms.of_case, forms.informant, answers.received, answers.receipt, answers.body"
            " FROM answers JOIN forms ON forms.id = answers.form ORDER BY answers.number"
        )
        return tuple(ServedAnswer(*row) for row in rows)


def served_opened(root: Path) -> Mapping[tuple[int, str, str], str]:
    """When informants first looked at their form, in UTC, by round, case as it is called now, and informant.

    Raises:
        StudyError: the database cannot be read.
    """
    packets = SentPackets(root)
    with read(root) as database:
        if database is None:
            return {}
        rows = database.execute(
            "SELECT forms.round, forms.of_case, forms.informant, min(opened.first)"
            " FROM opened JOIN forms ON forms.id = opened.form GROUP BY forms.round, forms.of_case, forms.informant"
        )
        found: dict[tuple[int, str, str], str] = {}
        for number, case, informant, first in rows:
            whose = (number, packets.case_now(number, case, informant), informant)
            found[whose] = min(first, found.get(whose, first))
        return found
