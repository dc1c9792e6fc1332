-- title: Promise kept
-- definition: First answers within what the channel promised / contacts that were promised one, by the day the answer
--   was due; judged when that day is over, and one without any answer is not kept. The promise of each channel
--   (promise_s) counts in its working hours (config/calendar.toml). Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, day, week, month,
--   quarter
-- components: kept, missed
-- sources: contacts = marts.promise_days | facts.contacts@answer_due_date
-- rows: promises_due
-- weights: count
-- better: up
with
totals as (
    select {by} sum(promised)::bigint as promised, sum(answered_in_time)::bigint as kept
    from {contacts}
    where date < $last_day
    group by all
    having sum(promised) > 0
)

select
    {by}
    share(kept, promised) as value,
    wilson_low(kept, promised) as low,
    wilson_high(kept, promised) as high,
    promised as count,
    kept,
    promised - kept as missed
from totals
