-- Rules by which answers to cases are due (config/deadlines.toml). Grain: one row per rule; place: the first that fits
-- stands. kinds, sources, channels, categories: whom it fits, empty where everybody. days: after the day registered.
select *
from read_json(
    getvariable('reference_deadlines'), format = 'array',
    columns = {
        place: 'BIGINT', rule_id: 'VARCHAR', kinds: 'VARCHAR[]', sources: 'VARCHAR[]', channels: 'VARCHAR[]',
        categories: 'VARCHAR[]', days: 'BIGINT', count: 'VARCHAR', day_off: 'VARCHAR'
    }
)
