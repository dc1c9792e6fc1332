-- What was found in texts. Grain: one row per text, newest version. Unknown sentiment is NULL.
select
    text_hash,
    language,
    sentiment,
    p_negative,
    p_positive,
    category_ids
from enriched_texts
qualify row_number() over (partition by text_hash order by version desc) = 1
