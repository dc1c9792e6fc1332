-- title: Ratings that may count for pay
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, incident, day,
--   week, month, quarter
-- filters: rating, rating_id, contact_id
-- personal: agent_name, comment, customer_key
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
    -- a code that no reference names stands for itself
    coalesce(agents.name <> agents.agent_id or agents.team is not null or agents.unit_id is not null, false)
        as is_known_agent,
    ratings.process_id,
    ratings.incident_id,
    ratings.rating,
    ratings.comment,
    ratings.customer_key,
    ratings.load_id,
    ratings.line
from {ratings} as ratings
left join dims.agents as agents on ratings.agent_id = agents.agent_id
