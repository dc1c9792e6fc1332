-- title: How calls went
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, language, model,
--   day, week, month, quarter
-- filters: recording_id, contact_id, mood
-- personal: agent_name
-- order: started_at desc, recording_id
-- sources: calls = facts.calls
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
    calls.language,
    calls.model,
    calls.span_s,
    calls.agent_s,
    calls.customer_s,
    calls.spoken_s,
    calls.spoken_words,
    calls.agent_words,
    calls.customer_words,
    calls.count_silences,
    calls.silence_s,
    calls.longest_silence_s,
    calls.longest_silence_at_s,
    calls.count_overlaps,
    calls.overlap_s,
    calls.agent_interrupts,
    calls.customer_interrupts,
    calls.monologue_s,
    calls.monologue_by,
    calls.agent_questions,
    calls.customer_questions,
    calls.first_mood,
    calls.first_mood_n,
    calls.last_mood,
    calls.last_mood_n,
    calls.mood,
    calls.load_id,
    calls.line
from {calls} as calls
left join dims.agents as agents on calls.agent_id = agents.agent_id
where calls.measured = 1
