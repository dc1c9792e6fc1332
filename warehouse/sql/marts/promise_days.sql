-- Contacts that were promised an answer, by the day it was due. Grain: that day, channel, unit, process, product and
-- segment. Counts only.
select
    answer_due_date as date, channel_id, channel_kind, unit_id, region, process_id, product_id, segment,
    sum(promised)::bigint as promised,
    sum(answered_in_time)::bigint as answered_in_time
from facts.contacts
where promised = 1
group by answer_due_date, channel_id, channel_kind, unit_id, region, process_id, product_id, segment
order by date, unit_id
