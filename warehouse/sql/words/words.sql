-- Words of one recording from its transcript file. Grain: one row per word. channel: 0 left, 1 right;
-- *_s: seconds from the start of the recording.
with
utterances as (
    select channel, speaker, utterance_no, language, unnest(words) as said
    from read_parquet($words_file, union_by_name = true)
    where audio_id = $audio_id and list_contains($models, model)
)

select
    channel,
    speaker,
    utterance_no,
    said.word,
    said.start_s,
    said.end_s,
    said.confidence,
    language
from utterances
order by said.start_s, channel, said.end_s
