/* The exported model as C: what bench_sbml_to_c writes. Compiled alone into a shared library, for any language. */
#ifndef ZN_BENCH_MODEL_H
#define ZN_BENCH_MODEL_H

/* The symbols model_states, model_parameters, model_state_name, model_parameter_name and model_rates, gathered. For deSolve there are
 * also model_begin and model_derivatives, which call model_rates. */
struct model {
  int states, parameters;
  const char *const *state_name, *const *parameter_name; /* names as in Zonula, in the order of `y` and `parameter` */
  void (*rates)(double time_h, const double *y, const double *parameter, double *dydt);
};

#endif
