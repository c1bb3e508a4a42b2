/* The little of WASI that wasi-libc asks for in a page: no files, no arguments, a way to say something while debugging. */

const BAD_FILE = 8;
const DONE = 0;

export function wasi(memory: () => WebAssembly.Memory, say: (text: string) => void): WebAssembly.ModuleImports {
  const decoder = new TextDecoder();
  const view = () => new DataView(memory().buffer);
  return {
    environ_sizes_get: (count: number, size: number): number => {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return DONE;
    },
    environ_get: (): number => DONE,
    clock_time_get: (_clock: number, _precision: bigint, at: number): number => {
      view().setBigUint64(at, BigInt(Math.round(performance.now() * 1e6)), true);
      return DONE;
    },
    fd_close: (): number => BAD_FILE,
    fd_seek: (): number => BAD_FILE,
    fd_read: (): number => BAD_FILE,
    fd_fdstat_get: (): number => BAD_FILE,
    fd_write: (_file: number, pieces: number, count: number, written: number): number => {
      let text = "";
      let bytes = 0;
      for (let i = 0; i < count; i++) {
        const at = view().getUint32(pieces + 8 * i, true);
        const length = view().getUint32(pieces + 8 * i + 4, true);
        text += decoder.decode(new Uint8Array(memory().buffer, at, length).slice());
        bytes += length;
      }
      if (text.trim()) say(text.trimEnd());
      view().setUint32(written, bytes, true);
      return DONE;
    },
    proc_exit: (code: number): never => {
      throw new Error(`the engine ended with code ${code}`);
    },
  };
}
