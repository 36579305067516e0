"""The survey of a study: questions, responses, estimates with their uncertainty, non-response, published figures."""
