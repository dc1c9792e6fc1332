-- Talks that were heard, with what was said, as the chosen attempt's models said it.
-- Grain: one row per utterance. Columns: recording_id, audio_id, language (ru|kk|en of the talk, empty where
-- several), heard_at, speaker (agent|customer|unknown), start_s, end_s (seconds from the start), text (masked),
-- confidence (0-1), own_language (the utterance's), words (word, start_s, end_s, confidence; empty where unknown).
-- Binds: recordings, utterances (lists of Parquet files).
WITH recordings AS (
    SELECT recording_id, audio_id, model, language, strftime(transcribed_at, '%Y-%m-%dT%H:%M:%S') AS heard_at
    FROM read_parquet($recordings, union_by_name = true)
    WHERE status = 'done'
    QUALIFY row_number() OVER (PARTITION BY recording_id ORDER BY is_demo_model, transcribed_at DESC) = 1
),
utterances AS (
    SELECT *
    FROM read_parquet($utterances, union_by_name = true, filename = true)
    SEMI JOIN recordings USING (audio_id)
)
SELECT
    r.recording_id,
    r.audio_id,
    CASE WHEN r.language IN ('ru', 'kk', 'en') THEN r.language END AS language,
    coalesce(r.heard_at, '') AS heard_at,
    u.speaker,
    u.start_s,
    u.end_s,
    u.text,
    coalesce(u.confidence, 0) AS confidence,
    CASE WHEN u.language IN ('ru', 'kk', 'en') THEN u.language END AS own_language,
    u.words
FROM recordings AS r
JOIN utterances AS u ON u.audio_id = r.audio_id AND list_contains(string_split(r.model, '+'), u.model)
QUALIFY u.filename = max(u.filename) OVER (PARTITION BY r.recording_id)
