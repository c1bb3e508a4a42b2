# What R says of two groups compared: makes reference.csv, which test_against_r.c holds the library against.
#
#   cd tests/compare && Rscript reference.R > reference.csv
#
# Needs R and its package survival (Debian: r-base-core, r-cran-survival). The file is committed, so that the tests need no R. Numbers have
# 17 digits. Where R looks for a root, its own tolerance is set as small as it goes, or the equation is solved again here from R's own
# distribution; what is found is held against R's plain answer before it is written.
suppressMessages(library(survival))
set.seed(2947, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

numbers <- function(x) paste(sprintf("%.17g", x), collapse = " ")
cat(sprintf("# %s, survival %s, by reference.R\n", R.version.string, packageVersion("survival")))
cat("case,test,confidence,first,second,third,estimate,low,high,statistic,freedom,p_value\n")
say <- function(case, test, confidence, first, second = "", third = "", estimate = NaN, low = NaN, high = NaN, statistic = NaN,
                freedom = NaN, p_value = NaN) {
  given <- sapply(list(first, second, third), function(x) if (is.character(x)) x else numbers(x))
  told <- sapply(list(estimate, low, high, statistic, freedom, p_value), numbers)
  cat(paste(c(case, test, numbers(confidence), given, told), collapse = ","), "\n", sep = "")
}

# --- t: first is the control, second the treated -------------------------------------------------------------------------------------
welch <- function(case, control, treated, confidence = 0.95) {
  r <- t.test(treated, control, conf.level = confidence)
  say(case, "t", confidence, control, treated, "", mean(treated) - mean(control), r$conf.int[1], r$conf.int[2], r$statistic, r$parameter,
      r$p.value)
}

# --- Mann and Whitney: first is the control, second the treated. The estimate is the median difference, which R has in its exact case; in
# its normal case R has a root somewhere between the two middle differences. ------------------------------------------------------------
rank_sum <- function(case, control, treated, confidence = 0.95, written = NULL) {
  r <- suppressWarnings(wilcox.test(treated, control, conf.int = TRUE, conf.level = confidence, tol.root = 1e-13))
  all <- as.numeric(length(control)) * length(treated)
  if (all <= 2e7) {
    differences <- sort(outer(treated, control, "-"))
    middle <- differences[c(floor((all + 1) / 2), floor(all / 2) + 1)]
    slack <- 1e-9 * max(abs(differences))
    stopifnot(r$estimate >= middle[1] - slack, r$estimate <= middle[2] + slack)
    estimate <- mean(middle)
  } else {
    estimate <- r$estimate
  }
  say(case, "mann_whitney", confidence, if (is.null(written)) control else written[1], if (is.null(written)) treated else written[2], "",
      estimate, r$conf.int[1], r$conf.int[2], p_value = r$p.value)
}

# --- Analysis of covariance: value, baseline, group -------------------------------------------------------------------------------------
covariance <- function(case, value, baseline, group, confidence = 0.95) {
  fit <- lm(value ~ baseline + group)
  row <- coef(summary(fit))["group", ]
  ends <- confint(fit, "group", level = confidence)
  say(case, "ancova", confidence, value, baseline, group, row[1], ends[1], ends[2], row[3], fit$df.residual, row[4])
}

# --- Survival: time, event, group -------------------------------------------------------------------------------------------------------
log_rank <- function(case, time, event, group, confidence = 0.95) {
  r <- survdiff(Surv(time, event) ~ group)
  ratio <- (r$obs[2] / r$exp[2]) / (r$obs[1] / r$exp[1])
  width <- qnorm(1 - (1 - confidence) / 2) * sqrt(sum(1 / r$exp))
  say(case, "log_rank", confidence, time, event, group, ratio, ratio * exp(-width), ratio * exp(width), r$chisq, 1,
      pchisq(r$chisq, 1, lower.tail = FALSE))
}
hazards <- function(case, time, event, group, confidence = 0.95) {
  fit <- coxph(Surv(time, event) ~ group, ties = "efron", control = coxph.control(eps = 1e-15, toler.chol = 1e-16, iter.max = 100))
  row <- summary(fit)$coefficients[1, ]
  ends <- confint(fit, level = confidence)
  say(case, "cox", confidence, time, event, group, exp(row["coef"]), exp(ends[1]), exp(ends[2]), row["z"], NaN, row["Pr(>|z|)"])
}
survival <- function(case, time, event, group, confidence = 0.95) {
  log_rank(case, time, event, group, confidence)
  hazards(case, time, event, group, confidence)
}

# --- Fisher: control yes, control no, treated yes, treated no. fisher.test finds odds ratios to about 1e-4; here the same equations are
# solved to all digits. -----------------------------------------------------------------------------------------------------------------
odds <- function(case, control_yes, control_no, treated_yes, treated_no, confidence = 0.95) {
  r <- fisher.test(matrix(c(treated_yes, control_yes, treated_no, control_no), 2), conf.level = confidence)
  yes <- control_yes + treated_yes
  no <- control_no + treated_no
  treated <- treated_yes + treated_no
  support <- max(0, treated - no):min(treated, yes)
  chance <- function(log_odds) {
    d <- dhyper(support, yes, no, treated, log = TRUE) + log_odds * support
    d <- exp(d - max(d))
    d / sum(d)
  }
  # Far from the root a logarithm of nothing is -Inf, which is as good as any large negative number; R warns.
  solve <- function(f) exp(suppressWarnings(uniroot(f, c(-60, 60), tol = 1e-15, maxiter = 10000)$root))
  tail <- (1 - confidence) / 2
  least <- treated_yes == min(support)
  most <- treated_yes == max(support)
  estimate <- if (least) 0 else if (most) Inf else solve(function(b) sum(support * chance(b)) - treated_yes)
  low <- if (least) 0 else solve(function(b) log(sum(chance(b)[support >= treated_yes])) - log(tail))
  high <- if (most) Inf else solve(function(b) log(sum(chance(b)[support <= treated_yes])) - log(tail))
  found <- c(estimate, low, high)
  plain <- c(r$estimate, r$conf.int)
  # R solves for the odds below 1 and for one over them above, to 1.2e-4.
  apart <- abs(ifelse(found > 1, 1 / found - 1 / plain, found - plain))
  stopifnot(is.finite(apart), apart < 2e-4)
  say(case, "fisher", confidence, c(control_yes, control_no, treated_yes, treated_no), "", "", estimate, low, high, p_value = r$p.value)
}

share <- function(case, k, n, confidence) {
  ends <- binom.test(k, n, conf.level = confidence)$conf.int
  say(case, "binomial", confidence, c(k, n), "", "", k / n, ends[1], ends[2])
}

# --- Cases ------------------------------------------------------------------------------------------------------------------------------
pairs <- list(
  few = list(c(1.83, 0.50, 1.62, 2.48, 1.68), c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.07)),
  two_each = list(c(1.5, 2.25), c(3.125, 7)),
  lopsided = list(rnorm(6, 3, 0.2), rnorm(41, 2.4, 2)),
  below_50 = list(rnorm(49), rnorm(48, 0.6)),
  just_50 = list(rnorm(50), rnorm(31, -0.3, 3)),
  many = list(rnorm(230, 10, 4), rnorm(190, 11.5, 7)),
  far_apart = list(rnorm(30), rnorm(28, 25)),
  far_apart_many = list(rnorm(120), rnorm(140, 40)),
  ties = list(c(1, 2, 2, 3, 3, 3, 4, 5), c(2, 3, 4, 4, 5, 5, 6, 6, 7)),
  tie_within = list(c(0.5, 0.5, 1.25, 3), c(2, 4.5, 6.25, 7, 9.5)),
  many_ties = list(rpois(150, 4), rpois(170, 4.6)),
  many_zeros = list(pmax(0, round(rnorm(80), 1)), pmax(0, round(rnorm(75, 0.4), 1))),
  two_values = list(c(0, 0, 0, 1, 0, 1, 0), c(1, 1, 0, 1, 1)),
  recovery_percent = list(exp(rnorm(36, 0.9, 0.5)), exp(rnorm(38, 0.6, 0.5))),
  tiny_numbers = list(1e-9 * rexp(12), 1e-9 * rexp(15, 2)),
  large_offset = list(1e6 + rnorm(20), 1e6 + rnorm(22, 1)),
  like_like = list(rnorm(64), rnorm(64))
)
for (case in names(pairs)) {
  control <- pairs[[case]][[1]]
  treated <- pairs[[case]][[2]]
  welch(case, control, treated)
  rank_sum(case, control, treated)
  welch(paste0(case, "_swapped"), treated, control, 0.9)
  rank_sum(paste0(case, "_swapped"), treated, control, 0.9)
}
rank_sum("one_each", 2.5, 4)
rank_sum("one_against_many", 0.3, rnorm(45))
for (confidence in c(0.5, 0.8, 0.99, 0.999)) {
  welch(paste0("few_at_", confidence), pairs$few[[1]], pairs$few[[2]], confidence)
  rank_sum(paste0("below_50_at_", confidence), pairs$below_50[[1]], pairs$below_50[[2]], confidence)
  rank_sum(paste0("many_ties_at_", confidence), pairs$many_ties[[1]], pairs$many_ties[[2]], confidence)
}
welch("logs", log(pairs$recovery_percent[[1]]), log(pairs$recovery_percent[[2]]))
rank_sum("logs", log(pairs$recovery_percent[[1]]), log(pairs$recovery_percent[[2]]))
# Groups too large to be written down: value i is (i * factor mod prime + above) / 64, which is exact.
large <- function(n, factor, prime, above) ((seq_len(n) * factor) %% prime + above) / 64
rank_sum("large", large(2999, 7919, 10007, 0), large(2501, 3571, 10009, 130),
         written = c("large 2999 7919 10007 0", "large 2501 3571 10009 130"))
