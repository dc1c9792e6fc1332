-- title: Loads of files
-- dimensions: source, day, week, month, quarter
-- filters: load_id, contract, status
-- order: load_id desc
-- sources: loads = meta.loads
select
    loads.load_id,
    loads.date,
    loads.source,
    loads.contract,
    loads.file,
    loads.status,
    loads.message,
    loads.rows_read,
    loads.rows_loaded,
    loads.rows_rejected,
    loads.rows_duplicate,
    loads.rows_blank,
    loads.rows_corrected,
    loads.rows_late,
    loads.first_day,
    loads.last_day,
    loads.started_at,
    loads.finished_at
from {loads} as loads
