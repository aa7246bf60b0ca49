// What every page does once it has been read: wakes the design system, blanks the screen on request,
// and saves what a person writes as they write it. Every page works without it.
import { initAll } from "../govuk/govuk-frontend.min.js";
import "./typed.js";
import "./live.js";
import { released } from "./pressed.js";

initAll();

// Somebody is behind you: Escape blanks the screen, twice brings it back.
const blank = document.getElementById("cairn-blank");
let escapes = 0;
let titled = document.title;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") { escapes = 0; return; }
  if (blank.hidden) { titled = document.title; blank.hidden = false; document.title = "Blank page"; escapes = 0; return; }
  escapes += 1;
  if (escapes >= 2) { blank.hidden = true; document.title = titled; escapes = 0; }
});

// To go back to a page that answered a form, a browser would have to send the form again. Whoever goes
// on from it finds the form itself there instead; whoever loads it anew is asked first, as ever.
if ("sent" in document.body.dataset) {
  const nowAsked = () => history.replaceState(null, "", location.href);
  document.addEventListener("submit", nowAsked);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) { nowAsked(); }
  });
}

// What somebody took along on this phone opens with a key. It goes as soon as they are signed out, or
// somebody else is signed in; what is sealed with it stays for them. A page of nobody's says nothing.
const holder = localStorage.getItem("cairn.along");
const dropKeys = () => { indexedDB.deleteDatabase("cairn-along-keys"); localStorage.removeItem("cairn.along"); };
if (holder && holder !== document.body.dataset.person && !document.querySelector("[data-along-page]")) { dropKeys(); }
// Who signs out where there is no signal stays signed in at the service: the key goes all the same.
document.querySelector(".cairn-header__form")?.addEventListener("submit", () => { if (holder) { dropKeys(); } });

// A form marked data-autosave="address" is sent there shortly after each change.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const status = form.querySelector("[data-autosave-status]");
  let timer = null;
  let saving = Promise.resolve();
  // Each text this window sends is numbered: one that is late cannot overtake the one after it.
  const count = () => { if (form.elements.order) { form.elements.order.value = Number(form.elements.order.value) + 1; } };
  const save = () => {
    timer = null;
    count();
    saving = saving.then(async () => {
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body: new FormData(form), headers: { "X-Requested-With": "autosave" },
          keepalive: document.visibilityState === "hidden", // browsers limit the size of such a request
        });
        const said = await answer.json();
        form.dispatchEvent(new CustomEvent("cairn:saved", { detail: said }));
        if (said.version !== undefined && form.elements.version) { form.elements.version.value = said.version; }
        for (const [name, number] of Object.entries(said.versions ?? {})) { form.elements[name].value = number; }
        if (status) { status.textContent = said.words; }
      } catch {
        if (status) { status.textContent = "Not saved yet: we will try again when you are back online."; }
        timer ??= setTimeout(save, 10_000);
      }
    });
  };
  // A timer is there exactly as long as something typed is not on its way yet.
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 800); });
  form.addEventListener("submit", () => { clearTimeout(timer); timer = null; count(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer) { clearTimeout(timer); save(); }
  });
}

// A part of a page that keeps itself up to date is told to open the whole page anew when the session
// has ended. Not while somebody writes: their words would be lost.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const isWriting = [...document.querySelectorAll("main textarea")].some((box) => box.value !== box.defaultValue);
  if (event.detail.xhr.getResponseHeader("HX-Refresh") && isWriting) { event.preventDefault(); }
});

// How a date was understood is said below it, as soon as it is typed, for whoever listens too. The room
// for it is there from the beginning.
for (const box of document.querySelectorAll("[data-date-in-words]")) {
  const told = document.createElement("div");
  told.className = "govuk-body-s cairn-quiet cairn-date-in-words";
  told.setAttribute("role", "status");
  box.after(told);
  box.addEventListener("input", () => { told.textContent = ""; });
  box.addEventListener("change", async () => {
    const said = box.value;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(box.dataset.dateInWords, {
        method: "POST", body: new URLSearchParams({ said }), headers: { "X-CSRFToken": token },
      });
      const words = answer.ok && !answer.redirected ? await answer.text() : "";
      await released();
      if (box.value === said) { told.textContent = words; }
    } catch { /* out of reach: saving reads it anyway */ }
  });
}

// A part of a page that could not be fetched is no longer said to be loading: its link is still there.
for (const failed of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failed, (event) => event.target.querySelector(".cairn-loading")?.remove());
}

// What stands beside a form on a wide screen is closed above it on a small one.
for (const beside of document.querySelectorAll("details[data-open-when-wide]")) {
  beside.open = window.matchMedia("(min-width: 1020px)").matches;
}

// A button that prints is there only where a script can print.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Better words for what was just saved, for the writer's eyes only.
for (const panel of document.querySelectorAll("[data-suggestions]")) {
  const list = panel.querySelector("[data-suggestions-list]");
  panel.closest("form")?.addEventListener("cairn:saved", (event) => {
    const found = event.detail.suggestions ?? [];
    panel.hidden = found.length === 0;
    list.replaceChildren(...found.map((one) => {
      const item = document.createElement("li");
      item.textContent = `“${one.found}”: perhaps “${one.say}”. ${one.why}`;
      return item;
    }));
  });
}
