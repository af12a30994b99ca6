// The page works without this file: addresses can be marked and copied by hand.
"use strict";

const said = document.getElementById("status");

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = button.textContent = button.dataset.done;
  } catch {
    said.textContent = button.textContent = button.dataset.failed;
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => copy(button));
}
