"""The one Python door: a study and its codings as a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from crosscase.study.codebook import Codebook
from crosscase.study.folder import Study
from crosscase.study.model import Case, Coding, Source
from crosscase.study.opening import open_folder
from crosscase.study.places import status_of
from crosscase.study.problems import Problem
from crosscase.synthesis.context import Context, context_named
from crosscase.synthesis.passages import (
    names_touched,
    roles_of,
    section_title,
    speakers_touched,
    time_of,
)
from crosscase.synthesis.quotes import COLUMNS as QUOTE_COLUMNS
from crosscase.synthesis.quotes import quote_row
from crosscase.synthesis.retrieval import retrieve

if TYPE_CHECKING:
    import pandas

    from crosscase.documents.values import Table
    from crosscase.survey.checking import Finding
    from crosscase.survey.model import Row

COLUMNS = (
    "id", "case", "source", "coder", "code", "start", "end", "quote", "memo", "created", "speaker", "section",
    "key", "status", "time", "role",
)  # fmt: skip


def open_study(path: str | Path = ".", coder: str = "") -> OpenStudy:
    """Open the study in a folder, or in one above it.

    Args:
        path: the study folder, or any folder in it.
        coder: who codes, for changes; empty for what the environment or this machine says.

    Raises:
        StudyError: there is no study.
    """
    return OpenStudy(open_folder(Path(path), coder))


class OpenStudy:
    """A study to look into from Python and notebooks."""

    def __init__(self, study: Study) -> None:
        self.study = study

    @property
    def cases(self) -> Mapping[str, Case]:
        """Cases by slug."""
        return dict(self.study.cases)

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return dict(self.study.sources)

    @property
    def codebook(self) -> Codebook:
        """The codes."""
        return self.study.codebook

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Files that could not be read."""
        return tuple(self.study.problems)

    def codings(self, coders: Collection[str] | None = None) -> pandas.DataFrame:
        """Every coding as a row, by source and position.

        Args:
            coders: whose codings; everybody's where None.

        Returns:
            A frame with the columns of `COLUMNS`. `code` is the present path; `start` and `end` are code
            points into the source's body (missing where the words were lost); `created` is a time in UTC;
            `key` is true for key quotes. `status` is `placed`, or what became of the coding after its text
            was edited: `moved` (the same words at another place), `changed` (its words differ from the
            quote) or `lost` (its words are no longer there). `time` is when the first words were said, as
            `00:14:32`, where the text has time stamps.
        """
        import pandas

        frame = pandas.DataFrame(coding_rows(self.study, coders), columns=list(COLUMNS))
        frame = frame.astype({"start": "Int64", "end": "Int64", "key": "bool"})
        frame["created"] = pandas.to_datetime(frame["created"], utc=True, errors="coerce")
        return frame

    def quotes(
        self, where: str = "", coders: Collection[str] | None = None, context: Context = 0
    ) -> pandas.DataFrame:
        """The quotes that a query asks for, by source and position.

        Args:
            where: a query such as `code:barriers near code:drivers and innbyggere > 50000`: see docs/queries.md;
                empty for all quotes.
            coders: whose codings; everybody's where None; `["counted"]` for those that count in each source.
            context: what `before` and `after` hold: at most so many characters, or the rest of the `sentence`,
                `paragraph` or `turn`.

        Returns:
            A frame with the columns of `crosscase.synthesis.quotes.COLUMNS`. `quote` is the words as they stand
            in the text now; `start` and `end` are code points into the source's body (missing where the words
            were lost); `place` is the lines, `time` when the first words were said (`00:14:32`); `speaker` and
            `role` are of everybody of whose words it has some; `consent` is that of the strictest of the informants
            among them (`none`, `paraphrase`, `unknown`, `quote`), empty where none of them speaks; `date` is the
            source's, `created` a time in UTC.

        Raises:
            QueryError: the query cannot be read, or names what is not in the study.
            StudyError: nobody of a name codes here, or there is no such context.
        """
        import pandas

        around = context_named(str(context))
        found = retrieve(self.study, where, coders=coders)
        rows = [quote_row(self.study, passage, around) for passage in found]
        frame = pandas.DataFrame(rows, columns=list(QUOTE_COLUMNS))
        frame = frame.astype({"start": "Int64", "end": "Int64", "key": "bool"})
        frame["created"] = pandas.to_datetime(frame["created"], utc=True, errors="coerce")
        return frame

    def responses(self, labels: bool = False) -> pandas.DataFrame:
        """What respondents answered, one row for each.

        Args:
            labels: answers by their labels in the study's language, not by their ids.

        Returns:
            A frame as of `crosscase.survey.frames.responses_frame`.

        Raises:
            StudyError: there are no questions or no responses, or they cannot be read.
        """
        from crosscase.survey.frames import responses_frame
        from crosscase.survey.station import responses_of

        return responses_frame(responses_of(self.study), self.study.settings.language if labels else None)

    def describe(
        self,
        question: str,
        by: str = "",
        *,
        fpc: bool = False,
        weighted: bool = False,
        confidence: float = 0.95,
    ) -> pandas.DataFrame:
        """Shares, means and medians of a question with their intervals, by groups too.

        Args:
            question: such as `F4`, `F7.samer` or `F4.annet`.
            by: a variable, or a question of one choice.
            fpc: with the finite population correction.
            weighted: by the respondents' weights.

        Returns:
            A frame with the columns of `crosscase survey describe --format csv`, percents and points unrounded.

        Raises:
            StudyError: there is no such question or variable, or there are no responses.
        """
        import pandas

        from crosscase.reports.survey.tables import describe_data
        from crosscase.survey.estimates import describe
        from crosscase.survey.items import find_item, find_variable
        from crosscase.survey.station import responses_of

        responses = responses_of(self.study)
        item = find_item(responses.questionnaire, question)
        variable = find_variable(responses.questionnaire, by) if by else None
        rows: Sequence[Row | None] = item.question.rows or (None,) if item.row is None else (item.row,)
        only = (question.rpartition(".")[2],) if item.options else ()
        found = [
            describe(
                responses, item.question, variable, row=row, only=only, fpc=fpc, weighted=weighted,
                confidence=confidence,
            )
            for row in rows
        ]  # fmt: skip
        table = describe_data(found, self.study.settings.language)
        return pandas.DataFrame(list(table.rows), columns=list(table.columns))

    def matrix(
        self,
        by: str = "case",
        cell: str = "count",
        codes: Sequence[str] = (),
        *,
        below: bool = True,
        coders: Collection[str] | None = None,
        order: str | Sequence[str] = "",
        group_by: str = "",
        depth: int | None = None,
    ) -> pandas.DataFrame:
        """What codings are counted by, set against codes.

        Args:
            by, cell, codes, below, coders, order, group_by, depth: as of `crosscase.synthesis.matrices.matrix`.

        Returns:
            A frame with a row for each group by its id, and a column for each code by its path. Whole numbers; of
            `coverage` shares from 0 to 1, missing where a group has no words. `frame.attrs["counted"]` says whose codings
            count, in the study's language. Without totals: in `matrices.Matrix` these count each coding once.

        Raises:
            StudyError: there is no such axis, cell, code, coder, order or attribute.
        """
        import pandas

        from crosscase.synthesis.matrices import matrix

        found = matrix(self.study, by, codes, cell, below, coders, order, group_by, depth)
        groups = pandas.Index([group.id for group in found.groups], name=found.axis.by)
        frame = pandas.DataFrame(found.values, index=groups, columns=pandas.Index(found.paths, name="code"))
        frame.attrs["counted"] = found.counted
        return frame

    def cooccurrence(
        self,
        relation: str = "overlap",
        reach: int | str | None = None,
        codes: Collection[str] = (),
        *,
        below: bool = False,
        coders: Collection[str] | None = None,
        depth: int | None = None,
    ) -> pandas.DataFrame:
        """The codes that occur together, those with most pairs of codings first.

        Args:
            relation, reach, codes, below, coders, depth: as of `crosscase.synthesis.cooccurrence.cooccurrence`, whose
                arrays have every two codes.

        Returns:
            A frame with the columns of `crosscase cooccurrence --format csv`; c and Jaccard are missing where there
            are none.

        Raises:
            StudyError: there is no such relation, reach, code or coder.
        """
        from crosscase.reports.synthesis.relations import pairs_data
        from crosscase.synthesis.cooccurrence import cooccurrence

        table = pairs_data(cooccurrence(self.study, relation, reach, codes, below, coders, depth))
        return _frame_of(table).astype({"c": "float64", "jaccard": "float64"})

    def saturation(
        self,
        unit: str = "source",
        kinds: Collection[str] = ("focus-group", "interview"),
        codes: Collection[str] = (),
        *,
        coders: Collection[str] | None = None,
        orders: int = 1000,
        seed: int = 1,
        order: Sequence[str] = (),
    ) -> pandas.DataFrame:
        """The codes that each interview is the first to have, and how many it would be in any order.

        Args:
            unit, kinds, codes, coders, orders, seed, order: as of `crosscase.synthesis.saturation.saturation`.

        Returns:
            A frame with the columns of `crosscase saturation --format csv`, the mean unrounded.

        Raises:
            StudyError: there is no such unit, kind, code, coder or source.
        """
        from crosscase.reports.synthesis.saturation import saturation_data
        from crosscase.synthesis.saturation import saturation

        found = saturation(self.study, unit, kinds, codes, coders, orders, seed, order)
        return _frame_of(saturation_data(found))

    def case_table(
        self,
        kind: str = "presence",
        codes: Collection[str] = (),
        *,
        below: bool = True,
        coders: Collection[str] | None = None,
        attributes: bool = True,
        names: str = "path",
        depth: int | None = None,
    ) -> pandas.DataFrame:
        """A row a case and a column a code, for statistics.

        Args:
            kind, codes, below, coders, attributes, names, depth: as of `crosscase.synthesis.case_tables.case_table`.

        Raises:
            StudyError: there is no such kind, code or coder.
        """
        import pandas

        from crosscase.synthesis.case_tables import case_table

        found = case_table(self.study, kind, codes, below, coders, attributes, names, depth)
        return pandas.DataFrame(list(found.rows), columns=[column.name for column in found.columns])

    def joint(
        self, themes: Collection[str] = (), *, coders: Collection[str] | None = None
    ) -> pandas.DataFrame:
        """Themes beside the survey: a row a theme, case and item of the survey, or a case where a theme has no item.

        Args:
            themes: ids; all of them where none is named.
            coders: whose codings; in each source those that count where None.

        Returns:
            A frame with the columns of `crosscase joint THEME --format csv`; percents and intervals of 100.

        Raises:
            StudyError: there is no such theme or coder, or the file of themes cannot be read.
        """
        from crosscase.reports.synthesis.joint_tables import joint_data
        from crosscase.study.themes import theme_named
        from crosscase.synthesis.joint import joints

        chosen = [theme_named(self.study, id) for id in themes] if themes else None
        displays = joints(self.study, chosen, coders)
        return _frame_of(joint_data(displays, self.study.settings.language))

    def findings(self) -> list[Finding]:
        """What cannot be true, or is not borne out, in the figures that a report printed.

        Raises:
            StudyError: no printed figures are written down, or they cannot be read.
        """
        from crosscase.survey.checking import check_published

        return check_published(self.study)


def _frame_of(table: Table) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame(list(table.rows), columns=list(table.columns))


def coding_rows(study: Study, coders: Collection[str] | None = None) -> list[tuple[object, ...]]:
    """Every coding as a tuple in the order of `COLUMNS`."""
    return [
        coding_row(study, coding)
        for source_id in study.coded_sources
        for coding in study.codings(source_id, coders)
    ]


def coding_row(study: Study, coding: Coding) -> tuple[object, ...]:
    """One coding in the order of `COLUMNS`; place, speaker and section empty where they are unknown."""
    source = study.sources.get(coding.source)
    start, end = coding.at if coding.at is not None else (None, None)
    speaker = ", ".join(names_touched(study, source, coding))
    roles = ", ".join(roles_of(speakers_touched(study, source, coding)))
    section = section_title(study, source, coding)
    case = source.case if source is not None else coding.source.partition("/")[0]
    code = study.codebook.path_now(coding.code)
    return (
        coding.id, case, coding.source, coding.coder, code, start, end, coding.quote, coding.memo, coding.created,
        speaker, section, coding.key, status_of(study, coding), time_of(study, source, coding), roles,
    )  # fmt: skip
