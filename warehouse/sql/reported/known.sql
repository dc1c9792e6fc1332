-- Headline figures as they were last published. Grain: one row per metric, month and unit (null: all units).
-- Columns: metric, month, unit, value (null: none), n, built_at (UTC: of the snapshot they were first so in).
-- Binds: file (what was published, a Parquet file).
select metric, month, unit, value, n, built_at
from read_parquet($file)
qualify row_number() over (partition by metric, month, unit order by built_at desc) = 1
