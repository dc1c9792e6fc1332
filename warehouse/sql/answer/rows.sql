-- The shape every row query answers in. body: the query's own statement; personal: its columns as this person may
-- see them; lineage: the source and file a row came from; filters: on columns of the answer.
select found.*{personal}{lineage}
from (
    select *
    from (
{body}
    )
    where {filters}
    order by {order}
    limit $row_limit offset $row_offset
) as found
{join}
order by {order}
