# run_desolve.R BUNDLE MODEL.so METHOD RTOL...: deSolve on the scenario, with the compiled right-hand side; one line of JSON for each
# tolerance. METHOD: lsoda (dense Jacobian by differences) or lsodes (sparse, by differences, pattern found by itself).
suppressMessages(library(deSolve))
words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]
method <- words[3]

header <- read.table(file.path(folder, "header.txt"), nrows = 4, col.names = c("what", "count"))
count <- setNames(header$count, header$what)
doubles <- function(name, n) readBin(file.path(folder, name), "double", n, endian = "little")
# R's arrays have the first index fastest: [parameters, people] and so on.
person <- matrix(doubles("person.f64", count["people"] * count["parameters"]), count["parameters"])
start <- matrix(doubles("start.f64", count["people"] * count["states"]), count["states"])
time <- doubles("time.f64", count["times"])
scale <- doubles("scale.f64", count["states"])
truth <- array(doubles("truth.f64", count["people"] * count["times"] * count["states"]), count[c("states", "times", "people")])
dyn.load(words[2])
model <- sub("[.]so$", "", basename(words[2]))

follow <- function(i, rtol) {
  ode(start[, i], time, "model_derivatives", person[, i], method = method, dllname = model, initfunc = "model_begin",
      rtol = rtol, atol = rtol * 1e-3 * scale, maxsteps = 1e6)
}

# The largest deviation in units of the peak of the state in the person, at least a thousandth of its highest in anybody.
largest_error <- function(y) {
  peak <- apply(abs(truth), c(1, 3), max)
  highest <- apply(peak, 1, max)
  unit <- pmax(peak, 1e-3 * highest)
  unit[highest == 0, ] <- scale[highest == 0]
  off <- apply(abs(y - truth), c(1, 3), max)
  if (all(is.finite(off))) max(off / unit) else Inf
}

# Everybody, `times_over` times: all states at all times, mean steps, and seconds on a processor.
follow_all <- function(rtol, times_over) {
  y <- array(0, dim(truth))
  steps <- 0
  begin <- proc.time()
  for (i in rep(seq_len(count["people"]), times_over)) {
    course <- follow(i, rtol)
    if (nrow(course) != count["times"]) stop("person ", i, " could not be followed")
    y[, , i] <- t(course[, -1])
    steps <- steps + attr(course, "istate")[2]
  }
  used <- proc.time() - begin
  list(y = y, steps = steps / (times_over * count["people"]), seconds = used[["user.self"]] + used[["sys.self"]])
}

for (rtol in as.numeric(words[-(1:3)])) {
  times_over <- 1 + floor(0.5 / (follow_all(rtol, 1)$seconds + 1e-6))
  all <- follow_all(rtol, times_over)
  people <- times_over * count["people"]
  cat(sprintf('{"engine": "desolve_%s", "rtol": %g, "people": %d, "seconds": %.6g, "persons_per_s": %.6g, "error": %.4g, "steps": %.5g, "with": "deSolve %s, R %s"}\n',
              method, rtol, people, all$seconds, people / all$seconds, largest_error(all$y), all$steps, packageVersion("deSolve"),
              getRversion()))
}
