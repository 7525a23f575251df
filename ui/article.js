// Brings the marked words into view inside the article, without moving the page itself.
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
let shown = "";
let top = 0; // how far the reader has read: the text is laid anew each time that other words are lit

element.addEventListener("scroll", (event) => { if (event.target.matches(".paper")) top = event.target.scrollTop; }, true);

watch("value", () => {
  const paper = element.querySelector(".paper");
  if (!paper) return;
  const block = element.closest("#article");
  const wanted = block.dataset.wanted;
  delete block.dataset.wanted;
  const marks = [...paper.querySelectorAll("mark")].map((mark) => mark.dataset.cite).join();
  const of = marks.split("-")[0];
  paper.scrollTop = top;
  if (!wanted && marks && of === shown) return; // other marks of the same answer
  shown = of;
  const chosen = wanted ? `[data-cite~="${wanted}"]` : "";
  const mark = paper.querySelector(`mark.exact${chosen}`) || paper.querySelector(`mark${chosen}`);
  if (!mark) {
    paper.scrollTop = 0;
    return;
  }
  const from = paper.getBoundingClientRect();
  const to = mark.getBoundingClientRect();
  const by = to.top - from.top - (paper.clientHeight - to.height) / 2;
  const far = Math.abs(by) > 4 * paper.clientHeight;
  paper.scrollBy({ top: by, behavior: far || still.matches ? "instant" : "smooth" });
  if (wanted) {
    mark.scrollIntoView({ block: "nearest" });
    paper.querySelectorAll(`mark${chosen}`).forEach((one) => one.classList.add("here"));
  }
});
