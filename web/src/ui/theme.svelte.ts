/* Light or dark: as the reader's screen, or as they chose. */

export type Choice = "auto" | "light" | "dark";
const KEY = "zonula-theme";

/* Some browsers refuse storage; then the choice lasts as long as the page. */
function remembered(): Choice {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "auto";
  } catch {
    return "auto";
  }
}

class Theme {
  choice = $state<Choice>("auto");
  #dark = $state(false);
  /* What is seen. */
  shown = $derived<"light" | "dark">(this.choice === "auto" ? (this.#dark ? "dark" : "light") : this.choice);

  open() {
    const screen = matchMedia("(prefers-color-scheme: dark)");
    this.#dark = screen.matches;
    screen.addEventListener("change", (event) => (this.#dark = event.matches));
    this.choose(remembered());
  }

  choose(choice: Choice) {
    this.choice = choice;
    if (choice === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    try {
      if (choice === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      /* not remembered, see above */
    }
  }
}

export const theme = new Theme();
