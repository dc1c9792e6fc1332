"""One unit seen on the spot: its figures, its process, findings."""
