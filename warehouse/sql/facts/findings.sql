-- Findings: script checks on transcripts (origin 'script') and scorecards of people (origin 'scorecard').
-- Grain: one row per recording, script and criterion; per evaluation and criterion. date: day of the talk
-- (of the evaluation, where the talk is unknown). result: kept, broken, not_assessable or not_applicable.
-- script_version: that of the script it was checked by (empty for a scorecard).
-- repeated: a broken finding that makes at least repeated_error_findings talks of the same agent with the same
-- criterion broken within repeated_error_days days, this one the last of them.
with
findings as (
    select
        'script' as origin,
        concat_ws('/', script.recording_id, script.script_id, script.criterion_id) as finding_id,
        calls.date, calls.channel_id, calls.channel_kind, calls.unit_id, calls.region, calls.agent_id, calls.team,
        calls.process_id, calls.product_id, calls.segment, calls.customer_key, calls.language,
        calls.contact_id, script.recording_id, script.script_id, script.script_version,
        null::varchar as evaluator_id,
        script.criterion_id, script.result, script.start_s, script.quote, script.confidence,
        null::varchar as comment, calls.started_at as found_at, calls.load_id, calls.line
    from stg_script_findings as script
    inner join facts.calls as calls using (recording_id)
    union all by name
    select
        'scorecard' as origin,
        concat_ws('/', evaluation_id, criterion_id) as finding_id,
        contact_date as date, channel_id, channel_kind, unit_id, region, agent_id, team,
        process_id, product_id, segment, customer_key, language,
        contact_id, recording_id, null::varchar as script_id, null::bigint as script_version, evaluator_id,
        criterion_id, result, start_s, null::varchar as quote, null::double as confidence,
        comment, evaluated_at as found_at, load_id, line
    from placed('stg_scorecards')
),

broken_talks as (
    select
        agent_id,
        criterion_id,
        coalesce(recording_id, contact_id, finding_id) as talk_id,
        min(date) as date
    from findings
    where result = 'broken' and agent_id is not null
    group by all
),

repeated_talks as (
    select
        *,
        count(*) over (
            partition by agent_id, criterion_id
            order by date
            range between to_days((getvariable('repeated_error_days') - 1)::integer) preceding and current row
        ) >= getvariable('repeated_error_findings') as is_repeated
    from broken_talks
)

select
    findings.*,
    (result = 'broken')::integer as broken,
    (result = 'kept')::integer as kept,
    (result in ('kept', 'broken'))::integer as assessable,
    (result = 'broken' and coalesce(talks.is_repeated, false))::integer as repeated
from findings
left join repeated_talks as talks
    on findings.agent_id = talks.agent_id
    and findings.criterion_id = talks.criterion_id
    and coalesce(findings.recording_id, findings.contact_id, findings.finding_id) = talks.talk_id
order by findings.date, findings.unit_id
