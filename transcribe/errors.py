"""What can go wrong between a sound file and its words; each message is one line for a person."""

from config.errors import NotReady


class AudioError(NotReady):
    """A recording that cannot be heard: set aside with this message as its reason."""


class EmptyAudio(AudioError):
    """No bytes, or no sound in them."""


class NotAudio(AudioError):
    """Not a sound file, or one whose format cannot be known (a WAV without its header)."""


class CutAudio(AudioError):
    """Fewer seconds than the file itself declares, or damage in the middle."""


class ModelError(NotReady):
    """A speech model is missing, cut or changed."""


class NoNetwork(NotReady):
    """The model's address cannot be reached from here."""


class Busy(NotReady):
    """Another process holds the lock."""
