/* What the list of claims was narrowed to; stays while one looks at single claims. */
import { EVERYTHING, type Filter } from "./find.ts";

class Looking {
  filter = $state<Filter>({ ...EVERYTHING });
  clear(): void {
    this.filter = { ...EVERYTHING };
  }
}

export const looking = new Looking();
