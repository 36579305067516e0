"""What tells who somebody is by its form alone: national identity numbers, telephones, e-mail, addresses.

The forms are Norwegian ones, and the international form of telephone numbers. Everything is looked for around signs
that it must have, so that a text of any length takes time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

NumberKind = Literal["email", "phone", "id-number", "address", "other"]


class Form(NamedTuple):
    """Something in a text that looks like a number, an address or the like.

    Attributes:
        start, end: code points, end exclusive.
        kind: what it is.
        sure: its form leaves no doubt.
        score: how sure, 0 to 1.
        why: by what it was known.
    """

    start: int
    end: int
    kind: NumberKind
    sure: bool
    score: float
    why: str


_GAP = r"[ .\u00a0\u202f]?"
_IDENTITY = re.compile(
    rf"(?<![0-9])[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}(?:{_GAP}|[-–])[0-9]{{3}}{_GAP}[0-9]{{2}}(?![0-9])"
)
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_BLANK = r"[ .\u00a0\u202f-]"
_PHONE = re.compile(
    rf"(?<![0-9])(?<![0-9][.,/–-])"
    rf"(?P<country>(?:\+|00)47{_BLANK}?|\(\+47\) ?)?"
    rf"(?P<digits>[2-9][0-9](?:{_BLANK}[0-9]{{2}}){{3}}|[2-9][0-9]{{2}}{_BLANK}[0-9]{{2}}{_BLANK}[0-9]{{3}}"
    rf"|[2-9][0-9]{{7}}|[2-9][0-9]{{3}}{_BLANK}[0-9]{{4}})"
    r"(?![0-9])(?![.,/–-][0-9])"
)
_ABROAD = re.compile(rf"(?<![0-9+])(?:\+|00)(?!47)[1-9][0-9]{{0,2}}(?:{_BLANK}?\(?[0-9]\)?){{6,12}}(?![0-9])")
_CALLED = re.compile(
    r"(?i)(?:tlf|telefon|telefonnummer|mobil|mob|ring|phone|tel|call|sms)[a-zæøå]*\.?:? ?(?:på )?$"
)
_COUNTED_BEFORE = re.compile(
    r"(?i)(?:kr|nok|eur|usd|nr|nummer|saksnr|sak|ref|id|konto|kode|orgnr|isbn|issn|doi|[€$£§#])\.?:? ?$"
)
_COUNTED_AFTER = re.compile(
    r"(?i) ?(?:kr\b|kroner|nok\b|mill|mrd|prosent|%|innbygg|person|menneske|stk|euro|dollar|m2|km|tonn|elever|ansatte|svar)"
)

_AT = re.compile(r"(?i)@| ?[(\[](?:at|alfakrøll|krøllalfa)[)\]] ?| (?:alfakrøll|krøllalfa) ")
_LOCAL = re.compile(r"[\w.%+-]{1,64} ?$")
_DOMAIN = re.compile(r" ?[\w-]{1,63}(?:(?:\.| ?[(\[](?:dot|punktum)[)\]] ?| punktum )[\w-]{1,63}){1,5}")
_USER = re.compile(r"(?<![\w.@])@[A-Za-zÆØÅæøå_][\w.]{1,29}(?<!\.)")
_TOP_LEVEL = re.compile(r"[^\W\d_]{2,}$")

_STREETS = (
    "gaten?|gata|veien?|vegen?|plass(?:en)?|all[eéè]en|all[eéè]|bakken?|svingen|stien|tunet|torget|torg|brygge|kaia|"
    "løkka|åsen|ringen|terrasse|kroken|jordet|lia|haugen|stredet|smuget|stubben|toppen"
)
_NUMBER = r" ?[0-9]{1,4}(?: ?[A-Ha-h])?(?![\w.,]*[0-9])(?!\w)"
_STREET = re.compile(
    rf"(?<!\w)(?:[A-ZÆØÅ][\w.'’-]{{0,30}} ){{0,3}}?(?:[A-ZÆØÅ][\w'’-]{{0,30}}?(?:{_STREETS})"
    rf"|(?:[A-ZÆØÅ][\w.'’-]{{0,30}} )(?:{_STREETS}))(?: nr\.?)?{_NUMBER}"
    r"(?:,? [0-9]{4} [A-ZÆØÅ][a-zæøå]+(?: [A-ZÆØÅ][a-zæøå]*)?)?"
)
_BOX = re.compile(r"(?i:postboks) [0-9]{1,5}(?:,? [0-9]{4} [A-ZÆØÅ][a-zæøå]+)?")
_POSTCODE = re.compile(r"(?<![\w.,/–-])(?<![0-9] )[0-9]{4} [A-ZÆØÅ][a-zæøå]{1,25}(?!\w)")
_ENGLISH = re.compile(
    r"(?<!\w)[0-9]{1,4}[A-Za-z]? (?:[A-Z][\w'’]{0,30} ){1,3}(?:Street|Road|Avenue|Lane|Drive|Square|Close|St|Rd|Ave)\b"
)


def forms(text: str) -> list[Form]:
    """Every number, address and the like in a text: in order, none overlapping, the surer one where two do."""
    found = [*_identities(text), *_emails(text), *_phones(text), *_addresses(text)]
    taken: list[Form] = []
    done = -1
    # what is in something longer is a part of it
    for form in sorted(found, key=lambda one: (one.start, -one.end, -one.score)):
        if form.start >= done:
            taken.append(form)
            done = form.end
    return taken


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits are a national identity number: its date and both check digits hold.

    Numbers of foreigners (D-numbers, 40 added to the day) and made-up ones for tests (40 or 80 added to the month)
    count too. The rule is the National Population Register's: each check digit makes the weighted sum of the digits
    before it and itself divisible by 11.
    """
    if len(digits) != 11 or not (digits.isascii() and digits.isdigit()):
        return False
    day, month = int(digits[:2]), int(digits[2:4])
    day -= 40 if day > 40 else 0
    month -= 80 if month > 80 else 40 if month > 40 else 0
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    numbers = [int(digit) for digit in digits]
    return all(
        (sum(weight * digit for weight, digit in zip(weights, numbers, strict=False)) + numbers[len(weights)])
        % 11
        == 0
        for weights in (_FIRST, _SECOND)
    )


