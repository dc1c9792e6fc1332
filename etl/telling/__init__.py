"""Telling people: troubles of loading, alerts on figures, the weekly digest; sent through apprise."""
