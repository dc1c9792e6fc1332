-- What this snapshot is. Grain: one row. built_at: UTC. settings: those it was built with, as JSON.
-- rows_exchanged: rows taken back since everything was made anew; they are in the file's bytes still.
select
    getvariable('format')::integer as format,
    getvariable('snapshot_id') as snapshot_id,
    getvariable('built_at')::timestamp as built_at,
    period.first_day,
    period.last_day,
    period.last_complete_month,
    getvariable('operator') as operator,
    getvariable('time_zone') as time_zone,
    getvariable('settings') as settings,
    getvariable('rows_exchanged')::bigint as rows_exchanged
from meta.period as period
