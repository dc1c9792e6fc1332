-- How many tasks wait. Grain: one row per unit. taken: of those that wait; mine: taken by $person.
select
    unit_id,
    count(*) filter (status <> 'closed') as waiting,
    count(*) filter (state = 'overdue') as overdue,
    count(*) filter (state = 'at_risk') as at_risk,
    count(*) filter (status = 'taken') as taken,
    count(*) filter (status = 'taken' and taken_by = $person) as mine,
    count(*) filter (status = 'closed') as closed
from ({tasks})
group by unit_id
order by overdue desc, waiting desc, unit_id
