// Passkeys: a form marked data-passkey="create" or "use" asks the device, and sends what it answers.
// Where the browser knows no passkeys the form stays hidden and what stands beside it is shown.

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function make(asked, alone) {
  const options = { ...asked, challenge: bytes(asked.challenge), excludeCredentials: known(asked.excludeCredentials) };
  options.user = { ...asked.user, id: bytes(asked.user.id) };
  if (alone) {
    options.authenticatorSelection = {
      ...asked.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
    };
  }
  const made = await navigator.credentials.create({ publicKey: options });
  return said(made, {
    clientDataJSON: text(made.response.clientDataJSON),
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports ? made.response.getTransports() : [],
  });
}

async function use(asked) {
  const options = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  const used = await navigator.credentials.get({ publicKey: options });
  return said(used, {
    clientDataJSON: text(used.response.clientDataJSON),
    authenticatorData: text(used.response.authenticatorData),
    signature: text(used.response.signature),
    userHandle: used.response.userHandle ? text(used.response.userHandle) : null,
  });
}

const said = (credential, response) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
  response,
});

async function asked(form) {
  if (form.dataset.passkeyOptions) { return JSON.parse(form.dataset.passkeyOptions).publicKey; }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) { throw new Error(`status ${answer.status}`); }
  return (await answer.json()).request_options.publicKey;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) { continue; }
  const instead = document.getElementById(form.dataset.passkeyInstead);
  if (instead) { instead.hidden = true; }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = form.querySelector("[data-passkey-problem]");
    problem.hidden = true;
    try {
      const options = await asked(form);
      const alone = form.elements.passwordless && form.elements.passwordless.checked;
      const credential = form.dataset.passkey === "create" ? await make(options, alone) : await use(options);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      problem.hidden = false;
      problem.focus();
    }
  });
}
