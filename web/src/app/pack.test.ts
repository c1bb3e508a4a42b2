import { describe, expect, it } from "vitest";
import { pack, unpack } from "./pack.ts";

describe("a text in an address", () => {
  it("comes back whole, in letters that addresses allow", async () => {
    for (const text of ["", "a", "ü日\n".repeat(5000), "title: x\n"]) {
      const packed = await pack(text);
      expect(packed).toMatch(/^[A-Za-z0-9_-]*$/);
      expect(await unpack(packed)).toBe(text);
    }
  });
  it("is small", async () => expect((await pack("  - {at: 0 d, measure: cr_edta}\n".repeat(100))).length).toBeLessThan(200));
  it("is refused when a letter of it is another one", async () => {
    const packed = await pack("some text in which one letter may be taken for another; " + Math.E);
    for (let at = 0; at < packed.length - 1; at++) {
      const other = packed[at] === "A" ? "B" : "A";
      await expect(unpack(packed.slice(0, at) + other + packed.slice(at + 1))).rejects.toThrow();
    }
  });
  it("is refused when it was cut off or holds too much", async () => {
    const packed = await pack("some text that is long enough to be cut ".repeat(20) + Math.PI);
    await expect(unpack(packed.slice(0, packed.length >> 1))).rejects.toThrow();
    await expect(unpack(await pack("x".repeat((16 << 20) + 1)))).rejects.toThrow("more than a study");
  });
});
