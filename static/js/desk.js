// The desk works without this file: it saves typing and a trip to the menu.

const source = document.querySelector("[data-mask-source]");
const words = document.querySelector("#id_words");

if (source && words) {
  // Words that are marked in the text are put into the field.
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const text = selection.toString().replace(/\s+/g, " ").trim();
    if (text && selection.anchorNode && source.contains(selection.anchorNode)) {
      words.value = text.slice(0, words.maxLength > 0 ? words.maxLength : 500);
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
