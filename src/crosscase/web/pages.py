"""What an informant is told where there is no form: in their language, kindly, and nothing of what is behind it."""

from __future__ import annotations

import json
from html import escape

_NB = {
    "unknown": "Vi finner ikke noe skjema her. Se etter at du fikk med hele lenken fra e-posten.",
    "expired": "Denne lenken er ikke lenger i bruk. Ta kontakt med den som sendte den, så får du en ny.",
    "revoked": "Denne lenken er ikke lenger i bruk. Se etter om du har fått en nyere, eller ta kontakt med den som sendte den.",
    "undone": "Denne lenken er ikke lenger i bruk. Se etter om du har fått en nyere, eller ta kontakt med den som sendte den.",
    "limit": "Det kom for mange forespørsler på kort tid. Vent litt, og prøv igjen.",
    "size": "Det du sendte, er for langt. Kort det ned, og prøv igjen.",
    "malformed": "Det du sendte, kunne ikke leses. Last siden på nytt, og prøv igjen.",
    "method": "Det går ikke an her. Åpne lenken fra e-posten.",
    "slow": "Det tok for lang tid. Prøv igjen.",
    "busy": "Det du skrev, er ikke lagret ennå. Vent litt, og prøv igjen.",
    "stale": "Ikke lagret: Det er skrevet i skjemaet fra et annet vindu.",
    "enough": "Skjemaet er sendt inn så mange ganger at det ikke kan sendes igjen. Ta kontakt med den som sendte lenken.",
    "fault": "Noe gikk galt hos oss. Det du har lagret, er der fortsatt. Prøv igjen om litt.",
}
_EN = {
    "unknown": "There is no form here. See that you have the whole link from the e-mail.",
    "expired": "This link is no longer in use. Ask whoever sent it for a new one.",
    "revoked": "This link is no longer in use. See whether you have a newer one, or ask whoever sent it.",
    "undone": "This link is no longer in use. See whether you have a newer one, or ask whoever sent it.",
    "limit": "There were too many requests in a short time. Wait a little and try again.",
    "size": "What you sent is too long. Make it shorter and try again.",
    "malformed": "What you sent could not be read. Load the page again and try once more.",
    "method": "That cannot be done here. Open the link from the e-mail.",
    "slow": "That took too long. Try again.",
    "busy": "What you wrote is not saved yet. Wait a little and try again.",
    "stale": "Not saved: the form was written in from another window.",
    "enough": "The form was sent in so often that it cannot be sent again. Ask whoever sent the link.",
    "fault": "Something went wrong here. What you have saved is still there. Try again in a while.",
}
_WORDS = {"nb": _NB, "en": _EN}
_STATUS = {
    "unknown": 404, "expired": 410, "revoked": 410, "undone": 410, "limit": 429, "size": 413, "malformed": 400,
    "method": 405, "slow": 408, "busy": 503, "stale": 409, "enough": 422, "fault": 500,
}  # fmt: skip
_TITLE = {"nb": "Skjemaet kan ikke vises", "en": "The form cannot be shown"}
# who understands Norwegian better than English, as browsers name their languages
_NORDIC = ("nb", "nn", "no", "da", "sv")


def status_of(kind: str) -> int:
    """The HTTP status of what went wrong."""
    return _STATUS[kind]


def told(kind: str, language: str) -> str:
    """What went wrong, in `nb`, or in English for every other language."""
    return _WORDS.get(language, _EN)[kind]


def page_of(kind: str, language: str) -> bytes:
    """The same as a small page."""
    language = language if language in _WORDS else "en"
    title = escape(_TITLE[language])
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f'<link rel="stylesheet" href="/form.css">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n'
        f"<p>{escape(told(kind, language))}</p>\n</main>\n</body>\n</html>\n"
    ).encode()


def json_of(kind: str, language: str, **more: str) -> bytes:
    """The same for the form's script."""
    return json.dumps({"error": kind, "message": told(kind, language), **more}, ensure_ascii=False).encode()


def language_of(accepted: str) -> str:
    """Which language to speak where the form is not known: the first that a browser names.

    Args:
        accepted: the header `Accept-Language`.
    """
    first = accepted.strip().lower().split(",", 1)[0].split(";", 1)[0].split("-", 1)[0]
    return "nb" if first in _NORDIC else "en"
