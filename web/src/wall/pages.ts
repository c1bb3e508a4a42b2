/* The rooms' pages as they stand in the repository, put into a piece of the page of its own when it is built. Loaded when somebody asks for a
 * part for the first time. */

import body from "../../../src/body/README.md?raw";
import circulation from "../../../src/body/circulation/README.md?raw";
import epithelium from "../../../src/body/epithelium/README.md?raw";
import immune from "../../../src/body/immune/README.md?raw";
import liver from "../../../src/body/liver/README.md?raw";
import lumen from "../../../src/body/lumen/README.md?raw";
import microbiota from "../../../src/body/microbiota/README.md?raw";
import mucus from "../../../src/body/mucus/README.md?raw";
import solute from "../../../src/solute/README.md?raw";
import { bulletOf, pageOf, type Equation, type Page } from "./equations";

export type Room = "lumen" | "microbiota" | "mucus" | "epithelium" | "immune" | "liver" | "circulation" | "solute";

const texts: Record<Room, string> = { lumen, microbiota, mucus, epithelium, immune, liver, circulation, solute };
const pages = new Map<Room, Page>();

/* The hand-overs between rooms are no numbered equations of any. */
export const portalFlux = (): Equation | null => bulletOf(body, "Portal flux of LPS");

export function pageOfRoom(room: Room): Page {
  let page = pages.get(room);
  if (!page) {
    page = pageOf(texts[room]);
    pages.set(room, page);
  }
  return page;
}
