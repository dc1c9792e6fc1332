-- Until when cases are to be answered, by the first rule that fits. Grain: one row per case. due_rule: 'source' where
-- the source gave the time; without a rule that fits there is no due time. at_risk_at: from when an open case is at risk.
-- first_word_date: the day a first word of ours is due: the one it came on if that is worked and it came in time, else
-- the next working day.
with
ruled as (
    select cases.case_id, cases.registered_at, cases.due_at as given_at, rules.* exclude (place)
    from stg_cases as cases
    left join stg_case_causes as causes using (case_id)
    left join stg_deadlines as rules
        on (rules.kinds is null or list_contains(rules.kinds, cases.kind))
        and (rules.sources is null or list_contains(rules.sources, cases.source))
        and (rules.channels is null or list_contains(rules.channels, cases.channel_id))
        and (rules.categories is null or list_contains(rules.categories, causes.category_id))
    qualify row_number() over (partition by cases.case_id order by rules.place) = 1
),

begun as (
    select
        ruled.*,
        days.is_working,
        days.working_day,
        case when ruled.count = 'calendar' then ruled.registered_at::date + ruled.days::integer end as last_day
    from ruled
    left join stg_working_days as days on ruled.registered_at::date = days.day
),

numbered as (
    select
        begun.*,
        case
            when begun.count = 'working' and begun.days = 0 and not begun.is_working then begun.working_day + 1
            when begun.count = 'working' then begun.working_day + begun.days
            when begun.day_off = 'next' and not ends.is_working then ends.working_day + 1
        end as due_working_day
    from begun
    left join stg_working_days as ends on begun.last_day = ends.day
),

worked as (
    select day, working_day from stg_working_days where is_working
),

due as (
    select
        numbered.*,
        coalesce(
            numbered.given_at,
            coalesce(worked.day, numbered.last_day) + time '23:59:59'
        ) as due_at
    from numbered
    left join worked on numbered.due_working_day = worked.working_day
)

select
    due.case_id,
    due.due_at,
    case when due.given_at is not null then 'source' when due.due_at is not null then due.rule_id end as due_rule,
    case when due.due_at is not null then greatest(
        due.registered_at,
        least(
            risky.day::timestamp,
            case when getvariable('at_risk_share') > 0
                then due.due_at - to_seconds(
                    getvariable('at_risk_share') * (epoch(due.due_at) - epoch(due.registered_at))
                )
            end
        )
    ) end as at_risk_at,
    case
        when due.is_working and due.registered_at::time <= getvariable('first_word_until')::time
            then due.registered_at::date
        else next_worked.day
    end as first_word_date
from due
left join stg_working_days as ends on due.due_at::date = ends.day
left join worked as risky on ends.working_day - getvariable('at_risk_days') = risky.working_day
left join worked as next_worked on due.working_day + 1 = next_worked.working_day
