-- Whether words of a talk stand in an older file: the same sound was heard before. Grain: one row, or none.
-- Binds: recordings, utterances (lists of Parquet files).
SELECT 1
FROM read_parquet($recordings, union_by_name = true) AS r
ANTI JOIN read_parquet($utterances, union_by_name = true) AS u USING (audio_id)
WHERE r.status = 'done' AND r.count_words > 0
LIMIT 1
