// What both sides said, as turns; a word is a place in the sound.
// Words of a turn are made when it comes near the eye: a call of two hours has twenty thousand of them.

const NEAR = "800px 0px";
const WORDS_A_LINE = 11;

function makeTranscript(data, onSeek) {
  const box = element("div", "transcript");
  box.tabIndex = -1;
  const turns = data.turns.map((turn) => makeTurn(turn, data, onSeek));
  box.append(...turns.map((turn) => turn.box));
  if (!turns.length) box.append(element("p", "empty", data.text.no_words));
  fillWhenNear(box, turns);
  box.addEventListener("click", (event) => {
    const target = event.target.closest?.(".word");
    if (target) onSeek(Number(target.dataset.start), true);
  });
  const timed = turns.flatMap((turn) => turn.words).sort((one, other) => one.start - other.start);
  const hits = timed.filter((word) => word.isHit).map((word) => word.start);
  return { box, hits, ...follower(box, timed) };
}

function fillWhenNear(box, turns) {
  const known = new Map(turns.map((turn) => [turn.box, turn]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      known.get(entry.target).fill();
      seen.unobserve(entry.target);
    }
  }, { root: box, rootMargin: NEAR });
  turns.forEach((turn) => seen.observe(turn.box));
}

function makeTurn(turn, data, onSeek) {
  const made = element("div", `turn ${turn.speaker}${turn.voice ? ` voice${turn.voice}` : ""}`);
  made.lang = turn.language ?? "";
  made.style.setProperty("--lines", String(Math.ceil(turn.words.length / WORDS_A_LINE)));
  const bubble = element("p", "bubble");
  const shown = { box: made, bubble, fill: () => fillTurn(shown, turn, data, onSeek) };
  shown.words = turn.words.map((word, place) => ({
    start: word[1], turn: shown, place, isHit: !(word[0] in data.tokens) && isSearched(word[0], data.search),
  }));
  made.append(bubble);
  return shown;
}

// Of a mono call nobody knows who speaks: its voices are told apart, and guessed at, never named as a fact.
function nameOf(turn, text) {
  if (!turn.voice) return text[turn.speaker];
  const guess = text.guesses[turn.guess];
  return text.voices[turn.voice - 1] + (guess ? ` · ${guess}` : "");
}

function fillTurn(shown, turn, data, onSeek) {
  if (shown.elements) return;
  const head = element("div", "head");
  const time = button("time", `${data.text.listen} ${clock(turn.start_s)}`, clock(turn.start_s));
  time.addEventListener("click", () => onSeek(turn.start_s, true));
  head.append(element("span", "name", nameOf(turn, data.text)), time);
  shown.elements = turn.words.map((word, place) => makeWord(word, data, shown.words[place].isHit));
  shown.elements.forEach((word) => shown.bubble.append(word, document.createTextNode(" ")));
  shown.box.prepend(head);
  data.findings.filter((finding) => finding.turn === turn.turn_no).forEach((finding) => {
    const note = button(`note ${finding.kind}`, finding.title, finding.title);
    note.addEventListener("click", () => onSeek(finding.start_s, true));
    shown.box.append(note);
  });
}

function makeWord([text, start, , confidence], data, isHit) {
  const token = data.tokens[text];
  const made = element("span", "word", token ?? text);
  made.dataset.start = String(start);
  if (token) {
    made.classList.add("token");
    made.title = data.text.masked;
  } else if (confidence !== null && confidence < data.least_confidence) {
    made.classList.add("unsure");
    made.title = data.text.unsure.replace("{share}", `${Math.round(100 * confidence)} %`);
  }
  if (isHit) made.classList.add("hit");
  return made;
}

function isSearched(text, parts) {
  if (!parts.length) return false;
  const folded = text.toLowerCase().replaceAll("ё", "е");
  return parts.some((part) => folded.includes(part));
}

function follower(box, words) {
  let current = null;
  let marked = null;
  let free = 0; // until when the reader scrolls by hand
  const free_s = 6;
  for (const name of ["wheel", "touchmove"]) {
    box.addEventListener(name, () => { free = Date.now() + 1000 * free_s; }, { passive: true });
  }
  const show = (seconds, isPlaying) => {
    const word = wordAt(words, seconds);
    if (word === current) return;
    marked?.classList.remove("now");
    current?.turn.box.classList.remove("now");
    current = word;
    if (!word) return;
    word.turn.fill();
    marked = word.turn.elements[word.place];
    marked.classList.add("now");
    word.turn.box.classList.add("now");
    if (isPlaying && Date.now() > free) keepInSight(box, word.turn.box);
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
  if (!word) return;
  word.turn.fill();
  keepInSight(box, word.turn.box);
}

// Only the transcript scrolls, never the page under the reader's eyes. Far away it jumps; turns that were not
// drawn yet turn out higher or lower than thought, so that it looks again once they are.
function keepInSight(box, turn, again = 2) {
  const top = turn.offsetTop - box.offsetTop;
  if (top >= box.scrollTop && top + turn.offsetHeight <= box.scrollTop + box.clientHeight) return;
  const isFar = Math.abs(top - box.scrollTop) > 3 * box.clientHeight;
  const calm = isFar || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  box.scrollTo({ top: top - box.clientHeight / 4, behavior: calm ? "auto" : "smooth" });
  if (calm && again) requestAnimationFrame(() => keepInSight(box, turn, again - 1));
}
