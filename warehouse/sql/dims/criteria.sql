-- What is checked in a talk (config/scripts/*.toml). Grain: one row per criterion.
select criterion_id, name, name_ru, name_kk, name_en
from read_json(
    getvariable('reference_criteria'), format = 'array',
    columns = {
        criterion_id: 'VARCHAR', name: 'VARCHAR', name_ru: 'VARCHAR', name_kk: 'VARCHAR', name_en: 'VARCHAR'
    }
)
order by criterion_id
