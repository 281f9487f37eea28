// Hands TikTok's answer on to the app on this computer and forgets it. The code in it is
// worthless without the app's secret; it leaves the address bar and the history at once.
"use strict";

const target = "studio.greenroom://oauth/callback";
const passed = ["code", "state", "scopes", "error", "error_description", "error_type"];

const answer = new URLSearchParams(location.search);
history.replaceState(null, "", location.pathname);

const handed = new URLSearchParams();
for (const name of passed) {
  const value = answer.get(name);
  if (value !== null) handed.set(name, value);
}

const text = document.getElementById("text");
if (!handed.has("state") || (!handed.has("code") && !handed.has("error"))) {
  text.textContent = "There is nothing to hand on. Go back to Greenroom and start connecting again.";
} else {
  const link = document.getElementById("open");
  link.href = `${target}?${handed}`;
  link.hidden = false;
  document.getElementById("more").hidden = false;
  text.textContent = handed.has("code")
    ? "TikTok has agreed. Greenroom takes it from here."
    : "TikTok did not connect the account. Greenroom tells you more.";
  link.focus();
  // Once the page stands, so that it is there to read while the browser asks.
  addEventListener("load", () => setTimeout(() => location.assign(link.href), 250));
}
