-- title: Recorded talks
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, language, model,
--   day, week, month, quarter
-- filters: recording_id, contact_id, status, score, rating, is_demo_model, customer_key
-- personal: agent_name, sound_file, path, audio_id, customer_key
-- order: started_at desc, recording_id
-- sources: calls = facts.calls; findings = facts.findings
select
    calls.recording_id,
    calls.contact_id,
    calls.date,
    calls.started_at,
    calls.channel_id,
    calls.unit_id,
    calls.region,
    calls.agent_id,
    agents.name as agent_name,
    calls.team,
    calls.process_id,
    calls.product_id,
    calls.segment,
    calls.language,
    calls.model,
    calls.is_demo_model,
    calls.status,
    calls.failure,
    calls.duration_s,
    calls.count_channels,
    calls.agent_side,
    calls.confidence,
    calls.count_words,
    calls.score,
    calls.rating,
    coalesce(said_wrong.broken, 0) as broken,
    calls.sound_file,
    calls.path,
    calls.audio_id,
    calls.customer_key,
    calls.load_id,
    calls.line
from {calls} as calls
left join dims.agents as agents on calls.agent_id = agents.agent_id
left join (
    select recording_id, sum(broken)::bigint as broken from {findings} group by recording_id
) as said_wrong on calls.recording_id = said_wrong.recording_id
