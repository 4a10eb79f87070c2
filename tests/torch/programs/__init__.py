"""Ten training programs as a user writes them; each returns its losses."""
