-- What customers wrote: comments and suggestions of surveys, complaints and appeals. Grain: one row per text, the same
-- texts whenever they are asked for. count_rows: how often it was written, with the very same words; date: last
-- written; category_id: the cause it counts for (its newest row's). {surveys}, {cases}: as far as the person may see.
-- Binds: most (texts), least_letters, is_open_only (texts without a cause, or of the cause 'other').
with
written as (
    select survey_id as row_id, date, kind, said as text, category_id
    from (
        select survey_id, date, category_id, unnest(['comment', 'suggestion']) as kind, unnest([comment, suggestion]) as said
        from {surveys}
    )
    union all
    select case_id, date, kind, text, category_id from {cases}
)

select
    md5(text) as text_hash,
    text,
    max(date) as date,
    count(*)::integer as count_rows,
    arg_max(kind, (date, row_id)) as kind,
    arg_max_null(category_id, (date, row_id)) as category_id
from written
where length(text) >= $least_letters
group by text
having not $is_open_only or coalesce(category_id, 'other') = 'other'
order by text_hash
limit $most
