// Runs before any script of the page and hears what its policy refuses from then on.
window.__refused = [];
addEventListener("securitypolicyviolation", (event) =>
  window.__refused.push(`policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`),
);
