-- What was said in a sample of past talks, the same talks whenever they are asked for. Grain: one row per utterance, by
-- talk and time. {calls}, {said}: facts.calls and facts.utterances as far as the person may see.
-- Binds: most (talks).
with
picked as (
    select recording_id, date, language
    from {calls}
    where status = 'done' and count_words > 0
    order by md5(recording_id), recording_id
    limit $most
)

select
    picked.recording_id,
    picked.date,
    case when picked.language in ('ru', 'kk', 'en') then picked.language end as language,
    said.speaker,
    said.start_s,
    said.end_s,
    said.text,
    coalesce(said.confidence, 1) as confidence,
    case when said.language in ('ru', 'kk', 'en') then said.language end as own_language
from {said} as said
join picked using (recording_id)
order by picked.recording_id, said.start_s, said.end_s
