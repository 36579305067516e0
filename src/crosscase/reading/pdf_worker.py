"""Reads one PDF in a process of its own, so that a file that never ends or never stops growing harms nobody.

Standard input is the PDF, the first argument what messages call it; standard output is JSON.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import asdict

from crosscase.reading.pdf_text import pdf_text
from crosscase.study.problems import StudyError

MOST_MEMORY = 2 * 2**30
"""Bytes."""
OPENING_SECONDS = 60.0
PAGE_SECONDS = 20.0
"""CPU time for a page; text pages take about a tenth of a second."""
MOST_SECONDS = 900


class _TooSlow(BaseException):
    """A page takes too long; no reader's own handling of errors shall catch it."""


def main() -> None:
    """Read the PDF, write its text or why it has none."""
    label = sys.argv[1]
    page = 0

    def stop(*_: object) -> None:
        raise _TooSlow

    def next_page() -> None:
        nonlocal page
        page += 1
        signal.setitimer(signal.ITIMER_VIRTUAL, PAGE_SECONDS)

    _limit(resource.RLIMIT_AS, MOST_MEMORY)
    _limit(resource.RLIMIT_CPU, MOST_SECONDS)
    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, OPENING_SECONDS)
    answer: dict[str, object]
    try:
        answer = asdict(pdf_text(sys.stdin.buffer.read(), label, next_page))
    except StudyError as error:
        answer = {"error": str(error)}
    except _TooSlow:
        where = f"page {page}" if page else "its table of pages"
        answer = {"error": f"{label}: {where} takes longer to read than any text does; print it to a new PDF"}
    except MemoryError:
        answer = {"error": f"{label}: takes more memory than a text needs; divide it"}
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    sys.stdout.write(json.dumps(answer))


def _limit(what: int, most: int) -> None:
    # some systems know no such limit, or have a lower one already
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


if __name__ == "__main__":
    main()
