/* The language of muParser, as far as users of Zonula may write it: numbers, names, + - * / ^, comparisons, && ||, ?: and functions. Stands
 * for src/base/expression.c, and refuses with the same words; a native test holds one against the other.
 *
 * A text becomes a row of steps for a machine with a stack. */
#include "base/expression.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/status.h"

enum step_kind {
  NUMBER,
  NAME,
  NEGATE,
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  POWER,
  LESS,
  MORE,
  LESS_OR_EQUAL,
  MORE_OR_EQUAL,
  EQUAL,
  UNEQUAL,
  AND,
  OR,
  CALL,         /* function `index` with `count` arguments */
  SKIP_IF_ZERO, /* takes a number; where it is 0 goes on at step `index` */
  SKIP          /* goes on at step `index` */
};

struct step {
  enum step_kind kind;
  int index, count;
  double number;
};

struct zn_expression {
  int n, steps, room, depth, deepest; /* names; steps; numbers on the stack at this step and at most */
  struct step *step;
  double *stack;
  char *used; /* [n] */
};

/* --- Functions ----------------------------------------------------------------------------------------------------------------------- */

static double sign_of(double x) { return x < 0.0 ? -1.0 : x > 0.0 ? 1.0 : 0.0; }
static double nearest_whole(double x) { return floor(x + 0.5); }

enum { ANY_NUMBER = -1 };

static const struct function {
  const char *name;
  int arguments;
  double (*of_one)(double);
} functions[] = {{"sin", 1, sin},     {"cos", 1, cos},     {"tan", 1, tan},   {"asin", 1, asin},    {"acos", 1, acos},
                 {"atan", 1, atan},   {"sinh", 1, sinh},   {"cosh", 1, cosh}, {"tanh", 1, tanh},    {"asinh", 1, asinh},
                 {"acosh", 1, acosh}, {"atanh", 1, atanh}, {"log2", 1, log2}, {"log10", 1, log10},  {"log", 1, log},
                 {"ln", 1, log},      {"exp", 1, exp},     {"sqrt", 1, sqrt}, {"sign", 1, sign_of}, {"rint", 1, nearest_whole},
                 {"abs", 1, fabs},    {"atan2", 2, NULL},  {"sum", -1, NULL}, {"avg", -1, NULL},    {"min", -1, NULL},
                 {"max", -1, NULL},   {NULL, 0, NULL}};
enum { ATAN2 = 21, SUM, AVG, MIN, MAX };

static double call(const struct step *step, const double *argument) {
  double value = argument[0];
  switch (step->index) {
    case ATAN2:
      return atan2(argument[0], argument[1]);
    case SUM:
    case AVG:
      for (int i = 1; i < step->count; i++) value += argument[i];
      return step->index == AVG ? value / step->count : value;
    case MIN:
      for (int i = 1; i < step->count; i++) value = argument[i] < value ? argument[i] : value;
      return value;
    case MAX:
      for (int i = 1; i < step->count; i++) value = value < argument[i] ? argument[i] : value;
      return value;
    default:
      return functions[step->index].of_one(value);
  }
}

/* --- Reading ------------------------------------------------------------------------------------------------------------------------- */

struct reader {
  struct zn_expression *e;
  const char *text, *at;
  const char *const *names;
  struct zn_error *error;
  int parentheses; /* open, of any kind */
  int results;     /* numbers at the top, parted by commas */
};

static enum zn_status cannot(const struct reader *r, const char *format, const char *what, size_t length, int position) {
  char token[64], why[128];
  snprintf(token, sizeof token, "%.*s", (int)(length < 60 ? length : 60), what);
  snprintf(why, sizeof why, format, token, position);
  return zn_fail(r->error, ZN_INPUT, "'%s' cannot be read: %s", r->text, why);
}

