#include "junction_answer.h"

#include <math.h>
#include <stdio.h>

#include "json.h"
#include "table.h"

const double cli_leak_times[CLI_LEAKS] = {2.0, 3.0, 5.0};

/* cm/h in cm/s. */
static const double per_s = 1.0 / 3600.0;

/* --- Tables --------------------------------------------------------------------------------------------------------------------------- */

/* A number, or a dash where there is none. */
static int add_number(struct cli_table *table, const char *before, double value, const char *format) {
  char text[32];
  if (!isfinite(value)) return cli_table_add(table, CLI_INK_FAINT, "-");
  snprintf(text, sizeof text, format, value);
  return cli_table_format(table, "%s%s", before, text);
}

static int add_interval(struct cli_table *table, const struct zn_junction_mean *mean, const char *format, double unit) {
  char low[32], high[32];
  if (!isfinite(mean->lo90)) return cli_table_add(table, CLI_INK_FAINT, "-");
  snprintf(low, sizeof low, format, mean->lo90 * unit);
  snprintf(high, sizeof high, format, mean->hi90 * unit);
  return cli_table_format(table, "%s to %s", low, high);
}

static int print_resistances(const struct cli_junction *a) {
  static const struct cli_column columns[] = {{"strands", 1},      {"TER ohm cm2", 1}, {"90 %", 1},   {"SD in time", 1},
                                              {"side by side", 1}, {"intact", 1},      {"Claude", 1}, {"pieces open", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int c = 0; c < a->junction->n_by_strands && whole; c++) {
    const struct zn_junction_row *r = &a->junction->row[c];
    whole = cli_table_format(&table, "%d", r->what.strands) && cli_table_format(&table, "%.1f", r->resistance.mean) &&
            add_interval(&table, &r->resistance, "%.1f", 1.0) && cli_table_format(&table, "%.1f", r->resistance_sd) &&
            cli_table_format(&table, "%.1f", r->tissue.mean) && cli_table_format(&table, "%.1f", r->intact_resistance) &&
            cli_table_format(&table, "%.1f", zn_junction_claude(a->junction, &a->junction->row[0], r->what.strands)) &&
            cli_table_format(&table, "%.1f %%", 100.0 * r->open.mean);
  }
  return cli_table_end(&table, whole);
}

static int print_permeabilities(const struct cli_junction *a) {
  static const struct cli_column columns[] = {{"solute", 0}, {"strands", 1},     {"breaks cm/s", 1},
                                              {"90 %", 1},   {"tricellular", 1}, {"total", 1}};
  const struct zn_junction *j = a->junction;
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int s = 0; s < j->n_shown; s++)
    for (int c = 0; c < a->junction->n_by_strands && whole; c++)
      whole = cli_table_add(&table, CLI_INK_PLAIN, j->probe[s].name) && cli_table_format(&table, "%d", j->row[c].what.strands) &&
              cli_table_format(&table, "%.2e", j->row[c].bicellular[s].mean * per_s) &&
              add_interval(&table, &j->row[c].bicellular[s], "%.1e", per_s) &&
              cli_table_format(&table, "%.2e", j->tricellular[s] * per_s) &&
              cli_table_format(&table, "%.2e", j->row[c].total[s].mean * per_s);
  return cli_table_end(&table, whole);
}

/* --- The leak route ------------------------------------------------------------------------------------------------------------------- */

