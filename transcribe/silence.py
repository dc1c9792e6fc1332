"""Find long digital silence: Vosk's time grows with its square, and nothing is said in it."""

import numpy as np

from transcribe.audio import RATE, Samples

BLOCK = RATE // 10
QUIET = 32  # peak to peak; the idle code of A-law and mu-law decodes to about +-8, not to zero
LONGEST_QUIET = 2 * RATE  # silence up to this long is fed as it is
KEPT = RATE // 2  # fed on either side of what is skipped, so that the recogniser closes its utterance

Range = tuple[int, int]


def sounding_ranges(samples: Samples) -> list[Range]:
    """Ranges of samples to feed, in order; what lies between them is digital silence."""
    quiet = _quiet_blocks(samples)
    edges = np.flatnonzero(np.diff(quiet, prepend=False, append=False))
    ranges: list[Range] = []
    start = 0
    for first, last in zip(edges[::2] * BLOCK, edges[1::2] * BLOCK, strict=True):
        end = min(int(last), len(samples))
        if end - first > LONGEST_QUIET:
            ranges.append((start, min(int(first) + KEPT, end)))
            start = end - KEPT
    ranges.append((start, len(samples)))
    return [(begin, end) for begin, end in ranges if end > begin]


def _quiet_blocks(samples: Samples) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    starts = np.arange(0, len(samples), BLOCK)
    if not len(starts):
        return np.zeros(0, np.bool_)
    high = np.maximum.reduceat(samples, starts).astype(np.int32)
    low = np.minimum.reduceat(samples, starts).astype(np.int32)
    return np.asarray(high - low <= QUIET)
