-- Sums and cross-products of the score and of what may drive it, enough for any regression of them. Grain: day of
-- the answer, {groups}, and which of the facts are known. n: answers; sums: s_<a>, s_<a>_<b> over the known ones.
with
facts as (
    select
        answers.date as day, {groups}
        answers.score::double as score,
        case when contacts.served = 1 then contacts.wait_s / 60.0 end as wait,
        contacts.count_transfers::double as transfers,
        contacts.is_resolved::integer::double as resolved,
        contacts.handle_s / 60.0 as handle_time
    from {answers} as answers
    left join {contacts} as contacts
        on answers.contact_id = contacts.contact_id and answers.contact_date = contacts.date
    where answers.scored = 1
)

select day, {codes} {flags} count(*) as n, {sums}
from facts
group by all
order by all