static int print_kinetics(const struct cli_junction *a) {
  static const struct cli_column columns[] = {{"leak", 1}, {"breaks form", 1}, {"or breaks live", 1}, {"life s", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  const double life_s = 3600.0 / a->junction->parameters.junction_sealing_rate;
  int whole = 1;
  for (int i = 0; i < CLI_LEAKS && whole; i++) {
    const double longer = 1.0 / zn_junction_sealing_for(a->junction, 0, cli_leak_times[i]);
    whole = cli_table_format(&table, "x %g", cli_leak_times[i]) &&
            add_number(&table, "x ", zn_junction_opening_for(a->junction, 0, cli_leak_times[i]), "%.2f") &&
            add_number(&table, "x ", longer, "%.2f") && add_number(&table, "", life_s * longer, "%.0f");
  }
  return cli_table_end(&table, whole);
}

static int print_leak(const struct cli_junction *a) {
  const struct zn_junction *j = a->junction;
  const int at = zn_parameter_find("solute_leak_conductance");
  const struct zn_parameter_info *info = zn_parameter_info(at);
  static const struct cli_column columns[] = {{"strands", 1}, {"leak route 1/cm", 1}, {"90 %", 1}, {"relative", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  const struct zn_junction_row *base = &j->row[a->junction->n_by_strands];
  int whole = 1;
  printf("\nThe same as leak route (%s; porosity over length of pores of %g nm, on smooth area; parameter %g, %g to %g):\n\n",
         j->probe[0].name, 1e7 * j->parameters.solute_leak_radius, info->value, info->low, info->high);
  for (int c = 0; c < a->junction->n_by_strands && whole; c++) {
    const struct zn_junction_mean *p = &j->row[c].total[0];
    const struct zn_junction_mean leak = {zn_junction_leak(j, 0, p->mean), zn_junction_leak(j, 0, p->lo90),
                                          zn_junction_leak(j, 0, p->hi90)};
    whole = cli_table_format(&table, "%d", j->row[c].what.strands) && add_number(&table, "", leak.mean, "%.3g") &&
            add_interval(&table, &leak, "%.3g", 1.0) && add_number(&table, "", p->mean / base->total[0].mean, "%.3g");
  }
  if (!cli_table_end(&table, whole)) return 0;
  printf("\nWith %d strands, what would make it so many times as leaky (-: more than was tried):\n\n", base->what.strands);
  return print_kinetics(a);
}

int cli_junction_table(const struct cli_junction *a) {
  const struct zn_junction *j = a->junction;
  printf("%d stretches of each junction, %g h each; seed %llu%s%s%s\n\n", j->replicates, j->parameters.junction_followed_time,
         (unsigned long long)j->seed, j->variant ? "; as the public code does: " : "", j->variant ? a->variant : "",
         j->channels ? "; with claudin-2 channels" : "");
  if (!print_resistances(a)) return 0;
  printf("\n");
  if (!print_permeabilities(a)) return 0;
  if (a->junction->n_scan && !print_leak(a)) return 0;
  printf("\nWritten:");
  for (int i = 0; i < a->n_files; i++) printf(" %s", a->files[i]);
  printf("\n");
  return fflush(stdout) == 0;
}

/* --- JSON ---------------------------------------------------------------------------------------------------------------------------- */

static json_t *mean_json(const struct zn_junction_mean *mean, double unit) {
  return json_pack("{s:o, s:o, s:o}", "mean", cli_json_number(mean->mean * unit), "lo90", cli_json_number(mean->lo90 * unit), "hi90",
                   cli_json_number(mean->hi90 * unit));
}

static json_t *solutes_json(const struct zn_junction *j) {
  json_t *list = json_array();
  for (int s = 0; s < j->n_probes; s++)
    list = cli_json_with(list, json_pack("{s:s, s:b, s:f, s:f, s:f}", "name", j->probe[s].name, "asked", s < j->n_shown, "radius_nm",
                                         1e7 * j->probe[s].radius, "diffusivity_cm2_per_s", per_s * j->probe[s].diffusivity,
                                         "tricellular_cm_per_s", per_s * j->tricellular[s]));
  return list;
}

static json_t *permeabilities_json(const struct zn_junction *j, const struct zn_junction_row *r) {
  json_t *list = json_array();
  for (int s = 0; s < j->n_probes; s++)
    list = cli_json_with(
        list, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "solute", j->probe[s].name, "bicellular_cm_per_s",
                        mean_json(&r->bicellular[s], per_s), "watched_cm_per_s", mean_json(&r->watched[s], per_s), "carried_cm_per_s",
                        cli_json_number(per_s * r->carried[s]), "total_cm_per_s", mean_json(&r->total[s], per_s), "leak_route_per_cm",
                        cli_json_number(zn_junction_leak(j, s, r->total[s].mean))));
  return list;
}

static json_t *rows_json(const struct zn_junction *j) {
  json_t *list = json_array();
  for (int c = 0; c < j->n_cases; c++) {
    const struct zn_junction_row *r = &j->row[c];
    json_t *row =
        json_pack("{s:i, s:f, s:f}", "strands", r->what.strands, "opening_factor", r->what.opening, "sealing_factor", r->what.sealing);
    json_object_set_new(row, "ter_ohm_cm2", mean_json(&r->resistance, 1.0));
    json_object_set_new(row, "ter_sd_in_time", cli_json_number(r->resistance_sd));
    json_object_set_new(row, "ter_side_by_side", mean_json(&r->tissue, 1.0));
    json_object_set_new(row, "ter_bicellular", cli_json_number(r->bicellular_resistance));
    json_object_set_new(row, "ways_mS_per_cm2", cli_json_number(1e3 * r->ways));
    json_object_set_new(row, "ter_intact", cli_json_number(r->intact_resistance));
    json_object_set_new(row, "ter_claude", cli_json_number(zn_junction_claude(j, &j->row[0], r->what.strands)));
    json_object_set_new(row, "open_share", mean_json(&r->open, 1.0));
    json_object_set_new(row, "open_share_expected", cli_json_number(r->expected_open));
    json_object_set_new(row, "permeability", permeabilities_json(j, r));
    list = cli_json_with(list, row);
  }
  return list;
}

static json_t *leak_json(const struct cli_junction *a) {
  if (!a->junction->n_scan) return json_null();
  const struct zn_junction *j = a->junction;
  const struct zn_parameter_info *info = zn_parameter_info(zn_parameter_find("solute_leak_conductance"));
  json_t *list = json_array();
  for (int i = 0; i < CLI_LEAKS; i++)
    list = cli_json_with(list, json_pack("{s:f, s:o, s:o}", "times", cli_leak_times[i], "opening_factor",
                                         cli_json_number(zn_junction_opening_for(a->junction, 0, cli_leak_times[i])), "sealing_factor",
                                         cli_json_number(zn_junction_sealing_for(a->junction, 0, cli_leak_times[i]))));
  return json_pack("{s:s, s:i, s:o, s:f, s:f, s:f, s:o}", "solute", j->probe[0].name, "strands",
                   j->row[a->junction->n_by_strands].what.strands, "leak_route_per_cm",
                   cli_json_number(zn_junction_leak(j, 0, j->row[a->junction->n_by_strands].total[0].mean)), "parameter_per_cm",
                   info->value, "parameter_low", info->low, "parameter_high", info->high, "kinetics", list);
}

int cli_junction_json(const struct cli_junction *a) {
  const struct zn_junction *j = a->junction;
  json_t *all = json_pack("{s:s, s:s, s:s, s:I, s:i}", "version", zn_version(), "data", zn_data_digest(), "variant", a->variant, "seed",
                          (json_int_t)j->seed, "replicates", j->replicates);
  json_t *files = json_array();
  for (int i = 0; i < a->n_files; i++) files = cli_json_with(files, json_string(a->files[i]));
  json_object_set_new(all, "channel_open_share", j->channels ? cli_json_number(j->channel_open) : json_null());
  json_object_set_new(all, "tricellular_ohm_cm2", cli_json_number(j->tricellular_resistance));
  json_object_set_new(all, "solutes", solutes_json(j));
  json_object_set_new(all, "junctions", rows_json(j));
  json_object_set_new(all, "leak", leak_json(a));
  json_object_set_new(all, "files", files);
  return cli_json_answer(stdout, all);
}
