"""The quotes place: a query, what answers it, and what one does with a quote."""
