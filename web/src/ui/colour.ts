/* Colours of the tokens (style/base.css) where canvas and files need them resolved. */

let probe: HTMLElement | null = null;

/* "--a" as the theme of the moment shows it: rgb(...). */
export function colour(token: string): string {
  if (!token.startsWith("--")) return token;
  if (!probe) {
    probe = document.createElement("span");
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

/* The same, see-through. */
export function veiled(token: string, alpha: number): string {
  const parts = colour(token).match(/[\d.]+/g) ?? ["0", "0", "0"];
  return `rgba(${parts.slice(0, 3).join(",")},${alpha})`;
}
