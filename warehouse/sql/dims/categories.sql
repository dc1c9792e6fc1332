-- Causes of complaints (config/taxonomy.toml). Grain: one row per cause.
-- owner: who answers for the cause; factor: cost, emotion, process, comfort or benefit; severity: 1 to 3.
select category_id, name, name_ru, name_kk, name_en, parent_id, owner, cause_of, factor, severity
from read_json(
    getvariable('reference_categories'), format = 'array',
    columns = {
        category_id: 'VARCHAR', name: 'VARCHAR', name_ru: 'VARCHAR', name_kk: 'VARCHAR', name_en: 'VARCHAR',
        parent_id: 'VARCHAR', owner: 'VARCHAR', cause_of: 'VARCHAR', factor: 'VARCHAR', severity: 'BIGINT'
    }
)
order by category_id
