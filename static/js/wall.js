// Keeps a wall up to date for who looks on, and sends its forms without losing one's place.
// Without this file every link leads to a page, and every form is sent as a form.
const EVERY = 2000;
const LONGEST = 60000;
const LIVE = ["trin", "vaeg"];
const news = document.getElementById("nyt");
let mark = news.dataset.etag;
let pause = EVERY;
let timer = 0;
let asking = null;

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

const tell = (text, isSeen = false) => {
  news.textContent = text;
  news.classList.toggle("sr-only", !isSeen);
};

// --- Showing what is new ---------------------------------------------------------------------
const wall = () => document.getElementById("vaeg");

const notesIn = (root) =>
  new Map([...root.querySelectorAll("[data-note]")].map((note) => [note.dataset.note, note.dataset.revision]));

const difference = (before, after, words) => {
  const fresh = [...after.keys()].filter((number) => !before.has(number)).length;
  if (fresh) return fresh === 1 ? words.newOne : words.newMany.replace("%n", fresh);
  if ([...before.keys()].some((number) => !after.has(number))) return words.gone;
  return [...after].some(([number, revision]) => before.get(number) !== revision) ? words.changed : "";
};

// The first note in sight stays where it is, however many come in above it.
const anchored = () => {
  const note = [...wall().querySelectorAll("[data-note]")].find((row) => row.getBoundingClientRect().bottom > 0);
  return note && { id: note.id, top: note.getBoundingClientRect().top };
};

const focusAgain = (id, noteId) => {
  const target = document.getElementById(id) ?? document.querySelector(`#${CSS.escape(noteId)} .note__acts :is(button, a)`);
  target?.focus({ preventScroll: true });
};

const show = (page) => {
  const before = notesIn(wall());
  const step = wall().dataset.step;
  const focused = wall().contains(document.activeElement) ? document.activeElement : null;
  const place = focused && { id: focused.id, note: focused.closest("[data-note]")?.id ?? "" };
  const anchor = anchored();
  for (const id of LIVE) document.getElementById(id).replaceWith(page.getElementById(id));
  if (place) focusAgain(place.id, place.note);
  const same = anchor && document.getElementById(anchor.id);
  if (same) window.scrollBy({ top: same.getBoundingClientRect().top - anchor.top, behavior: "instant" });
  return wall().dataset.step === step ? difference(before, notesIn(wall()), news.dataset) : news.dataset.step;
};

// What one may do follows the step: the form, the button, the dots. Words that are typed stay.
const act = (page) => {
  const typed = document.querySelector("#skriv textarea")?.value;
  const here = document.getElementById("goer");
  const fresh = page.getElementById("goer");
  if (!fresh) return;
  if (!typed) here.replaceWith(fresh);
  else if (!document.getElementById("prikker")) here.append(...fresh.querySelectorAll("#prikker"));
};

// The buttons on the notes belong to a form of the page: both come at the same moment.
const pageAround = async (page) => {
  if (page.getElementById("vaeg").dataset.step === wall().dataset.step) return null;
  const response = await fetch(window.location.href);
  return response.ok ? parsed(await response.text()) : null;
};

// --- Asking ----------------------------------------------------------------------------------
const ask = async () => {
  asking = new AbortController();
  try {
    const headers = { "If-None-Match": mark };
    const response = await fetch(news.dataset.wall, { headers, cache: "no-store", signal: asking.signal });
    if (response.status === 200) {
      const page = parsed(await response.text());
      const around = await pageAround(page);
      const what = show(page);
      if (around) act(around);
      mark = response.headers.get("ETag");
      if (what) tell(what);
    } else if (response.status !== 304) {
      throw new Error(response.status);
    }
    if (pause !== EVERY) tell("");
    pause = EVERY;
  } catch (error) {
    if (error.name === "AbortError") return;
    pause = Math.min(pause * 2, LONGEST);
    tell(news.dataset.lost, true);
  }
  wait();
};

const wait = () => {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(ask, pause);
};

document.addEventListener("visibilitychange", () => {
  clearTimeout(timer);
  if (!document.hidden) ask();
});

// --- A note's page in a window above the wall ------------------------------------------------
const dialog = document.createElement("dialog");
dialog.className = "wall-dialog";
document.body.append(dialog);
let opener = "";
dialog.addEventListener("close", () => document.getElementById(opener)?.focus());

const open = (page) => {
  const title = page.querySelector("h1");
  dialog.setAttribute("aria-label", title.textContent);
  const warning = page.querySelector(".notice--warning");
  dialog.replaceChildren(title, ...(warning ? [warning] : []), page.getElementById("flyt"));
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("select")?.focus();
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (link?.matches("[data-wall-close]") && dialog.open) {
    event.preventDefault();
    dialog.close();
  }
  if (!link?.matches("[data-wall-dialog]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  opener = link.id;
  try {
    const response = await fetch(link.href);
    const page = parsed(await response.text());
    if (!page.getElementById("flyt")) throw new Error(response.status);
    open(page);
  } catch {
    window.location.assign(link.href);
  }
});

// --- Sending a form --------------------------------------------------------------------------
const plainly = (form, button) => {
  form.dataset.plain = "yes";
  form.requestSubmit(button);
};

const send = async (form, button) => {
  asking?.abort();
  clearTimeout(timer);
  const address = button?.getAttribute("formaction") ?? form.action;
  const response = await fetch(address, { method: "POST", body: new FormData(form, button) });
  const page = parsed(await response.text());
  const there = page.querySelector("[data-wall]");
  if (response.redirected && there) {
    mark = there.dataset.etag;
    if (dialog.open) dialog.close();
    show(page);
    const fresh = page.getElementById("skriv");
    if (form.closest("#skriv") && fresh) {
      document.getElementById("skriv").replaceWith(fresh);
      fresh.open = true;
      fresh.querySelector("textarea").focus();
    } else {
      act(page);
    }
    const said = page.querySelector("main .notice[role='status']");
    tell(said?.textContent.trim() ?? "", Boolean(said));
  } else if (response.redirected) {
    window.location.assign(response.url);
    return;
  } else if (dialog.open && page.getElementById("flyt")) {
    open(page);
  } else {
    plainly(form, button);
    return;
  }
  wait();
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-wall-form]") || form.dataset.plain) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  try {
    await send(form, event.submitter);
  } catch {
    tell(news.dataset.lost, true);
    wait();
  } finally {
    delete form.dataset.busy;
  }
});

wait();
