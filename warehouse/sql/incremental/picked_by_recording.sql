-- Talks whose recording, or a recording of the same sound, was transcribed since.
with
attempts as (
    select recording_id, audio_id
    from read_parquet(getvariable('new_transcripts'), union_by_name = true)
    union all
    select recording_id, null from new_utterances
)

insert into picked_calls
select calls.rowid
from facts.calls as calls
where calls.recording_id in (select recording_id from attempts)
    or calls.audio_id in (select audio_id from attempts where audio_id is not null)
