-- What cases cost, by cause. Grain: category_id (empty: unknown). cases; given: money given back where it is known,
-- given_known: of how many; handle_s: seconds of the contact the case came from, handled: of how many that is known.
with
cases as (
    select contact_id, category_id, recalculation
    from {cases}
    where kind = $kind
),

contacts as (
    select contact_id, handle_s
    from {contacts}
    where handle_s is not null and contact_id in (select contact_id from cases)
)

select
    cases.category_id as category,
    count(*)::bigint as cases,
    sum(cases.recalculation)::double as given,
    count(cases.recalculation)::bigint as given_known,
    sum(contacts.handle_s)::double as handle_s,
    count(contacts.handle_s)::bigint as handled
from cases
left join contacts on cases.contact_id = contacts.contact_id
group by all
order by cases desc, category
