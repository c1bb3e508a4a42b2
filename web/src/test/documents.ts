/* The texts of docs/assays, by the name of the test. */

const files = import.meta.glob<string>(["../../../docs/assays/*.md", "!../../../docs/assays/README.md"], { query: "?raw", import: "default", eager: true });

export const DOCUMENTS: Record<string, string> = Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace(/^.*\/|\.md$/g, ""), text]));
