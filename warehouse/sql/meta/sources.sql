-- Sources and what they brought. Grain: one row per source.
select
    source,
    any_value(contract) as contract,
    max(finished_at) as last_load_at,
    arg_max(status, load_id) as last_status,
    arg_max(message, load_id) as last_message,
    count(distinct file) as files,
    sum(rows_read)::bigint as rows_read,
    sum(rows_loaded)::bigint as rows_loaded,
    sum(rows_rejected)::bigint as rows_rejected,
    sum(rows_duplicate)::bigint as rows_duplicate,
    sum(rows_blank)::bigint as rows_blank,
    sum(rows_corrected)::bigint as rows_corrected,
    sum(rows_late)::bigint as rows_late,
    min(first_day) as first_day,
    max(last_day) as last_day
from meta.loads
group by source
order by source
