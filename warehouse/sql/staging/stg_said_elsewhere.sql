-- Utterances of transcripts made elsewhere, as they hold. Grain: one row per utterance. *_s: seconds from the start.
-- Where a newer version of a transcript is shorter, the end of the older one goes.
select
    recording_id,
    'elsewhere-' || recording_id as audio_id,
    contact_id,
    customer_key,
    channel_id,
    unit_id,
    agent_id,
    process_id,
    product_id,
    segment,
    utterance_no,
    coalesce(speaker, 'unknown') as speaker,
    start_s,
    end_s,
    text,
    language,
    confidence,
    coalesce(model, 'unknown') as model,
    len(string_split(trim(text), ' ')) as count_words,
    started_at,
    started_at::date as day,
    load_id,
    line
from latest_of('landed_utterances')
qualify coalesce(
    utterance_no <= first_value(count_utterances) over (partition by recording_id order by load_id desc, line desc),
    true
)
