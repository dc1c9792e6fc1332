-- title: Repeat contacts
-- definition: Contacts called resolved whose customer came again with the same process within the days of setting
--   repeat_contact_days / contacts called resolved; incoming, of known customers, whose days are over. What is left of
--   100 % was resolved at the first contact. elsewhere: in another office. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, day, week, month,
--   quarter
-- components: repeated, elsewhere
-- sources: contacts = marts.repeat_days
-- rows: contacts
-- weights: count
-- better: down
with
totals as (
    select
        {by}
        sum(judged)::bigint as count,
        sum(repeated)::bigint as repeated,
        sum(elsewhere)::bigint as elsewhere
    from {contacts}
    group by all
    having sum(judged) > 0
)

select
    {by}
    share(repeated, count) as value,
    wilson_low(repeated, count) as low,
    wilson_high(repeated, count) as high,
    count,
    repeated,
    elsewhere
from totals
