-- How far landed rows are from the order of their days: days that row groups span, against the least there could be.
-- 1: in order; the number of row groups: in none. {day}: the column that says the day. Grain: one row.
select sum(last_day - first_day + 1) / (count(*) + (max(last_day) - min(first_day))) as disorder
from (
    select stats_min_value::timestamp::date as first_day, stats_max_value::timestamp::date as last_day
    from parquet_metadata(getvariable('landed_{contract}'))
    where path_in_schema = '{day}' and stats_min_value is not null and stats_max_value is not null
)
