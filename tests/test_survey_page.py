"""What docs/survey.md says of the survey's files: every key they may have."""

import dataclasses
import re
from pathlib import Path

import pytest

from crosscase.survey import population, published_shapes, shapes

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "survey.md").read_text("utf-8")
SHAPES = [
    shape
    for module in (shapes, published_shapes)
    for name, shape in vars(module).items()
    if name.endswith("Shape")
]


def keys_of(shape: type) -> set[str]:
    if dataclasses.is_dataclass(shape):
        return {field.name for field in dataclasses.fields(shape)}
    return set(shape.__annotations__)


def explained(key: str) -> bool:
    """In a table of keys, as a word of its own between backticks, or with an example (`id: F4`)."""
    rows = "\n".join(line for line in PAGE.split("\n") if line.startswith("| "))
    return re.search(rf"`\{{?{re.escape(key)}(?:`|: )|, {re.escape(key)}: ", rows) is not None


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.__name__ for shape in SHAPES])
def test_every_key_of_the_surveys_files_is_explained(shape: type) -> None:
    keys = keys_of(shape)
    assert keys
    assert {key for key in keys if not explained(key)} == set()


def test_every_column_that_has_decimals_is_shown_with_them() -> None:
    line = re.search(r"^ +decimals: \{(.+)\}$", PAGE, re.MULTILINE)
    assert line is not None
    assert {part.split(":")[0].strip() for part in line[1].split(",")} == keys_of(population.Decimals)


def test_every_word_that_a_printed_share_or_claim_may_hold_is_named() -> None:
    allowed = {
        word
        for shape in (published_shapes.ShareShape, published_shapes.ClaimShape, published_shapes.StatedShape)
        for field in dataclasses.fields(shape)
        if "Literal" in str(field.type)
        for word in re.findall(r"""["']([\w-]+)["']""", str(field.type))
    }
    assert {"restated", "mainly", "unstated", "response-rate"} <= allowed
    assert {word for word in allowed if f"`{word}`" not in PAGE} == set()
