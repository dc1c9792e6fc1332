-- Whether texts of cases tell of an error of ours that was reported. Grain: one row per text, newest version.
-- report: refused (or papers were asked for), told (no refusal is told of), none.
select text_hash, report
from read_parquet(getvariable('enriched_reports'), union_by_name = true)
qualify row_number() over (partition by text_hash order by version desc) = 1
