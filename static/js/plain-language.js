// Says how plain a text is while it is written. Without this file the panel follows each save.
const PAUSE = 700;

for (const panel of document.querySelectorAll("[data-language-check]")) {
  const shown = panel.querySelector("[data-language-panel]");
  const form = panel.closest("form");
  const fieldsOf = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  const plain = fieldsOf(panel.dataset.plain);
  const rich = fieldsOf(panel.dataset.rich);
  let timer = 0;
  let asked = 0;

  const ask = async () => {
    asked += 1;
    const mine = asked;
    const body = new FormData();
    plain.forEach((field) => body.append("plain", field.value));
    rich.forEach((field) => body.append("rich", field.value));
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    try {
      const response = await fetch(panel.dataset.languageCheck, { method: "POST", body, headers });
      // An answer to what was written before, or an error page: the old panel stays.
      if (response.ok && !response.redirected && mine === asked) {
        const answer = new DOMParser().parseFromString(await response.text(), "text/html");
        shown.replaceChildren(...answer.body.childNodes);
      }
    } catch {
      // No connection: the old panel stays.
    }
  };

  for (const field of [...plain, ...rich]) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }
}
