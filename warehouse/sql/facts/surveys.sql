-- NPS surveys. Grain: one row per survey sent. date: day sent; answer_date: day of the answer (NPS counts by it).
-- An answered survey without a reason has reason_id 'not_named'. category_id: first cause found in its words.
-- Counts are 0 or 1, so that marts only add up. scored: answered with a score on a scale that ends at 10.
-- incident_id: the outage its contact fell into (its sending, where that is unknown), 'none' where in none.
-- customer_no: the customer's number, to find rows by.
select
    surveys.survey_id,
    surveys.contact_id,
    surveys.sent_at::date as date,
    surveys.answered_at::date as answer_date,
    surveys.contact_date,
    surveys.channel_id,
    surveys.channel_kind,
    surveys.unit_id,
    surveys.region,
    surveys.agent_id,
    surveys.team,
    surveys.process_id,
    surveys.product_id,
    surveys.segment,
    case when surveys.is_answered then coalesce(surveys.reason_id, 'not_named') end as reason_id,
    coalesce(comments.category_ids[1], suggestions.category_ids[1]) as category_id,
    surveys.customer_key,
    customer_no(surveys.customer_key) as customer_no,
    coalesce(
        surveys.contact_incident_id,
        outage_at(outage_days.outages, surveys.sent_at, surveys.unit_id, surveys.region)
    ) as incident_id,

    surveys.score,
    1 as sent,
    surveys.is_delivered::integer as delivered,
    (surveys.is_delivered and surveys.is_delivery_unknown)::integer as delivery_unknown,
    surveys.is_answered::integer as answered,
    (surveys.is_promoter is not null)::integer as scored,
    coalesce(surveys.is_promoter, false)::integer as promoters,
    coalesce(surveys.is_passive, false)::integer as passives,
    coalesce(surveys.is_detractor, false)::integer as detractors,
    case
        when surveys.is_promoter then 'promoter'
        when surveys.is_passive then 'passive'
        when surveys.is_detractor then 'detractor'
    end as answer,
    surveys.comment,
    surveys.suggestion,
    comments.sentiment,

    surveys.sent_at,
    surveys.delivered_at,
    surveys.answered_at,
    surveys.load_id,
    surveys.line
from placed('stg_surveys') as surveys
left join outage_days('facts.events') as outage_days on surveys.sent_at::date = outage_days.day
left join stg_analysed_texts as comments on md5(surveys.comment) = comments.text_hash
left join stg_analysed_texts as suggestions on md5(surveys.suggestion) = suggestions.text_hash
order by date, unit_id
