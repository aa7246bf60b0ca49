// "Take it with me": the form and what stands in it go onto this phone, sealed, and its page opens there.
import { endOf, keepKey, putText, sealed, text, typedIn } from "./kept.js";

const panel = document.querySelector("[data-along]");
const button = panel?.querySelector("button");
const status = panel?.querySelector("[role=status]");
const canBe = "serviceWorker" in navigator && "indexedDB" in window && crypto.subtle !== undefined;

async function take() {
  button.disabled = true;
  status.textContent = "One moment: it is put on this phone.";
  try {
    const { reference, address, page, worker } = panel.dataset;
    const form = document.querySelector("form[data-autosave]");
    const answer = await fetch(address, {
      method: "POST", headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    const given = await answer.json();
    await navigator.serviceWorker.register(worker, { scope: "/interviews/" });
    await navigator.serviceWorker.ready;
    const key = await keepKey(reference, given);
    const content = { child: given.child, when: given.when, typed: typedIn(form) };
    const row = { person: given.person, reference };
    const before = await text(row);
    if (!before || before.isSent) { // what was written without a signal stays until it is sent
      await putText({ ...row, sealed: await sealed(key, content), isSent: false, until: endOf(given) });
    }
    location.assign(`${page}#${reference}`);
  } catch {
    button.disabled = false;
    status.textContent = "It could not be put on this phone. Look at your connection, and try again.";
  }
}

if (panel && canBe) {
  panel.hidden = false;
  button.addEventListener("click", take);
}
