-- Scorecard items with the talk they are about. Grain: one row per evaluation and criterion.
-- Built after facts.calls: a scorecard may name only the recording.
select
    evaluations.* exclude (contact_id, agent_id, unit_id),
    coalesce(evaluations.contact_id, calls.contact_id) as contact_id,
    coalesce(evaluations.agent_id, calls.agent_id) as agent_id,
    evaluations.unit_id,
    null::varchar as channel_id,
    null::varchar as process_id,
    null::varchar as product_id,
    null::varchar as segment,
    null::varchar as customer_key,
    calls.language,
    coalesce(calls.date, evaluations.evaluated_at::date) as day
from stg_evaluations as evaluations
left join facts.calls as calls using (recording_id)
