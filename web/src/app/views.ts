/* The views of the page, each fetched when somebody goes there. */
import type { Component } from "svelte";

/* A view may take `path`: what stands behind its name in the address, ["C30"] in #/claims/C30. */
export interface View {
  id: string;
  title: string;
  /* In the title of the window and for who hears the page. */
  says: string;
  load: () => Promise<{ default: Component<any> }>;
}

/* Parts of the page are found by their file; one that is not there is not offered. */
const parts = import.meta.glob<{ default: Component<any> }>([
  "../change/Change.svelte",
  "../test/Test.svelte",
  "../claims/Claims.svelte",
  "../lessons/Lessons.svelte",
  "../glossary/Glossary.svelte",
]);

const all: (Omit<View, "load"> & { load: View["load"] | undefined })[] = [
  { id: "wall", title: "Wall", says: "The wall", load: () => import("./Home.svelte") },
  { id: "change", title: "Change", says: "Change something", load: parts["../change/Change.svelte"] },
  { id: "test", title: "Test", says: "Test it", load: parts["../test/Test.svelte"] },
  { id: "claims", title: "Claims", says: "Claims and evidence", load: parts["../claims/Claims.svelte"] },
  { id: "lessons", title: "Lessons", says: "Lessons", load: parts["../lessons/Lessons.svelte"] },
  { id: "glossary", title: "Glossary", says: "Glossary", load: parts["../glossary/Glossary.svelte"] },
  { id: "open", title: "Open", says: "Open a file", load: () => import("../opened/Open.svelte") },
];

export const views: View[] = all.filter((view): view is View => view.load !== undefined);
/* The glossary is reached from the foot of the page. */
export const inHeader = views.filter((view) => view.id !== "glossary");
