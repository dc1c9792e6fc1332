-- What a talk tells apart from its words. Grain: one row per talk of table said.
-- Seconds. A side talks in spurts: its words with pauses of at most $pause_s between them. span_s: from the first word
-- to the last. A silence: nobody says a word for longer than $silence_s. An overlap: both talk for longer than
-- $overlap_s; of a spurt of at least $turn_s that begins in the other's, its speaker interrupts. monologue_s: the
-- longest time in which one side talks, without a silence, and the other says nothing of $turn_s or more.
-- Questions: utterances with a word or mark that asks. mood: mean of the customer's utterances (positive 1, neutral 0,
-- negative -1) in the first and the last third, with how many it is of; an utterance that tells nothing is left out.
-- Where any speaker is unknown, only silences and the words of both together are told; times are empty where the
-- transcript has none. Binds: version, asks (a regular expression), texts (files of analysed texts), and the limits.
WITH
words AS (
    SELECT recording_id, speaker, word.start_s, word.end_s, len(string_split(word.word, ' ')) AS count_words
    FROM (SELECT recording_id, speaker, unnest(words) AS word FROM said)
),

marked AS (
    SELECT
        *,
        start_s - max(end_s) OVER (
            PARTITION BY recording_id, speaker ORDER BY start_s, end_s
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) <= $pause_s AS goes_on
    FROM words
),

numbered AS (
    SELECT
        *,
        count(*) FILTER (goes_on IS DISTINCT FROM true) OVER (
            PARTITION BY recording_id, speaker ORDER BY start_s, end_s ROWS UNBOUNDED PRECEDING
        ) AS spurt_no
    FROM marked
),

spurts AS (
    SELECT
        recording_id, speaker, min(start_s) AS start_s, max(end_s) AS end_s, sum(count_words) AS count_words
    FROM numbered
    GROUP BY recording_id, speaker, spurt_no
),

