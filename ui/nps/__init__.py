"""NPS: its course, its parts, why it changed, when it is low."""
