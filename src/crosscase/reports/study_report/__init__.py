"""The study's report: chapters put together from the stations, each number and quote with the place it is from."""