static enum zn_status unexpected(const struct reader *r, const char *kind, const char *what, size_t length, int position) {
  char format[64];
  snprintf(format, sizeof format, "Unexpected %s \"%%s\" found at position %%d", kind);
  return cannot(r, format, what, length, position);
}

static int position(const struct reader *r) { return (int)(r->at - r->text); }

static enum zn_status says(const struct reader *r, const char *why) {
  return zn_fail(r->error, ZN_INPUT, "'%s' cannot be read: %s", r->text, why);
}

static enum zn_status several(const struct reader *r, int numbers) {
  return zn_fail(r->error, ZN_INPUT, "'%s' is %d numbers; expected one", r->text, numbers);
}

static int is_of_name(char c) { return isalnum((unsigned char)c) || c == '_'; }

static size_t name_length(const char *at) {
  size_t length = 0;
  while (is_of_name(at[length])) length++;
  return length;
}

static int find_name(const struct reader *r, size_t length) {
  for (int i = 0; i < r->e->n; i++)
    if (strlen(r->names[i]) == length && strncmp(r->names[i], r->at, length) == 0) return i;
  return -1;
}

static enum zn_status misplaced_colon(const struct reader *r) {
  return cannot(r, "Misplaced colon at position%s %d", "", 0, position(r) + 1);
}

/* A constant of that name, as muParser of Debian has it: pi is cut; or NULL. */
static const double *constant_at(const char *at, size_t length) {
  static const double pi = 3.141592653589, e = 2.718281828459045;
  return length == 3 && strncmp(at, "_pi", 3) == 0 ? &pi : length == 2 && strncmp(at, "_e", 2) == 0 ? &e : NULL;
}

/* A function that is called here, or -1. */
static int find_function(const struct reader *r, size_t length) {
  for (int i = 0; r->at[length] == '(' && functions[i].name; i++)
    if (strlen(functions[i].name) == length && strncmp(functions[i].name, r->at, length) == 0) return i;
  return -1;
}

/* What nobody knows: a word, or where there is none everything that follows, with the blank that muParser adds. */
static enum zn_status unknown(const struct reader *r) {
  char token[256];
  const size_t length = name_length(r->at);
  if (length)
    snprintf(token, sizeof token, "%.*s", (int)length, r->at);
  else
    snprintf(token, sizeof token, "%s ", r->at);
  const char *nearest = zn_nearest_of(token, r->names, r->e->n);
  return zn_fail(r->error, ZN_INPUT, "'%s' uses '%s', which is not among the reads%s%s%s", r->text, token, nearest ? "; nearest: '" : "",
                 nearest ? nearest : "", nearest ? "'" : "");
}

static void skip_blanks(struct reader *r) { r->at += strspn(r->at, " \t\r\n"); }

static enum zn_status add(struct reader *r, struct step step, int pushes) {
  struct zn_expression *e = r->e;
  if (e->steps == e->room) {
    const int room = 2 * e->room + 16;
    struct step *more = realloc(e->step, (size_t)room * sizeof *more);
    if (!more) return zn_fail(r->error, ZN_MEMORY, "no memory for an expression");
    e->step = more;
    e->room = room;
  }
  e->step[e->steps++] = step;
  e->depth += pushes;
  if (e->depth > e->deepest) e->deepest = e->depth;
  return ZN_OK;
}

/* --- Operators: those of higher rank bind first -------------------------------------------------------------------------------------- */

static const struct operator{
  const char *sign;
  enum step_kind kind;
  int rank;
}
operators[] = {{"<=", LESS_OR_EQUAL, 3}, {">=", MORE_OR_EQUAL, 3}, {"!=", UNEQUAL, 3}, {"==", EQUAL, 3}, {"<", LESS, 3},
               {">", MORE, 3},           {"&&", AND, 2},           {"||", OR, 1},      {"+", ADD, 4},    {"-", SUBTRACT, 4},
               {"*", MULTIPLY, 5},       {"/", DIVIDE, 5},         {"^", POWER, 7}};
