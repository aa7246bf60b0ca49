// Nothing that somebody types is lost. A form with a field `draft` is kept as they write it, and is
// back as they left it when they open its page again: after leaving, or after signing in again.
// The page says what was kept (drafts/_kept.html); this window itself holds what could not be kept.
const PREFIX = "cairn.typed ";
const LONGEST_LAST = 60_000; // browsers limit what a page may still send when it is left
const person = document.body.dataset.person ?? "";
const told = document.getElementById("cairn-drafts");
const page = told ? JSON.parse(told.textContent) : null;

// Loaded anew, a page that answered a form sends it again: what was kept since then is newer.
const isReloaded = performance.getEntriesByType("navigation")[0]?.type === "reload";

const isAlike = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const isSaid = (control) => control.name && !["draft", "csrfmiddlewaretoken"].includes(control.name)
  && !["submit", "button", "file", "password"].includes(control.type);
const isSet = (control) => !["checkbox", "radio"].includes(control.type) || control.checked;

// What is in a form: field -> texts. Without what the person cannot see, if that is asked.
function typedIn(form, { isSeen = false } = {}) {
  const typed = {};
  for (const control of form.elements) {
    if (isSaid(control) && isSet(control) && !(isSeen && control.type === "hidden")) {
      (typed[control.name] ??= []).push(control.value);
    }
  }
  return typed;
}

// The version and the key that it began from too: where somebody was quicker, both texts are shown.
function putBack(form, typed) {
  for (const control of [...form.elements].filter(isSaid)) {
    const texts = typed[control.name];
    if (["checkbox", "radio"].includes(control.type)) { control.checked = texts?.includes(control.value) ?? false; }
    else if (texts) { control.value = texts[0]; }
    if (control.type !== "hidden" && isSet(control) && control.value) { unfold(control); }
  }
}

function unfold(control) {
  for (let fold = control.closest("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
}

function nameOf(form) {
  const path = new URL(form.getAttribute("action") ?? "", location.href).pathname;
  const name = form.elements.draft.value;
  return name ? `${path}#${name}` : path;
}

// Two windows of one person never write over each other's words.
function nameOfWindow() {
  try {
    const name = sessionStorage.getItem("cairn.window") ?? Math.random().toString(36).slice(2);
    sessionStorage.setItem("cairn.window", name);
    return name;
  } catch { return ""; }
}
const here = nameOfWindow();

// --- What this window holds: of a form that is on its way, or that could not be kept. -------------
function hold(name, typed, isLost) {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify({ page: page.page, address: page.address, person, typed, isLost }));
  } catch { /* a window that holds nothing more: the page that answers still shows the words */ }
}
const held = (name) => JSON.parse(sessionStorage.getItem(PREFIX + name) ?? "null");
const letGo = (name) => sessionStorage.removeItem(PREFIX + name);

// Somebody else signed in: it is not theirs. The form arrived: nobody needs it any more. It was not
// accepted, or the person was signed out: it waits until they open its page again.
function sortHeld() {
  const again = document.querySelector("[data-typed-again]");
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX))) {
    const name = key.slice(PREFIX.length), one = held(name);
    if (person && one.person !== person) { letGo(name); continue; }
    if (one.isLost) { continue; }
    if (person && !again) { letGo(name); continue; }
    sessionStorage.setItem(key, JSON.stringify({ ...one, isLost: true }));
    if (!again) { continue; }
    again.hidden = false;
    document.querySelector("[data-typed-copy]").hidden = true;
    for (const link of document.querySelectorAll("[data-typed-link]")) { link.href = one.address; }
  }
}

