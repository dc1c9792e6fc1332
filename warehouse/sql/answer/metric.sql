-- The shape every metric answers in. body: the metric's own statement; by, components: its columns;
-- from, to: the days of a row; is_small: too few behind it to be shown.
select
    {by}{from} as "from",
    {to} as "to",
    case when not ({is_small}) then value::double end as value,
    case when not ({is_small}) then low::double end as low,
    case when not ({is_small}) then high::double end as high,
    count::bigint as count,
    {components}{is_small} as withheld
from (
{body}
)
order by {order}
