-- title: Findings of script checks and scorecards
-- dimensions: channel, channel_kind, unit, region, team, agent, process, product, segment, criterion,
--   language, day, week, month, quarter
-- filters: origin, result, recording_id, contact_id, is_repeated
-- personal: agent_name, quote, comment, evaluator_id
-- search: quote, comment
-- order: date desc, finding_id
-- sources: findings = facts.findings
select
    findings.finding_id,
    findings.origin,
    findings.date,
    findings.criterion_id,
    findings.result,
    findings.channel_id,
    findings.unit_id,
    findings.region,
    findings.agent_id,
    agents.name as agent_name,
    findings.team,
    findings.process_id,
    findings.product_id,
    findings.segment,
    findings.recording_id,
    findings.contact_id,
    findings.script_id,
    findings.evaluator_id,
    findings.start_s,
    findings.quote,
    findings.confidence,
    findings.comment,
    (findings.repeated = 1) as is_repeated,
    findings.language,
    findings.load_id,
    findings.line
from {findings} as findings
left join dims.agents as agents on findings.agent_id = agents.agent_id
