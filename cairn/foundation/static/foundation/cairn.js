// What every page does once it has been read: wakes the design system, blanks the screen on request,
// and saves what a person writes as they write it. Every page works without it.
import { initAll } from "../govuk/govuk-frontend.min.js";

initAll();

// Somebody is behind you: Escape blanks the screen, twice brings it back.
const blank = document.getElementById("cairn-blank");
let escapes = 0;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") { escapes = 0; return; }
  if (blank.hidden) { blank.hidden = false; document.title = "Blank page"; escapes = 0; return; }
  escapes += 1;
  if (escapes >= 2) { blank.hidden = true; escapes = 0; }
});

// A form marked data-autosave="address" is sent there shortly after each change.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const status = form.querySelector("[data-autosave-status]");
  let timer = null;
  let saving = Promise.resolve();
  const save = () => {
    saving = saving.then(async () => {
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body: new FormData(form), headers: { "X-Requested-With": "autosave" }, keepalive: true,
        });
        const said = await answer.json();
        if (said.version !== undefined && form.elements.version) { form.elements.version.value = said.version; }
        if (status) { status.textContent = said.words; }
      } catch {
        if (status) { status.textContent = "Not saved yet: we will try again when you are back online."; }
      }
    });
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 800); });
  form.addEventListener("submit", () => clearTimeout(timer));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer) { clearTimeout(timer); save(); }
  });
}
