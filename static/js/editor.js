// The editor would write a style element into the page, which the policy refuses. What it needs
// of it stands in css/desk.css; loaded before the editors are made.
import { Editor, gettext } from "django-prose-editor/editor";

Editor.prototype.injectCSS = () => {};

// Some buttons have their English names written into them.
const nameButtons = (editor) => {
  for (const button of editor.view.dom.parentElement.querySelectorAll(".prose-menubar button")) {
    if (button.title) {
      button.title = gettext(button.title);
      button.setAttribute("aria-label", button.title);
    }
  }
};

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  // The field's own label names the editor too, for those who cannot see it.
  editor.view.dom.setAttribute("aria-label", textarea.labels[0]?.textContent.trim() ?? "");
  // The menu is made a moment later, by an extension that hears of it first.
  editor.on("create", () => nameButtons(editor));
});
