-- Knowledge tests. Grain: one row per test taken. score_pct: percent.
select
    test_id,
    agent_id,
    topic,
    score_pct,
    tested_at,
    load_id,
    line
from latest_of('landed_knowledge_tests')
