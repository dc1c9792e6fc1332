-- title: Knowledge tests
-- dimensions: unit, region, team, agent, day, week, month, quarter
-- filters: topic
-- personal: agent_name
-- order: date desc, test_id
-- sources: tests = facts.knowledge_tests
select
    tests.test_id,
    tests.date,
    tests.agent_id,
    agents.name as agent_name,
    tests.unit_id,
    tests.region,
    tests.team,
    tests.topic,
    tests.score_pct,
    tests.load_id,
    tests.line
from {tests} as tests
left join dims.agents as agents on tests.agent_id = agents.agent_id
