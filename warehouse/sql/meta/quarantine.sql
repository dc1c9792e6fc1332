-- Rejected rows of committed loads. Grain: one row per bad cell or line. masked_line: never the line as it came.
select
    loads.date,
    rejected.load_id,
    rejected.source,
    rejected.file,
    rejected.line,
    rejected.column_name,
    rejected.reason,
    rejected.detail,
    rejected.masked_line
from read_parquet(getvariable('quarantine'), union_by_name = true) as rejected
inner join meta.loads as loads using (load_id)
order by rejected.load_id, rejected.line
