"""The survey: questions with bars and intervals, who answered, what was published, whom to choose as cases."""
