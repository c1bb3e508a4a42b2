import { afterEach, describe, expect, it, vi } from "vitest";

/* A browser's bar, and a page whose engine never comes. */
vi.mock("./engine.ts", () => ({ engine: () => new Promise(() => {}) }));
const bar = { hash: "#/lessons/6" };
vi.stubGlobal("location", bar);
vi.stubGlobal("history", { state: null, replaceState: (_state: unknown, _title: string, hash: string) => (bar.hash = hash) });
vi.stubGlobal("addEventListener", () => {});
const { router } = await import("./router.svelte.ts");

describe("the address", () => {
  afterEach(() => vi.useRealTimers());

  it("holds what was done a moment later", () => {
    vi.useFakeTimers();
    router.open();
    router.stay("lessons/6/challenge=0");
    vi.runAllTimers();
    expect(bar.hash).toBe("#/lessons/6/challenge=0");
  });

  it("stays as somebody has written it who goes on before what was done is in it", () => {
    vi.useFakeTimers();
    bar.hash = "#/lessons/6";
    router.open();
    router.stay("lessons/6/challenge=0");
    bar.hash = "#/lessons/7";
    vi.runAllTimers();
    expect(bar.hash).toBe("#/lessons/7");
  });
});
