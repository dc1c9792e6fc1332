-- title: Complaint rate
-- definition: Complaints per 1,000 contacts, both by their own day. By category or source: of all contacts.
--   Interval: 95 %, quasi-Poisson with the dispersion of the daily counts.
-- unit: per 1,000 contacts
-- decimals: 2
-- bounds: 0,
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, category, source,
--   day, week, month, quarter
-- own: category, source
-- components: complaints, dispersion
-- sources: cases = facts.cases; contacts = marts.contact_days | facts.contacts
-- rows: complaints
-- better: down
with
case_days as (
    select {by} date, count(*) as events
    from {cases}
    where kind = 'complaint'
    group by all
),

contact_days as (
    select {shared} date, sum(contacts)::bigint as contacts
    from {contacts}
    group by all
),

exposure as (
    select {shared} sum(contacts)::bigint as contacts, count(*) as days
    from contact_days
    group by all
),

events as (
    select
        {by_of case_days}
        sum(events)::bigint as events,
        sum(events * events / nullif(contact_days.contacts, 0)::double) as squares_over_contacts
    from case_days
    left join contact_days
        on case_days.date = contact_days.date and {same case_days contact_days}
    group by all
),

rates as (
    select
        {both_of exposure events}
        coalesce(events.events, 0) as events,
        exposure.contacts,
        case
            when events.events > 0
                then dispersion(squares_over_contacts * exposure.contacts / events.events, events.events, days)
            else 1.0
        end as dispersion
    from exposure
    left join events on {same exposure events}
    where exposure.contacts > 0 and (events.events > 0 or not {has_own})
)

select
    {by}
    1000.0 * events / contacts as value,
    1000.0 * count_low(events, dispersion) / contacts as low,
    1000.0 * count_high(events, dispersion) / contacts as high,
    contacts as count,
    events as complaints,
    dispersion
from rates
