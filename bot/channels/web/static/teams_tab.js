// A person's own page inside Teams. Teams gives the token that shows who it is, and the server
// draws what is theirs; nothing is kept here, and there are no cookies.
"use strict";

const find = (selector) => document.querySelector(selector);
const page = find("#page");
const { path } = find("main").dataset;
let locale = "";
let busy = false;

// Teams has a theme of its own, which counts for more than that of the system.
const darkRules = [...document.styleSheets]
  .flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => rule.media?.mediaText === "(prefers-color-scheme: dark)");

function dress(theme) {
  const dark = theme === "dark" || theme === "contrast";
  document.documentElement.dataset.theme = theme;
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
  for (const rule of darkRules) rule.media.mediaText = dark ? "all" : "not all";
}

const copy = (id) => find(id).content.cloneNode(true).childNodes;

async function ask(where, body) {
  let token;
  try {
    token = await microsoftTeams.authentication.getAuthToken();
  } catch {
    return copy("#no-token");
  }
  try {
    const response = await fetch(`${path}/${where}?locale=${encodeURIComponent(locale)}`, {
      method: body ? "POST" : "GET",
      headers: { Authorization: `Bearer ${token}` },
      body,
      credentials: "omit",
      signal: AbortSignal.timeout(60_000),
    });
    return new DOMParser().parseFromString(await response.text(), "text/html").body.childNodes;
  } catch {
    return copy("#offline");
  }
}

async function show(where, body) {
  if (busy) return;
  busy = true;
  page.setAttribute("aria-busy", "true");
  page.replaceChildren(...(await ask(where, body)));
  page.removeAttribute("aria-busy");
  busy = false;
}

// A switch shows by itself what came of it; it is only said to those who do not see it.
async function flip(form) {
  const label = form.textContent.trim();
  await send(form);
  const answer = find(".asked");
  find("#status").textContent = answer?.querySelector(".first")?.textContent ?? "";
  const same = [...page.querySelectorAll("[role=switch]")].find((it) => it.textContent.trim() === label);
  if (answer && same) answer.remove();
  (same ?? find("#asked"))?.focus();
}

async function send(form, submitter) {
  await show("press", new URLSearchParams(new FormData(form, submitter)));
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  if ("switch" in form.dataset) return flip(form);
  await send(form, event.submitter);
  find("#asked")?.focus();
  find("#asked")?.scrollIntoView();
});

document.addEventListener("click", (event) => {
  if (!event.target.matches("[data-close]")) return;
  find(".asked").remove();
  find(".part h2")?.setAttribute("tabindex", "-1");
  find(".part h2")?.focus();
});

async function begin() {
  try {
    await microsoftTeams.app.initialize();
    const { app } = await microsoftTeams.app.getContext();
    locale = app.locale;
    dress(app.theme);
    microsoftTeams.app.registerOnThemeChangeHandler(dress);
  } catch {
    page.replaceChildren(...copy("#outside"));
    return;
  }
  await show("home");
  find("#status").textContent = "";
}

begin();
