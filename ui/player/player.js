// The player: one <audio>, a waveform of both sides, the transcript that follows it.

const SPEEDS = [0.75, 1, 1.25, 1.5, 2];
const STEP_S = 10;
const SHORT_STEP_S = 5;
const LEAD_S = 0.4; // a finding is heard from a little before it
const players = new WeakMap();

export default function (component) {
  const { parentElement, data } = component;
  let player = players.get(parentElement);
  const shown = whatIsShown(data);
  if (!player || player.shown !== shown) {
    const at = player?.recording === data.recording_id ? player.at() : 0;
    player?.stop();
    player = makePlayer(component, shown, at);
    players.set(parentElement, player);
  }
  player.update(component);
  return () => player.stop();
}

// What cannot change in a player that stands: with it a new one is made, at the same second.
function whatIsShown(data) {
  return JSON.stringify([data.recording_id, data.language, data.search, data.sides.length, data.turns.length]);
}

function makePlayer({ parentElement, data, key }, shown, at) {
  parentElement.querySelector(".player")?.remove();
  const root = element("section", "player");
  root.tabIndex = 0;
  root.setAttribute("aria-label", data.text.player);
  const audio = element("audio");
  audio.preload = "none";
  const state = { data, audio, source: "", wanted: at || null, resume: false, renewals: 0, jump: at ? data.jump : null };
  const seek = (seconds, play) => seekTo(state, seconds, play);
  const wave = makeWaveform(data, key, (seconds) => seek(seconds));
  const transcript = makeTranscript(data, seek);
  const bar = makeBar(state, seek, transcript.hits.length);
  const message = element("p", "message");
  message.setAttribute("role", "status");
  const help = makeHelp(data.text);
  root.append(audio, bar.box, help, wave.box, makeFindings(data, seek), message, transcript.box);
  if (data.note) root.insertBefore(element("p", "note-line", data.note), transcript.box);
  parentElement.append(root);
  Object.assign(state, { root, wave, transcript, bar, message, help });
  listen(state);
  tellSilence(state);
  draw(state);
  return {
    shown,
    recording: data.recording_id,
    at: () => position(state),
    update: (component) => update(state, component),
    stop: () => audio.pause(),
  };
}

// A new address of the same recording must not stop what is being heard.
function update(state, { data, setTriggerValue }) {
  state.data = data;
  state.renew = () => setTriggerValue("renew", Date.now());
  tellSilence(state);
  if (data.source !== state.source && (state.audio.paused || state.resume)) load(state);
  if (data.jump !== state.jump) {
    state.jump = data.jump;
    if (data.start_s !== null) seekTo(state, data.start_s);
  }
}

// Nothing is fetched before somebody plays: the first request says from which second.
function load(state) {
  const at = position(state);
  state.source = state.data.source;
  state.audio.removeAttribute("src");
  state.audio.load();
  state.wanted = at > 0 ? at : null;
  if (state.resume) start(state);
}

function tellSilence(state) {
  state.bar.silence(!state.data.source);
  if (!state.data.source) state.message.textContent = state.data.silent;
}

function seekTo(state, seconds, play) {
  const target = Math.min(Math.max(0, seconds), Math.max(0, state.data.duration_s - 0.05));
  if (state.audio.readyState > 0) state.audio.currentTime = target;
  else state.wanted = target;
  draw(state);
  state.transcript.reveal(target);
  if (play) start(state);
}

function start(state) {
  if (!state.source) return;
  if (!state.audio.src) state.audio.src = `${state.source}&from=${position(state).toFixed(1)}`;
  state.audio.playbackRate = state.bar.speed();
  state.audio.play().catch((error) => {
    // A blocked start is the browser's to explain by its own play button: ours is still there.
    if (error.name !== "AbortError" && error.name !== "NotAllowedError") failed(state);
  });
}

