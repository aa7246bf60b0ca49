// The form of an interview on a phone, with or without a signal. What is typed is sealed and kept on the
// phone at once, and sent when there is a signal and its person is signed in.
import { HOLDER, asSent, endOf, keepKey, keyOf, putText, removeKey, removeText, sealed, text, texts, typedIn, unsealed } from "./kept.js";

const page = document.querySelector("[data-along-page]");
const list = page.querySelector("[data-along-list]");
const part = page.querySelector("[data-along-one]");
const form = part.querySelector("form");
const status = part.querySelector("[data-along-status]");
const both = part.querySelector("[data-along-both]");
const TO_COPY = "It is no longer sent. What you typed stays on this phone: copy from it what is still needed, or choose “Send it now” once you can write in it again.";
const NOT_SENT = "Kept on this phone, not sent yet.";
let here = null; // the interview that is open, and whose text it is: { person, reference }
let closed = ""; // why nothing more is taken for it, once the service has said so
let key = null, timer = null, keeping = Promise.resolve(), isSending = false, changes = 0;

const at = (reference, act) => `/interviews/${reference}/${act}`;
const SOMEBODY_ELSE_S = "Somebody else wrote this, and it stays until they sign in here.";
const tell = (words) => { status.textContent = words; };

// --- Which interviews lie here ----------------------------------------------------------------------
async function show() {
  await forgetOld();
  const rows = await texts();
  page.querySelector("[data-along-none]").hidden = rows.length > 0;
  const lines = await Promise.all(rows.map(async (row) => {
    const own = await keyOf(row);
    const words = own ? (await unsealed(own, row.sealed)).child : row.reference;
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = `#${row.reference}`;
    link.textContent = words;
    const locked = own ? "" : " Locked: sign in to open it.";
    line.append(link, document.createElement("br"), `${row.isSent ? "Everything is sent." : row.isClosed ? "Not sent, and kept here to copy." : NOT_SENT}${locked}`);
    return line;
  }));
  list.replaceChildren(...lines);
  list.hidden = rows.length === 0;
  return rows;
}

// What was sent is kept no longer than its key; what was not sent stays until it is.
async function forgetOld() {
  for (const row of await texts()) {
    if (row.isSent && Date.parse(row.until) < Date.now()) { await removeText(row); }
  }
}

// --- Opening one --------------------------------------------------------------------------------------
async function open(reference) {
  const found = await ownOf(reference);
  const row = found.row;
  part.hidden = !row;
  here = row ? { person: row.person, reference } : null;
  closed = "";
  both.replaceChildren();
  if (!row) { return; }
  key = found.key;
  for (const one of [form, part.querySelector("[data-along-remove]")]) { one.hidden = !key; }
  part.querySelector("[data-along-locked]").hidden = Boolean(key);
  part.querySelector("[data-along-sign-in]").hidden = !(found.why ?? "").startsWith("Sign in");
  if (!key) { part.querySelector("[data-along-title]").textContent = reference; tell(`${NOT_SENT} ${found.why}`); return; }
  const content = await unsealed(key, row.sealed);
  part.querySelector("[data-along-title]").textContent = `The interview with ${content.child}`;
  part.querySelector("[data-along-when]").textContent = content.when;
  const until = new Date(row.until).toLocaleString("en-GB", { weekday: "long", hour: "2-digit", minute: "2-digit" });
  part.querySelector("[data-along-until]").textContent = until;
  fill(content.typed);
  tell(row.isSent ? "Everything is sent." : NOT_SENT);
  if (!row.isSent) { send(); }
}

function fill(typed) {
  for (const one of form.elements) {
    if (!(one.name in typed)) { continue; }
    if (one.type === "radio") { one.checked = one.value === typed[one.name]; }
    else if (one.type === "checkbox") { one.checked = typed[one.name].includes(one.value); }
    else { one.value = typed[one.name]; }
    if (one.type !== "hidden" && typed[one.name]?.length) { const fold = one.closest("details"); if (fold) { fold.open = true; } }
  }
}

