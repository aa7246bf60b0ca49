// What is new for this person reaches an open page by itself: the live process says when to look again,
// and the page asks for what changed. Without that connection it asks every half minute. A page that
// nobody can see fetches nothing, so that nothing counts as shown: it says so in its title, and asks
// when it is looked at again.
import { released } from "./pressed.js";

const page = document.body.dataset;
const number = document.getElementById("cairn-unseen");
const region = document.getElementById("cairn-called");
const title = document.title;
const EVERY = 30_000;
let source = null;
let pause = 5_000;
let isBehind = false; // something may have been missed
let isOver = false; // nobody is signed in any more, or somebody else is
let looking = null;
const blank = document.getElementById("cairn-blank");
const isSeen = () => !document.hidden && blank.hidden; // another tab was chosen, or Escape was pressed

async function answerOf(address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "live" } });
  if (answer.redirected || [401, 403, 404].includes(answer.status)) { stop(); }
  if (isOver || !answer.ok) { throw new Error(`${answer.status}`); }
  return answer;
}

async function refresh() {
  const said = await (await answerOf(page.unseenAt)).json();
  if (said.person !== page.person) { stop(); return; }
  if (number) {
    number.firstElementChild.textContent = said.unseen;
    number.hidden = said.unseen === 0;
  }
  if (region) {
    const drawn = document.createRange().createContextualFragment(await (await answerOf(region.dataset.calledAt)).text());
    await released();
    const words = (part) => part.textContent.replace(/\s+/g, " ").trim();
    if (words(drawn) !== words(region)) { region.replaceChildren(drawn); } // said aloud only if it is new
  }
}

function look() {
  isBehind = true;
  if (document.hidden && blank.hidden) { document.title = `New: ${title}`; }
  if (!isSeen()) { return; }
  document.title = title;
  looking ??= (async () => {
    try {
      while (isBehind && !isOver) { isBehind = false; await refresh(); }
    } catch { isBehind = true; /* out of reach: asked again in half a minute */ }
    looking = null;
  })();
}

function catchUp() {
  if (isSeen() && isBehind) { look(); }
}

function connect() {
  if (isOver) { return; }
  source = new EventSource(`${page.live}?unseen=${number?.dataset.number ?? 0}`, { withCredentials: true });
  source.addEventListener("notice", look);
  source.onopen = () => { pause = 5_000; page.liveNow = "yes"; catchUp(); };
  source.onerror = () => {
    isBehind = true;
    page.liveNow = "no";
    // After a line that was cut the browser comes back by itself; after an answer that is no stream, we do.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(connect, pause * (0.5 + Math.random()));
      pause = Math.min(2 * pause, 120_000);
    }
  };
}

function stop() { isOver = true; source?.close(); clearInterval(asking); }

// Without a connection anything may be new; with one, what could not be fetched is asked for again.
const asking = page.live ? setInterval(() => { isBehind ||= source?.readyState !== EventSource.OPEN; catchUp(); }, EVERY) : null;
if (page.live) {
  isBehind = Boolean(region?.querySelector("[data-not-shown]")); // drawn, and perhaps where nobody looks
  connect();
  catchUp();
  document.addEventListener("visibilitychange", catchUp);
  new MutationObserver(catchUp).observe(blank, { attributeFilter: ["hidden"] });
  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) { isBehind = true; connect(); } });
}
