/* Places of the gut from above to below, for lists. */
import { SEGMENTS } from "../engine/types.ts";

/* Of "leak[ileum]": what has no place comes last. */
export function segmentOrder(name: string): number {
  const place = /\[(.*)\]/.exec(name)?.[1];
  const at = SEGMENTS.findIndex((segment) => segment === place);
  return at < 0 ? SEGMENTS.length : at;
}
