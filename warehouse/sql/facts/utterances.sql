-- What was said, without single words (those stay in the transcript files). Grain: one row per utterance.
-- audio_channel: 0 left, 1 right. *_s: seconds from the start of the recording. category_ids: causes spoken of.
select
    calls.recording_id,
    calls.contact_id,
    calls.date,
    calls.channel_id,
    calls.channel_kind,
    calls.unit_id,
    calls.region,
    calls.agent_id,
    calls.team,
    calls.process_id,
    calls.product_id,
    calls.segment,
    said.language,
    said.model,
    said.audio_channel,
    said.speaker,
    said.utterance_no,
    said.start_s,
    said.end_s,
    said.text,
    said.confidence,
    said.count_words,
    texts.sentiment,
    texts.category_ids
from made_calls as calls
inner join stg_utterances as said using (audio_id)
left join stg_analysed_texts as texts on md5(said.text) = texts.text_hash
where calls.status = 'done'
order by calls.date, calls.recording_id, said.start_s
