// Pictures and files are chosen from the department's own library: a dialog with its lists.
import { Extension, crel, gettext } from "django-prose-editor/editor";

const fetchItems = async (address, kind, words) => {
  const query = new URLSearchParams({ kind, q: words });
  const response = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()).items;
};

const field = (name, label, isRequired) => {
  const input = crel("input", { name, type: "text", required: isRequired, maxLength: 300 });
  const text = isRequired ? label : `${label} (${gettext("Optional")})`;
  return [crel("label", {}, [text, input]), input];
};

const itemButton = (item, choose) => {
  const name = crel("span", { textContent: item.title });
  const picture = crel("img", { src: item.url, alt: "", loading: "lazy" });
  const about = crel("span", { className: "library__about", textContent: item.about });
  const parts = item.is_picture ? [picture, name] : [name, about];
  const button = crel("button", { type: "button", className: "library__item", "aria-pressed": "false" }, parts);
  button.addEventListener("click", () => choose(item, button));
  return crel("li", {}, [button]);
};

// Show the dialog and promise {item, ...words}, or null when it is closed.
const openLibrary = (address, kind, title, [first, second]) =>
  new Promise((resolve) => {
    const search = crel("input", { name: "q", type: "search" });
    const searchLabel = crel("label", {}, [gettext("Search"), search]);
    const list = crel("ul", { className: "library__list" });
    const status = crel("p", { role: "status" });
    const insert = crel("button", { type: "submit", textContent: gettext("Insert"), disabled: true });
    const cancel = crel("button", { type: "button", textContent: gettext("Cancel") });
    const inputs = [first, second].filter(Boolean);
    const form = crel("form", {}, [
      crel("h3", { className: "prose-editor-dialog-title", textContent: title }),
      searchLabel, status, list, ...inputs.map(([label]) => label),
      crel("div", { className: "prose-editor-dialog-buttons" }, [insert, cancel]),
    ]);
    const dialog = crel("dialog", { className: "prose-editor-dialog library", "aria-label": title }, [form]);
    let chosen = null;
    let asked = 0;

    const choose = (item, button) => {
      chosen = item;
      for (const other of list.querySelectorAll("button")) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      if (first) first[1].value = item.alt || item.title;
      insert.disabled = false;
    };
    const show = async () => {
      asked += 1;
      const mine = asked;
      try {
        const items = await fetchItems(address, kind, search.value);
        if (mine !== asked) return;
        list.replaceChildren(...items.map((item) => itemButton(item, choose)));
        status.textContent = items.length ? "" : gettext("Nothing found");
      } catch {
        status.textContent = gettext("No answer");
      }
    };

    search.addEventListener("input", show);
    search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    cancel.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!chosen) return;
      resolve({ item: chosen, words: inputs.map(([, input]) => input.value.trim()) });
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    show();
  });

const addressFor = (editor) =>
  editor.view.dom.closest(".prose-editor")?.querySelector("textarea")?.dataset.library;

const insertPicture = async (editor) => {
  const fields = [field("alt", gettext("Alternative Text"), true), field("caption", gettext("Caption"), false)];
  const answer = await openLibrary(addressFor(editor), "picture", gettext("Choose a picture"), fields);
  if (!answer) return;
  const [alt, caption] = answer.words;
  const content = [{ type: "image", attrs: { src: answer.item.url, alt } }];
  if (caption) content.push({ type: "caption", content: [{ type: "text", text: caption }] });
  editor.chain().focus().insertContent({ type: "figure", content }).run();
};

const insertFile = async (editor) => {
  const hasText = !editor.state.selection.empty;
  const fields = hasText ? [] : [field("text", gettext("Link text"), true)];
  const answer = await openLibrary(addressFor(editor), "file", gettext("Choose a file"), fields);
  if (!answer) return;
  const attrs = { href: answer.item.url };
  if (hasText) {
    editor.chain().focus().setMark("link", attrs).run();
  } else {
    const text = { type: "text", text: answer.words[0], marks: [{ type: "link", attrs }] };
    editor.chain().focus().insertContent(text).run();
  }
};

const inPicture = (editor) => editor.isActive("figure") || editor.isActive("image");

export const Library = Extension.create({
  name: "library",

  addMenuItems({ menu, buttons }) {
    // Takes the place of the package's own button, which asks for an address.
    menu.defineItem({
      name: "figure",
      groups: "library",
      button: buttons.material("image", gettext("picture")),
      active: inPicture,
      hidden: (editor) => !addressFor(editor) && !inPicture(editor),
      command: (editor) => (inPicture(editor) ? editor.commands.editImage() : insertPicture(editor)),
    });
    menu.defineItem({
      name: "libraryFile",
      groups: "library",
      button: buttons.material("attach_file", gettext("file")),
      hidden: (editor) => !addressFor(editor),
      command: insertFile,
    });
  },
});
