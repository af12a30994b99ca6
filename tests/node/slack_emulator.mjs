// The emulator of Slack by Vercel, with the people, channels and scopes that the argument names.
import { createEmulator } from "emulate";

const { people, channels, scopes, app, bot, botUser, token } = JSON.parse(process.argv[2]);
const ids = { app_id: app, bot_id: bot, bot_user_id: botUser };
const emulator = await createEmulator({
  service: "slack",
  port: 0,
  seed: {
    slack: {
      strict_scopes: true,
      users: people.map(({ name, real_name }) => ({ name, real_name })),
      channels: channels.map((name) => ({ name })),
      oauth_apps: [
        {
          ...ids,
          client_id: "1.2",
          client_secret: "secret",
          name: "Idélos",
          redirect_uris: ["https://idelos.test/slack/oauth_redirect"],
          scopes,
          bot_name: "idelos",
        },
      ],
      tokens: [{ ...ids, token, user_id: botUser, type: "bot", scopes }],
    },
  },
});
console.log(JSON.stringify({ url: emulator.url }));
process.stdin.on("end", () => emulator.close().then(() => process.exit())).resume();
