-- Figures that came with a snapshot, new or otherwise than before. Grain: one row per figure.
-- Columns: as below; built_at: UTC; value null: none; files: JSON. Binds: lines (a file of JSON lines).
select *
from read_json(
    $lines, format = 'newline_delimited',
    columns = {
        snapshot_id: 'VARCHAR', built_at: 'TIMESTAMP', metric: 'VARCHAR', month: 'DATE', unit: 'VARCHAR',
        value: 'DOUBLE', n: 'BIGINT', files: 'VARCHAR'
    }
)
