-- Transcripts of recordings, and attempts at them. Grain: one row per recording: the newest finished attempt; where
-- none finished, the newest failed one. Full models go before transcripts made elsewhere (which have no words with
-- times), these before the demonstration models. *_s: seconds.
with
elsewhere as (
    select
        recording_id,
        any_value(audio_id) as audio_id,
        'done' as status,
        mode(model) as model,
        mode(language) as language,
        max(end_s) as duration_s,
        sum(confidence * count_words) / sum(count_words) filter (confidence is not null) as confidence,
        sum(count_words)::bigint as count_words,
        false as is_demo_model
    from stg_said_elsewhere
    group by recording_id
),

attempts as (
    select *, false as is_elsewhere
    from read_parquet(getvariable('transcript_recordings'), union_by_name = true)
    union all by name
    select *, true as is_elsewhere
    from elsewhere
)

select * exclude (is_elsewhere)
from attempts
qualify row_number() over (
    partition by recording_id
    order by status = 'done' desc, is_demo_model, is_elsewhere, transcribed_at desc
) = 1
