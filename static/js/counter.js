// Keeps "249 af højst 20.000 tegn" up to date while one writes. Without it the number is the server's.
const numbers = new Intl.NumberFormat(document.documentElement.lang || "da");

for (const hint of document.querySelectorAll("[data-count-for]")) {
  const field = document.getElementById(hint.dataset.countFor);
  const shown = hint.querySelector("[data-count]");
  const limit = Number(hint.dataset.limit);
  const update = () => {
    shown.textContent = numbers.format(field.value.length);
    hint.classList.toggle("form-hint--over", field.value.length > limit);
  };
  field.addEventListener("input", update);
  update();
}
