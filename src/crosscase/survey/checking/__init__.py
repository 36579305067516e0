"""Checking what was published: printed figures against the whole counts they allow, and against one another."""

from crosscase.survey.checking.findings import Finding as Finding
from crosscase.survey.checking.run import check_figures as check_figures
from crosscase.survey.checking.run import check_published as check_published
