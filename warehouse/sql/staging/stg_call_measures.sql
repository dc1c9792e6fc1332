-- How talks went (etl/sql/measures.sql explains each). Grain: one row per sound and recording, newest version.
select * exclude (version)
from read_parquet(getvariable('enriched_measures'), union_by_name = true)
qualify row_number() over (partition by audio_id, recording_id order by version desc) = 1
