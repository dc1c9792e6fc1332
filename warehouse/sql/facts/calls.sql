-- Recorded talks, and talks transcribed elsewhere, with the state of their transcripts. Grain: one row per
-- recording. date: day it began.
-- status: waiting, done or failed. sound_file: the sound as its source named it; path: where it was read;
-- words_file: its words, relative to the instance;
-- none for what was transcribed elsewhere.
-- score, rating: what the customer said about this contact (the newest answer). *_s: seconds.
with
scores as (
    select contact_id, arg_max(score, answered_at) as score
    from made_surveys
    where contact_id is not null and score is not null
    group by contact_id
),

ratings as (
    select contact_id, arg_max(rating, rated_at) as rating
    from made_ratings
    where contact_id is not null
    group by contact_id
),

words as (
    select audio_id, any_value(words_file) as words_file
    from stg_utterances
    group by audio_id
)

select
    recordings.recording_id,
    recordings.contact_id,
    recordings.started_at::date as date,
    recordings.channel_id,
    recordings.channel_kind,
    recordings.unit_id,
    recordings.region,
    recordings.agent_id,
    recordings.team,
    recordings.process_id,
    recordings.product_id,
    recordings.segment,
    recordings.customer_key,
    coalesce(transcribed.language, recordings.language) as language,
    transcribed.model,

    1 as recorded,
    (transcribed.status is not distinct from 'done')::integer as transcribed,
    coalesce(transcribed.status, 'waiting') as status,
    nullif(transcribed.reason, '') as failure,
    transcribed.audio_id,
    transcribed.is_demo_model,
    transcribed.confidence,
    transcribed.count_words,
    transcribed.count_channels,
    transcribed.duration_s,
    transcribed.transcribed_at,
    recordings.agent_side,
    recordings.sound_file,
    transcribed.path,
    words.words_file,
    scores.score,
    ratings.rating,

    recordings.started_at,
    recordings.load_id,
    recordings.line
from placed('stg_talks') as recordings
left join stg_transcribed as transcribed using (recording_id)
left join words on transcribed.status = 'done' and transcribed.audio_id = words.audio_id
left join scores using (contact_id)
left join ratings using (contact_id)
order by date, unit_id
