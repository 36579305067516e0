"""What there is to look at in a survey."""

from __future__ import annotations

from enum import StrEnum

from textual.content import Content


class View(StrEnum):
    """A view, by what the screen calls it."""

    QUESTIONS = "questions"
    NONRESPONSE = "non-response"
    CHECK = "check"
    SELECTION = "selection"


def following(view: View, step: int = 1) -> View:
    """The view after this one, round the end."""
    views = list(View)
    return views[(views.index(view) + step) % len(views)]


def views_line(here: View) -> Content:
    """All views with their keys, the one that is shown in brackets."""
    parts: list[Content] = []
    for key, view in enumerate(View, start=1):
        name = (f"[{view}]", "bold") if view is here else (f" {view} ", "dim")
        parts.append(Content.assemble((str(key), "$text-accent bold"), name))
    return Content(" ").join(parts)
