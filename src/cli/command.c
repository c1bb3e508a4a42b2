#define _POSIX_C_SOURCE 200809L
#include "command.h"

#include <stdio.h>
#include <string.h>

static void write_word(FILE *out, const char *word) {
  static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=:,./@%";
  fputc(' ', out);
  if (*word && word[strspn(word, safe)] == '\0') {
    fputs(word, out);
    return;
  }
  fputc('\'', out);
  for (; *word; word++) {
    if (*word == '\'') fputs("'\\'", out);
    fputc(*word, out);
  }
  fputc('\'', out);
}

char *cli_command_text(const struct cli_options *options) {
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  if (!out) return NULL;
  fprintf(out, "zonula %s", options->verb->name);
  for (int i = 0; i < options->n_words; i++) write_word(out, options->word[i]);
  if (options->diet) {
    fputs(" --diet", out);
    write_word(out, options->diet);
  }
  if (options->people) fprintf(out, " --people %d", options->people);
  if (options->seed) fprintf(out, " --seed %s", options->seed);
  if (options->members) fprintf(out, " --members %d", options->members);
  if (options->days) fprintf(out, " --days %d", options->days);
  if (options->exact) fputs(" --exact", out);
  if (options->engine) fprintf(out, " --engine %s", options->engine);
  const char *const texts[][2] = {
      {"--strands", options->strands}, {"--solute", options->solute}, {"--breaks", options->breaks}, {"--variant", options->variant}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (texts[i][1]) {
      fprintf(out, " %s", texts[i][0]);
      write_word(out, texts[i][1]);
    }
  if (options->replicates) fprintf(out, " --replicates %d", options->replicates);
  if (options->null_replicates) fprintf(out, " --null-replicates %s", options->null_replicates);
  if (options->leak) fputs(" --leak", out);
  if (options->channels) fputs(" --channels", out);
  for (int i = 0; i < options->n_set; i++) {
    fputs(" --set", out);
    write_word(out, options->set[i]);
  }
  fclose(out);
  return text;
}
