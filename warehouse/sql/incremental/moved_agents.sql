-- Rows of a fact whose agent has another place on that day than the snapshot says. {day}: day of the contact.
with
changed as (
    select agent_id from (
        (from dims.agent_history except from old_agent_history)
        union all
        (from old_agent_history except from dims.agent_history)
    )
),

seen as (
    select distinct facts.agent_id, facts.{day} as day
    from facts.{fact} as facts
    semi join changed using (agent_id)
)

select seen.agent_id
from seen
left join old_agent_history as old
    on seen.agent_id = old.agent_id and seen.day >= old.holds_from and seen.day < old.holds_to
left join dims.agent_history as new
    on seen.agent_id = new.agent_id and seen.day >= new.holds_from and seen.day < new.holds_to
where (old.unit_id, old.team) is distinct from (new.unit_id, new.team)
limit 1
