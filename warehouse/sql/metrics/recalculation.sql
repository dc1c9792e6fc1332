-- title: Money given back
-- definition: Recalculations after cases, in the operator's currency, by the day of registration; complaints and
--   appeals apart; mean: of one case given money. A full count, so without an interval.
-- unit: money
-- decimals: 0
-- bounds: 0,
-- dimensions: kind, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind
-- components: mean
-- sources: cases = facts.cases
-- interval: none
-- rows: cases_recalculated
-- better:
-- least: none
select
    {by}
    sum(recalculation)::double as value,
    null::double as low,
    null::double as high,
    count(*) as count,
    avg(recalculation)::double as mean
from {cases}
where recalculation > 0
group by all
having count(*) > 0
