import { describe, expect, it } from "vitest";
import { begin, fold, moment, prettyUnit, shown, span, withUnit, words } from "./number.ts";

describe("numbers as people read them", () => {
  it.each([
    [0, "0"],
    [0.0312345, "0.0312"],
    [1.2, "1.2"],
    [31415.9, "31,400"],
    [999.6, "1000"],
    [2.1e-7, "2.1 × 10⁻⁷"],
    [3e9, "3 × 10⁹"],
    [-0.5, "−0.5"],
    [NaN, "not known"],
    [null, "not known"],
    [Infinity, "without limit"],
  ])("%s is shown as %s", (value, expected) => expect(shown(value)).toBe(expected));
  it("never says more than a hundredth of a number away from it", () => {
    for (let power = -9; power < 12; power++)
      for (const lead of [1, 1.2345, 3.3333, 9.996]) {
        const value = lead * 10 ** power;
        const read = shown(value).replaceAll(",", "").replace(/ × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, up: string) => `e${[...up].map((sign) => (sign === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign))).join("")}`);
        expect(Math.abs(Number(read) / value - 1)).toBeLessThan(0.01);
      }
  });
  it("writes units as printed", () => {
    expect(prettyUnit("cm2/h/g")).toBe("cm²/h/g");
    expect(prettyUnit("ug/mL")).toBe("µg/mL");
    expect(withUnit(3, "1")).toBe("3");
    expect(withUnit(3, "%")).toBe("3 %");
  });
  it("says times in the unit that suits", () => {
    expect(span(6)).toBe("6 h");
    expect(span(24)).toBe("1 day");
    expect(span(24 * 30)).toBe("30 days");
    expect(span(24 * 90)).toBe("90 days");
    expect(span(24 * 180)).toBe("5.9 months");
    expect(span(24 * 365)).toBe("1 year");
    expect(span(24 * 1826)).toBe("5 years");
    expect(span(24 * 365.25 * 2)).toBe("2 years");
    expect(moment(0)).toBe("start");
    expect(moment(36)).toBe("36 h");
    expect(moment(240)).toBe("day 10");
  });
  it("says names and factors in words", () => {
    expect(words("mucus_thickness[descending]")).toBe("mucus thickness, descending");
    expect(fold(2, 1)).toBe("2 times");
    expect(fold(1, 2)).toBe("50 %");
    expect(fold(1, 0)).toBe("");
    expect(begin("serum lps")).toBe("Serum lps");
    expect(begin("51Cr-EDTA")).toBe("51Cr-EDTA");
  });
});
