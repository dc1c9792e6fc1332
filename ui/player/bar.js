// Buttons: play, ten seconds back and on, speed, findings, the link to this second.

function makeBar(state, seek) {
  const { text, findings, duration_s: duration } = state.data;
  const box = element("div", "bar");
  const play = iconButton("play", text.play, "play");
  const back = iconButton("step", text.back, "back", "10");
  const forward = iconButton("step", text.forward, "forward", "10");
  const time = element("span", "clock");
  const speed = button("speed", text.speed, "1×");
  const link = iconButton("link", text.link, "link");
  let chosen = 0;
  play.addEventListener("click", () => toggle(state));
  back.addEventListener("click", () => seek(position(state) - STEP_S));
  forward.addEventListener("click", () => seek(position(state) + STEP_S));
  speed.addEventListener("click", () => {
    chosen = (chosen + 1) % SPEEDS.length;
    state.audio.playbackRate = SPEEDS[chosen];
    speed.textContent = `${String(SPEEDS[chosen]).replace(".", state.data.decimal_mark)}×`;
  });
  link.addEventListener("click", () => shareLink(state));
  box.append(play, back, forward, time, element("span", "space"));
  if (findings.length) box.append(...findingButtons(state, seek));
  box.append(speed, link);
  const show = (seconds, isPlaying) => {
    time.textContent = `${clock(seconds)} / ${clock(duration)}`;
    if (play.dataset.playing === String(isPlaying)) return;
    play.dataset.playing = String(isPlaying);
    play.replaceChildren(icon(isPlaying ? "pause" : "play"));
    play.title = isPlaying ? text.pause : text.play;
    play.setAttribute("aria-label", play.title);
  };
  return { box, show, speed: () => SPEEDS[chosen] };
}

function findingButtons(state, seek) {
  const { text } = state.data;
  return [["previous", text.previous, -1], ["next", text.next, 1]].map(([name, label, way]) => {
    const made = iconButton("finding-step", label, name);
    made.addEventListener("click", () => seek(findingBeside(state, way) - LEAD_S, true));
    return made;
  });
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
