"""Finding codings again after their text was edited."""

from crosscase.study.anchors.finding import Anchor, Found, Status, relocate

__all__ = ["Anchor", "Found", "Status", "relocate"]
