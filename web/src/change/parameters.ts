/* Which parameters are shown for what somebody typed and chose. */
import type { Parameter } from "../data/tables.ts";

export interface Asked {
  text: string;
  /* "": all. */
  room: string;
  onlySet: boolean;
}

export function findParameters(parameters: Parameter[], asked: Asked, set: Record<string, string>): Parameter[] {
  const parts = asked.text.toLowerCase().split(/\s+/).filter(Boolean);
  return parameters.filter((parameter) => {
    if (asked.room && parameter.room !== asked.room) return false;
    if (asked.onlySet && !(parameter.name in set)) return false;
    const text = `${parameter.name.replaceAll("_", " ")} ${parameter.name} ${parameter.meaning} ${parameter.grade}`.toLowerCase();
    return parts.every((part) => text.includes(part));
  });
}

/* Equal ways on a track should be equal factors where the range is wide. */
export function isWide({ low, high }: Pick<Parameter, "low" | "high">): boolean {
  return low > 0 && high / low > 12;
}

/* Everything of it is decided: there is nothing to slide. */
export function isFixed({ low, high }: Pick<Parameter, "low" | "high">): boolean {
  return !(high > low);
}
