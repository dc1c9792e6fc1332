-- Steps of services, both sides. Grain: one row per service and step. date: day the step began.
-- work_min: minutes in which work was done; customer_wait_min, operator_wait_min: minutes in which only that side waited.
with
steps as (
    select
        service_id,
        step_no,
        step_id,
        any_value(process_id) as process_id,
        any_value(unit_id) as unit_id,
        any_value(agent_id) as agent_id,
        min(started_at) as started_at,
        max(ended_at) as ended_at,
        coalesce(sum(minutes) filter (waiting = 'nobody'), 0) as work_min,
        coalesce(sum(minutes) filter (waiting = 'customer'), 0) as customer_wait_min,
        coalesce(sum(minutes) filter (waiting = 'operator'), 0) as operator_wait_min,
        min(load_id) as load_id,
        min(line) as line
    from stg_process_steps
    group by service_id, step_no, step_id
)

select
    steps.service_id,
    steps.started_at::date as date,
    steps.step_no,
    steps.step_id,
    coalesce(steps.process_id, contacts.process_id) as process_id,
    coalesce(steps.unit_id, contacts.unit_id, history.unit_id) as unit_id,
    units.region,
    coalesce(steps.agent_id, contacts.agent_id) as agent_id,
    history.team,
    contacts.channel_id,
    contacts.channel_kind,
    contacts.product_id,
    contacts.segment,
    steps.work_min,
    steps.customer_wait_min,
    steps.operator_wait_min,
    steps.work_min + steps.customer_wait_min + steps.operator_wait_min as total_min,
    steps.started_at,
    steps.ended_at,
    steps.load_id,
    steps.line
from steps
left join facts.contacts as contacts on steps.service_id = contacts.contact_id
left join dims.agent_history as history
    on coalesce(steps.agent_id, contacts.agent_id) = history.agent_id
    and steps.started_at::date >= history.holds_from
    and steps.started_at::date < history.holds_to
left join dims.units as units
    on coalesce(steps.unit_id, contacts.unit_id, history.unit_id) = units.unit_id
order by date, unit_id
