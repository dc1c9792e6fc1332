-- title: Agent's share of the talk
-- definition: Seconds the agent talks / seconds both sides talk, over calls in which it is known who speaks, by the
--   day of the call. Neither more nor less is better in itself. Interval: 95 %, ratio of sums over calls.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, language, model,
--   day, week, month, quarter
-- components: agent_s, talk_s
-- sources: calls = facts.calls
-- rows: call_measures
with
totals as (
    select
        {by}
        count(*) as count,
        sum(agent_s) as agent_s,
        sum((agent_s + customer_s)) as talk_s,
        sum(agent_s * agent_s) as part_squared,
        sum(agent_s * (agent_s + customer_s)) as part_whole,
        sum((agent_s + customer_s) * (agent_s + customer_s)) as whole_squared
    from {calls}
    where agent_s + customer_s > 0
    group by all
    having count(*) > 0
),

estimates as (
    select
        *,
        100.0 * agent_s / talk_s as value,
        100.0 * ratio_half_width(count, agent_s, talk_s, part_squared, part_whole, whole_squared) as half
    from totals
)

select
    {by}
    value,
    case when half is not null then greatest(0.0, value - half) end as low,
    case when half is not null then least(100.0, value + half) end as high,
    count,
    agent_s,
    talk_s
from estimates
