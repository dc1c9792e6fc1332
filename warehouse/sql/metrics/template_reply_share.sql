-- title: Template answers
-- definition: Public answers that say nothing of the customer's own matter, or the same to everybody / public answers
--   whose text is known, by the day of the answer; complaints and appeals apart. Found by rules. Interval: 95 %, Wilson.
-- unit: %
-- decimals: 1
-- bounds: 0, 100
-- dimensions: kind, reply_family, owner, channel, channel_kind, unit, region, team, agent, process, product, segment,
--   category, source, day, week, month, quarter
-- always by: kind
-- components: templates, asks_to_write
-- sources: cases = facts.cases@reply_date
-- rows: cases_replied
-- weights: count
-- better: down
with
totals as (
    select
        {by}
        count(*) as count,
        count(*) filter (reply = 'template') as templates,
        count(*) filter (asks_to_write) as asks_to_write
    from {cases}
    where reply is not null
    group by all
    having count(*) > 0
)

select
    {by}
    share(templates, count) as value,
    wilson_low(templates, count) as low,
    wilson_high(templates, count) as high,
    count,
    templates,
    asks_to_write
from totals
