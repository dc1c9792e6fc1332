// Small helpers. Text enters the page by textContent only, so nothing said in a call can become markup.

function element(tag, classes, text) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

function button(classes, label, text) {
  const made = element("button", classes, text ?? "");
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.title = label;
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

function drawing(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M6 5h4v14H6zm8 0h4v14h-4z",
  back: "M12 5V1L7 6l5 5V7a6 6 0 1 1-6 6H4a8 8 0 1 0 8-8z",
  forward: "M12 5V1l5 5-5 5V7a6 6 0 1 0 6 6h2a8 8 0 1 1-8-8z",
  previous: "M6 6h2v12H6zm3.5 6 8.5 6V6z",
  next: "M6 18l8.5-6L6 6zM16 6h2v12h-2z",
  link: "M3.9 12a3.1 3.1 0 0 1 3.1-3.1h4V7H7a5 5 0 0 0 0 10h4v-1.9H7A3.1 3.1 0 0 1 3.9 12zM8 13h8v-2H8zm9-6h-4v1.9h4a3.1 3.1 0 0 1 0 6.2h-4V17h4a5 5 0 0 0 0-10z",
};

function icon(name) {
  const picture = drawing("svg", { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true" });
  picture.append(drawing("path", { d: ICONS[name], fill: "currentColor" }));
  return picture;
}

function iconButton(classes, label, name, text) {
  const made = button(classes, label);
  made.append(icon(name));
  if (text) made.append(element("span", "", text));
  return made;
}

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
