"""Customers to be called back: who waits, what was done, what came of it."""
