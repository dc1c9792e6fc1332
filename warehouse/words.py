"""Single words of a recording, with their times: they stay in the transcript files, not in the snapshot."""

from typing import TYPE_CHECKING

from config.errors import NotReady
from config.instance import Instance
from warehouse import engine, gate, sql_files
from warehouse.gate import Ask, Source
from warehouse.scope import Refused, Scope
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from pandas import DataFrame

_CALLS = Source.parse("facts.calls")
_UTTERANCES = Source.parse("facts.utterances")
COLUMNS = (
    "channel", "speaker", "utterance_no", "word", "start_s", "end_s", "confidence", "language", "voice",
    "guess",
)  # fmt: skip


def words(instance: Instance, snapshot: Snapshot, scope: Scope, recording_id: str) -> "DataFrame":
    """Words of a recording in the order they were said: channel, speaker, utterance_no, word, start_s, end_s,
    confidence (0 to 1), language; voice (1, 2) and guess (agent, customer) where a mono call was split.

    Of a transcript made elsewhere the words share the time of their utterance.
    Empty where the recording is unknown, out of scope or not transcribed.  Raises Refused where the person
    may not read transcripts at all, NotReady where the transcript file is gone.
    """
    from pandas import DataFrame

    if not scope.personal and not scope.sees_nothing:
        raise Refused(f"recordings and transcripts are not open to the role '{scope.role}'.")
    call = _call(snapshot, scope, recording_id)
    if call is None:
        return DataFrame(columns=list(COLUMNS))
    audio_id, model, words_file = call
    if words_file is None:
        return _spread(snapshot, scope, recording_id)
    path = instance.home / words_file
    if not path.exists():
        raise NotReady(
            f"{path}: the transcript is gone; run 'python -m transcribe retry', then 'python -m etl load'."
        )
    parameters = {"words_file": str(path), "audio_id": audio_id, "models": model.split("+")}
    with engine.memory() as connection:
        found = sql_files.execute(connection, sql_files.read("words", "words"), parameters=parameters)
        return found.df()


def _spread(snapshot: Snapshot, scope: Scope, recording_id: str) -> "DataFrame":
    parameters: dict[str, object] = {}
    relation = gate.gated(_UTTERANCES, Ask(scope), snapshot.columns, parameters)
    found = sql_files.read("words", "spread")
    body = found.body.replace("{relation}", relation)
    given = {**parameters, "recording_id": recording_id}
    return sql_files.execute(snapshot.cursor(), found, body=body, parameters=given).df()


def _call(snapshot: Snapshot, scope: Scope, recording_id: str) -> tuple[str, str, str | None] | None:
    """Sound, models and transcript file (None: made elsewhere) of a transcribed recording in scope."""
    parameters: dict[str, object] = {}
    relation = gate.gated(_CALLS, Ask(scope), snapshot.columns, parameters)
    found = snapshot.cursor().execute(
        f"select audio_id, model, words_file from {relation} "  # noqa: S608
        "where recording_id = $recording_id and status = 'done'",
        {**parameters, "recording_id": recording_id},
    )
    row = found.fetchone()
    return (str(row[0]), str(row[1]), None if row[2] is None else str(row[2])) if row else None
