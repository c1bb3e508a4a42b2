#include "trial_file.h"

const char trial_file_text[] = /* line 1 */
    "title: An antibody against nothing\n"
    "source: none\n"
    "summary: Nobody has done it.\n"
    "cohort: {people: 60, condition: inflamed, seed: 7, set: [\"person_weight=70 kg\"]}\n"
    /* line 5 */
    "timeline:\n"
    "  - {at: 0 d, measure: chromium}\n"
    "  - {at: 1 d, arm: antibody, give: antibody, dose: 4 mg/kg, every: 7 d, until: 8 d}\n"
    "  - {at: 2 d, give: powder}\n"
    "  - {at: 14 d, give: gluten_load, rescue: \"leak[*]\", above: 1.5}\n"
    /* line 10 */
    "  - {at: 29 d, measure: chromium}\n"
    "trial:\n"
    "  arms:\n"
    "    - {name: nothing}\n"
    "    - {name: antibody, ratio: 2, adherence: 90 %, drop_out: 10 %}\n"
    /* line 15 */
    "  control: nothing\n"
    "  allocation: blocks\n"
    "  block: 9\n"
    "  blinding: open\n"
    "  eligible: {where: before > 1, because: others are not ill}\n"
    /* line 20 */
    "  reads:\n"
    "    - {name: before, at: 0 d, assay: chromium, probe: 51Cr-EDTA, window: 0-24 h}\n"
    "    - {name: after, at: 29 d, assay: chromium, probe: 51Cr-EDTA, window: 0-24 h}\n"
    "    - {name: leak, at: 40 d, reading: \"leak[ileum]\"}\n"
    "  endpoints:\n"
    /* line 25 */
    "    - {name: fall, label: fall of recovery (%), change: after, from: before}\n"
    "    - {name: fold, ratio: after + leak, to: before}\n"
    "    - {name: level, value: after}\n"
    "    - {name: start, value: before}\n"
    "    - {name: healed, responder: after < 2.5 && rescued == 0, missing: failure}\n"
    /* line 30 */
    "    - {name: ill, time_to: \"leak[*]\", above: 1.5, from: 2 d, every: 12 h, until: 31 d}\n"
    "  analyses:\n"
    "    - {label: healing, endpoint: healed, test: fisher, arm: antibody, against: nothing, confidence: 90 %}\n"
    "    - {endpoint: ill, test: cox, by: before > 3, among: leak > 0}\n"
    "    - {endpoint: level, test: ancova, baseline: start, log: yes}\n"
    /* line 35 */
    "    - {label: ranks, endpoint: fold, test: mann_whitney}\n"
    "  interim: {at: [40 %, 0.7], spending: pocock, futility: 20 %}\n"
    "  replicates: 200\n"
    "  null_replicates: 100\n"
    "  power: [20, 40, 60]\n"
    /* line 40 */
    "  reported:\n"
    "    - {analysis: healing, effect: 3.1, interval: [1.2, 7], source: zeissig_2004, note: not ours}\n"
    "    - {analysis: ranks, p_value: 0.02, source: zeissig_2004}\n"
    "    - {arm: antibody, endpoint: level, median: 2.42, interval: [2 %, 3], source: zeissig_2004}\n"
    "    - {label: in all, endpoint: healed, share: 44 %, source: chosen}\n"
    /* line 45 */
    "follow: [\"leak[ileum]\"]\n";

const char trial_file_plain[] = /* line 1 */
    "title: A trial\n"
    "source: none\n"
    "summary: Nobody has done it.\n"
    "cohort: {people: 10, condition: well}\n"
    /* line 5 */
    "timeline:\n"
    "  - {at: 0 d, measure: blood}\n"
    "  - {at: 1 d, give: gluten_load}\n"
    "trial:\n"
    "  arms: [{name: a, ratio: 2}, {name: b}]\n"
    /* line 10 */
    "  reads: [{name: crp, at: 0 d, assay: blood, reading: serum_crp}]\n"
    "  endpoints: [{name: level, value: crp}]\n"
    "  analyses: [{endpoint: level, test: t}]\n";
