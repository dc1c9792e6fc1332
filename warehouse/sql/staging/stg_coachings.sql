-- Coaching sessions held elsewhere. Grain: one row per agent, criterion and session.
select
    coaching_id,
    agent_id,
    criterion_id,
    trainer_id,
    held_at,
    load_id,
    line
from latest_of('landed_coachings')
