-- Channels: what sources said, else the usual ones (config/reference/channels.csv). Grain: one row per channel.
-- kind: online, office, phone or written. promise_s: seconds to the first answer that were promised.
with
usual as (
    select * from read_csv(getvariable('reference_channels'), header = true, all_varchar = true)
),

stated as (select * from stg_channels)

select
    channel_id,
    coalesce(stated.name, usual.name, channel_id) as name,
    coalesce(stated.name_ru, usual.name_ru) as name_ru,
    coalesce(stated.name_kk, usual.name_kk) as name_kk,
    coalesce(stated.name_en, usual.name_en) as name_en,
    coalesce(stated.kind, usual.kind) as kind,
    coalesce(stated.promise_s, usual.promise_s::double) as promise_s
from usual
full join stated using (channel_id)
order by channel_id
