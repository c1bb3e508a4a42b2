/* The worker: keeps the module and answers one request after another. A run is not interrupted from inside; whoever wants it to stop ends the
 * worker (engine.ts). */
import { Module } from "./module.ts";
import { StudyError } from "./types.ts";

/* What engine.ts sends: first the compiled module, then requests. */
export type Request =
  | { kind: "open"; code: WebAssembly.Module }
  | { kind: "call"; id: number; method: "check" | "run" | "experiment" | "diet" | "journey" | "unit"; arguments: unknown[] };

export type Reply =
  | { kind: "opened"; version: string; dataDigest: string }
  | { kind: "broken"; text: string }
  | { kind: "progress"; id: number; done: number; all: number }
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "refused"; id: number; error: { status: string; text: string; file: string; line: number } | { text: string } };

const scope = self as unknown as { postMessage(reply: Reply, transfer?: Transferable[]): void; onmessage: unknown };
const MS_BETWEEN_NEWS = 100;
let opened: Promise<Module> | null = null;

/* Tells at most some times a second, and of the last person. */
function teller(id: number): (done: number, all: number) => boolean {
  let told = 0;
  return (done, all) => {
    const now = performance.now();
    if (now - told < MS_BETWEEN_NEWS && done < all) return false;
    told = now;
    scope.postMessage({ kind: "progress", id, done, all });
    return false;
  };
}

/* Buffers that need not be copied on the way out. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (value instanceof Float64Array) found.add(value.buffer as ArrayBuffer);
  else if (Array.isArray(value)) for (const one of value) buffersOf(one, found);
  else if (value && typeof value === "object") for (const one of Object.values(value)) buffersOf(one, found);
  return found;
}

async function answer(request: Extract<Request, { kind: "call" }>): Promise<void> {
  const { id, method } = request;
  try {
    const module = (await opened) as Module;
    const call = module[method] as (...all: unknown[]) => unknown;
    const value = call.call(module, ...request.arguments, ...(method === "run" || method === "experiment" ? [teller(id)] : []));
    scope.postMessage({ kind: "answer", id, value }, [...buffersOf(value)]);
  } catch (e) {
    const error = e instanceof StudyError ? { status: e.status, text: e.text, file: e.file, line: e.line } : { text: String(e) };
    scope.postMessage({ kind: "refused", id, error });
  }
}

scope.onmessage = (event: MessageEvent<Request>): void => {
  const request = event.data;
  if (request.kind === "call") {
    void answer(request);
    return;
  }
  opened = Module.open(request.code);
  opened.then(
    (module) => scope.postMessage({ kind: "opened", version: module.names.version, dataDigest: module.names.dataDigest }),
    (e) => scope.postMessage({ kind: "broken", text: String(e) }),
  );
};
