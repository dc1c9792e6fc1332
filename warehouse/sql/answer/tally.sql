-- How many rows of a row query have the same values. body: the query's own statement; columns: of it;
-- filters: on columns of the answer.
select {columns}, count(*)::bigint as count
from (
{body}
)
where {filters}
group by all
order by {columns}
