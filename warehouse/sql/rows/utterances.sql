-- title: What was said
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, language, model,
--   day, week, month, quarter
-- filters: recording_id, contact_id, speaker
-- personal: agent_name, text
-- search: text
-- order: date desc, recording_id, start_s
-- sources: said = facts.utterances
select
    said.recording_id,
    said.contact_id,
    said.date,
    said.channel_id,
    said.unit_id,
    said.region,
    said.agent_id,
    agents.name as agent_name,
    said.team,
    said.language,
    said.model,
    said.audio_channel,
    said.speaker,
    said.utterance_no,
    said.start_s,
    said.end_s,
    said.text,
    said.confidence,
    said.sentiment
from {said} as said
left join dims.agents as agents on said.agent_id = agents.agent_id
