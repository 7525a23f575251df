// Asks, in a dialog of its own so that no redrawing takes the words away, what is wrong with an answer.
let turn = 0;
const field = (name) => element.querySelector(`[name="${name}"]`);

document.addEventListener("opinion", (event) => {
  turn = event.detail.turn;
  for (const name of ["right", "comment"]) field(name).value = "";
  field("not_told").checked = field("right").disabled = false;
  element.querySelector("dialog").showModal();
});

element.addEventListener("change", (event) => {
  if (event.target.name === "not_told") field("right").disabled = event.target.checked;
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  element.querySelector("dialog").close();
  if (button.name === "send") {
    const not_told = field("not_told").checked;
    trigger("rate", { turn, rating: "down", not_told, right: not_told ? "" : field("right").value, comment: field("comment").value });
  }
});
