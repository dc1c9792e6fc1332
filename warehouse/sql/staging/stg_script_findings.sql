-- Script checks on transcripts. Grain: one row per sound, recording, script and criterion, newest version.
select
    audio_id,
    recording_id,
    script_id,
    script_version,
    criterion_id,
    result,
    start_s,
    quote,
    confidence
from read_parquet(getvariable('enriched_findings'), union_by_name = true)
qualify row_number() over (
    partition by audio_id, recording_id, script_id, criterion_id
    order by version desc
) = 1
