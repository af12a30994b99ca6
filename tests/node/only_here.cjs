// Required before a program that would listen for the whole network: it listens on this machine.
const { Server } = require("node:net");
const { listen } = Server.prototype;

Server.prototype.listen = function (port, ...rest) {
  const ready = rest.filter((it) => typeof it === "function");
  return listen.call(this, Number(port), "127.0.0.1", ...ready);
};
