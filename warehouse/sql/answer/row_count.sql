-- How many rows a row query has in all.
select count(*)
from (
{body}
)
where {filters}
