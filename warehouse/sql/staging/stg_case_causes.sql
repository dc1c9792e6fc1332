-- Cause and mood of cases. Grain: one row per case. category_id: the cause people here set right, else the one given by
-- whoever registered it, else the first one found in its words. is_error_report, is_report_refused: whether it tells of
-- an error of ours that was reported, and whether that was refused or answered with a call for papers.
select
    cases.case_id,
    case
        when texts.is_corrected then texts.category_ids[1]
        else coalesce(cases.category_id, texts.category_ids[1])
    end as category_id,
    texts.sentiment,
    reports.report <> 'none' as is_error_report,
    case when reports.report <> 'none' then reports.report = 'refused' end as is_report_refused
from stg_cases as cases
left join stg_analysed_texts as texts on md5(cases.text) = texts.text_hash
left join stg_reports as reports on md5(cases.text) = reports.text_hash
