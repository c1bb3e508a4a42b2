# Lines of JSON as the engines of bench/run.sh print them -> a table on standard output, and the numbers in `csv`.
# Variables: csv, rounds, processor, compiler. Medians over rounds; ratios to the baseline at the same error.

function field(line, key,   at) { # the value of a flat JSON object
  at = match(line, "\"" key "\": (\"[^\"]*\"|[^,}]*)")
  if (!at) { print "table.awk: there is no " key " in " line > "/dev/stderr"; exit 1 }
  line = substr(line, RSTART + length(key) + 4, RLENGTH - length(key) - 4)
  gsub(/^"|"$/, "", line)
  return line
}

# Sorts list[1..n] and gives the median.
function median(list, n,   i, j, x) {
  for (i = 2; i <= n; i++) {
    x = list[i]
    for (j = i - 1; j >= 1 && list[j] > x; j--) list[j + 1] = list[j]
    list[j + 1] = x
  }
  return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

# Persons per second at error `goal`, by straight lines in logarithms between neighbouring tolerances: where the course passes the goal
# more than once, the fastest; 0 where it never does.
function speed_at(engine, goal,   i, a, b, share, speed, best) {
  for (i = 1; i < points[engine]; i++) {
    a = error[engine, i]; b = error[engine, i + 1]
    if (!(a > 0 && b > 0) || (a > goal) == (b > goal)) continue
    share = (log(goal) - log(a)) / (log(b) - log(a))
    speed = exp((1 - share) * log(speed_of[engine, i]) + share * log(speed_of[engine, i + 1]))
    if (speed > best) best = speed
  }
  return best + 0
}

# The same from one straight line through all of an engine's points: no single lucky or unlucky tolerance decides.
function speed_on_line(engine, goal,   i, n, x, y, sx, sy, sxx, sxy, slope) {
  n = points[engine]
  for (i = 1; i <= n; i++) {
    if (!(error[engine, i] > 0 && error[engine, i] < 1)) return 0
    x = log(error[engine, i]); y = log(speed_of[engine, i])
    sx += x; sy += y; sxx += x * x; sxy += x * y
  }
  if (n * sxx == sx * sx) return 0
  slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
  return exp((sy - slope * sx) / n + slope * log(goal))
}

function name_of(engine) {
  if (engine == "cvode") return "CVODE built with -O3 (the baseline)"
  if (engine == "cvode_debian") return "CVODE as Debian builds it"
  if (engine ~ /^lanes/) return "Zonula, " substr(engine, 6) (engine == "lanes1" ? " lane" : " lanes")
  if (engine ~ /^desolve_/) return "deSolve " substr(engine, 9)
  return engine == "scipy_lsoda" ? "SciPy LSODA" : engine == "scipy_bdf" ? "SciPy BDF" : engine
}

function ratio(speed, to) { return speed > 0 && to > 0 ? sprintf("%8.2f", speed / to) : "       -" }

BEGIN { goals = split("1e-3 1e-4 1e-5", goal, " ") }

{
  engine = field($0, "engine"); rtol = field($0, "rtol")
  if (!(engine in points)) { order[++engines] = engine; with[engine] = field($0, "with") }
  if (!((engine, rtol) in place)) { place[engine, rtol] = ++points[engine]; rtol_of[engine, points[engine]] = sprintf("%.0e", rtol) }
  i = place[engine, rtol]
  error[engine, i] = field($0, "error") + 0; steps[engine, i] = field($0, "steps")
  run[engine, i, ++runs[engine, i]] = field($0, "persons_per_s") + 0
}

END {
  if (!engines) { print "table.awk: nothing was measured" > "/dev/stderr"; exit 1 }
  print "# " processor ", one core; " compiler "; medians of rounds: " rounds >csv
  print "engine,name,rtol,error,persons_per_s,slowest,fastest,steps,with" >csv
  for (k = 1; k <= engines; k++)
    for (i = 1; i <= points[order[k]]; i++) {
      n = runs[order[k], i]
      for (r = 1; r <= n; r++) list[r] = run[order[k], i, r]
      speed_of[order[k], i] = median(list, n)
      printf "%s,\"%s\",%s,%s,%s,%s,%s,%s,\"%s\"\n", order[k], name_of(order[k]), rtol_of[order[k], i], error[order[k], i], \
        speed_of[order[k], i], list[1], list[n], steps[order[k], i] == "null" ? "" : steps[order[k], i], with[order[k]] >csv
    }

  printf "Ratio of persons/s to CVODE built with -O3 at equal error (-: the engine does not reach it), read between\ntolerances and, fitted, from a line through all of them; and persons/s at an error of 1e-5, read between tolerances\n\n"
  printf "%-38s", "error, of the peak:"
  for (g = 1; g <= goals; g++) printf " %8s", goal[g]
  printf " %12s %12s\n", "1e-5, fitted", "persons/s"
  for (k = 1; k <= engines; k++) {
    printf "%-38s", name_of(order[k])
    for (g = 1; g <= goals; g++) printf " %s", ratio(speed_at(order[k], goal[g]), speed_at("cvode", goal[g]))
    printf "     %s", ratio(speed_on_line(order[k], 1e-5), speed_on_line("cvode", 1e-5))
    speed = speed_at(order[k], 1e-5)
    printf " %12s\n", (speed > 0 ? sprintf("%.4g", speed) : "-")
  }

  printf "\nEvery tolerance\n\n%-38s %8s %9s %10s %17s %8s\n", "", "rtol", "error", "persons/s", "slowest-fastest", "steps"
  for (k = 1; k <= engines; k++)
    for (i = 1; i <= points[order[k]]; i++) {
      n = runs[order[k], i]
      for (r = 1; r <= n; r++) list[r] = run[order[k], i, r]
      median(list, n)
      printf "%-38s %8s %9.1e %10.4g %17s %8s\n", name_of(order[k]), rtol_of[order[k], i], error[order[k], i], speed_of[order[k], i], \
        sprintf("%.4g-%.4g", list[1], list[n]), steps[order[k], i] == "null" ? "" : sprintf("%.0f", steps[order[k], i])
    }

  printf "\n%s, one core; medians of rounds: %d; %s\n", processor, rounds, compiler
  for (k = 1; k <= engines; k++) printf "%s: %s\n", name_of(order[k]), with[order[k]]
}
