-- What was found in texts, every version. Grain: one row per text and version.
select * from read_parquet(getvariable('enriched_texts'), union_by_name = true)
