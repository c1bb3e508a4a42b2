/* What is told to who hears the page and does not see it (the live region of app/App.svelte). */

class Live {
  text = $state("");
}
export const live = new Live();

let waiting: ReturnType<typeof setTimeout> | undefined;

/* The last of several that come close together is said. */
export function announce(text: string): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => (live.text = text), 400);
}
