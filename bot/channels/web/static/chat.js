// The page works without this file: every form posts and brings a whole page back. With it, only
// the new exchange is fetched (drawn by the server's same templates) and added to the log.
"use strict";

const find = (selector) => document.querySelector(selector);
const log = find("#log");
const waiting = find("#waiting");
const STORE = "idelos.log";
let busy = false;

// The log lives in the tab, so that a reload or a change of language keeps what was said. Where
// storage is full or switched off the conversation still works; a reload then begins anew.
function store() {
  try {
    sessionStorage.setItem(STORE, log.innerHTML);
  } catch {}
}

function stored() {
  try {
    return sessionStorage.getItem(STORE);
  } catch {
    return null;
  }
}

// Notices that the page came with stand after what was said before.
function restore() {
  const kept = stored();
  const news = "news" in log.dataset;
  if (kept && (news || !log.children.length)) {
    log.prepend(...parse(kept).body.childNodes);
    begin();
    log.lastElementChild?.scrollIntoView();
  }
  if (news) store();
}

const parse = (html) => new DOMParser().parseFromString(html, "text/html");

function begin() {
  find("#intro")?.remove();
  find("#starters")?.remove();
}

function showWaiting(words) {
  const copy = find("#pending").content.cloneNode(true);
  copy.querySelector(".words").textContent = words;
  waiting.replaceChildren(copy);
  find("#status").textContent = find(".composer").dataset.typing;
  waiting.scrollIntoView({ block: "nearest" });
}

function add(nodes, focus) {
  waiting.replaceChildren();
  find("#status").textContent = "";
  const turns = append(nodes);
  if (focus) turns.at(-1)?.focus({ preventScroll: true });
}

function append(nodes) {
  const turns = [...nodes].filter((node) => node.nodeType === Node.ELEMENT_NODE);
  log.append(...turns);
  store();
  turns[0]?.scrollIntoView({ block: "start" });
  return turns;
}

async function send(form, submitter) {
  if (busy) return;
  const body = new URLSearchParams(new FormData(form, submitter));
  const field = find("#field");
  const typed = form.id === "composer";
  busy = true;
  if (body.get("text")?.trim() || body.get("label")) {
    begin();
    showWaiting(body.get("text") ?? body.get("label"));
    if (typed) field.value = "";
  }
  const answer = await ask(body);
  busy = false;
  if (!answer.ok && !find("#field").value) find("#field").value = body.get("text") ?? "";
  add(answer.nodes, !typed);
  if (answer.ok) {
    find("#composer [name=fresh]")?.remove();
    await adopt(log.querySelector(".bot:last-of-type")?.lang);
  }
}

async function ask(body) {
  try {
    const signal = AbortSignal.timeout(60_000);
    const response = await fetch("/turn", { method: "POST", body, signal });
    return { ok: response.ok, nodes: parse(await response.text()).body.childNodes };
  } catch {
    return { ok: false, nodes: find("#offline").content.cloneNode(true).childNodes };
  }
}

// The page follows the language of the answers: its own words are fetched anew.
async function adopt(language) {
  if (!language || language === document.documentElement.lang) return;
  const response = await fetch("/").catch(() => null);
  if (!response?.ok) return;
  const page = parse(await response.text());
  const { value } = find("#field");
  const focused = document.activeElement?.id;
  for (const part of document.querySelectorAll("[data-chrome]")) {
    part.replaceWith(page.querySelector(`[data-chrome=${part.dataset.chrome}]`));
  }
  find("#new-tab").textContent = page.querySelector("#new-tab").textContent;
  document.documentElement.lang = language;
  begin();
  wake();
  find("#field").value = value;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

// Notices that come while the page is open are looked for once a minute, and on coming back to it.
async function lookForNews() {
  if (document.hidden) return;
  const response = await fetch("/news", { method: "POST" }).catch(() => null);
  if (response?.status !== 200) return;
  begin();
  append(parse(await response.text()).body.childNodes);
}

// Shows what only works with this file.
function wake() {
  find(".keys").hidden = false;
  find("#copy").hidden = !navigator.clipboard;
}

async function copy(button) {
  const lines = [...log.querySelectorAll(".turn")].map((turn) => {
    const who = turn.querySelector("h2").textContent;
    return `${who}: ${turn.dataset.plain ?? turn.querySelector("p").textContent}`;
  });
  try {
    await navigator.clipboard.writeText(lines.join("\n\n"));
    find("#status").textContent = button.textContent = button.dataset.done;
  } catch {
    find("#status").textContent = button.textContent = button.dataset.failed;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-turn]")) {
    event.preventDefault();
    send(form, event.submitter);
  } else if (form.getAttribute("action") === "/forget") {
    log.replaceChildren();
    store();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.id === "field" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    find("#composer").requestSubmit();
  }
  if (event.key === "Escape") {
    const open = event.target.closest("details[open]");
    open?.removeAttribute("open");
    open?.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.id === "copy") copy(event.target);
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});

setInterval(lookForNews, 60_000);
document.addEventListener("visibilitychange", lookForNews);

wake();
if (find("[data-from-link]")) {
  // A question in the address begins anew, and is asked once, however often the page is reloaded.
  history.replaceState(null, "", "/");
  find("#composer").requestSubmit();
} else {
  restore();
}