def identity_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where national identity numbers stand whose check digits hold, as spans."""
    for match in _IDENTITY.finditer(text):
        if is_identity_number("".join(filter(str.isdigit, match[0]))):
            yield match.span()


def _identities(text: str) -> Iterator[Form]:
    for start, end in identity_numbers(text):
        yield Form(start, end, "id-number", True, 1.0, "national identity number (checksum holds)")


def _phones(text: str) -> Iterator[Form]:
    for match in _PHONE.finditer(text):
        digits = "".join(filter(str.isdigit, match["digits"]))
        called = match["country"] is not None or _CALLED.search(
            text, max(0, match.start() - 24), match.start()
        )
        if called:
            yield Form(*match.span(), "phone", True, 0.97, "telephone")
        elif not _is_counted(text, match, digits):
            score = 0.85 if digits[0] in "49" else 0.6
            yield Form(*match.span(), "phone", False, score, "telephone")
    for match in _ABROAD.finditer(text):
        yield Form(*match.span(), "phone", match[0][0] == "+", 0.9, "telephone")


def _is_counted(text: str, match: re.Match[str], digits: str) -> bool:
    """Whether eight digits are rather a date, two years, an amount or the number of something."""
    if re.fullmatch(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])", digits):
        return True
    if len(match["digits"]) == 9:  # 4 and 4: years, or thousands of something
        return digits[:2] in ("19", "20") or digits[0] not in "49"
    before = _COUNTED_BEFORE.search(text, max(0, match.start() - 16), match.start())
    return before is not None or _COUNTED_AFTER.match(text, match.end()) is not None


def _emails(text: str) -> Iterator[Form]:
    for at in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, at.start() - 66), at.start())
        domain = _DOMAIN.match(text, at.end())
        if local is not None and domain is not None and _TOP_LEVEL.search(domain[0]):
            start = local.start() + len(local[0]) - len(local[0].lstrip(".%+-"))
            if start < at.start():
                yield Form(start, domain.end(), "email", True, 1.0, "e-mail")
    for match in _USER.finditer(text):
        yield Form(*match.span(), "other", False, 0.6, "user name")


def _addresses(text: str) -> Iterator[Form]:
    for pattern in (_STREET, _BOX, _ENGLISH):
        for match in pattern.finditer(text):
            yield Form(*match.span(), "address", True, 0.95, "address")
    for match in _POSTCODE.finditer(text):
        if match[0][:2] not in ("19", "20") and match[0][:4] != "0000":
            yield Form(*match.span(), "address", False, 0.7, "address")
