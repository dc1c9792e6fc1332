-- AR ratings. Grain: one row per rating. date: day of the contact rated (of the rating, where that is unknown),
-- since agents and pay count by it. rating: 1 (worst) to 5 (best). incident_id: the outage its contact fell into (the
-- rating, where that is unknown), 'none' where in none. customer: a number (hash of 64 bits) for each customer; a rating
-- whose customer is not known has one of its own.
select
    ratings.rating_id,
    ratings.contact_id,
    ratings.contact_date as date,
    ratings.channel_id,
    ratings.channel_kind,
    ratings.unit_id,
    ratings.region,
    ratings.agent_id,
    ratings.team,
    ratings.process_id,
    ratings.product_id,
    ratings.segment,
    ratings.customer_key,
    coalesce(
        ratings.contact_incident_id,
        outage_at(outage_days.outages, ratings.rated_at, ratings.unit_id, ratings.region)
    ) as incident_id,
    coalesce(agents.is_front_line, true) as is_front_line,
    (ratings.rating is not null)::integer as rated,
    ratings.rating,
    ratings.rating * ratings.rating as rating_squared,
    hash(coalesce(ratings.customer_key, ratings.rating_id)) as customer,
    ratings.comment,
    comments.sentiment,
    ratings.rated_at,
    ratings.load_id,
    ratings.line
from placed('stg_ratings') as ratings
left join dims.agents as agents using (agent_id)
left join outage_days('facts.events') as outage_days on ratings.rated_at::date = outage_days.day
left join stg_analysed_texts as comments on md5(ratings.comment) = comments.text_hash
order by date, unit_id
