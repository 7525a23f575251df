// Keeps the newest question in view, leads from a marker to the words it stands for, and passes on what is pressed.
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const ASKED_OF_SERVER = ["explain", "retry", "edit", "undo", "restore", "renew", "export", "rate"];
let seen = "";
let pressed = "";
let top = 0; // how far the reader has read: the conversation is laid anew each time that words arrive

element.addEventListener("scroll", (event) => { if (event.target.matches(".talk")) top = event.target.scrollTop; }, true);

watch("value", () => {
  const talk = element.querySelector(".talk");
  const turns = talk ? talk.querySelectorAll(".turn") : [];
  const last = turns[turns.length - 1];
  if (talk) talk.scrollTop = top;
  const state = last ? turns.length + last.querySelector(".reply").className : "";
  if (state !== seen) {
    seen = state; // while words arrive the reader may scroll
    if (last) talk.scrollTop = talk.querySelector(".undone") ? talk.scrollHeight : last.offsetTop - 12;
  }
  const button = pressed && element.querySelector(pressed);
  pressed = "";
  if (!button) return;
  if (document.activeElement === document.body) button.focus({ preventScroll: true });
  if (button.ariaExpanded === "true") button.closest(".turn").querySelector(".why")?.scrollIntoView({ block: "nearest" });
});

function lead(link) {
  const article = document.getElementById("article");
  const cite = link.dataset.cite;
  const place = article.querySelector(cite ? `mark[data-cite~="${cite}"]` : link.getAttribute("href"));
  if (place) {
    place.scrollIntoView({ block: "center", behavior: still.matches ? "instant" : "smooth" });
    article.querySelectorAll(".here").forEach((old) => old.classList.remove("here"));
    article.querySelectorAll(cite ? `mark[data-cite~="${cite}"]` : link.getAttribute("href")).forEach((one) => one.classList.add("here"));
    return;
  }
  article.dataset.wanted = cite; // the answer is an older one, or of another article: its marks come from the server
  const [turn, citation] = cite.split("-").map(Number);
  trigger("show", { turn, citation });
}

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No clipboard where the page comes neither over HTTPS nor from this machine: the old way.
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  const words = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = words), 1600);
}

element.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link) {
    event.preventDefault();
    lead(link);
    return;
  }
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const does = button.dataset.do;
  const turn = Number(button.closest(".turn")?.dataset.turn ?? -1);
  if (does === "copy") copy(button);
  else if (does === "opinion") document.dispatchEvent(new CustomEvent("opinion", { detail: { turn } }));
  else if (ASKED_OF_SERVER.includes(does)) {
    pressed = `.turn[data-turn="${turn}"] [data-do="${does}"]`;
    trigger(does, { turn, format: button.dataset.format });
    if (does === "edit") document.querySelector("#question textarea").focus();
  }
});
