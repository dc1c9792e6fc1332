"""One thin file per page: ask for a table, ask for a figure, lay out. No SQL, no arithmetic."""
