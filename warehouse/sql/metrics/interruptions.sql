-- title: Interruptions by agents
-- definition: Times the agent begins to talk, for a second or more, while the customer talks, both heard together for
--   longer than half a second / calls in which it is known who speaks, by the day of the call. Interval: 95 %,
--   quasi-Poisson.
-- unit: per call
-- decimals: 2
-- bounds: 0,
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, language, model,
--   day, week, month, quarter
-- components: interruptions
-- sources: calls = facts.calls
-- rows: call_measures
-- weights: count
-- better: down
with
totals as (
    select
        {by}
        count(*) as count,
        sum(agent_interrupts)::bigint as interruptions,
        sum(agent_interrupts * agent_interrupts) as squared
    from {calls}
    where agent_interrupts is not null
    group by all
    having count(*) > 0
),

spread as (
    select
        *,
        greatest(
            1.0,
            squares_around_mean(count, interruptions, squared) / nullif(count - 1, 0) / nullif(interruptions / count, 0)
        ) as dispersion
    from totals
)

select
    {by}
    interruptions / count as value,
    count_low(interruptions, coalesce(dispersion, 1.0)) / count as low,
    count_high(interruptions, coalesce(dispersion, 1.0)) / count as high,
    count,
    interruptions
from spread
