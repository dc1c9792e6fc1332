-- Calls of an Asterisk queue_log, out of table lines (text; rowid = line - 1); bad_lines (line) are left out.
-- calls: one row per call, all columns text: callid; entered_at, ended_at (seconds since 1970); queue; agent;
-- caller; wait_s, talk_s (seconds); is_answered (true|false, NULL while the call goes on); count_transfers.

CREATE OR REPLACE TEMP TABLE log_events AS
SELECT
    rowid AS place,
    string_split(text, '|') AS parts,
    try_cast(parts[1] AS DOUBLE)::BIGINT AS at_s,
    parts[2] AS callid,
    nullif(parts[3], 'NONE') AS queue,
    nullif(regexp_replace(regexp_replace(parts[4], '^(SIP|PJSIP|IAX2|Agent|Local)/', ''), '[@/].*$', ''), 'NONE') AS agent,
    parts[5] AS event
FROM lines
WHERE text IS NOT NULL
    AND rowid + 1 NOT IN (SELECT line FROM bad_lines)
    AND parts[2] NOT IN ('NONE', 'MANAGER', 'REALTIME', '');

CREATE OR REPLACE TEMP TABLE calls AS
WITH calls AS (
    SELECT
        callid,
        min(place) AS place,
        coalesce(min(at_s) FILTER (event = 'ENTERQUEUE'), min(at_s)) AS entered_s,
        arg_min(queue, place) AS queue,
        arg_min(parts[7], place) FILTER (event = 'ENTERQUEUE') AS caller,
        count(*) FILTER (event IN ('TRANSFER', 'BLINDTRANSFER', 'ATTENDEDTRANSFER')) AS count_transfers
    FROM log_events
    GROUP BY callid
    HAVING bool_or(event IN ('ENTERQUEUE', 'CONNECT', 'COMPLETEAGENT', 'COMPLETECALLER', 'ABANDON'))
),
connected AS (
    SELECT callid, min(at_s) AS at_s, arg_max(agent, place) AS agent, arg_min(try_cast(parts[6] AS DOUBLE), place) AS wait_s
    FROM log_events
    WHERE event = 'CONNECT'
    GROUP BY callid
),
ended AS (
    SELECT callid, max(at_s) AS at_s, arg_max(event, place) AS event, arg_max(parts, place) AS parts, arg_max(agent, place) AS agent
    FROM log_events
    WHERE event IN (
        'COMPLETEAGENT', 'COMPLETECALLER', 'ABANDON', 'EXITWITHTIMEOUT', 'EXITWITHKEY', 'EXITEMPTY',
        'TRANSFER', 'BLINDTRANSFER', 'ATTENDEDTRANSFER')
    GROUP BY callid
)
SELECT
    c.callid,
    c.entered_s::VARCHAR AS entered_at,
    e.at_s::VARCHAR AS ended_at,
    c.queue,
    coalesce(a.agent, e.agent) AS agent,
    c.caller,
    coalesce(
        a.wait_s,
        CASE
            WHEN starts_with(e.event, 'COMPLETE') THEN try_cast(e.parts[6] AS DOUBLE)
            WHEN e.event = 'ABANDON' THEN try_cast(e.parts[8] AS DOUBLE)
        END,
        CASE WHEN a.callid IS NULL THEN e.at_s - c.entered_s END)::BIGINT::VARCHAR AS wait_s,
    CASE
        WHEN starts_with(e.event, 'COMPLETE') THEN try_cast(e.parts[7] AS BIGINT)
        ELSE e.at_s - a.at_s
    END::VARCHAR AS talk_s,
    CASE
        WHEN a.callid IS NOT NULL OR starts_with(e.event, 'COMPLETE') THEN 'true'
        WHEN e.callid IS NOT NULL THEN 'false'
    END AS is_answered,
    c.count_transfers::VARCHAR AS count_transfers
FROM calls AS c
LEFT JOIN connected AS a USING (callid)
LEFT JOIN ended AS e USING (callid)
ORDER BY c.place;
