-- Sums and cross-products of the score and of what may drive it, enough for any regression of them. Grain: day of
-- the answer, {groups}, and which of the facts are known. n: answers; sums: s_<a>, s_<a>_<b> over the known ones.
with
facts as (
    select date as day, {groups} score::double as score, wait, transfers, resolved, handle_time
    from {answers}
)

select day, {groups} {flags} count(*) as n, {sums}
from facts
group by all
order by all