enum { LOWEST = 1, OF_SIGNS = 6, OF_POWERS = 7 };

static const struct operator* operator_at(const char *at) {
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
    if (strncmp(operators[i].sign, at, strlen(operators[i].sign)) == 0) return &operators[i];
  return NULL;
}

static enum zn_status read_choice(struct reader *r);
static enum zn_status read_rank(struct reader *r, int rank);

/* What stands where a number, a name, a function or a parenthesis must. */
static enum zn_status refuse_operand(const struct reader *r) {
  const struct operator* operator= operator_at(r->at);
  if (!*r->text) return says(r, "Expression is empty.");
  if (!*r->at) return cannot(r, "Unexpected end of expression at position%s %d", "", 0, (int)strlen(r->text) + 1);
  if (*r->at == ')') return cannot(r, "Unexpected parenthesis \"%s\" at position %d", r->at, 1, position(r));
  if (*r->at == ',') return cannot(r, "Unexpected argument separator at position%s %d", "", 0, position(r));
  if (*r->at == '"') return says(r, "Strings must only be used as function arguments!");
  if (*r->at == '?' || *r->at == ':') return says(r, "The \":\" operator must be preceded by a closing bracket.");
  return operator? unexpected(r, "operator", operator->sign, strlen(operator->sign), position(r)) : unknown(r);
}

static enum zn_status read_arguments(struct reader *r, int function) {
  const struct function *f = &functions[function];
  int count = 0;
  r->at += strlen(f->name) + 1;
  r->parentheses++;
  skip_blanks(r);
  if (*r->at != ')') do {
      ZN_TRY(read_choice(r));
      count++;
    } while (*r->at == ',' && r->at++);
  if (*r->at == ':') return misplaced_colon(r);
  if (!*r->at) return says(r, "Missing parenthesis");
  r->parentheses--;
  if (count < (f->arguments < 0 ? 1 : f->arguments))
    return cannot(r, "Too few parameters for function \"%s\" at expression position %d", f->name, strlen(f->name),
                  position(r) + (f->arguments < 0));
  if (f->arguments >= 0 && count > f->arguments)
    return cannot(r, "Too many parameters for function \"%s\" at expression position %d", f->name, strlen(f->name), position(r));
  r->at++;
  return add(r, (struct step){.kind = CALL, .index = function, .count = count}, 1 - count);
}

static enum zn_status read_word(struct reader *r) {
  const size_t length = name_length(r->at);
  const int name = find_name(r, length);
  if (name >= 0) {
    r->e->used[name] = 1;
    r->at += length;
    return add(r, (struct step){.kind = NAME, .index = name}, 1);
  }
  const int function = find_function(r, length);
  if (function >= 0) return read_arguments(r, function);
  const double *constant = constant_at(r->at, length);
  if (!constant) return unknown(r);
  r->at += length;
  return add(r, (struct step){.kind = NUMBER, .number = *constant}, 1);
}

/* A decimal number; a power of ten without digits makes it none. Returns its length, or 0. */
static size_t number_length(const char *at) {
  size_t length = strspn(at, "0123456789"), digits = length;
  if (at[length] == '.') {
    const size_t more = strspn(at + length + 1, "0123456789");
    digits += more;
    length += 1 + more;
  }
  if (!digits) return 0;
  if (at[length] != 'e' && at[length] != 'E') return length;
  const size_t sign = at[length + 1] == '+' || at[length + 1] == '-', power = strspn(at + length + 1 + sign, "0123456789");
  return power ? length + 1 + sign + power : 0;
}

static enum zn_status read_number(struct reader *r) {
  char text[64];
  const size_t length = number_length(r->at);
  if (!length) return unknown(r);
  snprintf(text, sizeof text, "%.*s", (int)(length < 60 ? length : 60), r->at);
  r->at += length;
  return add(r, (struct step){.kind = NUMBER, .number = strtod(text, NULL)}, 1);
}

