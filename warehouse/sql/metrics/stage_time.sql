-- title: Time in a stage
-- definition: Median days a case stays in a stage, from first entered to first left; to_answer: from registration to the
--   answer. Cases still in it are not left out (Kaplan-Meier); p90: days within which 90 % leave it. By the day
--   entered. Interval: 95 %, of the median, Brookmeyer and Crowley.
-- unit: days
-- decimals: 1
-- bounds: 0,
-- dimensions: kind, stage, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind, stage
-- components: p90, still_in
-- sources: stays = marts.case_stages
-- rows: case_stages
-- better: down
with
times as (
    select {by} days, count(*) as leaving, count(*) filter (is_left) as events
    from {stays}
    group by all
),

risks as (
    select *, sum(leaving) over (partition by {by} true order by days desc) as at_risk
    from times
),

curve as (
    select
        *,
        product(1 - events / at_risk::double) over (partition by {by} true order by days) as survived,
        sum(events / nullif(at_risk::double * (at_risk - events), 0)) over (partition by {by} true order by days)
            as greenwood
    from risks
)

select
    {by}
    min(days) filter (survived <= 0.5 + 1e-9) as value,
    min(days) filter (survived_low(survived, greenwood) <= 0.5) as low,
    min(days) filter (survived_high(survived, greenwood) <= 0.5) as high,
    sum(leaving)::bigint as count,
    min(days) filter (survived <= 0.1 + 1e-9) as p90,
    sum(leaving - events)::bigint as still_in
from curve
group by all
