-- Words of one recording from its transcript file. Grain: one row per word. channel: 0 left, 1 right;
-- *_s: seconds from the start of the recording. voice: 1 or 2 where a mono call was split by voice, with its
-- confidence and a guess whose it is. $words_files: the file, and an empty one of today's columns.
with
utterances as (
    select channel, speaker, utterance_no, language, voice, guess, unnest(words) as said
    from read_parquet($words_files, union_by_name = true)
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
    language,
    voice,
    guess
from utterances
order by said.start_s, channel, said.end_s
