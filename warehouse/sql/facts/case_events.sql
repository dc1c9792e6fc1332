-- Stages of cases. Grain: one row per stage entered. unit_id: responsible from then on, else the case's.
select
    events.case_id,
    events.entered_at::date as date,
    events.stage,
    cases.kind,
    coalesce(events.unit_id, cases.unit_id) as unit_id,
    units.region,
    events.entered_at,
    events.load_id,
    events.line
from stg_case_events as events
left join facts.cases as cases using (case_id)
left join dims.units as units on coalesce(events.unit_id, cases.unit_id) = units.unit_id
order by date, unit_id
