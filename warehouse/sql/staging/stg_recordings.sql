-- Recordings as they hold. Grain: one row per recording. sound_file: the sound file as its source named it.
select
    recording_id,
    contact_id,
    customer_key,
    channel_id,
    unit_id,
    agent_id,
    process_id,
    product_id,
    segment,
    sound_file,
    agent_side,
    language,
    started_at,
    started_at::date as day,
    load_id,
    line
from latest_of('landed_recordings')
