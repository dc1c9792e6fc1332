-- title: Repeated errors
-- definition: Broken findings that came again: the same agent broke the same criterion in at least
--   repeated_error_findings talks within repeated_error_days days, this one the last of them.
--   agents: with such an error. A full count, so without an interval.
-- unit: findings
-- decimals: 0
-- bounds: 0,
-- dimensions: criterion, agent, team, unit, region, channel, channel_kind, process, product, segment,
--   language, day, week, month, quarter
-- components: broken, agents, last_day
-- sources: findings = facts.findings
-- interval: none
-- rows: findings
-- better: down
-- least: none
with
totals as (
    select
        {by}
        sum(repeated)::bigint as repeated,
        sum(assessable)::bigint as count,
        sum(broken)::bigint as broken,
        count(distinct agent_id) filter (repeated = 1) as agents,
        max(date) filter (broken = 1) as last_day
    from {findings}
    group by all
    having sum(assessable) > 0
)

select
    {by}
    repeated::double as value,
    null::double as low,
    null::double as high,
    count,
    broken,
    agents,
    last_day
from totals
