-- Files that brought rows of a month since an earlier snapshot. Grain: one row per month and file.
-- {table}, {day}: the facts behind a metric and the column that dates them. Binds: before (UTC).
select distinct date_trunc('month', facts.{day})::date as month, loads.file
from {table} as facts
inner join meta.loads as loads on facts.load_id = loads.load_id
where facts.{day} is not null and loads.finished_at::timestamptz > $before::timestamptz
order by month, loads.file
