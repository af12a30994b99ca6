// Reads a calendar from standard input with ical.js and tells what stands in it, as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const told = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());

function alarmsOf(event) {
  return event.component.getAllSubcomponents("valarm").map((alarm) => {
    const time = event.startDate.clone();
    time.isDate = false;
    time.addDuration(alarm.getFirstPropertyValue("trigger"));
    return time.toString();
  });
}

function read(component) {
  const event = new ICAL.Event(component);
  const end = component.hasProperty("dtend") ? told(event.endDate) : null;
  return {
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    description: event.description,
    place: event.location,
    status: component.getFirstPropertyValue("status"),
    url: component.getFirstPropertyValue("url"),
    categories: component.getFirstProperty("categories")?.getValues() ?? [],
    stamp: told(component.getFirstPropertyValue("dtstamp")),
    zone: component.getFirstProperty("dtstart").getParameter("tzid") ?? null,
    start: told(event.startDate),
    end,
    alarms: alarmsOf(event),
  };
}

const value = (name) => calendar.getFirstPropertyValue(name)?.toString() ?? null;
process.stdout.write(
  JSON.stringify({
    method: value("method"),
    name: value("x-wr-calname"),
    refresh: value("refresh-interval"),
    ttl: value("x-published-ttl"),
    zones: calendar.getAllSubcomponents("vtimezone").length,
    others: calendar
      .getAllSubcomponents()
      .filter((it) => !["vevent", "vtimezone"].includes(it.name)).length,
    events: calendar.getAllSubcomponents("vevent").map(read),
  }),
);
