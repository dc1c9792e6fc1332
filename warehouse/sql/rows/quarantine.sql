-- title: Rejected rows
-- dimensions: source, day, week, month, quarter
-- filters: reason, file, column_name
-- personal: masked_line
-- search: masked_line, detail
-- order: date desc, source, file, line, column_name
-- sources: rejected = meta.quarantine
select
    rejected.date,
    rejected.source,
    rejected.file,
    rejected.line,
    rejected.column_name,
    rejected.reason,
    rejected.detail,
    rejected.masked_line
from {rejected} as rejected
