// Pieces of a page's text that the editor does not know: the fact box, the text that unfolds,
// and a table that always begins with a row of headings.
import { Node, Table as PlainTable, gettext, pm } from "django-prose-editor/editor";

const { TextSelection } = pm.state;

export const FactBox = Node.create({
  name: "factBox",
  group: "block",
  content: "block+",
  defining: true,

  parseHTML: () => [{ tag: "aside" }],
  renderHTML: () => ["aside", 0],

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "factBox",
      groups: "boxes",
      button: buttons.material("info", gettext("fact box")),
      active: (editor) => editor.isActive("factBox"),
      enabled: (editor) => editor.can().toggleWrap("factBox"),
      command: (editor) => editor.chain().focus().toggleWrap("factBox").run(),
    });
  },
});

// --- The text that unfolds: in the editor it always lies open --------------------------------
const found = ({ $from }, name) => {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === name) {
      return { node: $from.node(depth), from: $from.before(depth) };
    }
  }
  return null;
};

const rangeToFold = (state) => {
  const range = state.selection.$from.blockRange(state.selection.$to);
  const { startIndex, endIndex, parent } = range ?? {};
  return parent?.canReplaceWith(startIndex, endIndex, state.schema.nodes.accordion) ? range : null;
};

const fold = ({ state, tr }) => {
  const { accordion, accordionTitle } = state.schema.nodes;
  const range = rangeToFold(state);
  const content = state.doc.slice(range.start, range.end).content.content;
  tr.replaceWith(range.start, range.end, accordion.create(null, [accordionTitle.create(), ...content]));
  tr.setSelection(TextSelection.near(tr.doc.resolve(range.start + 2)));
  return true;
};

const unfold = ({ state, tr }) => {
  const { node, from } = found(state.selection, "accordion");
  const [title, ...content] = node.content.content;
  const blocks = [state.schema.nodes.paragraph.create(null, title.content), ...content];
  tr.replaceWith(from, from + node.nodeSize, blocks);
  tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1)));
  return true;
};

const view = (tag, className) => () => {
  const dom = document.createElement(tag);
  dom.className = className;
  dom.dataset.placeholder = gettext("Line that is always seen");
  return { dom, contentDOM: dom };
};

export const Accordion = Node.create({
  name: "accordion",
  group: "block",
  content: "accordionTitle block+",
  defining: true,

  parseHTML: () => [{ tag: "details" }],
  renderHTML: () => ["details", 0],
  addNodeView: () => view("div", "accordion"),

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "accordion",
      groups: "boxes",
      button: buttons.material("expand_circle_down", gettext("accordion")),
      active: (editor) => editor.isActive("accordion"),
      enabled: (editor) => editor.isActive("accordion") || Boolean(rangeToFold(editor.state)),
      command: (editor) =>
        editor.chain().focus().command(editor.isActive("accordion") ? unfold : fold).run(),
    });
  },
});

export const AccordionTitle = Node.create({
  name: "accordionTitle",
  content: "inline*",
  defining: true,

  parseHTML: () => [{ tag: "summary" }],
  renderHTML: () => ["summary", 0],
  addNodeView: () => view("p", "accordion__title"),

  addKeyboardShortcuts() {
    return {
      // To the text below it.
      Enter: ({ editor }) => {
        const title = found(editor.state.selection, "accordionTitle");
        return Boolean(title) && editor.commands.setTextSelection(title.from + title.node.nodeSize + 1);
      },
      Backspace: ({ editor }) => {
        const { empty, $from } = editor.state.selection;
        const isAtStart = empty && $from.parentOffset === 0 && $from.parent.type.name === this.name;
        return isAtStart && editor.commands.command(unfold);
      },
    };
  },
});

export const Table = PlainTable.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      insertTableWithOptions:
        () =>
        ({ commands }) =>
          commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
    };
  },
});
