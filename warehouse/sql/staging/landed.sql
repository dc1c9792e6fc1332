-- The committed files of one record type, {contract}, with the lineage of each row. Grain: one row per landed line.
select * from read_parquet(getvariable('landed_{contract}'), union_by_name = true)
