"""What is wrong with a study, one line each, and the error that carries it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person should look at.

    Attributes:
        file: path relative to the study folder, with `/`.
        line: 1-based; 0 where the whole file is meant.
        column: 1-based; 0 where the whole line is meant.
        kind: a short word to filter by, such as `yaml`, `shape` or `unknown-code`.
        message: what is wrong and what to do, in one line.
    """

    file: str
    line: int
    column: int
    kind: str
    message: str

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return one_line(f"{place}: {self.message}")


class StudyError(Exception):
    """Something a user can meet: its text is one line that says what, where and what to do."""

    def __init__(self, message: str = "") -> None:
        super().__init__(one_line(message))


def one_line(message: str) -> str:
    """The message with whatever would break or steer a terminal's line written as an escape.

    Names of files come from the disk as they are: with newlines, control characters, half characters.
    """
    if message.isprintable():
        return message
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in message)


class FileError(StudyError):
    """A file of the study that cannot be read or written; nothing is ever written over it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class ConflictError(StudyError):
    """A record was changed by somebody else since; the change was not made."""
