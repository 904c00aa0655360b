"""Lock and sleep of the user's session, one module a back-end."""
