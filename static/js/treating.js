// The desk works without this file: J and K go to the next and the previous response, and words
// that are marked in the text are put into the field. WCAG 2.1.4: the keys can be turned off.

const STORE = "treating-keys";
const ways = { j: "[data-key-next]", k: "[data-key-previous]" };
const hints = document.querySelectorAll("[data-key]");

function areOn() {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

function show(on) {
  for (const hint of hints) {
    hint.hidden = !on;
  }
}

function isTyping(target) {
  return target.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
}

if (document.querySelector("[data-key-next], [data-key-previous]")) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = areOn();
  label.className = "shortcuts";
  label.append(box, "Genveje: J er næste svar, K er forrige");
  document.querySelector(".ways").after(label);
  show(box.checked);
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(STORE, box.checked ? "on" : "off");
    } catch {
      // Without a store the choice holds for this page.
    }
    show(box.checked);
  });
  document.addEventListener("keydown", (event) => {
    const way = ways[event.key.toLowerCase()];
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
    if (way && isPlain && box.checked && !isTyping(event.target)) {
      document.querySelector(way)?.click();
    }
  });
}

const source = document.querySelector("[data-mark-source]");
const words = document.querySelector("#mark_words");

if (source && words) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const text = selection.toString().replace(/\s+/g, " ").trim();
    if (text && selection.anchorNode && source.contains(selection.anchorNode)) {
      words.value = text.slice(0, 500);
      words.closest("details").open = true;
    }
  });
}
