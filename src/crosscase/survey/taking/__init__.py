"""Taking responses in: a file of them becomes survey/responses.csv, and where there are none yet, questions are drafted."""
