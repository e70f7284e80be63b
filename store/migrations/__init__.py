"""How the database came to look as it does: one module a change, applied in order."""