rank_sum("ten_thousand", large(9000, 7919, 10007, 0), large(10001, 3571, 10009, 130),
         written = c("large 9000 7919 10007 0", "large 10001 3571 10009 130"))

for (n in c(4, 9, 40, 250)) {
  group <- rep(0:1, length.out = n)
  baseline <- rnorm(n, 5, 1.5) + 0.3 * group
  value <- 1 + 0.7 * baseline - 0.8 * group + rnorm(n)
  covariance(paste0("baseline_", n), value, baseline, group)
  covariance(paste0("baseline_logs_", n), log(abs(value) + 0.1), log(abs(baseline) + 0.1), group, 0.9)
}
covariance("baseline_rounded", c(3, 4, 4, 6, 7, 7, 9, 3, 5), c(1, 2, 2, 3, 4, 4, 5, 1, 3), c(0, 1, 0, 1, 0, 1, 0, 1, 1))
covariance("baseline_far_off", 1e5 + rnorm(30), 3e4 + rnorm(30, 0, 5), rep(c(0, 0, 1), 10))

followed <- function(n, ratio, until, every, share = 0.5) {
  group <- as.integer(runif(n) < share)
  time <- rexp(n, 0.3 * ratio^group)
  if (every > 0) time <- every * ceiling(time / every)
  end <- runif(n, 0, until)
  if (every > 0) end <- every * ceiling(end / every)
  list(pmin(time, end), as.integer(time <= end), group)
}
do.call(survival, c(list("followed_20"), followed(20, 2, 6, 0)))
do.call(survival, c(list("followed_150"), followed(150, 0.5, 8, 0)))
do.call(survival, c(list("followed_ties_60"), followed(60, 0.4, 8, 1)))
do.call(survival, c(list("followed_ties_300"), followed(300, 1.6, 10, 0.5)))
do.call(survival, c(list("followed_lopsided"), followed(200, 3, 5, 0.25, 0.1), 0.9))
do.call(survival, c(list("followed_strong"), followed(120, 40, 8, 0), 0.99))
do.call(survival, c(list("followed_rarely"), followed(400, 1.5, 0.2, 0.05)))
# 6-mercaptopurine in leukaemia (Freireich et al. 1963), as printed in many textbooks; group 1 is placebo.
survival("leukaemia", c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
                        1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23),
         c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, rep(1, 21)), rep(0:1, each = 21))
