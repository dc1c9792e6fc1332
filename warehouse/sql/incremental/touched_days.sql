-- Days whose counts change with the rows of a fact. Grain: one row per day. {day}: the column that says it.
select distinct day
from (
    select {day} as day from gone_{fact}
    union all
    select {day} from fresh_{fact}
)
where day is not null
order by day
