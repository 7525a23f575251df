// The switches for the language of the page, which the server is told of by a cookie, and for light and dark.
const THEME = "article-qa-theme";

function kept() {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function put_on(theme) {
  document.body.classList.toggle("dark", theme === "dark");
}

function settled() {
  const head = element.querySelector("header");
  if (head) document.documentElement.lang = head.lang;
}

if (kept()) put_on(kept());
settled();
watch("value", settled);

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  if (button.dataset.do === "theme") {
    const theme = document.body.classList.contains("dark") ? "light" : "dark";
    put_on(theme);
    try {
      localStorage.setItem(THEME, theme);
    } catch {
      // then for this visit only
    }
    return;
  }
  document.cookie = `article-qa-language=${button.dataset.language}; path=/; max-age=31536000; SameSite=Strict`;
  trigger("speak");
});