static enum zn_status read_parenthesis(struct reader *r) {
  r->at++;
  r->parentheses++;
  ZN_TRY(read_choice(r));
  const int several = *r->at == ',';
  while (*r->at == ',') {
    r->at++;
    ZN_TRY(read_choice(r));
  }
  if (*r->at == ':') return misplaced_colon(r);
  if (!*r->at) return says(r, "Missing parenthesis");
  r->parentheses--;
  r->at++;
  return several ? cannot(r, "Function arguments used without a function (position:%s %d)", "", 0, position(r)) : ZN_OK;
}

/* A sign before an operand reaches over its powers: -2^2 is -4. A second one is refused. */
static enum zn_status read_sign(struct reader *r) {
  const int minus = *r->at++ == '-';
  skip_blanks(r);
  if (*r->at == '-' || *r->at == '+') return unexpected(r, "operator", r->at, 1, position(r) + 1);
  if (!*r->at && r->results && !r->parentheses) return several(r, r->results + 1);
  if (!*r->at) return says(r, r->parentheses ? "Missing parenthesis" : "Internal error");
  ZN_TRY(read_rank(r, OF_POWERS));
  return minus ? add(r, (struct step){.kind = NEGATE}, 0) : ZN_OK;
}

static enum zn_status read_operand(struct reader *r) {
  skip_blanks(r);
  if (*r->at == '-' || *r->at == '+') return read_sign(r);
  if (*r->at == '(') return read_parenthesis(r);
  if (isdigit((unsigned char)*r->at) || (*r->at == '.' && isdigit((unsigned char)r->at[1]))) return read_number(r);
  if (is_of_name(*r->at)) return read_word(r);
  return refuse_operand(r);
}

/* What follows an operand must be an operator, or end something. */
static enum zn_status check_after(struct reader *r) {
  skip_blanks(r);
  if (!*r->at || strchr("?:,", *r->at) || operator_at(r->at)) return ZN_OK;
  if (*r->at == ')') return r->parentheses ? ZN_OK : cannot(r, "Unexpected parenthesis \"%s\" at position %d", r->at, 1, position(r));
  if (*r->at == '(') return cannot(r, "Unexpected parenthesis \"%s\" at position %d", r->at, 1, position(r));
  if (*r->at == '"') return says(r, "Strings must only be used as function arguments!");
  const size_t number = number_length(r->at), name = name_length(r->at);
  if (number) return unexpected(r, "value", r->at, number, position(r));
  if (name && find_function(r, name) >= 0) return cannot(r, "Unexpected function \"%s\" at position %d", r->at, name, position(r));
  if (constant_at(r->at, name)) return unexpected(r, "value", r->at, name, position(r));
  return name && find_name(r, name) >= 0 ? unexpected(r, "variable", r->at, name, position(r)) : unknown(r);
}

/* Operands joined by operators of at least this rank. */
static enum zn_status read_rank(struct reader *r, int rank) {
  ZN_TRY(read_operand(r));
  ZN_TRY(check_after(r));
  for (const struct operator* operator; (operator= operator_at(r->at)) && operator->rank >= rank;) {
    r->at += strlen(operator->sign);
    /* Powers from the right, all else from the left. */
    ZN_TRY(read_rank(r, operator->kind == POWER ? OF_POWERS : operator->rank + 1));
    ZN_TRY(add(r, (struct step){.kind = operator->kind}, -1));
  }
  return ZN_OK;
}

/* condition ? one : other */
static enum zn_status read_choice(struct reader *r) {
  ZN_TRY(read_rank(r, LOWEST));
  if (*r->at != '?') return ZN_OK;
  r->at++;
  const int condition = r->e->steps;
  ZN_TRY(add(r, (struct step){.kind = SKIP_IF_ZERO}, -1));
  ZN_TRY(read_choice(r));
  if (*r->at != ':') return says(r, "If-then-else operator is missing an else clause");
  r->at++;
  const int end = r->e->steps;
  ZN_TRY(add(r, (struct step){.kind = SKIP}, -1));
  r->e->step[condition].index = r->e->steps;
  ZN_TRY(read_choice(r));
  r->e->step[end].index = r->e->steps;
  return ZN_OK;
}

