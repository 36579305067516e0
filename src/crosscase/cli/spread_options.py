"""What commands that look through many texts can be asked: how many processes do it, or which cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.language.keywords import Setup
    from crosscase.language.word_forms import Counts, Spoken
    from crosscase.synthesis.offering import Offer, Offers

JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", min=1, metavar="N", help="Processes; else every core where there is much to do."),
]
ClusterOption = Annotated[
    str,
    typer.Option(
        "--cluster", metavar="ADDRESS", help="Let a dask.distributed cluster do it: tcp://HOST:PORT."
    ),
]


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the work is done; the results are the same."""

    jobs: int | None = None
    cluster: str = ""

    def parts(self, task: str, setup: Any, chunks: Iterable[Any], characters: int) -> Iterator[Any]:
        """What a task gives for each chunk, in order; `characters` are those of all of them together."""
        from crosscase.language.spread import jobs_for, spread

        jobs = jobs_for(characters, self.jobs)
        return spread(task, setup, chunks, jobs=jobs, cluster=self.cluster)

    def texts(self, task: str, setup: Any, texts: Sequence[str]) -> Iterator[Any]:
        """What a task gives for each text, in order."""
        from crosscase.language.spread import chunked

        for results in self.parts(task, setup, chunked(texts), sum(map(len, texts))):
            yield from results

    def counts(self, setup: Setup, spoken: Iterable[Spoken]) -> Iterator[Counts]:
        """What keywords match in each of some sources."""
        listed = list(spoken)
        size = sum(len(sentence) for _, sentences in listed for sentence in sentences)
        task = "crosscase.language.word_forms:counts_in"
        return self.parts(task, setup, ((source,) for source in listed), size)

    def offers(self, offers: Offers, texts: Sequence[Sequence[str]]) -> Iterator[list[tuple[Offer, ...]]]:
        """What is offered for each text of each source."""
        every = [text for of_source in texts for text in of_source]
        found = self.texts("crosscase.synthesis.offering:offers_in", offers, every)
        return ([next(found) for _ in of_source] for of_source in texts)


def spread_asked(jobs: int | None, cluster: str, only: str = "", is_it: bool = True) -> Spread:
    """What the two options say together.

    Args:
        only: the option that they go with, if not with all.
        is_it: whether that was given.

    Raises:
        StudyError: they say two things, or nothing that is asked for.
    """
    if jobs is not None and cluster:
        raise StudyError("--jobs is for this machine, and --cluster for others; give one of them")
    if not is_it and (jobs is not None or cluster):
        raise StudyError(f"--jobs and --cluster go with {only}; give it too, or leave them out")
    return Spread(jobs, cluster)