// The key comes from the service, for whoever is signed in and may open the interview.
async function given(reference) {
  try {
    const answer = await fetch(at(reference, "key"), { headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 403) { return { why: "Sign in to send it." }; }
    if (!answer.ok) { return { why: "You can no longer open this interview. Ask your manager." }; }
    return await answer.json();
  } catch { return { why: "It is sent as soon as there is a signal." }; }
}

// Of several people's texts of one interview, the one that opens here and now.
async function ownOf(reference) {
  const rows = (await texts()).filter((one) => one.reference === reference);
  for (const row of rows) {
    const own = await keyOf(row);
    if (own) { return { row, key: own }; }
  }
  if (rows.length === 0) { return {}; }
  const found = await given(reference);
  if (!found.key) { return { row: rows[0], why: found.why }; }
  const row = rows.find((one) => one.person === found.person);
  if (!row) { return { row: rows[0], why: SOMEBODY_ELSE_S }; }
  await putText({ ...row, until: endOf(found) });
  return { row, key: await keepKey(reference, found) };
}

// --- Keeping and sending ------------------------------------------------------------------------------
function keep() {
  timer = null;
  changes += 1;
  const typed = typedIn(form), whose = here, own = key;
  keeping = keeping.then(async () => {
    const row = await text(whose);
    const content = await unsealed(own, row.sealed);
    await putText({ ...row, sealed: await sealed(own, { ...content, typed }), isSent: false });
    if (whose === here) { tell(closed || NOT_SENT); }
    if (row.isSent) { await show(); }
  }).catch(() => tell("This could not be kept on this phone. Do not close this page."));
  return keeping.then(send);
}

async function send() {
  if (isSending || closed || !here || !key || both.childElementCount) { return; }
  isSending = true;
  const whose = here, { reference } = whose, before = changes;
  try {
    const found = await given(reference);
    if (whose !== here) { return; }
    part.querySelector("[data-along-sign-in]").hidden = !(found.why ?? "").startsWith("Sign in");
    if (found.why) { tell(`${NOT_SENT} ${found.why}`); return; }
    if (found.person !== whose.person) { tell(`${NOT_SENT} ${SOMEBODY_ELSE_S}`); return; }
    await keepKey(reference, found);
    if (whose !== here) { return; }
    const answer = await fetch(at(reference, "save"), {
      method: "POST", body: asSent(typedIn(form)), headers: { "X-CSRFToken": found.token },
    });
    await arrived(whose, await answer.json(), before);
  } catch { tell(`${NOT_SENT} It is sent as soon as there is a signal.`); }
  finally { isSending = false; }
}

async function arrived(whose, said, before) {
  if (whose !== here) { return; } // another one is open by now: this one is sent again when it is
  for (const [name, number] of Object.entries(said.versions ?? {})) { form.elements[name].value = number; }
  const isAll = said.is_saved && before === changes && !timer;
  const typed = typedIn(form);
  keeping = keeping.then(async () => {
    const row = await text(whose);
    if (!row || whose !== here) { return; }
    const content = await unsealed(key, row.sealed);
    await putText({ ...row, sealed: await sealed(key, { ...content, typed }), isSent: isAll, isClosed: Boolean(said.is_closed) });
  });
  await keeping;
  if (said.is_closed) { closed = `${said.words} ${TO_COPY}`; tell(closed); show(); return; }
  if (said.differing) { showBoth(said); tell(`${NOT_SENT} ${said.words}`); return; }
  tell(isAll ? `Everything is sent. ${said.words}` : `${NOT_SENT} ${said.is_saved ? "" : said.words}`);
  if (said.is_saved && !isAll && !timer) { setTimeout(send, 500); }
  show();
}

// Somebody else wrote in the same part meanwhile: both texts stand beside each other.
function showBoth({ differing, there }) {
  const drawn = document.getElementById("along-both").content.cloneNode(true);
  const lines = drawn.querySelector("[data-lines]");
  for (const [label, typed, now] of differing) {
    const line = document.getElementById("along-line").content.cloneNode(true);
    for (const [name, words] of Object.entries({ label, typed, now })) {
      line.querySelector(`[data-${name}]`).textContent = words || "(empty)";
    }
    lines.append(line);
  }
  drawn.querySelector("button").addEventListener("click", () => {
    for (const [name, number] of Object.entries(there)) { form.elements[name].value = number; }
    both.replaceChildren();
    keep();
  });
  both.replaceChildren(drawn);
  both.querySelector("h2").focus();
}

async function remove() {
  const row = await text(here);
  if (!row.isSent && !window.confirm("Not all of it is sent. Remove it from this phone anyway?")) { return; }
  await removeText(here);
  await removeKey(here);
  if ((await texts()).length === 0) {
    await caches.delete("cairn-along");
    for (const one of await navigator.serviceWorker.getRegistrations()) { await one.unregister(); }
  }
  location.hash = "";
  location.reload();
}

// --- The page itself stays at hand --------------------------------------------------------------------
async function keepPage() {
  await document.fonts.ready;
  const ours = performance.getEntriesByType("resource").map((one) => new URL(one.name))
    .filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/"));
  const addresses = [location.pathname, ...new Set(ours.map((one) => one.pathname))];
  const answers = await Promise.all(addresses.map((one) => fetch(one)));
  if (answers.some((one) => !one.ok || one.redirected)) { return; }
  const cache = await caches.open("cairn-along");
  await Promise.all(answers.map((one, place) => cache.put(addresses[place], one)));
  page.querySelector("[data-along-ready]").hidden = false;
}

form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 300); });
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); closed = ""; keep(); });
part.querySelector("[data-along-remove]").addEventListener("click", remove);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && timer) { clearTimeout(timer); keep(); }
});
// Signed out, or somebody else signed in, on another page: nothing of it stays in view here.
window.addEventListener("storage", async (event) => {
  if (event.key !== HOLDER || event.newValue === here?.person) { return; }
  if (timer) { clearTimeout(timer); keep(); }
  await keeping;
  location.reload();
});
window.addEventListener("hashchange", () => open(location.hash.slice(1)));
window.addEventListener("online", () => { keepPage().catch(() => {}); send(); });
setInterval(() => { if (status.textContent.startsWith(NOT_SENT) && navigator.onLine) { send(); } }, 15_000);

const rows = await show();
await open(location.hash.slice(1) || rows[0]?.reference || "");
if (rows.length) { keepPage().catch(() => { page.querySelector("[data-along-ready]").hidden = false; }); }
