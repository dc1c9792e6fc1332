-- How long cases stay in a stage. Grain: one row per case and stage, from when it was first entered to when it was
-- first left, and one ('to_answer') from registration to the answer. date: day entered. days: of 24 hours; of what is
-- not left yet, as many as have passed to the end of the data, with is_left false. A case withdrawn before its answer
-- has no 'to_answer' that ended: what it would have taken is not known.
with
moments as (
    select max(moment) as last
    from (
        select max(greatest(registered_at, answered_at, closed_at)) as moment from facts.cases
        union all
        select max(entered_at) from facts.case_events
    )
),

changes as (
    select case_id, stage, entered_at
    from facts.case_events
    window in_time as (partition by case_id order by entered_at, stage_place(stage))
    qualify stage is distinct from lag(stage) over in_time
),

stays as (
    select case_id, stage, entered_at, lead(entered_at) over in_time as left_at
    from changes
    window in_time as (partition by case_id order by entered_at, stage_place(stage))
    qualify row_number() over (partition by case_id, stage order by entered_at) = 1
),

ways as (
    select
        stays.case_id,
        stays.stage,
        stays.entered_at,
        coalesce(stays.left_at, case when cases.closed_at > stays.entered_at then cases.closed_at end) as left_at,
        null::timestamp as stopped_at
    from stays
    left join facts.cases as cases using (case_id)
    where stays.stage not in ('closed', 'withdrawn')
    union all
    select
        case_id,
        'to_answer' as stage,
        registered_at as entered_at,
        answered_at as left_at,
        case when is_withdrawn then coalesce(withdrawn_at, closed_at) end as stopped_at
    from facts.cases
)

select
    ways.case_id,
    ways.entered_at::date as date,
    ways.stage,
    cases.kind,
    cases.source,
    cases.category_id,
    cases.channel_id,
    cases.channel_kind,
    cases.unit_id,
    cases.region,
    cases.agent_id,
    cases.team,
    cases.process_id,
    cases.product_id,
    cases.segment,
    ways.entered_at,
    ways.left_at,
    ways.left_at is not null as is_left,
    greatest(0, epoch(coalesce(ways.left_at, ways.stopped_at, moments.last)) - epoch(ways.entered_at)) / 86400.0
        as days
from ways
inner join facts.cases as cases using (case_id)
cross join moments
where ways.left_at is null or ways.left_at >= ways.entered_at
order by date, unit_id, case_id, stage
