-- AR ratings. Grain: one row per rating. date: day of the contact rated (of the rating, where that is unknown),
-- since agents and pay count by it. rating: 1 (worst) to 5 (best).
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
    coalesce(agents.is_front_line, true) as is_front_line,
    ratings.rating,
    ratings.comment,
    comments.sentiment,
    ratings.rated_at,
    ratings.load_id,
    ratings.line
from placed('stg_ratings') as ratings
left join dims.agents as agents using (agent_id)
left join stg_analysed_texts as comments on md5(ratings.comment) = comments.text_hash
order by date, unit_id
