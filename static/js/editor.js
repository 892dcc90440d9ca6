// The editor would write a style element into the page, which the policy refuses. What it needs
// of it stands in css/desk.css; loaded before the editors are made.
import { Editor, gettext } from "django-prose-editor/editor";

Editor.prototype.injectCSS = () => {};

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  // The field's own label names the editor too, for those who cannot see it.
  editor.view.dom.setAttribute("aria-label", textarea.labels[0]?.textContent.trim() ?? "");
  // Some buttons have their English names written into them.
  for (const button of textarea.closest(".prose-editor").querySelectorAll(".prose-menubar button")) {
    const name = gettext(button.title);
    if (name) {
      button.title = name;
      button.setAttribute("aria-label", name);
    }
  }
});
