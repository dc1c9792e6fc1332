-- title: Unhappy though the standards were kept
-- definition: Detractors / answered, by the day of the contact, of contacts whose script checks and scorecards found
--   nothing broken (at least one assessable): where the agent did right, the process is to be looked at. Interval: 95 %,
--   Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, reason, category,
--   day, week, month, quarter
-- own: reason, category
-- components: detractors
-- sources: answers = facts.surveys@contact_date; findings = facts.findings
-- rows: clean_answers
-- better: down
with
clean as (
    select contact_id
    from {findings}
    where contact_id is not null
    group by contact_id
    having sum(assessable) > 0 and sum(broken) = 0
),

totals as (
    select {by} sum(scored)::bigint as count, sum(detractors)::bigint as detractors
    from {answers}
    where scored = 1 and contact_id in (select contact_id from clean)
    group by all
    having sum(scored) > 0
)

select
    {by}
    share(detractors, count) as value,
    wilson_low(detractors, count) as low,
    wilson_high(detractors, count) as high,
    count,
    detractors
from totals
