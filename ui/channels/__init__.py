"""Channels: promises, hours, repeats and staffing."""
