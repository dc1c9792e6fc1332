-- What this snapshot was made of. Grain: one row per file; kind 'rules': statements, settings, reference words.
-- state: size and time of the file. kind 'unanalysed': files whose texts had not been looked at.
select kind, name, state
from read_json(
    getvariable('inputs'), format = 'array', columns = {kind: 'VARCHAR', name: 'VARCHAR', state: 'VARCHAR'}
)
order by kind, name
