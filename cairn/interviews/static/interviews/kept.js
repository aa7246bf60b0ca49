// What lies on this phone of interviews that were taken along: sealed texts, and apart from them the keys.
// The keys are a database of their own, so that they can be dropped without losing a word. Each is one
// person's: on a phone that two people use, neither opens, sends or replaces what the other wrote.
const TEXTS = "cairn-along", KEYS = "cairn-along-keys";
export const HOLDER = "cairn.along";

function opened(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("kept", { keyPath: ["person", "reference"] });
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // signing out drops the keys
      resolve(request.result);
    };
  });
}

async function ask(name, mode, act) {
  const database = await opened(name);
  try {
    return await new Promise((resolve, reject) => {
      const step = database.transaction("kept", mode);
      const request = act(step.objectStore("kept"));
      step.oncomplete = () => resolve(request.result);
      step.onerror = step.onabort = () => reject(step.error);
    });
  } finally { database.close(); }
}

export const texts = () => ask(TEXTS, "readonly", (store) => store.getAll());
const idOf = ({ person, reference }) => [person, reference];
export const text = (one) => ask(TEXTS, "readonly", (store) => store.get(idOf(one)));
export const putText = (row) => ask(TEXTS, "readwrite", (store) => store.put(row));
export const removeText = (one) => ask(TEXTS, "readwrite", (store) => store.delete(idOf(one)));

// A key that a signed-in page was given. No script can read it out again; it can only be used.
export const endOf = ({ seconds }) => new Date(Date.now() + 1000 * seconds).toISOString();

export async function keepKey(reference, given) {
  const raw = Uint8Array.from(atob(given.key), (one) => one.charCodeAt(0));
  const made = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  localStorage.setItem(HOLDER, given.person);
  await ask(KEYS, "readwrite", (store) => store.put({ person: given.person, reference, key: made, until: endOf(given) }));
  return made;
}

export async function keyOf(one) {
  const row = await ask(KEYS, "readonly", (store) => store.get(idOf(one)));
  if (row && Date.parse(row.until) > Date.now()) { return row.key; }
  if (row) { await removeKey(one); }
  return null;
}

export const removeKey = (one) => ask(KEYS, "readwrite", (store) => store.delete(idOf(one)));

export async function sealed(key, content) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

export async function unsealed(key, { iv, data }) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data);
  return JSON.parse(new TextDecoder().decode(plain));
}

// What is in a form: field -> text, or the list of what is ticked, without what the page itself put there.
export function typedIn(form) {
  const typed = {};
  for (const one of form.elements) {
    if (!one.name || ["draft", "csrfmiddlewaretoken"].includes(one.name) || one.type === "submit") { continue; }
    if (one.type === "radio") { typed[one.name] ??= ""; if (one.checked) { typed[one.name] = one.value; } }
    else if (one.type === "checkbox") { typed[one.name] ??= []; if (one.checked) { typed[one.name].push(one.value); } }
    else { typed[one.name] = one.value; }
  }
  return typed;
}

// The same as a form sends it.
export function asSent(typed) {
  return new URLSearchParams(Object.entries(typed).flatMap(([name, said]) => [said].flat().map((one) => [name, one])));
}
