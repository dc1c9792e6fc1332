-- Channels from sources. Grain: one row per channel. promise_s: seconds.
select
    channel_id,
    name,
    name_ru,
    name_kk,
    name_en,
    kind,
    promise_s,
    load_id,
    line
from latest_of('landed_channels')
