// The editor asks window.gettext for its words, as soon as it is loaded: so this is no module.
// The words come from the server, on the field itself (core/editor.py).
{
  const before = window.gettext;
  let words;
  window.gettext = (text) => {
    const field = document.querySelector("[data-editor-words]");
    words ??= field ? JSON.parse(field.dataset.editorWords) : undefined;
    return words?.[text] ?? before?.(text) ?? text;
  };
}
