-- Recordings that could not be recognised. Grain: one row per recording.
select recording_id, date, unit_id, agent_id, sound_file, failure as reason, transcribed_at
from facts.calls
where status = 'failed'
order by date, recording_id