// The address lives for minutes: the first failure asks for a fresh one, the next is told.
function failed(state) {
  if (state.resume) return;
  if (state.renewals < 2) {
    state.renewals += 1;
    state.resume = true;
    state.wanted = position(state);
    state.renew();
  } else state.message.textContent = state.data.text.failed;
}

function listen(state) {
  const { audio, root } = state;
  audio.addEventListener("loadedmetadata", () => {
    if (state.wanted !== null) audio.currentTime = state.wanted;
    state.wanted = null;
    if (!state.data.duration_s && Number.isFinite(audio.duration)) lengthen(state, audio.duration);
  });
  audio.addEventListener("playing", () => {
    Object.assign(state, { resume: false, renewals: 0 });
    state.message.textContent = "";
    follow(state);
  });
  audio.addEventListener("error", () => failed(state));
  for (const name of ["pause", "ended", "timeupdate", "seeked"]) audio.addEventListener(name, () => draw(state));
  root.addEventListener("keydown", (event) => onKey(state, event));
}

function follow(state) {
  draw(state);
  if (!state.audio.paused) requestAnimationFrame(() => follow(state));
}

function position(state) {
  return state.wanted ?? state.audio.currentTime;
}

function draw(state) {
  const seconds = position(state);
  state.wave.show(seconds);
  state.bar.show(seconds, !state.audio.paused);
  state.transcript.show(seconds, !state.audio.paused);
}

// A call nobody transcribed yet: its length is known once its sound is.
function lengthen(state, seconds) {
  state.data.duration_s = seconds;
  state.bar.lengthen(seconds);
  state.wave.lengthen(seconds);
}

// Letters by their place on the keyboard, so that they work in any layout.
const KEYS = {
  Space: (state) => toggle(state),
  KeyK: (state) => toggle(state),
  ArrowLeft: (state) => seekTo(state, position(state) - SHORT_STEP_S),
  ArrowRight: (state) => seekTo(state, position(state) + SHORT_STEP_S),
  KeyJ: (state) => seekTo(state, position(state) - STEP_S),
  KeyL: (state) => seekTo(state, position(state) + STEP_S),
  ArrowUp: (state) => seekTo(state, turnBeside(state, -1)),
  ArrowDown: (state) => seekTo(state, turnBeside(state, 1)),
  KeyN: (state, event) => stepAmong(state, "findings", event.shiftKey ? -1 : 1),
  KeyH: (state, event) => stepAmong(state, "hits", event.shiftKey ? -1 : 1),
  BracketLeft: (state) => state.bar.faster(-1),
  BracketRight: (state) => state.bar.faster(1),
};

function onKey(state, event) {
  const isHelp = event.key === "?";
  const act = isHelp ? () => showHelp(state) : KEYS[event.code];
  const inner = event.composedPath()[0];
  const isTaken = inner.tagName === "INPUT" || (event.code === "Space" && inner.tagName === "BUTTON");
  if (!act || isTaken || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation(); // Streamlit has letters of its own
  act(state, event);
}

function toggle(state) {
  if (state.audio.paused) start(state);
  else state.audio.pause();
}

function turnBeside(state, way) {
  const at = position(state);
  const starts = state.data.turns.map((turn) => turn.start_s);
  const beside = way > 0 ? starts.find((start) => start > at + 0.3) : starts.findLast((start) => start < at - 0.7);
  return beside ?? (way > 0 ? at : 0);
}

// To the finding, or the word searched for, before or behind this second; round and round.
function stepAmong(state, what, way) {
  const starts = what === "hits" ? state.transcript.hits : state.data.findings.map((finding) => finding.start_s);
  if (!starts.length) return;
  const at = position(state) + LEAD_S;
  const beside = way > 0 ? starts.find((start) => start > at + 0.2) : starts.findLast((start) => start < at - 0.7);
  seekTo(state, (beside ?? starts.at(way > 0 ? 0 : -1)) - LEAD_S, Boolean(state.source));
}
