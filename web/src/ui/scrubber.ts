/* Marks on a track of time. */
export interface Mark {
  hour: number;
  label: string;
}

/* Where marks stand, as shares of the track; those that nobody could tell apart are one, with all their labels. */
export function placed(marks: Mark[], end: number, apart = 0.01): { share: number; label: string }[] {
  const out = new Map<number, { share: number; labels: Set<string> }>();
  for (const { hour, label } of marks) {
    if (!(end > 0) || hour < 0 || hour > end) continue;
    const slot = Math.round(hour / end / apart);
    const there = out.get(slot) ?? { share: hour / end, labels: new Set() };
    there.labels.add(label);
    out.set(slot, there);
  }
  return [...out.values()].map(({ share, labels }) => ({ share, label: [...labels].join("; ") }));
}

/* What happens at the moment looked at, to within half a step of the track. */
export function here(marks: Mark[], hour: number, step: number): string[] {
  return [...new Set(marks.filter((mark) => Math.abs(mark.hour - hour) <= step / 2 + 1e-9).map((mark) => mark.label))];
}
