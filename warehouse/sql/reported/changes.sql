-- Figures that changed after their month was published. Grain: one row per change, newest first.
-- Columns: metric, month, unit (null: all units), old_value, old_n, value, n, built_at (UTC), files (JSON: what
-- brought rows of that month in between). Binds: file, units (null: all, else these and no whole), row_limit.
with
steps as (
    select
        *,
        lag(value) over figure as old_value,
        lag(n) over figure as old_n,
        row_number() over figure as step
    from read_parquet($file)
    window figure as (partition by metric, month, unit order by built_at)
)

select metric, month, unit, old_value, old_n, value, n, built_at, files
from steps
where step > 1 and ($units::varchar[] is null or unit in (select unnest($units::varchar[])))
order by built_at desc, month desc, metric, unit nulls first
limit $row_limit
