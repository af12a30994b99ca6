// A small app of Bolt's for JavaScript in Socket Mode, at the Slack whose Web API is the argument.
import bolt from "@slack/bolt";

const app = new bolt.App({
  token: "xoxb-T1",
  appToken: "xapp-1",
  socketMode: true,
  logLevel: bolt.LogLevel.ERROR,
  clientOptions: { slackApiUrl: process.argv[2] },
});
const plain = (text) => ({ type: "plain_text", text });
const line = { type: "plain_text_input", action_id: "line" };
const modal = {
  type: "modal",
  callback_id: "idea",
  title: plain("Send en idé"),
  submit: plain("Send"),
  blocks: [{ type: "input", block_id: "title", label: plain("Tittel"), element: line }],
};
const button = { type: "button", action_id: "idea", text: plain("Send en idé") };

app.message(async ({ message, say }) => {
  const blocks = [{ type: "actions", elements: [button] }];
  await say({ text: `Du skrev: ${message.text}`, blocks });
});
app.command("/ide", async ({ command, ack, respond }) => {
  await ack(`Et øyeblikk, ${command.user_name}`);
  await respond(`Du ga: ${command.text}`);
});
app.action("idea", async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: modal });
});
app.view("idea", async ({ ack, view }) => {
  const title = view.state.values.title.line.value;
  if (title.length > 3) await ack();
  else await ack({ response_action: "errors", errors: { title: "For kort" } });
});

await app.start();
console.log(JSON.stringify({ ready: true }));
process.stdin.on("end", () => app.stop().then(() => process.exit())).resume();
