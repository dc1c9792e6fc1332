-- title: Back after a public answer
-- definition: Cases opened again, or the same customer with the same cause once more, within the days of setting
--   reply_days after a public answer / public answers of known text whose days are over, by the day of the answer;
--   complaints and appeals apart. reply: template or specific. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, reply, reply_family, owner, channel, channel_kind, unit, region, team, agent, process, product,
--   segment, category, source, day, week, month, quarter
-- always by: kind
-- components: back
-- sources: cases = facts.cases@reply_date
-- rows: cases_replied
-- weights: count
-- better: down
with
totals as (
    select {by} count(*) as count, count(*) filter (is_back) as back
    from {cases}
    where reply is not null and is_back is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(back, count) as value,
    wilson_low(back, count) as low,
    wilson_high(back, count) as high,
    count,
    back
from totals
