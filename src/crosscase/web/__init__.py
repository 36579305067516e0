"""The informants' page: a form served over HTTP, one secret link an informant."""
