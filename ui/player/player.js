// The player: one <audio>, a waveform of both sides, the transcript that follows it.

const SPEEDS = [1, 1.25, 1.5, 2, 0.75];
const STEP_S = 10;
const LEAD_S = 0.4; // a finding is heard from a little before it
const players = new WeakMap();

export default function (component) {
  const { parentElement, data } = component;
  let player = players.get(parentElement);
  if (!player || player.recording !== data.recording_id || player.language !== data.language) {
    player?.stop();
    player = makePlayer(component);
    players.set(parentElement, player);
  }
  player.update(component);
  return () => player.stop();
}

function makePlayer({ parentElement, data, key }) {
  parentElement.querySelector(".player")?.remove();
  const root = element("section", "player");
  root.tabIndex = 0;
  root.setAttribute("aria-label", data.text.player);
  const audio = element("audio");
  audio.preload = "none";
  const state = { data, audio, source: "", wanted: null, resume: false, renewals: 0, jump: null };
  const seek = (seconds, play) => seekTo(state, seconds, play);
  const wave = makeWaveform(data, key, (seconds) => seek(seconds));
  const transcript = makeTranscript(data, seek);
  const bar = makeBar(state, seek);
  const message = element("p", "message");
  message.setAttribute("role", "status");
  root.append(audio, bar.box, wave.box, makeFindings(data, seek), message, transcript.box);
  if (data.note) root.insertBefore(element("p", "note-line", data.note), transcript.box);
  parentElement.append(root);
  Object.assign(state, { root, wave, transcript, bar, message });
  listen(state);
  draw(state);
  return {
    recording: data.recording_id,
    language: data.language,
    update: (component) => update(state, component),
    stop: () => audio.pause(),
  };
}

// A new address of the same recording must not stop what is being heard.
function update(state, { data, setTriggerValue }) {
  state.data = data;
  state.renew = () => setTriggerValue("renew", Date.now());
  if (data.source !== state.source && (state.audio.paused || state.resume)) load(state);
  if (data.jump !== state.jump) {
    state.jump = data.jump;
    if (data.start_s !== null) seekTo(state, data.start_s);
  }
}

function load(state) {
  const at = state.wanted ?? state.audio.currentTime;
  state.source = state.data.source;
  state.audio.src = state.source;
  state.audio.playbackRate = state.bar.speed();
  if (at > 0) seekTo(state, at);
  if (state.resume) start(state);
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

function onKey(state, event) {
  const act = {
    " ": () => toggle(state),
    ArrowLeft: () => seekTo(state, position(state) - STEP_S),
    ArrowRight: () => seekTo(state, position(state) + STEP_S),
    ArrowUp: () => seekTo(state, turnBeside(state, -1)),
    ArrowDown: () => seekTo(state, turnBeside(state, 1)),
  }[event.key];
  const onButton = event.key === " " && event.composedPath()[0].tagName === "BUTTON";
  if (!act || onButton || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  act();
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

function findingBeside(state, way) {
  const at = position(state) + LEAD_S;
  const starts = state.data.findings.map((finding) => finding.start_s);
  const beside = way > 0 ? starts.find((start) => start > at + 0.2) : starts.findLast((start) => start < at - 0.7);
  return beside ?? starts.at(way > 0 ? 0 : -1);
}
