"""Conditions on answers as people write them: `F3=noen,store`, `F8>=3`, `sentralitet!=sentrale`."""

from __future__ import annotations

import re
from typing import cast

from crosscase.study.problems import StudyError
from crosscase.study.yaml_in import shown
from crosscase.survey.model import Condition, Relation

_FORM = re.compile(r"\s*([^\s=!<>]+)\s*(>=|<=|!=|=)\s*([^=!<>]*?)\s*")
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,15})?")
LIKE = "it looks like F3=noen,store or F8>=3"


def parse_condition(text: str) -> Condition:
    """A condition from its text; whether what it names is there is asked of `items.problem_of`.

    Raises:
        StudyError: it is no condition, or compares by size with what is no number.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        # a list in [ ] is parted at the comma too, and this is what stood behind it
        quoted = "" if re.search("[=!<>]", text) else ", and in quotation marks where it holds a comma"
        raise StudyError(f"“{shown(text, 60)}” is no condition; {LIKE}{quoted}")
    subject, relation, rest = match[1], cast(Relation, match[2]), match[3]
    values = tuple(dict.fromkeys(part.strip() for part in rest.split(",") if part.strip()))
    if relation in (">=", "<="):
        # a comma within a number is a decimal comma
        if _NUMBER.fullmatch(rest) is None:
            raise StudyError(f"“{shown(text, 60)}”: after {relation} stands one number; {LIKE}")
        values = (rest.replace(",", "."),)
    if not values:
        raise StudyError(f"“{shown(text, 60)}” names no answer; {LIKE}")
    return Condition(subject, relation, values)
