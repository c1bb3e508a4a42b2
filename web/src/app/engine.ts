/* The one engine of the page, opened when it is first asked for. */
import type { Engine } from "../engine/types.ts";

let opened: Promise<Engine> | null = null;

export function engine(): Promise<Engine> {
  opened ??= import("../engine/engine.ts").then((module) => module.openEngine());
  opened.catch(() => (opened = null)); /* so that it is tried again */
  return opened;
}
