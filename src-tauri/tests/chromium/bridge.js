// Stands where Tauri's own script stands in the window, with HTTP instead of the webview's
// message handler; what it carries is Tauri's on both ends.
(() => {
  // As the app's `freezePrototype` does.
  Object.freeze(Object.prototype);
  const callbacks = new Map();
  let lastCallback = 0;
  let events;

  const plain = (_, value) => (value instanceof Uint8Array ? [...value] : value);

  async function call(command, args = {}) {
    const body = JSON.stringify(args, plain);
    const answer = await fetch(`/__ipc/${encodeURIComponent(command)}`, { method: "POST", body });
    const { ok, error } = await answer.json();
    if (error !== undefined) throw error;
    return ok;
  }

  /** Opens the feed of events and waits until it stands, so that none is missed. */
  function feed() {
    events ??= new EventSource("/__events");
    if (events.readyState === EventSource.OPEN) return Promise.resolve();
    return new Promise((resolve) => events.addEventListener("open", resolve, { once: true }));
  }

  async function invoke(command, args) {
    if (command === "plugin:event|listen") {
      await feed();
      const id = await call(command, args);
      events.addEventListener(args.event, ({ data }) =>
        callbacks.get(args.handler)?.({ event: args.event, id, payload: JSON.parse(data) }),
      );
      return id;
    }
    return call(command, args);
  }

  window.isTauri = true;
  window.__TAURI_EVENT_PLUGIN_INTERNALS__ = { unregisterListener: () => {} };
  window.__TAURI_INTERNALS__ = {
    invoke,
    transformCallback(callback) {
      callbacks.set(++lastCallback, callback);
      return lastCallback;
    },
    unregisterCallback: (id) => callbacks.delete(id),
    convertFileSrc: (path, protocol = "asset") => `${protocol}://localhost/${encodeURIComponent(path)}`,
    metadata: { currentWindow: { label: "main" }, currentWebview: { windowLabel: "main", label: "main" } },
  };
})();
