"""A source with its codings in the margin, put together from the study: for a page, and as a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from crosscase.documents.transcript import Entry, Line, Mark, Transcript, stretches
from crosscase.documents.values import Block, Document, Heading, Paragraph, Rich, Run, Table
from crosscase.study.folder import Study
from crosscase.study.model import Code, Coding, Source
from crosscase.study.progress import progress
from crosscase.study.segments import Segments

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "case": "Case", "date": "Dato", "speakers": "Stemmer", "coders": "Kodet av", "share": "Andel kodet",
        "share value": "{share} % av informantenes ord ({count} kodinger)", "interviewer": "intervjuer",
        "document share value": "{share} % av teksten ({count} kodinger)",
        "legend": "Koder", "text": "Tekst", "margin": "Kodinger", "line": "linje", "code": "kode",
        "tag": "merke", "count": "antall", "memo": "notat", "lost": "Sitater som ikke finnes i teksten lenger",
        "filter": "Vis", "coder": "Koder (person)", "speaker": "Taler", "all": "alle", "none": "ingen",
        "only": "bare kodede avsnitt", "unknown": "kode som ikke står i kodeboken", "key": "nøkkelsitat",
        "nothing": "ingen har kodet denne teksten", "shown": "vist", "codes": "Koder",
    },
    "en": {
        "case": "Case", "date": "Date", "speakers": "Speakers", "coders": "Coded by", "share": "Share coded",
        "share value": "{share}% of the informants' words ({count} codings)", "interviewer": "interviewer",
        "document share value": "{share}% of the text ({count} codings)",
        "legend": "Codes", "text": "Text", "margin": "Codings", "line": "line", "code": "code",
        "tag": "tag", "count": "count", "memo": "memo", "lost": "Quotes that the text no longer holds",
        "filter": "Show", "coder": "Coder", "speaker": "Speaker", "all": "all", "none": "none",
        "only": "coded paragraphs only", "unknown": "code that the codebook does not have", "key": "key quote",
        "nothing": "nobody has coded this text", "shown": "shown", "codes": "Codes",
    },
}  # fmt: skip
_UNKNOWN_COLOR = "#808080"


def words_for(language: str) -> Mapping[str, str]:
    """The words of a transcript in a language: Norwegian where it is, else English."""
    return _WORDS["nb" if language in ("nb", "nn", "no") else "en"]


def transcript_of(
    study: Study, source: Source, *, coders: Collection[str] | None = None, codes: Collection[Code] = ()
) -> Transcript:
    """A source with its codings.

    Args:
        coders: whose codings; everybody's where None.
        codes: only of these codes; of all where there are none.
    """
    language = study.settings.language
    words = words_for(language)
    wanted = {code.id for code in codes}
    codings = [
        coding
        for coding in study.codings(source.id, coders)
        if not wanted or ((code := study.codebook.resolve(coding.code)) is not None and code.id in wanted)
    ]
    segments = study.segments(source.id)
    legend = _legend(study, codings, words)
    places = {path: place for place, path in enumerate(legend)}
    lines = _text_lines(segments)
    marks, spans = _marks(study, segments, lines, codings, places)
    return Transcript(
        source.title or source.id, language, _notice(study, source),
        _facts(study, source, segments, codings, words), words, tuple(legend.values()), marks,
        tuple(_lines(source, segments, lines, spans)),
        tuple(
            (places[study.codebook.path_now(coding.code)], coding.coder, coding.quote)
            for coding in codings if coding.at is None
        ),
    )  # fmt: skip


def _notice(study: Study, source: Source) -> str:
    return source.notice or study.settings.notice_shown


def _facts(
    study: Study, source: Source, segments: Segments, codings: Sequence[Coding], words: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    done = progress(source, segments, codings)
    people = [
        f"{speaker.name} ({words['interviewer'] if speaker.is_interviewer else speaker.role})"
        if speaker.is_interviewer or speaker.role
        else speaker.name
        for speaker in source.speakers
    ]
    informants = any(not speaker.is_interviewer for speaker in source.speakers)
    share = words["share value" if informants else "document share value"].format(
        share=int(done.share * 100 + 0.5), count=done.codings
    )
    names = {coder.id: coder.name for coder in study.settings.coders}
    coded_by = [f"{names[coder]} ({coder})" if names.get(coder) else coder for coder in done.coders]
    case = study.cases.get(source.case)
    facts = [
        (words["case"], case.name if case is not None else source.question),
        (words["date"], source.date),
        (words["speakers"], ", ".join(people)),
        (words["coders"], ", ".join(coded_by) or words["nothing"]),
        (words["share"], share),
    ]
    return tuple((word, value) for word, value in facts if value)


def _legend(study: Study, codings: Sequence[Coding], words: Mapping[str, str]) -> dict[str, Entry]:
    """The codes that are used, by path, in the order of the codebook; those it does not have last."""
    book, language = study.codebook, study.settings.language
    counts = Counter(book.path_now(coding.code) for coding in codings)
    found = {
        path: Entry(path, book.name(code, language), code.tag, code.color, counts[path])
        for path, code in book.by_path.items()
        if path in counts
    }
    for path in sorted(counts.keys() - found.keys()):
        found[path] = Entry(path, f"{path} ({words['unknown']})", "??", _UNKNOWN_COLOR, counts[path])
    return found


def _text_lines(segments: Segments) -> list[int]:
    return [
        line
        for line in range(segments.line_count)
        if segments.body[slice(*segments.line_bounds(line))].strip()
    ]


Spans = list[list[tuple[int, int, int]]]


def _marks(
    study: Study,
    segments: Segments,
    lines: Sequence[int],
    codings: Sequence[Coding],
    places: Mapping[str, int],
) -> tuple[tuple[Mark, ...], Spans]:
    """The codings that have a place, and for each line those that touch it as (start, end, place of the coding)."""
    place_of = {line: place for place, line in enumerate(lines)}
    touching: Spans = [[] for _ in lines]
    marks: list[Mark] = []
    lanes: list[int] = []  # the last line in which each lane is taken
    for coding in codings:
        if coding.at is None:
            continue
        start, end = coding.at
        over = range(segments.line_of(start), segments.line_of(max(start, end - 1)) + 1)
        touched = [place_of[line] for line in over if line in place_of]
        if not touched:
            continue
        lane = next((lane for lane, last in enumerate(lanes) if last < touched[0]), len(lanes))
        lanes[lane : lane + 1] = [touched[-1]]
        for place in touched:
            touching[place].append((start, end, len(marks)))
        entry = places[study.codebook.path_now(coding.code)]
        marks.append(Mark(entry, coding.coder, coding.memo, coding.key, lane, touched[0], touched[-1]))
    return tuple(marks), touching


def _lines(source: Source, segments: Segments, lines: Sequence[int], spans: Spans) -> Iterator[Line]:
    levels = {section.start: section.level for section in segments.sections}
    labels = {turn.start: turn.text_start for turn in segments.turns}
    listed = {speaker.name for speaker in source.speakers}
    for place, line in enumerate(lines):
        start, end = segments.line_bounds(line)
        level = levels.get(start, 0)
        # a heading is shown as one, so its signs are not
        first = end - len(source.body[start:end].lstrip("#").lstrip()) if level else start
        stamp, speaker = segments.stamp_of(line), segments.speaker_of(start)
        yield Line(
            # respondents are many, and nobody chooses among them
            line + 1, level, speaker if speaker in listed else "",
            stretches((first, end), source.body, spans[place], labels.get(start, 0), stamp[1] if stamp else 0),
        )  # fmt: skip


def transcript_document(transcripts: Sequence[Transcript], title: str = "") -> Document:
    """Transcripts as a document: facts, legend, then line, text and codings side by side.

    Args:
        title: of a document of several; that of the transcript where there is one.
    """
    several = len(transcripts) > 1
    blocks: list[Block] = []
    for transcript in transcripts:
        if several:
            blocks.append(Heading(1, transcript.title))
        blocks += _transcript_blocks(transcript, 2 if several else 1)
    first = transcripts[0]
    return Document(
        title or first.title, tuple(blocks), first.language,
        notice=" ".join(dict.fromkeys(one.notice for one in transcripts if one.notice)),
    )  # fmt: skip


def _transcript_blocks(transcript: Transcript, level: int) -> Iterator[Block]:
    words = transcript.words
    for word, value in transcript.facts:
        yield Paragraph((Run(f"{word}: ", bold=True), Run(value)), "note")
    if transcript.legend:
        yield Heading(level, words["legend"])
        yield Table(
            (words["tag"], words["code"], words["count"]),
            tuple(
                ((Run(f" {entry.tag} ", bold=True, shade=entry.color),), entry.name, entry.count)
                for entry in transcript.legend
            ),
            widths=(1, 8, 1.5),
        )  # fmt: skip
    yield Heading(level, words["text"])
    rows = tuple(
        (line.number, _line_runs(transcript, place), _margin_runs(transcript, place))
        for place, line in enumerate(transcript.lines)
    )
    yield Table((words["line"], words["text"], words["margin"]), rows, widths=(1, 6, 4))
    if transcript.lost:
        yield Heading(level, words["lost"])
        for entry, coder, quote in transcript.lost:
            legend = transcript.legend[entry]
            yield Paragraph(
                (Run(f" {legend.tag} ", bold=True, shade=legend.color), Run(f" {quote} ({coder})"))
            )


def _line_runs(transcript: Transcript, place: int) -> Rich:
    line = transcript.lines[place]
    runs: list[Run] = []
    for number, stretch in enumerate(line.stretches):
        bold = bool(line.level) or stretch.label
        shade = (
            tint(transcript.legend[transcript.marks[stretch.marks[0]].entry].color) if stretch.marks else ""
        )
        runs.append(Run(stretch.text, bold=bold, underline=len(stretch.marks) > 1, shade=shade))
        following = line.stretches[number + 1].marks if number + 1 < len(line.stretches) else ()
        # a coding that goes on in the next line gets its letters there
        ending = [m for m in stretch.marks if m not in following and transcript.marks[m].last == place]
        if ending:
            tags = " ".join(transcript.legend[transcript.marks[m].entry].tag for m in ending)
            runs.append(Run(f" {tags}", superscript=True, bold=True))
    return tuple(runs)


def _margin_runs(transcript: Transcript, place: int) -> Rich:
    runs: list[Run] = []
    for mark in transcript.marks:
        if not mark.first <= place <= mark.last:
            continue
        entry = transcript.legend[mark.entry]
        begins = mark.first == place
        runs.append(Run("\n" if runs else ""))
        runs.append(Run(f" {entry.tag} ", bold=True, shade=entry.color))
        star = "★ " if mark.key else ""
        runs.append(Run(f" {star}{entry.name} ({mark.coder})" if begins else f" … {entry.name}"))
        if mark.memo and begins:
            runs.append(Run(f"\n{mark.memo}", italic=True))
    return tuple(run for run in runs if run.text)


def tint(color: str, share: float = 0.3) -> str:
    """A colour as a light shade behind black words.

    Args:
        color: `#RRGGBB`.
        share: of the colour, the rest is white.
    """
    parts = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{int(255 - (255 - part) * share + 0.5):02X}" for part in parts)
