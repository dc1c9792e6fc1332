-- Landed utterances of transcripts made elsewhere, of the recordings that {recordings} names. Grain: one per line.
select landed.*
from read_parquet(getvariable('landed_utterances'), union_by_name = true) as landed
semi join ({recordings}) as named using (recording_id)
