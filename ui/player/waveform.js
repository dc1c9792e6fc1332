// Two lanes, one a side; what was played is full, the rest pale; findings stand as marks across both.

const LANE = 40;
const WIDE = 1000;

function lanePath(peaks, loudest, middle) {
  const step = WIDE / Math.max(1, peaks.length);
  let path = "";
  peaks.forEach((peak, index) => {
    const half = Math.max(0.4, (peak / loudest) * (LANE / 2 - 3));
    path += `M${(index * step + step / 2).toFixed(1)} ${(middle - half).toFixed(1)}v${(2 * half).toFixed(1)}`;
  });
  return { path, step };
}

function lane(group, side, index, clip, loudest) {
  const { path, step } = lanePath(side.peaks, loudest, LANE * index + LANE / 2);
  const width = Math.max(0.8, step * 0.62).toFixed(2);
  const attributes = { d: path, "stroke-width": width, fill: "none" };
  group.append(drawing("path", { ...attributes, class: `lane pale ${side.speaker}` }));
  group.append(drawing("path", { ...attributes, class: `lane ${side.speaker}`, "clip-path": clip }));
}

function makeWaveform(data, name, onSeek) {
  const height = LANE * Math.max(1, data.sides.length);
  const box = element("div", "wave");
  const picture = drawing("svg", { viewBox: `0 0 ${WIDE} ${height}`, preserveAspectRatio: "none" });
  const clip = drawing("clipPath", { id: `${name}-played` });
  const played = drawing("rect", { x: 0, y: 0, width: 0, height });
  clip.append(played);
  picture.append(clip);
  const loudest = Math.max(0.01, ...data.sides.flatMap((side) => side.peaks));
  data.sides.forEach((side, index) => lane(picture, side, index, `url(#${name}-played)`, loudest));
  const line = element("div", "now");
  box.append(picture, ...markers(data), line, ...laneNames(data));
  box.setAttribute("role", "slider");
  box.setAttribute("aria-label", data.text.seek);
  box.setAttribute("aria-valuemin", "0");
  box.setAttribute("aria-valuemax", String(Math.round(data.duration_s)));
  box.style.setProperty("--lanes", String(Math.max(1, data.sides.length)));
  listenForSeeks(box, data, onSeek);
  return {
    box,
    show: (seconds) => showPosition(box, played, line, seconds, data.duration_s || 1),
    lengthen: (seconds) => box.setAttribute("aria-valuemax", String(Math.round(seconds))),
  };
}

function laneNames(data) {
  return data.sides.map((side, index) => {
    const made = element("span", `lane-name ${side.speaker}`, data.text[side.speaker]);
    made.style.setProperty("--lane", String(index));
    return made;
  });
}

function markers(data) {
  return data.findings.map((finding) => {
    const mark = element("i", `mark ${finding.kind}`);
    mark.style.left = `${(100 * finding.start_s) / data.duration_s}%`;
    return mark;
  });
}

function showPosition(box, played, line, seconds, duration) {
  const share = Math.min(1, seconds / duration);
  played.setAttribute("width", String(WIDE * share));
  line.style.left = `${100 * share}%`;
  box.setAttribute("aria-valuenow", String(Math.round(seconds)));
  box.setAttribute("aria-valuetext", clock(seconds));
}

function listenForSeeks(box, data, onSeek) {
  const seek = (event) => {
    const edge = box.getBoundingClientRect();
    onSeek((data.duration_s * (event.clientX - edge.left)) / edge.width);
  };
  box.addEventListener("pointerdown", (event) => {
    box.setPointerCapture(event.pointerId);
    seek(event);
  });
  box.addEventListener("pointermove", (event) => {
    if (box.hasPointerCapture(event.pointerId)) seek(event);
  });
}
