-- Utterances of transcripts, without their words. Grain: one row per utterance.
-- Also those of transcripts made elsewhere, where these were chosen: without words_file and audio_channel.
-- words_file: the file with the words, relative to the instance. Of a sound heard more than once, only what the chosen attempt's models said, as last stored.
-- Times: seconds from the start. audio_channel: 0 left, 1 right.
with
chosen as (
    select distinct audio_id, unnest(string_split(model, '+')) as model
    from stg_transcribed
    where status = 'done'
),

said as (
    select *
    from read_parquet(getvariable('transcript_utterances'), union_by_name = true, filename = true)
    inner join chosen using (audio_id, model)
    qualify parse_filename(filename) = max(parse_filename(filename)) over (partition by audio_id)
)

select
    audio_id,
    model,
    language,
    channel as audio_channel,
    speaker,
    utterance_no,
    start_s,
    end_s,
    text,
    confidence,
    count_words,
    replace(filename, getvariable('home') || '/', '') as words_file
from said
union all by name
select audio_id, model, language, speaker, utterance_no, start_s, end_s, text, confidence, count_words
from stg_said_elsewhere
semi join stg_transcribed using (audio_id)
