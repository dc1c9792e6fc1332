-- Words of one recording whose transcript was made elsewhere: it has times of utterances only, so its words share
-- them by their length. Grain: one row per word. channel: 1 the customer, 0 anybody else. {relation}: facts.utterances as far as the person may see.
with
said as (
    select
        speaker,
        utterance_no,
        coalesce(start_s, 0) as start_s,
        coalesce(end_s, start_s, 0) as end_s,
        confidence,
        language,
        string_split_regex(trim(text), '\s+') as words
    from {relation}
    where recording_id = $recording_id
),

placed as (
    select
        * exclude (words),
        unnest(words) as word,
        unnest(range(len(words))) as place,
        unnest(list_transform(range(len(words)), lambda i: len(array_to_string(words[:i], '')))) as letters_before,
        len(array_to_string(words, '')) as letters
    from said
)

select
    (speaker = 'customer')::bigint as channel,
    speaker,
    utterance_no,
    word,
    start_s + (end_s - start_s) * letters_before / letters as start_s,
    start_s + (end_s - start_s) * (letters_before + len(word)) / letters as end_s,
    confidence,
    language,
    null::bigint as voice,
    null::varchar as guess
from placed
where word <> ''
order by utterance_no, place
