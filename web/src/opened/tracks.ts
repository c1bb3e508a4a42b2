/* The events of a study by what happens: a track for each treatment, test or setting, with the people whom it concerns. */
import type { StudyOutline } from "../engine/types.ts";

interface Track {
  kind: "give" | "measure" | "set";
  what: string;
  /* Empty: everybody. */
  cohorts: string[];
  hours: number[];
}

export function tracksOf(outline: StudyOutline): Track[] {
  const tracks = new Map<string, Track>();
  for (const { kind, what, cohort, hour } of outline.events) {
    const key = `${kind} ${what} ${cohort ?? ""}`;
    const track = tracks.get(key) ?? { kind, what, cohorts: cohort === null ? [] : [cohort], hours: [] };
    if (!track.hours.includes(hour)) track.hours.push(hour);
    tracks.set(key, track);
  }
  /* Cohorts to whom the same happens at the same hours share a track. */
  const shared = new Map<string, Track>();
  for (const track of tracks.values()) {
    const key = `${track.kind} ${track.what} ${track.hours.join(" ")} ${track.cohorts.length === 0}`;
    const other = shared.get(key);
    if (other) other.cohorts.push(...track.cohorts);
    else shared.set(key, track);
  }
  return [...shared.values()];
}
