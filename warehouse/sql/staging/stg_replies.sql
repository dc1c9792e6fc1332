-- What our answers say (text.template_replies). Grain: one row per text of an answer.
select text_hash, is_template, family, asks_to_write
from read_parquet(getvariable('enriched_replies'), union_by_name = true)
qualify row_number() over (partition by text_hash order by version desc) = 1
