-- title: Recordings that could not be recognised
-- dimensions: unit, agent, day, week, month, quarter
-- personal: sound_file
-- order: date desc, recording_id
-- sources: failed = facts.calls
select
    failed.recording_id,
    failed.date,
    failed.unit_id,
    failed.agent_id,
    failed.failure as reason,
    failed.sound_file,
    failed.transcribed_at,
    failed.load_id,
    failed.line
from {failed} as failed
where failed.status = 'failed'
