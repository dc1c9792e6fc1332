-- Attempts at recognising recordings. Grain: one row per recording: the newest finished attempt; where none
-- finished, the newest failed one. Full models go before the demonstration ones. *_s: seconds.
select *
from read_parquet(getvariable('transcript_recordings'), union_by_name = true)
qualify row_number() over (
    partition by recording_id
    order by status = 'done' desc, is_demo_model, transcribed_at desc
) = 1
