-- Landed rows of one record type that the rows made anew are of, old and new. Grain: one row per landed line.
select * from new_{contract}
union all by name
select old.*
from read_parquet(getvariable('old_{contract}'), union_by_name = true) as old
semi join gone_{fact} as gone using (load_id, line)
