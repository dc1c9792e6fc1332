-- What was found in the texts of the rows made anew, every version. Grain: one row per text and version.
select texts.*
from read_parquet(getvariable('enriched_texts'), union_by_name = true) as texts
semi join (
    select md5(unnest([comment, suggestion])) as text_hash from landed_surveys
    union all
    select md5(comment) from landed_ratings
) as needed using (text_hash)
