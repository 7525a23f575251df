// Keeps the newest question in view, and leads from a paragraph number to the marked words.
let seen = "";

watch("value", () => {
  const talk = element.querySelector(".talk");
  const turns = talk ? talk.querySelectorAll(".turn") : [];
  const last = turns[turns.length - 1];
  const state = last ? turns.length + last.querySelector(".reply").className : "";
  if (state === seen) return; // while words arrive the reader may scroll
  seen = state;
  if (last) talk.scrollTop = last.offsetTop - 12;
});

element.addEventListener("click", (event) => {
  const where = event.target.closest(".where");
  if (!where) return;
  const cite = where.dataset.cite;
  const article = document.getElementById("article");
  const mark = article.querySelector(`mark[data-cite="${cite}"]`);
  if (mark) {
    mark.scrollIntoView({ block: "center", behavior: "smooth" });
    return;
  }
  article.dataset.wanted = cite; // the answer is an older one: its marks come from the server
  trigger("show", { turn: Number(cite.split("-")[0]) });
});