static enum zn_status read_all(struct reader *r) {
  for (;;) {
    ZN_TRY(read_choice(r));
    r->results++;
    if (*r->at == ':') return misplaced_colon(r);
    if (*r->at != ',') return ZN_OK;
    r->at++;
  }
}

/* --- The face ------------------------------------------------------------------------------------------------------------------------ */

/* A name be assigned to: nobody who writes a condition means that. */
static const char *assignment_in(const char *text) {
  for (const char *at = strchr(text, '='); at; at = strchr(at + 1, '=')) {
    const int compares = at[1] == '=' || (at > text && strchr("=<>!", at[-1]));
    if (!compares) return at;
  }
  return NULL;
}

enum zn_status zn_expression_make(struct zn_expression **out, const char *text, const char *const *names, int n, struct zn_error *error) {
  struct zn_expression *e = calloc(1, sizeof *e);
  *out = NULL;
  if (!e) return zn_fail(error, ZN_MEMORY, "no memory for an expression");
  struct reader r = {.e = e, .text = text, .at = text, .names = names, .error = error};
  e->n = n;
  e->used = calloc((size_t)n + 1, 1);
  enum zn_status status = e->used ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for an expression");
  if (status == ZN_OK && assignment_in(text))
    status = zn_fail(error, ZN_INPUT, "'%s' assigns; expected a comparison such as '==' or '<='", text);
  if (status == ZN_OK) status = read_all(&r);
  if (status == ZN_OK && r.results != 1) status = several(&r, r.results);
  if (status == ZN_OK) {
    e->stack = malloc(((size_t)e->deepest + 1) * sizeof *e->stack);
    if (!e->stack) status = zn_fail(error, ZN_MEMORY, "no memory for an expression");
  }
  if (status == ZN_OK)
    *out = e;
  else
    zn_expression_free(e);
  return status;
}

void zn_expression_free(struct zn_expression *expression) {
  if (!expression) return;
  free(expression->step);
  free(expression->stack);
  free(expression->used);
  free(expression);
}

static double join(enum step_kind kind, double a, double b) {
  switch (kind) {
    case ADD:
      return a + b;
    case SUBTRACT:
      return a - b;
    case MULTIPLY:
      return a * b;
    case DIVIDE:
      return a / b;
    case POWER:
      return pow(a, b);
    case LESS:
      return a < b;
    case MORE:
      return a > b;
    case LESS_OR_EQUAL:
      return a <= b;
    case MORE_OR_EQUAL:
      return a >= b;
    case EQUAL:
      return a == b;
    case UNEQUAL:
      return a != b;
    case AND:
      return a != 0.0 && b != 0.0;
    default:
      return a != 0.0 || b != 0.0;
  }
}

double zn_expression_value(struct zn_expression *expression, const double *values) {
  double *top = expression->stack; /* behind the last number */
  for (int i = 0; i < expression->steps; i++) {
    const struct step *step = &expression->step[i];
    switch (step->kind) {
      case NUMBER:
        *top++ = step->number;
        break;
      case NAME:
        *top++ = values[step->index];
        break;
      case NEGATE:
        top[-1] = -top[-1];
        break;
      case CALL:
        top -= step->count;
        *top = call(step, top);
        top++;
        break;
      case SKIP_IF_ZERO:
        if (*--top == 0.0) i = step->index - 1;
        break;
      case SKIP:
        i = step->index - 1;
        break;
      default:
        top--;
        top[-1] = join(step->kind, top[-1], top[0]);
    }
  }
  return expression->stack[0];
}

int zn_expression_uses(const struct zn_expression *expression, int index) { return expression->used[index]; }
