-- Calls of Asterisk's call detail records, out of table legs (text; place: number of the line).
-- cdr_calls: one row per call: callid; started_at, ended_at (as written); caller, called, context of the first
-- leg; agent: who answered last; wait_s: from the start to the first answer by a person, or to the end
-- where one was asked for; talk_s:
-- all talk with people; is_answered: true, false, NULL where no person was asked for (a menu, a mailbox);
-- count_transfers: people after the first; disposition of the last leg.

CREATE OR REPLACE TEMP TABLE cdr_legs AS
SELECT
    *,
    coalesce(linkedid, uniqueid, channel || '@' || "start") AS callid,
    try_cast("start" AS TIMESTAMP) AS started,
    try_cast(answer AS TIMESTAMP) AS answered,
    try_cast("end" AS TIMESTAMP) AS ended,
    regexp_extract(dstchannel, '^(?:[A-Za-z0-9]+)/([^@/;]+?)(?:-[0-9a-fA-F]+)?(?:[@;/].*)?$', 1) AS who,
    upper(disposition) = 'ANSWERED' AND dstchannel IS NOT NULL AS is_served,
    lower(lastapp) IN ('dial', 'queue') OR dstchannel IS NOT NULL AS is_asked
FROM legs;

CREATE OR REPLACE TEMP TABLE cdr_calls AS
SELECT
    callid,
    arg_min("start", place) AS started_at,
    arg_max("end", coalesce(ended, started)) AS ended_at,
    arg_min(src, place) AS caller,
    arg_min(dst, place) AS called,
    arg_min(dcontext, place) AS context,
    nullif(arg_max(who, place) FILTER (is_served), '') AS agent,
    date_diff('second', min(started), coalesce(
        min(answered) FILTER (is_served),
        CASE WHEN bool_or(is_asked) AND NOT coalesce(bool_or(is_served), false) THEN max(ended) END
    )) AS wait_s,
    sum(try_cast(billsec AS BIGINT)) FILTER (is_served) AS talk_s,
    CASE
        WHEN bool_or(is_served) THEN 'true'
        WHEN bool_or(is_asked) THEN 'false'
    END AS is_answered,
    greatest(0, count(DISTINCT who) FILTER (is_served) - 1) AS count_transfers,
    arg_max(disposition, place) AS disposition
FROM cdr_legs
GROUP BY callid
ORDER BY min(place);
