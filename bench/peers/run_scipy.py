"""run_scipy.py BUNDLE MODEL.so METHOD RTOL...: SciPy on the scenario, with the compiled right-hand side through ctypes; one line of
JSON for each tolerance. METHOD: LSODA (dense Jacobian by differences) or BDF (sparse, by differences in groups of columns)."""
import ctypes
import json
import platform
import sys
import time

import numpy
import scipy
import scipy.sparse
from scipy.integrate import solve_ivp

DOUBLES = ctypes.POINTER(ctypes.c_double)


def address(array):
    return array.ctypes.data_as(DOUBLES)


class Bundle:
    def __init__(self, folder):
        with open(folder + "/header.txt", encoding="ascii") as header:
            count = {what: int(number) for what, number in (header.readline().split() for _ in range(4))}
        people, states, times = count["people"], count["states"], count["times"]
        self.person = self.doubles(folder, "person", (people, count["parameters"]))
        self.start = self.doubles(folder, "start", (people, states))
        self.time = self.doubles(folder, "time", (times,))
        self.scale = self.doubles(folder, "scale", (states,))
        self.truth = self.doubles(folder, "truth", (people, times, states))

    @staticmethod
    def doubles(folder, name, shape):
        return numpy.fromfile(f"{folder}/{name}.f64", "<f8").reshape(shape)

    def error(self, y):
        """The largest deviation in units of the peak of the state in the person, at least a thousandth of its highest in anybody."""
        peak = numpy.abs(self.truth).max(axis=1)
        highest = peak.max(axis=0)
        unit = numpy.maximum(peak, 1e-3 * highest)
        unit[:, highest == 0] = self.scale[highest == 0]
        off = numpy.abs(y - self.truth).max(axis=1)
        return float((off / unit).max()) if numpy.isfinite(off).all() else float("inf")


class Model:
    """The right-hand side as SciPy calls it, for one person."""

    def __init__(self, library, person, states):
        self.rates, self.person, self.parameters = library.model_rates, person, address(person)
        self.states = states

    def __call__(self, t, y):
        rate = numpy.empty(self.states)
        self.rates(t, address(numpy.ascontiguousarray(y)), self.parameters, address(rate))
        return rate


def pattern_of(model, y):
    """Which rates depend on which state: those that become no number when the state is none."""
    pattern = numpy.eye(len(y), dtype=bool)
    for j in range(len(y)):
        moved = y.copy()
        moved[j] = numpy.nan
        pattern[:, j] |= numpy.isnan(model(0.0, moved))
    return scipy.sparse.csc_matrix(pattern)


def follow(bundle, library, method, i, rtol, pattern):
    more = {"jac_sparsity": pattern} if method == "BDF" else {}
    model = Model(library, bundle.person[i], bundle.start.shape[1])
    answer = solve_ivp(model, (bundle.time[0], bundle.time[-1]), bundle.start[i], method=method, t_eval=bundle.time, rtol=rtol,
                       atol=rtol * 1e-3 * bundle.scale, **more)
    if not answer.success:
        sys.exit(f"person {i} could not be followed: {answer.message}")
    return answer.y.T


def follow_all(bundle, library, method, rtol, pattern, times_over):
    """Everybody, `times_over` times: all states at all times, and seconds on a processor."""
    y = numpy.zeros_like(bundle.truth)
    begin = time.process_time()
    for i in list(range(len(y))) * times_over:
        y[i] = follow(bundle, library, method, i, rtol, pattern)
    return y, time.process_time() - begin


def main(folder, path, method, *tolerances):
    bundle = Bundle(folder)
    library = ctypes.CDLL(path)
    library.model_rates.argtypes = [ctypes.c_double, DOUBLES, DOUBLES, DOUBLES]
    library.model_rates.restype = None
    people, states = bundle.start.shape
    pattern = pattern_of(Model(library, bundle.person[0], states), bundle.start[0])
    for rtol in map(float, tolerances):
        _, seconds = follow_all(bundle, library, method, rtol, pattern, 1)
        times_over = 1 + int(0.5 / (seconds + 1e-6))
        y, seconds = follow_all(bundle, library, method, rtol, pattern, times_over)
        print(json.dumps({"engine": "scipy_" + method.lower(), "rtol": rtol, "people": times_over * people, "seconds": round(seconds, 5),
                          "persons_per_s": float(f"{times_over * people / seconds:.6g}"), "error": float(f"{bundle.error(y):.4g}"),
                          "steps": None,
                          "with": f"SciPy {scipy.__version__}, NumPy {numpy.__version__}, Python {platform.python_version()}"}), flush=True)


main(*sys.argv[1:])
