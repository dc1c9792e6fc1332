-- Words of one recording from its transcript file. Grain: one row per word. channel: 0 left, 1 right;
-- *_s: seconds from the start of the recording. voice: 1 or 2 where a mono call was split by voice, with a
-- guess whose it is; files of before that know neither.
with
stored as (
    select *
    from read_parquet($words_file)
    where audio_id = $audio_id and list_contains($models, model)
    union all by name
    select null::bigint as voice, null::varchar as guess
    where false
),

utterances as (
    select channel, speaker, utterance_no, language, voice, guess, unnest(words) as said
    from stored
)

select
    channel,
    speaker,
    utterance_no,
    said.word,
    said.start_s,
    said.end_s,
    said.confidence,
    language,
    voice,
    guess
from utterances
order by said.start_s, channel, said.end_s
