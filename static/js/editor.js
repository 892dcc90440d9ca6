// The editor would write a style element into the page, which the policy refuses. What it needs
// of it stands in css/desk.css; loaded before the editors are made.
import { Editor } from "django-prose-editor/editor";

Editor.prototype.injectCSS = () => {};

// The field's own label names the editor too, for those who cannot see it.
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  editor.view.dom.setAttribute("aria-label", textarea.labels[0]?.textContent.trim() ?? "");
});
