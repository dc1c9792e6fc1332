-- Recorded talks, and talks transcribed elsewhere, with the state of their transcripts. Grain: one row per
-- recording. date: day it began.
-- status: waiting, done or failed. sound_file: the sound as its source named it; path: where it was read;
-- words_file: its words, relative to the instance;
-- none for what was transcribed elsewhere.
-- score, rating: what the customer said about this contact (the newest answer). *_s: seconds.
-- How it went (empty where it was not measured; of a talk whose speakers are unknown only span_s, spoken_* and
-- silence*): span_s from the first word to the last; spoken_*: both sides together; silences longer than 3 s;
-- overlaps longer than 0.5 s, and who interrupts; monologue_*: the longest, and whose; *_questions asked;
-- first_mood, last_mood: mean sentiment (-1 to 1) of the customer's utterances in the first and last third, *_n
-- of them; mood: better, worse or same at the end than at the start. customer_no: the customer's number.
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
    customer_no(recordings.customer_key) as customer_no,
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

    (measures.span_s is not null)::integer as measured,
    measures.span_s,
    measures.spoken_s,
    measures.spoken_words,
    measures.count_silences,
    measures.silence_s,
    measures.longest_silence_s,
    measures.longest_silence_at_s,
    measures.agent_s,
    measures.customer_s,
    measures.agent_words,
    measures.customer_words,
    measures.count_overlaps,
    measures.overlap_s,
    measures.agent_interrupts,
    measures.customer_interrupts,
    measures.monologue_s,
    measures.monologue_by,
    measures.agent_questions,
    measures.customer_questions,
    measures.first_mood,
    measures.first_mood_n,
    measures.last_mood,
    measures.last_mood_n,
    case
        when measures.last_mood - measures.first_mood >= 0.5 then 'better'
        when measures.last_mood - measures.first_mood <= -0.5 then 'worse'
        when measures.last_mood - measures.first_mood is not null then 'same'
    end as mood,

    recordings.started_at,
    recordings.load_id,
    recordings.line
from placed('stg_talks') as recordings
left join stg_transcribed as transcribed using (recording_id)
left join stg_call_measures as measures
    on transcribed.status = 'done'
    and recordings.recording_id = measures.recording_id
    and transcribed.audio_id = measures.audio_id
left join words on transcribed.status = 'done' and transcribed.audio_id = words.audio_id
left join scores using (contact_id)
left join ratings using (contact_id)
order by date, unit_id
