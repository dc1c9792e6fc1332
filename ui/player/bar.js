// Buttons: play, ten seconds back and on, speed, findings, the link to this second.

function makeBar(state, seek, count_hits) {
  const { text, findings, duration_s: duration } = state.data;
  const box = element("div", "bar");
  const play = iconButton("play", text.play, "play");
  const back = iconButton("step", text.back, "back", "10");
  const forward = iconButton("step", text.forward, "forward", "10");
  const time = element("span", "clock");
  const speed = button("speed", text.speed);
  const link = iconButton("link", text.link, "link");
  const help = button("help", text.keys, "?");
  let length = duration;
  let chosen = 0;
  const choose = (place) => {
    chosen = place;
    state.audio.playbackRate = SPEEDS[chosen];
    speed.textContent = `${String(SPEEDS[chosen]).replace(".", state.data.decimal_mark)}×`;
  };
  choose(SPEEDS.indexOf(1));
  play.addEventListener("click", () => toggle(state));
  back.addEventListener("click", () => seek(position(state) - STEP_S));
  forward.addEventListener("click", () => seek(position(state) + STEP_S));
  speed.addEventListener("click", () => choose((chosen + 1) % SPEEDS.length));
  link.addEventListener("click", () => shareLink(state));
  help.addEventListener("click", () => showHelp(state));
  box.append(play, back, forward, time, element("span", "space"));
  if (findings.length) box.append(...stepButtons(state, "findings", "finding-step", [text.previous, text.next]));
  if (count_hits) box.append(...hitButtons(state, count_hits));
  box.append(speed, link, help);
  const show = (seconds, isPlaying) => {
    time.textContent = `${clock(seconds)} / ${clock(length)}`;
    if (play.dataset.playing === String(isPlaying)) return;
    play.dataset.playing = String(isPlaying);
    play.replaceChildren(icon(isPlaying ? "pause" : "play"));
    play.title = isPlaying ? text.pause : text.play;
    play.setAttribute("aria-label", play.title);
  };
  return {
    box,
    show,
    speed: () => SPEEDS[chosen],
    faster: (way) => choose(Math.min(SPEEDS.length - 1, Math.max(0, chosen + way))),
    silence: (isSilent) => { play.disabled = isSilent; },
    lengthen: (seconds) => { length = seconds; },
  };
}

function stepButtons(state, what, classes, labels) {
  return [["previous", labels[0], -1], ["next", labels[1], 1]].map(([name, label, way]) => {
    const made = iconButton(classes, label, name);
    made.addEventListener("click", () => stepAmong(state, what, way));
    return made;
  });
}

function hitButtons(state, count) {
  const { text } = state.data;
  const [before, after] = stepButtons(state, "hits", "hit-step", [text.previous_hit, text.next_hit]);
  return [before, element("span", "hit-count", String(count)), after];
}

// Keys of the keyboard; shown and put away by "?".
function makeHelp(text) {
  const box = element("dl", "keys");
  box.hidden = true;
  text.key_list.forEach(([keys, meaning]) => {
    const line = element("div", "key-line");
    const shown = element("dt");
    keys.split(" ").forEach((key) => shown.append(element("kbd", "", key)));
    line.append(shown, element("dd", "", meaning));
    box.append(line);
  });
  return box;
}

function showHelp(state) {
  state.help.hidden = !state.help.hidden;
}

function makeFindings(data, seek) {
  const box = element("div", "findings");
  data.findings.forEach((finding) => {
    const made = button(`chip ${finding.kind}`, `${finding.title}, ${clock(finding.start_s)}`);
    made.append(element("b", "", clock(finding.start_s)), element("span", "", finding.title));
    made.addEventListener("click", () => seek(finding.start_s - LEAD_S, true));
    box.append(made);
  });
  return box;
}

// The link opens this page with this call at this second; without clipboard rights it is shown to copy.
async function shareLink(state) {
  const address = new URL(window.location.href);
  address.searchParams.set("recording", state.data.recording_id);
  address.searchParams.set("at", position(state).toFixed(1));
  try {
    await navigator.clipboard.writeText(address.href);
    state.message.textContent = state.data.text.copied;
  } catch {
    const field = element("input", "address");
    field.readOnly = true;
    field.value = address.href;
    state.message.replaceChildren(field);
    field.select();
  }
}
