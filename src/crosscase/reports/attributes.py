"""Attributes of cases as people read them."""

from __future__ import annotations

import re

from crosscase.reports.study_report.wording import whole
from crosscase.study.folder import Study

_COUNT = re.compile("0|[1-9][0-9]{0,8}")


def attribute_shown(study: Study, name: str, value: str, language: str) -> str:
    """A case's attribute: of one that is a whole number in every case, thousands are parted."""
    every = [each for case in study.cases.values() if (each := case.attributes.get(name, ""))]
    counts = all(_COUNT.fullmatch(each) for each in every)
    return whole(int(value), language) if value and counts else value
