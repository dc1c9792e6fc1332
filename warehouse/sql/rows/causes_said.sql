-- title: Causes spoken of in calls
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, language, model,
--   day, week, month, quarter
-- filters: recording_id, contact_id, speaker
-- personal: agent_name, text
-- search: text
-- order: date desc, recording_id, start_s, category_id
-- sources: said = facts.utterances
select
    said.recording_id,
    said.contact_id,
    said.date,
    said.channel_id,
    said.unit_id,
    said.agent_id,
    agents.name as agent_name,
    said.speaker,
    said.start_s,
    said.text,
    unnest(said.category_ids) as category_id
from {said} as said
left join dims.agents as agents on said.agent_id = agents.agent_id
