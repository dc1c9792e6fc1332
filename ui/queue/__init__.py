"""The speech queue: what waits and until when, what is heard, what was set aside; pause and resume."""
