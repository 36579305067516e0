"""What every test shares: other programs asked for by name, the rule on skipped tests, and nobody waits.

A test that needs a program the machine lacks is skipped, with the program's name. Where
CROSSCASE_ALL_TESTS=1 is set a skip of any kind, also of a whole file, is a failure: nothing goes
untested there unnoticed.
"""

import ctypes
import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Generator, Iterator

import pytest
from hypothesis import settings

ALL_TESTS = os.environ.get("CROSSCASE_ALL_TESTS") == "1"

# Hundreds of programs are started: each would compile what it loads, where it may not be kept for the next one.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A suite started in the background is one that Ctrl-C does not reach, and so would be every program that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no failure. Under CI hypothesis brings a profile of its own, which has no deadline either.
if "CI" not in os.environ:
    settings.register_profile("crosscase", deadline=None)
    settings.load_profile("crosscase")


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among what collecting the tests has made: it cost a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True, scope="module")
def _memory_given_back() -> Iterator[None]:
    """What a file of tests has freed goes back to the system: a process of gigabytes takes long to fork."""
    yield
    if (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:  # glibc alone has it
        trim(0)


@pytest.fixture(scope="session")
def needs() -> Callable[[str], str]:
    """A function from a program's name to its path; the test is skipped by that name where it is missing."""

    def path_of(program: str) -> str:
        path = shutil.which(program)
        if path is None:
            pytest.skip(f"needs {program}, which is not on this machine")
        return path

    return path_of


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # An expected failure reports itself as skipped too, but it has run.
    if report.skipped and not hasattr(report, "wasxfail"):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if ALL_TESTS:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason}; with CROSSCASE_ALL_TESTS=1 a skipped test is a failure"