quiet AS (
    SELECT
        recording_id,
        max(end_s) OVER before AS quiet_from,
        start_s - max(end_s) OVER before AS quiet_s
    FROM spurts
    WINDOW before AS (
        PARTITION BY recording_id ORDER BY start_s, end_s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
),

silences AS (
    SELECT
        recording_id,
        count(*) AS count_silences,
        sum(quiet_s) AS silence_s,
        max(quiet_s) AS longest_silence_s,
        arg_max(quiet_from, quiet_s) AS longest_silence_at_s
    FROM quiet
    WHERE quiet_s > $silence_s
    GROUP BY recording_id
),

both_talk AS (
    SELECT
        agent.recording_id,
        least(agent.end_s, customer.end_s) - greatest(agent.start_s, customer.start_s) AS overlap_s,
        agent.start_s > customer.start_s AND agent.end_s - agent.start_s >= $turn_s AS by_agent,
        customer.start_s > agent.start_s AND customer.end_s - customer.start_s >= $turn_s AS by_customer
    FROM spurts AS agent
    JOIN spurts AS customer
        ON agent.recording_id = customer.recording_id
        AND agent.start_s < customer.end_s AND customer.start_s < agent.end_s
    WHERE agent.speaker = 'agent' AND customer.speaker = 'customer'
),

talked_over AS (
    SELECT
        recording_id,
        count(*) AS count_overlaps,
        sum(overlap_s) AS overlap_s,
        count(*) FILTER (by_agent) AS agent_interrupts,
        count(*) FILTER (by_customer) AS customer_interrupts
    FROM both_talk
    WHERE overlap_s > $overlap_s
    GROUP BY recording_id
),

turns AS (
    SELECT
        *,
        speaker IS NOT DISTINCT FROM lag(speaker) OVER turn
            AND start_s - max(end_s) OVER (turn ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) <= $silence_s
            AS goes_on
    FROM spurts
    WHERE end_s - start_s >= $turn_s
    WINDOW turn AS (PARTITION BY recording_id ORDER BY start_s, end_s)
),

runs AS (
    SELECT
        *,
        count(*) FILTER (NOT goes_on) OVER (
            PARTITION BY recording_id ORDER BY start_s, end_s ROWS UNBOUNDED PRECEDING
        ) AS run_no
    FROM turns
),

monologues AS (
    SELECT recording_id, max(run_s) AS monologue_s, arg_max(speaker, run_s) AS monologue_by
    FROM (
        SELECT recording_id, any_value(speaker) AS speaker, max(end_s) - min(start_s) AS run_s
        FROM runs
        GROUP BY recording_id, run_no
    )
    GROUP BY recording_id
),

talk AS (
    SELECT
        recording_id,
        max(end_s) - min(start_s) AS span_s,
        min(start_s) AS first_s,
        sum(end_s - start_s) AS spoken_s,
        sum(count_words)::bigint AS spoken_words,
        coalesce(sum(end_s - start_s) FILTER (speaker = 'agent'), 0) AS agent_s,
        coalesce(sum(end_s - start_s) FILTER (speaker = 'customer'), 0) AS customer_s,
        coalesce(sum(count_words) FILTER (speaker = 'agent'), 0)::bigint AS agent_words,
        coalesce(sum(count_words) FILTER (speaker = 'customer'), 0)::bigint AS customer_words
    FROM spurts
    GROUP BY recording_id
),

analysed AS (
    SELECT text_hash, CASE sentiment WHEN 'negative' THEN -1 WHEN 'positive' THEN 1 ELSE 0 END AS mood
    FROM read_parquet($texts, union_by_name = true)
    WHERE sentiment IS NOT NULL
),

utterances AS (
    SELECT
        said.recording_id,
        said.audio_id,
        said.heard_at,
        said.speaker,
        regexp_matches(lower(said.text), $asks) AS asks,
        analysed.mood,
        (said.start_s - talk.first_s) / nullif(talk.span_s, 0) AS place
    FROM said
    LEFT JOIN talk ON said.recording_id = talk.recording_id
    LEFT JOIN analysed ON md5(said.text) = analysed.text_hash
),

said_in_all AS (
    SELECT
        recording_id,
        any_value(audio_id) AS audio_id,
        any_value(heard_at) AS heard_at,
        bool_and(speaker IN ('agent', 'customer')) AS is_split,
        count(*) FILTER (asks AND speaker = 'agent') AS agent_questions,
        count(*) FILTER (asks AND speaker = 'customer') AS customer_questions,
        avg(mood) FILTER (speaker = 'customer' AND place < 1 / 3) AS first_mood,
        count(mood) FILTER (speaker = 'customer' AND place < 1 / 3) AS first_mood_n,
        avg(mood) FILTER (speaker = 'customer' AND place >= 2 / 3) AS last_mood,
        count(mood) FILTER (speaker = 'customer' AND place >= 2 / 3) AS last_mood_n
    FROM utterances
    GROUP BY recording_id
)

SELECT
    said.audio_id,
    said.recording_id,
    $version || '-' || said.heard_at AS version,
    talk.span_s,
    talk.spoken_s,
    talk.spoken_words,
    CASE WHEN talk.span_s IS NOT NULL THEN coalesce(silences.count_silences, 0) END AS count_silences,
    CASE WHEN talk.span_s IS NOT NULL THEN coalesce(silences.silence_s, 0) END AS silence_s,
    silences.longest_silence_s,
    silences.longest_silence_at_s,
    CASE WHEN is_split THEN talk.agent_s END AS agent_s,
    CASE WHEN is_split THEN talk.customer_s END AS customer_s,
    CASE WHEN is_split THEN talk.agent_words END AS agent_words,
    CASE WHEN is_split THEN talk.customer_words END AS customer_words,
    CASE WHEN is_split AND talk.span_s IS NOT NULL THEN coalesce(talked_over.count_overlaps, 0) END AS count_overlaps,
    CASE WHEN is_split AND talk.span_s IS NOT NULL THEN coalesce(talked_over.overlap_s, 0) END AS overlap_s,
    CASE WHEN is_split AND talk.span_s IS NOT NULL THEN coalesce(talked_over.agent_interrupts, 0) END
        AS agent_interrupts,
    CASE WHEN is_split AND talk.span_s IS NOT NULL THEN coalesce(talked_over.customer_interrupts, 0) END
        AS customer_interrupts,
    CASE WHEN is_split THEN monologues.monologue_s END AS monologue_s,
    CASE WHEN is_split THEN monologues.monologue_by END AS monologue_by,
    CASE WHEN is_split THEN said.agent_questions END AS agent_questions,
    CASE WHEN is_split THEN said.customer_questions END AS customer_questions,
    CASE WHEN is_split THEN said.first_mood END AS first_mood,
    CASE WHEN is_split THEN said.first_mood_n END AS first_mood_n,
    CASE WHEN is_split THEN said.last_mood END AS last_mood,
    CASE WHEN is_split THEN said.last_mood_n END AS last_mood_n
FROM said_in_all AS said
LEFT JOIN talk ON said.recording_id = talk.recording_id
LEFT JOIN silences ON said.recording_id = silences.recording_id
LEFT JOIN talked_over ON said.recording_id = talked_over.recording_id
LEFT JOIN monologues ON said.recording_id = monologues.recording_id
ORDER BY said.recording_id
