"""What is wrong with the files that are for this machine alone: whatever hands anything out stops at them."""

from __future__ import annotations

from collections.abc import Iterator

from crosscase.study.contacts import FILE as CONTACTS
from crosscase.study.contacts import read_contacts
from crosscase.study.folder import Study
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.roster import FILE as ROSTER
from crosscase.study.roster import read_roster


def private_problems(study: Study) -> Iterator[Problem]:
    """A line for the roster and one for the contacts where they cannot be read; none tells a name or an address."""
    for file, read in ((ROSTER, read_roster), (CONTACTS, read_contacts)):
        try:
            read(study.root)
        except FileError as error:
            yield error.problem
        except StudyError as error:
            yield Problem(file, 0, 0, "unreadable", str(error))
