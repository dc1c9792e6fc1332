-- title: AR ratings
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, incident, day,
--   week, month, quarter
-- filters: rating, contact_id
-- personal: agent_name, comment, customer_key
-- search: comment
-- order: date desc, rating_id
-- sources: ratings = facts.ratings
select
    ratings.rating_id,
    ratings.contact_id,
    ratings.date,
    ratings.rated_at,
    ratings.channel_id,
    ratings.unit_id,
    ratings.region,
    ratings.agent_id,
    agents.name as agent_name,
    ratings.team,
    ratings.process_id,
    ratings.product_id,
    ratings.segment,
    ratings.incident_id,
    ratings.rating,
    ratings.comment,
    ratings.sentiment,
    ratings.customer_key,
    ratings.load_id,
    ratings.line
from {ratings} as ratings
left join dims.agents as agents on ratings.agent_id = agents.agent_id
