"""From a recording to words with times: decoding, Vosk, a durable queue, masked transcripts in files.

    audio -> recogniser -> language -> privacy -> transcript      what one call says
    landed -> ledger -> run -> workers -> store                   many calls, none lost, none twice

``api.py`` is what the rest of Sapa calls; ``python -m transcribe`` is the command line.
"""
