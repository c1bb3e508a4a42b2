/* How many people went which way in a trial. */
import type { TrialAnswer } from "./kinds.ts";

export interface Flow {
  notEligible: number;
  arms: { name: string; control: boolean; adherence: number; drop_out: number; people: number; missing: number; of: string }[];
}

/* Whoever is in an arm counts at an endpoint or is missing there; shown at the endpoint of the primary analysis. */
export function flowOf(trial: TrialAnswer): Flow {
  const primary = trial.analyses[0]?.endpoint;
  return {
    notEligible: trial.simulated - trial.failed - trial.eligible,
    arms: trial.arms.map(({ name, control, adherence, drop_out, endpoints }) => {
      const at = endpoints.find((one) => one.name === primary) ?? endpoints[0];
      return { name, control, adherence, drop_out, people: at ? at.people + at.missing : 0, missing: at?.missing ?? 0, of: at?.label ?? "" };
    }),
  };
}