# All events of one group after the other has left, which leaves Cox's likelihood without a peak; and one time for all.
log_rank("left_early", c(1, 2, 2, 3, 5, 8, 9, 9), c(1, 1, 0, 0, 1, 1, 1, 0), c(0, 0, 0, 0, 0, 1, 1, 1))
survival("at_once", c(1, 1, 1, 1, 2, 2, 2, 2), c(1, 1, 1, 0, 0, 0, 1, 0), c(0, 1, 0, 1, 0, 1, 1, 0))
log_rank("at_once_none_left", c(1, 1, 2, 2, 2), c(1, 0, 1, 1, 1), c(0, 1, 1, 0, 1))

tables <- list(tea = c(1, 3, 3, 1), job = c(2, 15, 10, 3), none = c(0, 10, 4, 6), all = c(6, 4, 10, 0), even = c(10, 10, 10, 10),
               small = c(0, 1, 1, 0), lopsided = c(7, 93, 3, 4), many = c(120, 380, 170, 330), thousands = c(2500, 2500, 2400, 2600),
               rare = c(3, 9997, 12, 9988), strong = c(2, 98, 95, 5), both_none = c(0, 5, 5, 0))
for (case in names(tables)) for (confidence in c(0.95, 0.8)) do.call(odds, as.list(c(case, tables[[case]], confidence)) |>
  (\(x) { x[-1] <- lapply(x[-1], as.numeric); x })())

for (k in c(0, 1, 7, 19, 20)) for (confidence in c(0.9, 0.95, 0.999)) share("twenty", k, 20, confidence)
for (k in c(0, 3, 250, 5000, 9999)) share("ten_thousand", k, 10000, 0.95)
share("one", 0, 1, 0.95)
share("one", 1, 1, 0.95)
