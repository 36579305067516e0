"""Files that are something else than their name says, told by their first bytes."""

from __future__ import annotations

from crosscase.study.problems import StudyError

_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"{\\rtf", "an RTF file", ".rtf"),
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a Word, LibreOffice or zip file", ".docx or .odt"),
)


def refuse_foreign(raw: bytes, label: str, start: bytes, what: str) -> None:
    """Refuse a file that is empty or of another kind.

    Args:
        start: the bytes that such a file begins with.
        what: what it should be, such as `a Word file (.docx)`.

    Raises:
        StudyError: it does not begin so; where it is known what it is, that is said.
    """
    if not raw.strip():
        raise StudyError(f"{label}: is empty; there is nothing to import")
    if raw.startswith(start):
        return
    if raw.startswith(_OLD_OFFICE):
        if _PROTECTED in raw:
            raise StudyError(
                f"{label}: is protected by a password; take it off in Word and save the file again"
            )
        raise StudyError(f"{label}: is an old Word or Office file; open it in Word and save it as .docx")
    for other, name, suffix in _STARTS:
        if raw.startswith(other):
            raise StudyError(f"{label}: is {name}, not {what}; rename it to {suffix}")
    raise StudyError(f"{label}: is not {what}; open it in the program it comes from and save it as such")
