-- Transcribed calls of a day with what was said in them. Grain: one row per recording of $chosen.
-- started_at: seconds since 1970. codes: JSON, column -> code or codes. said: JSON, utterances in their order
-- as [speaker, language, start_s, text]; start_s: seconds from the start.
with
chosen as (
    select unnest($chosen) as recording_id
),

said as (
    select
        said.recording_id,
        to_json(list([
            case when said.speaker in ('agent', 'customer') then said.speaker else 'unknown' end,
            said.language, round(said.start_s, 2)::varchar, said.text
        ] order by said.start_s)) as said,
        list(distinct said.language) as languages
    from facts.utterances as said
    semi join chosen using (recording_id)
    where said.date = $day and said.text is not null
    group by said.recording_id
),

broken as (
    select recording_id, list(distinct criterion_id) as criteria
    from facts.findings
    semi join chosen using (recording_id)
    where result = 'broken'
    group by recording_id
)

select
    calls.recording_id,
    epoch(calls.started_at)::bigint as started_at,
    json_object(
        'channel_id', calls.channel_id, 'channel_kind', calls.channel_kind, 'unit_id', calls.unit_id,
        'region', calls.region, 'team', calls.team, 'agent_id', calls.agent_id,
        'process_id', calls.process_id, 'product_id', calls.product_id, 'segment', calls.segment,
        'language', list_distinct(list_append(said.languages, calls.language)), 'model', calls.model,
        'score', calls.score,
        'broken', case when broken.criteria is not null then list_append(broken.criteria, 'any') end
    ) as codes,
    coalesce(said.said, '[]') as said
from facts.calls as calls
semi join chosen using (recording_id)
left join said using (recording_id)
left join broken using (recording_id)
where calls.date = $day and calls.status = 'done'
order by calls.started_at, calls.recording_id