// --- One form ------------------------------------------------------------------------------------
function watch(form) {
  const name = nameOf(form), wasSent = page.sent === name.split("#")[0];
  const isSent = wasSent && !(isReloaded && page.forms[name]);
  const savesItself = form.hasAttribute("data-autosave");
  const began = typedIn(form); // what it is without a word that this person has not sent
  let empty = wasSent ? null : typedIn(form, { isSeen: true }); // what of it need not be kept
  let isKept = name in page.forms, timer = null, going = null;

  const status = document.createElement("p");
  status.className = "govuk-body-s cairn-quiet cairn-draft-status";
  status.setAttribute("aria-live", "polite");
  [...form.querySelectorAll("button[type=submit], button:not([type])")].pop()?.parentElement.append(status);

  async function ask(address, typed) {
    const body = JSON.stringify({
      page: page.page, form: name, typed, window: here, after: page.windows[name] ?? "",
    });
    const answer = await fetch(address, {
      method: "POST", body,
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      keepalive: document.visibilityState === "hidden" && body.length < LONGEST_LAST,
    });
    return answer.json(); // a page instead: signed out, or open too long
  }

  async function keepOnce() {
    const typed = typedIn(form), isEmpty = isAlike(typedIn(form, { isSeen: true }), empty);
    if (isEmpty && !isKept) { return; }
    try {
      const said = await ask(isEmpty ? page.remove : page.keep, typed);
      status.textContent = said.words;
      isKept = said.is_kept;
      if (isKept || isEmpty) { letGo(name); } else { hold(name, typed, true); }
    } catch (problem) {
      hold(name, typed, true);
      const isOffline = problem instanceof TypeError || !navigator.onLine;
      status.textContent = isOffline ? "Not kept: you are offline." : "Not kept: you may have been signed out. This window holds what you typed.";
      if (isOffline) { timer ??= setTimeout(keep, 10_000); }
    }
  }

  function keep() {
    clearTimeout(timer);
    timer = null;
    const before = document.visibilityState === "hidden" ? null : going; // when left, there is no time
    const mine = Promise.resolve(before).then(keepOnce).finally(() => { if (going === mine) { going = null; } });
    going = mine;
  }

  const later = () => { clearTimeout(timer); timer = setTimeout(keep, 1000); };
  form.addEventListener("focusin", () => { status.textContent ||= savesItself ? "" : "Kept as you write"; });
  form.addEventListener("input", () => { if (!savesItself) { later(); } });
  // A form that saves itself needs this only for what it could not save.
  form.addEventListener("cairn:saved", (event) => {
    if (!event.detail.is_saved) { keep(); return; }
    empty = typedIn(form, { isSeen: true });
    if (isKept) { keep(); }
    status.textContent = "";
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer) { keep(); }
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = null;
    hold(name, typedIn(form), false);
    if (!going) { return; }
    event.preventDefault(); // or what is being kept would arrive after the form, and outlive it
    const submitter = event.submitter;
    Promise.race([going, new Promise((wake) => { setTimeout(wake, 2000); })])
      .finally(() => { going = null; form.requestSubmit(submitter); });
  });

  giveBack();

  function giveBack() {
    const mine = held(name);
    const isFromHere = mine?.isLost && mine.page === page.page;
    const given = isFromHere
      ? { typed: mine.typed, words: "You typed this and it was not saved. It is back in the form." }
      : page.forms[name];
    if (isSent) { keep(); return; } // shown as it was sent, with what is wrong with it
    if (!given) { return; }
    putBack(form, given.typed);
    if (isAlike(typedIn(form, { isSeen: true }), empty)) { putBack(form, began); keep(); return; }
    banner(given.words);
    if (isFromHere) { keep(); }
  }

  function banner(words) {
    const drawn = document.getElementById("cairn-draft").content.firstElementChild.cloneNode(true);
    const [said, button] = drawn.children;
    let removed = null;
    button.addEventListener("click", () => {
      const next = removed ?? began;
      removed = removed ? null : typedIn(form);
      putBack(form, next);
      said.textContent = removed ? "What you typed is removed." : "What you typed is back in the form.";
      button.textContent = removed ? "Put it back" : "Remove what I typed";
      keep();
    });
    form.prepend(drawn);
    said.textContent = words;
  }
}

sortHeld();
if (page) {
  for (const field of document.querySelectorAll("form input[name=draft]")) { watch(field.form); }
}
