"""What the survey station hands out: descriptions, table book, margins, non-response, selection of cases, as documents."""
