-- What is usual of calls: medians over them. Grain: one row. {calls}: facts.calls as far as the person may see.
-- talk_share, silence_share: percent; rates: words a minute; *_s: seconds; *_n: the calls behind each.
select
    count(*) as span_n,
    median(span_s) as span_s,
    count(agent_s) as talk_share_n,
    median(100.0 * agent_s / nullif(agent_s + customer_s, 0)) as talk_share,
    count(silence_s) as silence_share_n,
    median(100.0 * silence_s / nullif(span_s, 0)) as silence_share,
    median(longest_silence_s) as longest_silence_s,
    count(agent_interrupts) as interruptions_n,
    avg(agent_interrupts) as interruptions,
    count(agent_s) filter (agent_s > 0) as agent_rate_n,
    median(60.0 * agent_words / nullif(agent_s, 0)) as agent_rate,
    count(monologue_s) as monologue_s_n,
    median(monologue_s) as monologue_s
from {calls}
where measured = 1
