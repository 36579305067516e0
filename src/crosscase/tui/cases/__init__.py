"""Case descriptions: the evidence of a case beside the statements that are written from it."""
