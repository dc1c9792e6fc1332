-- title: NPS points lost
-- definition: Detractors who name the reason / answered x 100: the points the score would gain if this reason
--   were gone (passives apart). Over all reasons it adds up to the share of detractors; answers
--   without a reason are the row 'not_named'. Interval: 95 %, bootstrap of customers (1,000
--   replicates, always the same draws), nowhere narrower than Wilson's.
-- unit: points
-- decimals: 1
-- bounds: 0, 100
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, reason, category,
--   day, week, month, quarter
-- own: reason, category
-- components: detractors
-- sources: lost = marts.answer_months by month | marts.answer_days | marts.answers | facts.surveys@answer_date;
--   answers = marts.answer_months by month | marts.answer_days | marts.answers |
--   facts.surveys@answer_date
-- interval: bootstrap
-- repeats: marts.answers; 100.0 * detractors; scored
-- weights: count
-- rows: answers
-- better: down
with
lost as (
    select {by} sum(detractors)::bigint as detractors
    from {lost}
    where detractors > 0
    group by all
),

answers as (
    select {shared} sum(scored)::bigint as count
    from {answers}
    where scored > 0
    group by all
)

select
    {both_of answers lost}
    share(coalesce(lost.detractors, 0), answers.count) as value,
    wilson_low(coalesce(lost.detractors, 0), answers.count) as low,
    wilson_high(coalesce(lost.detractors, 0), answers.count) as high,
    answers.count,
    coalesce(lost.detractors, 0) as detractors
from answers
left join lost on {same answers lost}
where answers.count > 0 and (lost.detractors > 0 or not {has_own})
