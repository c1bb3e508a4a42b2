/* A folder of this process's own, gone when it ends. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const scratch = mkdtempSync(join(tmpdir(), "zonula-page-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
