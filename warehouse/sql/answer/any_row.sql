-- Whether a row query has any row: one is looked for, not all are counted.
select 1
from (
{body}
)
where {filters}
limit 1
