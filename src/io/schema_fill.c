/* What libcyaml does of a schema's work: filling the structs, after schema.c has found the text to be as it must be. */
#include "base/status.h"
#include "schema.h"

static const cyaml_config_t config = {.mem_fn = cyaml_mem, .log_level = CYAML_LOG_ERROR, .flags = CYAML_CFG_NO_ALIAS};

/* The text is good YAML by now, so when libyaml fails on it once more there is no memory left. */
enum zn_status zn_loaded_fill(struct zn_loaded *loaded, const char *text, size_t length, struct zn_error *error) {
  const cyaml_err_t outcome = cyaml_load_data((const uint8_t *)text, length, &config, loaded->schema, &loaded->data, NULL);
  if (outcome == CYAML_OK) return ZN_OK;
  const int memory = outcome == CYAML_ERR_OOM || outcome == CYAML_ERR_LIBYAML_PARSER || outcome == CYAML_ERR_LIBYAML_PARSER_INIT;
  return zn_fail_at(error, memory ? ZN_MEMORY : ZN_INPUT, loaded->file, 0, "the file cannot be loaded: %s", cyaml_strerror(outcome));
}

void zn_loaded_empty(struct zn_loaded *loaded) {
  if (loaded->data) cyaml_free(&config, loaded->schema, loaded->data, 0);
  loaded->data = NULL;
}
