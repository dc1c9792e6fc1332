-- What was found in texts. Grain: one row per text, newest version. Unknown sentiment is NULL.
-- category_ids: the causes people set right where they did (is_corrected), else those found.
with
found as (
    select *
    from enriched_texts
    qualify row_number() over (partition by text_hash order by version desc) = 1
),

corrections as (
    select text_hash, category_ids
    from read_parquet(getvariable('enriched_corrections'), union_by_name = true)
)

select
    found.text_hash,
    found.language,
    found.sentiment,
    found.p_negative,
    found.p_positive,
    case when corrections.text_hash is null then found.category_ids else corrections.category_ids end as category_ids,
    corrections.text_hash is not null as is_corrected
from found
left join corrections using (text_hash)
