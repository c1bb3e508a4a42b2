#include "strands.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"

void strands_numbers(struct zn_parameters *parameters, int compartments) {
  zn_parameters_default(parameters);
  parameters->junction_compartments = compartments;
}

void strands_net(struct zn_net *net, int strands, int compartments) {
  struct zn_parameters parameters;
  struct zn_error error = {0};
  strands_numbers(&parameters, compartments);
  if (zn_net_build(net, strands, &parameters, &error) != ZN_OK) fail_msg("%s", error.text);
}

void strands_shuffle(const struct zn_net *net, double share, uint32_t number, unsigned char *open) {
  for (int k = 0; k < net->n_pieces; k++) open[k] = zn_uniform(11, number, zn_stream("strands_shuffle"), (uint32_t)k) < share;
}

void strands_one_way(const struct zn_net *net, unsigned char *open) {
  int at = ZN_NET_LUMEN;
  memset(open, 0, (size_t)net->n_pieces);
  while (at != ZN_NET_BASAL) {
    int next = -1;
    for (int k = 0; k < net->n_pieces && next < 0; k++)
      if (net->piece[k].from == at && net->piece[k].y0 == net->piece[k].y1) next = k;
    assert_true(next >= 0);
    open[next] = 1;
    at = net->piece[next].to;
  }
}
