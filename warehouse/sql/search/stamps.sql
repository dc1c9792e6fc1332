-- What the search index holds, in short. Grain: one row per transcribed recording.
-- stamp: changes with anything the index takes from it. What a recogniser heard is known by its sound, model and
-- time; what came written is looked at word by word.
with
broken as (
    select recording_id, bit_xor(hash(criterion_id)) as digest
    from facts.findings
    where result = 'broken' and recording_id is not null
    group by recording_id
),

written as (
    select said.recording_id, bit_xor(hash(said.start_s, said.speaker, said.language, said.text)) as digest
    from facts.utterances as said
    semi join (select recording_id from facts.calls where status = 'done' and words_file is null) as elsewhere
        on said.recording_id = elsewhere.recording_id
    group by said.recording_id
)

select
    calls.date,
    calls.recording_id,
    hash(
        calls.recording_id, calls.started_at, calls.channel_id, calls.channel_kind, calls.unit_id, calls.region,
        calls.team, calls.agent_id, calls.process_id, calls.product_id, calls.segment, calls.language,
        calls.model, calls.score, calls.audio_id, calls.transcribed_at, calls.agent_side, broken.digest,
        written.digest
    ) as stamp
from facts.calls as calls
left join broken on calls.recording_id = broken.recording_id
left join written on calls.recording_id = written.recording_id
where calls.status = 'done'
