// Holds messages, views and manifests against the types that Slack publishes, and tells their faults
// by name. Reads {"messages": {name: blocks}, "modals": {name: view}, "homes": {name: view},
// "manifests": {name: manifest}}.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";

const given = JSON.parse(readFileSync(0, "utf8"));
const types = { messages: "KnownBlock[]", modals: "ModalView", homes: "HomeView", manifests: "Manifest" };
const named = Object.entries(types).flatMap(([kind, type]) =>
  Object.entries(given[kind] ?? {}).map(([name, value]) => ({ name, type, value })),
);
// One to a line, after that of the import, so that the line of a fault tells its name.
const literal = (value) => JSON.stringify(value).replace(/[\u2028\u2029]/g, " ");
const lines = named.map(({ type, value }, i) => `export const _${i}: ${type} = ${literal(value)};`);
const imports =
  'import type { HomeView, KnownBlock, ModalView } from "@slack/types";' +
  'import type { AppsManifestCreateArguments } from "@slack/web-api";' +
  'type Manifest = AppsManifestCreateArguments["manifest"];';
const source = [
  imports,
  ...lines,
].join("\n");

const options = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};
const file = resolve("messages.ts"); // beside node_modules, and in memory only
const host = ts.createCompilerHost(options);
const { fileExists, getSourceFile } = host;
host.fileExists = (name) => name === file || fileExists(name);
host.getSourceFile = (name, language, ...rest) =>
  name === file ? ts.createSourceFile(name, source, language) : getSourceFile(name, language, ...rest);

const faults = {};
for (const found of ts.getPreEmitDiagnostics(ts.createProgram([file], options, host))) {
  const line = found.file?.fileName === file && found.file.getLineAndCharacterOfPosition(found.start).line;
  const name = line ? named[line - 1].name : "@slack/types";
  (faults[name] ??= []).push(ts.flattenDiagnosticMessageText(found.messageText, "\n"));
}
process.stdout.write(JSON.stringify(faults));
