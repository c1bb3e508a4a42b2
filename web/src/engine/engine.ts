/* The engine for the page: a worker, requests in a row, and a new worker when somebody stops a run. */
import {
  type Diet,
  type Dose,
  type Engine,
  type Experiment,
  type ExperimentOptions,
  type Journey,
  type Run,
  type RunOptions,
  type Status,
  StudyError,
  type StudyOptions,
  type StudyOutline,
  type Text,
  type Unit,
} from "./types.ts";
import type { Reply, Request } from "./worker.ts";

export * from "./types.ts";

type Call = Extract<Request, { kind: "call" }>;

/* Something asked, until it is answered. */
interface Waiting {
  call: Call;
  resolve: (value: unknown) => void;
  reject: (why: unknown) => void;
  onProgress?: (done: number, all: number) => void;
}

class WorkerEngine implements Engine {
  version = "";
  dataDigest = "";
  private worker: Worker | null = null;
  private next = 0;
  private closed = false;
  private ready = false;
  /* Asked and not answered, in order; only the first is at work. */
  private readonly queue: Waiting[] = [];

  constructor(private readonly code: WebAssembly.Module) {}

  /* Starts a worker, and sends it what is first in the queue when it is ready. */
  start(): Promise<void> {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.worker = worker;
    this.ready = false;
    return new Promise((resolve, reject) => {
      worker.onmessage = (event: MessageEvent<Reply>) => this.hear(event.data, resolve, reject);
      worker.onerror = (event) => {
        const why = new Error(event.message || "the engine's worker failed");
        reject(why);
        this.fail(why);
      };
      worker.postMessage({ kind: "open", code: this.code } satisfies Request);
    });
  }

  private hear(reply: Reply, opened: () => void, broken: (why: unknown) => void): void {
    const first = this.queue[0];
    switch (reply.kind) {
      case "opened":
        this.version = reply.version;
        this.dataDigest = reply.dataDigest;
        this.ready = true;
        opened();
        this.send();
        return;
      case "broken":
        broken(new Error(reply.text));
        return;
      case "progress":
        if (first?.call.id === reply.id) first.onProgress?.(reply.done, reply.all);
        return;
      default:
        if (first?.call.id !== reply.id) return;
        this.queue.shift();
        if (reply.kind === "answer") first.resolve(reply.value);
        else first.reject(errorOf(reply.error));
        /* What is no refusal of a text is a fault inside, after which the module cannot be trusted. */
        if (reply.kind === "refused" && !("status" in reply.error)) this.restart();
        else this.send();
    }
  }

  private send(): void {
    const first = this.queue[0];
    if (first && this.ready) this.worker?.postMessage(first.call satisfies Request);
  }

  /* Whoever waits hears why nothing will come. */
  private fail(why: unknown): void {
    for (const one of this.queue.splice(0)) one.reject(why);
  }

  /* Takes what was asked back. What is at work ends with its worker, and those behind it go to a new one. */
  private abandon(waiting: Waiting): void {
    const at = this.queue.indexOf(waiting);
    if (at < 0) return;
    this.queue.splice(at, 1);
    waiting.reject(new DOMException("the run was stopped", "AbortError"));
    if (at > 0) return;
    this.restart();
  }

  private restart(): void {
    this.worker?.terminate();
    this.start().catch((why) => this.fail(why));
  }

  private ask<T>(
    method: Call["method"],
    all: unknown[],
    listening: { onProgress?: (done: number, all: number) => void; signal?: AbortSignal } = {},
  ): Promise<T> {
    const { signal, onProgress } = listening;
    if (this.closed) return Promise.reject(new Error("the engine is closed"));
    if (signal?.aborted) return Promise.reject(new DOMException("the run was stopped", "AbortError"));
    return new Promise<T>((resolve, reject) => {
      const call: Call = { kind: "call", id: this.next++, method, arguments: all };
      const stop = () => this.abandon(waiting);
      const quiet = () => signal?.removeEventListener("abort", stop);
      const waiting: Waiting = {
        call,
        onProgress,
        resolve: (value) => (quiet(), resolve(value as T)),
        reject: (why) => (quiet(), reject(why)),
      };
      signal?.addEventListener("abort", stop);
      this.queue.push(waiting);
      if (this.queue.length === 1) this.send();
    });
  }

  check(study: Text, options: StudyOptions = {}): Promise<StudyOutline> {
    return this.ask("check", [study, options]);
  }

  run(study: Text, options: RunOptions = {}): Promise<Run> {
    const { onProgress, signal, ...rest } = options;
    return this.ask("run", [study, rest], { onProgress, signal });
  }

  experiment(study: Text, options: ExperimentOptions = {}): Promise<Experiment> {
    const { onProgress, signal, ...rest } = options;
    return this.ask("experiment", [study, rest], { onProgress, signal });
  }

  diet(text: Text, options: { fileName?: string } = {}): Promise<Diet> {
    return this.ask("diet", [text, options]);
  }

  journey(dose: Dose): Promise<Journey> {
    return this.ask("journey", [dose]);
  }

  unit(text: string): Promise<Unit> {
    return this.ask("unit", [text]);
  }

  close(): void {
    this.closed = true;
    this.worker?.terminate();
    this.fail(new Error("the engine is closed"));
  }
}

function errorOf(error: Extract<Reply, { kind: "refused" }>["error"]): Error {
  if ("status" in error) return new StudyError(error.status as Status, error.text, error.file, error.line);
  return new Error(error.text);
}

/* Fetches zonula.wasm (beside the page, unless `url` says otherwise), compiles it once, and starts a worker with it. */
export async function openEngine(url: string | URL = new URL("zonula.wasm", document.baseURI)): Promise<Engine> {
  const response = fetch(url).then((r) => {
    if (!r.ok) throw new Error(`${r.url} could not be fetched (${r.status})`);
    return r;
  });
  const code = await compile(await response);
  const engine = new WorkerEngine(code);
  await engine.start();
  return engine;
}

/* While it is being fetched, where the host says that it is WebAssembly; else afterwards. */
async function compile(response: Response): Promise<WebAssembly.Module> {
  if (response.headers.get("content-type")?.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
