-- Public answers that are copies of one another. Grain: reply_family, the most frequent first. reply: what most of them
-- are. said: how often. judged: of how many it is known what came of them; back: of those the case was opened again, or
-- came once more. owner: of most of them; owners, units: how many different ones. reply_text: the newest answer.
-- Binds: kind, most (families).
select
    reply_family,
    mode(reply order by reply) as reply,
    count(*)::bigint as said,
    count(is_back)::bigint as judged,
    count(*) filter (is_back)::bigint as back,
    bool_or(asks_to_write) as asks_to_write,
    count(distinct unit_id)::bigint as units,
    mode(owner order by owner) as owner,
    count(distinct owner)::bigint as owners,
    arg_max(reply_text, (replied_at, case_id)) as reply_text
from {cases}
where reply is not null and kind = $kind
group by reply_family
order by said desc, reply_family
limit $most
