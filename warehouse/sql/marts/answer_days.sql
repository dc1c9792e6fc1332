-- NPS answers by the day of the answer, without agents. Grain: day, channel, unit, process, product, segment,
-- reason and category.
select
    answer_date as date,
    channel_id, channel_kind, unit_id, region, process_id, product_id, segment, reason_id, category_id,
    sum(scored)::bigint as scored,
    sum(promoters)::bigint as promoters,
    sum(passives)::bigint as passives,
    sum(detractors)::bigint as detractors
from facts.surveys
where scored = 1
group by answer_date, channel_id, channel_kind, unit_id, region, process_id, product_id, segment, reason_id, category_id
order by date, unit_id
