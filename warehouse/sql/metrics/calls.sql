-- title: Recorded talks
-- definition: Recordings by the day of the talk; transcribed: those whose words are known. A full count, so
--   without an interval.
-- unit: recordings
-- decimals: 0
-- bounds: 0,
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, language, model,
--   day, week, month, quarter
-- components: recorded, transcribed, failed, minutes
-- sources: calls = facts.calls
-- interval: none
-- rows: calls
-- better: 
-- least: none
with
totals as (
    select
        {by}
        sum(recorded)::bigint as recorded,
        sum(transcribed)::bigint as transcribed,
        count(*) filter (status = 'failed') as failed,
        coalesce(sum(duration_s), 0) / 60 as minutes
    from {calls}
    group by all
    having count(*) > 0
)

select
    {by}
    recorded::double as value,
    null::double as low,
    null::double as high,
    recorded as count,
    recorded,
    transcribed,
    failed,
    minutes
from totals
