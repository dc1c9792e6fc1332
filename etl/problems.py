"""What can be wrong with a source, told to a person in one line."""

from config.errors import NotReady


class BadDeclaration(NotReady):
    """A file of ``config/sources`` says something Sapa cannot follow; names file, key and remedy."""


class LayoutChanged(NotReady):
    """A file is not laid out as its declaration says: a column is missing, or was renamed."""


class UnreadableFile(NotReady):
    """A file cannot be read as what it is declared to be; nothing of it was taken."""


class Busy(NotReady):
    """Another run is writing to the same instance."""
