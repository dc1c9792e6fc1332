-- title: Applicants' rating
-- definition: Mean of the ratings (1 to 5) that applicants give to the answers to their cases, by the day of
--   registration; complaints and appeals apart. Interval: 95 %, normal.
-- unit: rating
-- decimals: 2
-- bounds: 1, 5
-- dimensions: kind, channel, channel_kind, unit, region, team, agent, process, product, segment, category,
--   source, day, week, month, quarter
-- always by: kind
-- components: low_ratings
-- sources: cases = facts.cases
-- rows: cases_rated
-- weights: count
-- better: up
with
totals as (
    select
        {by}
        count(*) as count,
        avg(applicant_rating)::double as mean,
        case when count(*) > 1 then stddev_samp(applicant_rating) end as deviation,
        count(*) filter (applicant_rating <= 2) as low_ratings
    from {cases}
    where applicant_rating is not null
    group by all
    having count(*) > 0
)

select
    {by}
    mean as value,
    mean_low(mean, deviation, count) as low,
    mean_high(mean, deviation, count) as high,
    count,
    low_ratings
from totals
