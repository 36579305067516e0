"""Attributes of cases as people read them."""

from __future__ import annotations

import re

from crosscase.reports.study_report.wording import whole
from crosscase.study.attribute_names import AttributeName
from crosscase.study.folder import Study

_COUNT = re.compile("0|[1-9][0-9]{0,8}")


def attribute_title(study: Study, name: str, language: str) -> str:
    """What an attribute is called in a language; its key where nobody has said."""
    return _named(study, name).title(language)


def attribute_shown(study: Study, name: str, value: str, language: str) -> str:
    """A case's attribute: of one that is a whole number in every case, thousands are parted."""
    every = [each for case in study.cases.values() if (each := case.attributes.get(name, ""))]
    counts = all(_COUNT.fullmatch(each) for each in every)
    return whole(int(value), language) if value and counts else _named(study, name).shown(value, language)


def _named(study: Study, name: str) -> AttributeName:
    known = (each for each in study.settings.attributes if each.attribute == name)
    return next(known, AttributeName(attribute=name))
