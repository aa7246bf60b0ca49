// Keeps one page of Cairn at hand where there is no signal: the empty form of a return home interview,
// without a name or an answer in it. It is registered only once somebody takes an interview along.
const KEPT = "cairn-along";
const PAGE = "/interviews/phone";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) { return; }
  if (address.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => withoutSignal(address)));
  }
});

async function withoutSignal(address) {
  const cache = await caches.open(KEPT);
  const page = await cache.match(PAGE, { ignoreVary: true });
  if (!page) { return Response.error(); }
  return address.pathname === PAGE ? page : Response.redirect(PAGE);
}
