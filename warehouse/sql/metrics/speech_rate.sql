-- title: Speech rate of agents
-- definition: Words the agent says / minutes the agent talks (pauses of up to half a second included), over calls in
--   which it is known who speaks, by the day of the call. Interval: 95 %, ratio of sums over calls.
-- unit: words a minute
-- decimals: 0
-- bounds: 0,
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, language, model,
--   day, week, month, quarter
-- components: agent_words, agent_min
-- sources: calls = facts.calls
-- rows: call_measures
with
totals as (
    select
        {by}
        count(*) as count,
        sum(agent_words) as agent_words,
        sum((agent_s / 60)) as agent_min,
        sum(agent_words * agent_words) as part_squared,
        sum(agent_words * (agent_s / 60)) as part_whole,
        sum((agent_s / 60) * (agent_s / 60)) as whole_squared
    from {calls}
    where agent_s > 0
    group by all
    having count(*) > 0
),

estimates as (
    select
        *,
        1.0 * agent_words / agent_min as value,
        1.0 * ratio_half_width(count, agent_words, agent_min, part_squared, part_whole, whole_squared) as half
    from totals
)

select
    {by}
    value,
    case when half is not null then greatest(0.0, value - half) end as low,
    value + half as high,
    count,
    agent_words,
    agent_min
from estimates
