-- Talks: recordings, and those of which only a transcript made elsewhere is here. Grain: one row per recording.
-- A talk without a recording takes its facts from the first line of its transcript.
select *
from stg_recordings
union all by name
select * exclude (audio_id, utterance_no, speaker, start_s, end_s, text, confidence, model, count_words)
from stg_said_elsewhere
anti join stg_recordings using (recording_id)
qualify row_number() over (partition by recording_id order by utterance_no, load_id) = 1
