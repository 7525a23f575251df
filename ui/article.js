// Brings the marked words into view inside the article, without moving the page itself.
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

watch("value", () => {
  const paper = element.querySelector(".paper");
  if (!paper) return;
  const block = element.closest("#article");
  const wanted = block.dataset.wanted;
  delete block.dataset.wanted;
  const chosen = wanted ? `[data-cite="${wanted}"]` : "";
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
  if (wanted) mark.scrollIntoView({ block: "nearest" });
});
