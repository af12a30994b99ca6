// The package telegram-test-api on a free port: a Telegram that nobody here wrote.
import TelegramServer from "telegram-test-api";
import { createServer } from "node:net";

const free = await new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
const telegram = new TelegramServer({ host: "127.0.0.1", port: free });
await telegram.start();
console.log(JSON.stringify({ url: telegram.config.apiURL }));
process.stdin.on("end", () => telegram.stop().then(() => process.exit())).resume();
