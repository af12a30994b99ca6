// Holds a manifest of Teams and its languages against the schemas that Microsoft publishes, of the
// version that the manifest names, and tells the faults by name. Reads {"name": content}.
import { readFileSync } from "node:fs";
import Ajv from "ajv-draft-04";
import formats from "ajv-formats";

const given = JSON.parse(readFileSync(0, "utf8"));
const schemas = "node_modules/@microsoft/app-manifest/build/json-schemas/teams";
const ajv = new Ajv({ allErrors: true, strictTypes: false, strictSchema: false, unicodeRegExp: false });
formats.default(ajv);

function faults(content) {
  const [, path] = content.$schema.match(/\/teams\/(v[\d.]+\/[A-Za-z.]+\.schema\.json)$/);
  const { $schema, ...schema } = JSON.parse(readFileSync(`${schemas}/${path}`, "utf8"));
  const holds = ajv.compile(schema);
  return holds(content) ? [] : holds.errors.map((it) => `${it.instancePath}: ${it.message}`);
}

const told = Object.entries(given).map(([name, content]) => [name, faults(content)]);
process.stdout.write(JSON.stringify(Object.fromEntries(told.filter(([, found]) => found.length))));
