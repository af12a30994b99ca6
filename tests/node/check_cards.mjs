// Parses Adaptive Cards as Microsoft's own renderer does, and tells by name what it finds wrong.
// Reads {name: card}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { AdaptiveCard, CardElement, HostConfig, SerializationContext, ValidationEvent, Versions } =
  require("adaptivecards/dist/adaptivecards.js");

const config = new HostConfig({ actions: { maxActions: 100 } }); // it counts what is not shown, too

const faultsOf = (json) => {
  CardElement.langProperty.regEx.lastIndex = 0; // it would go on where the last card's ended
  const card = new AdaptiveCard();
  card.hostConfig = config;
  const context = new SerializationContext(Versions.v1_5);
  card.parse(json, context);
  const read = [...Array(context.eventCount).keys()].map((index) => context.getEventAt(index));
  const found = [...read, ...card.validateProperties().validationEvents];
  return found.map(({ event, message }) => message ?? ValidationEvent[event]);
};

const cards = Object.entries(JSON.parse(readFileSync(0, "utf8")));
const faults = cards.map(([name, json]) => [name, faultsOf(json)]);
process.stdout.write(JSON.stringify(Object.fromEntries(faults.filter(([, found]) => found.length))));
