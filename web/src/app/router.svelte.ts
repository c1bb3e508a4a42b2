/* The address of the page: #/view/more?scenario&at=hours&in=segment&part=name. The view is a place one goes back to; the scenario is carried along, and read only from
 * addresses that come from elsewhere (opened, pasted, followed), so that going back from a view loses nothing of what was set in it. */
import { SEGMENTS, type Segment } from "../engine/types.ts";
import { fromHash, HashError, toHash } from "../scenario/scenario.ts";
import { store } from "../scenario/store.svelte.ts";

/* Marks entries of the history that this page wrote. */
const OURS = { zonula: 1 };

export interface Place {
  path: string[];
  query: string;
}

export function placeOf(hash: string): Place {
  const bare = hash.replace(/^#\/?/, "");
  const mark = bare.indexOf("?");
  const path = (mark < 0 ? bare : bare.slice(0, mark)).split("/").filter(Boolean);
  return { path: path.length ? path : ["wall"], query: mark < 0 ? "" : bare.slice(mark + 1) };
}

interface Look {
  scenario: string;
  at: number;
  segment: Segment;
  part: string | null;
}

/* What is looked at travels beside the scenario. */
function splitLook(query: string): Look {
  const parts = query.split("&").filter(Boolean);
  const valueOf = (key: string) => parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1);
  const at = Number(valueOf("at") ?? 0);
  if (!(at >= 0)) throw new HashError(`The address says "at=${valueOf("at")}"; expected a number of hours.`);
  const wanted = valueOf("in") ?? "ileum";
  const segment = SEGMENTS.find((one) => one === wanted);
  if (!segment) throw new HashError(`The address says "in=${wanted}"; expected ${SEGMENTS.join(", ")}.`);
  const part = valueOf("part") ?? null;
  if (part !== null && !/^[a-z_]+$/i.test(part)) throw new HashError(`The address says "part=${part}"; expected a part of the wall.`);
  return { scenario: parts.filter((one) => !/^(at|in|part)=/.test(one)).join("&"), at, segment, part };
}

class Router {
  path = $state.raw<string[]>(["wall"]);
  /* What was wrong with the address that was opened. */
  error = $state("");
  view = $derived(this.path[0]!);

  /* Query of the place when it is not a scenario: the view "open" has its own. */
  query = $state("");

  open(): void {
    this.#read(true);
    addEventListener("hashchange", () => this.#read(history.state?.zonula !== OURS.zonula));
  }

  /* The address as it was last read or written here. */
  #here = "";

  #read(fromElsewhere: boolean): void {
    this.#here = location.hash;
    const place = placeOf(this.#here);
    this.path = place.path;
    this.query = place.query;
    this.error = "";
    if (place.path[0] !== "open" && fromElsewhere && place.query) this.#load(place.query);
    else if (place.path[0] !== "open" && !store.result && !store.running) store.begin(store.now);
    this.write();
  }

  #load(query: string): void {
    try {
      const { scenario, at, segment, part } = splitLook(query);
      const next = fromHash(scenario);
      if (store.result || store.running) store.open(next, "The address");
      else store.begin(next);
      store.hour = Math.min(at, 24 * next.days);
      store.segment = segment;
      store.part = part;
    } catch (error) {
      if (!(error instanceof HashError)) throw error;
      this.error = error.message;
      if (!store.result) store.begin(store.now);
    }
  }

  /* The address of a place with what is set now. */
  href(path = this.path.join("/")): string {
    const at = store.hour > 0 ? `at=${Number(store.hour.toPrecision(6))}` : "";
    const segment = store.segment === "ileum" ? "" : `in=${store.segment}`;
    const query = [toHash(store.now), at, segment, store.part ? `part=${store.part}` : ""].filter(Boolean).join("&");
    return `#/${path}${query ? `?${query}` : ""}`;
  }

  /* Says in the address what is set, without a step in the history. A wrong address stays until something is changed. */
  write(): void {
    if (this.error) return;
    /* Somebody has gone elsewhere and #read is about to follow: what is set here must not take its place. */
    if (location.hash !== this.#here) return;
    const hash = this.view === "open" && this.query ? location.hash : this.href();
    if (hash !== location.hash || history.state?.zonula !== OURS.zonula) history.replaceState(OURS, "", hash);
    this.#here = location.hash;
  }

  /* Another place for the same that is seen, such as a lesson with an answer given: no step in the history. Browsers refuse to be told too often. */
  #later: ReturnType<typeof setTimeout> | undefined;
  stay(path: string): void {
    this.path = path.split("/").filter(Boolean);
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.write(), 200);
  }

  go(path: string): void {
    clearTimeout(this.#later);
    history.pushState(OURS, "", this.href(path));
    this.#read(false);
  }
}

export const router = new Router();
