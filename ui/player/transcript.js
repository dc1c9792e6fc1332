// What both sides said, as turns; a word is a place in the sound.

function makeTranscript(data, onSeek) {
  const box = element("div", "transcript");
  box.tabIndex = -1;
  const words = [];
  data.turns.forEach((turn) => box.append(makeTurn(turn, data, words, onSeek)));
  if (!data.turns.length) box.append(element("p", "empty", data.text.no_words));
  box.addEventListener("click", (event) => {
    const target = event.target.closest?.(".word");
    if (target) onSeek(words[Number(target.dataset.index)].start, true);
  });
  return { box, words, ...follower(box, words) };
}

function makeTurn(turn, data, words, onSeek) {
  const made = element("div", `turn ${turn.speaker}`);
  made.lang = turn.language ?? "";
  const head = element("div", "head");
  const name = element("span", "name", data.text[turn.speaker]);
  const time = button("time", `${data.text.listen} ${clock(turn.start_s)}`, clock(turn.start_s));
  time.addEventListener("click", () => onSeek(turn.start_s, true));
  head.append(name, time);
  const bubble = element("p", "bubble");
  turn.words.forEach((word) => bubble.append(makeWord(word, data, words), document.createTextNode(" ")));
  made.append(head, bubble);
  findingsOf(turn, data).forEach((finding) => {
    const note = button(`note ${finding.kind}`, finding.title, finding.title);
    note.addEventListener("click", () => onSeek(finding.start_s, true));
    made.append(note);
  });
  return made;
}

function findingsOf(turn, data) {
  return data.findings.filter((finding) => finding.turn === turn.turn_no);
}

function makeWord([text, start, end, confidence], data, words) {
  const token = data.tokens[text];
  const made = element("span", "word", token ?? text);
  made.dataset.index = String(words.length);
  if (token) {
    made.classList.add("token");
    made.title = data.text.masked;
  } else if (confidence !== null && confidence < data.least_confidence) {
    made.classList.add("unsure");
    made.title = data.text.unsure.replace("{share}", `${Math.round(100 * confidence)} %`);
  }
  if (data.search.some((part) => text.toLowerCase().includes(part))) made.classList.add("hit");
  words.push({ start, end, made });
  return made;
}

function follower(box, words) {
  let current = null;
  let free = 0; // until when the reader scrolls by hand
  const free_s = 6;
  for (const name of ["wheel", "touchmove"]) {
    box.addEventListener(name, () => { free = Date.now() + 1000 * free_s; }, { passive: true });
  }
  const show = (seconds, isPlaying) => {
    const word = wordAt(words, seconds);
    if (word === current) return;
    current?.made.classList.remove("now");
    current?.made.closest(".turn").classList.remove("now");
    current = word;
    if (!word) return;
    word.made.classList.add("now");
    word.made.closest(".turn").classList.add("now");
    if (isPlaying && Date.now() > free) keepInSight(box, word.made.closest(".turn"));
  };
  return { show, reveal: (seconds) => revealTurn(box, words, seconds) };
}

function wordAt(words, seconds) {
  let low = 0;
  let high = words.length - 1;
  let found = null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (words[middle].start <= seconds + 0.02) {
      found = words[middle];
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

function revealTurn(box, words, seconds) {
  const word = wordAt(words, seconds + 0.6) ?? words[0];
  if (word) keepInSight(box, word.made.closest(".turn"));
}

// Only the transcript scrolls, never the page under the reader's eyes.
function keepInSight(box, turn) {
  const top = turn.offsetTop - box.offsetTop;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (top < box.scrollTop || top + turn.offsetHeight > box.scrollTop + box.clientHeight) {
    box.scrollTo({ top: top - box.clientHeight / 4, behavior: calm ? "auto" : "smooth" });
  }
}
