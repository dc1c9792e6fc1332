-- title: First word the same working day
-- definition: Cases with an interim answer, or the answer, on the working day they came / cases whose stages are known,
--   by the day of registration; complaints and appeals apart. After the hour of [first_word] in config/deadlines.toml,
--   and on days off, the next working day counts. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind
-- components: on_the_day
-- sources: cases = facts.cases
-- rows: cases_without_word
-- weights: count
-- better: up
with
totals as (
    select {by} count(*) as count, count(*) filter (is_interim_on_day) as on_the_day
    from {cases}
    where is_interim_on_day is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(on_the_day, count) as value,
    wilson_low(on_the_day, count) as low,
    wilson_high(on_the_day, count) as high,
    count,
    on_the_day
from totals
