-- Talks transcribed elsewhere of which something came in the files looked at, with all that was said in them.
-- Grain: one row per utterance. Columns: as said.sql; heard_at is the load that brought the newest line;
-- confidence 1 where the transcript does not say how sure it is; words: the utterance as one, where it has times.
-- Binds: new (files looked at), utterances (every landed file of utterances).
WITH landed AS (
    SELECT *
    FROM read_parquet($utterances, union_by_name = true)
    WHERE recording_id IN (SELECT recording_id FROM read_parquet($new, union_by_name = true))
    QUALIFY row_number() OVER (PARTITION BY key_hash ORDER BY load_id DESC, line DESC) = 1
),
said AS (
    SELECT *
    FROM landed
    QUALIFY coalesce(
        utterance_no <= first_value(count_utterances) OVER (PARTITION BY recording_id ORDER BY load_id DESC, line DESC),
        true)
),
talks AS (
    SELECT recording_id, max(load_id) AS heard_at, mode(language) AS language
    FROM said
    GROUP BY recording_id
)
SELECT
    recording_id,
    'elsewhere-' || recording_id AS audio_id,
    t.language,
    t.heard_at,
    coalesce(s.speaker, 'unknown') AS speaker,
    coalesce(s.start_s, 0) AS start_s,
    coalesce(s.end_s, s.start_s, 0) AS end_s,
    s.text,
    coalesce(s.confidence, 1) AS confidence,
    s.language AS own_language,
    CASE WHEN s.end_s > s.start_s THEN
        [{'word': s.text, 'start_s': s.start_s, 'end_s': s.end_s, 'confidence': s.confidence}]
    END AS words
FROM talks AS t
JOIN said AS s USING (recording_id)
