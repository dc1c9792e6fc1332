-- Every committed load. Grain: one row per file and load. Times: UTC. date: day it finished. rows_read = rows_loaded + rows_rejected +
-- rows_duplicate + rows_blank; rows_corrected is part of rows_loaded.
select *, finished_at[1:10]::date as date
from read_json(
    getvariable('loads'), format = 'auto', filename = false,
    columns = {
        load_id: 'VARCHAR', source: 'VARCHAR', contract: 'VARCHAR', file: 'VARCHAR', file_sha256: 'VARCHAR',
        file_bytes: 'BIGINT', started_at: 'VARCHAR', finished_at: 'VARCHAR', status: 'VARCHAR', message: 'VARCHAR',
        rows_read: 'BIGINT', rows_loaded: 'BIGINT', rows_rejected: 'BIGINT', rows_duplicate: 'BIGINT',
        rows_blank: 'BIGINT', rows_corrected: 'BIGINT', rows_late: 'BIGINT',
        parquet: 'VARCHAR', quarantine: 'VARCHAR', first_day: 'DATE', last_day: 'DATE'
    }
)
order by load_id
