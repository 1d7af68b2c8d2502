// @parse/node-apn with one notification object for all and fifty devices a call, for which it makes the head once. More
// connections (CLIENTS), more calls at once (WORKERS) and other sizes (STEP) cost more.
import apn from "@parse/node-apn";
import { join } from "node:path";
import process from "node:process";
import { apnsPort, ca, drive, folder, installed, settings, token } from "../driver.mjs";

const clientCount = Number(process.env.CLIENTS ?? 1);
const workers = Number(process.env.WORKERS ?? 2);
const step = Number(process.env.STEP ?? 50);

const provider = new apn.MultiProvider({
  clientCount,
  token: { key: join(folder, "apns-key.p8"), keyId: settings.key_id, teamId: settings.team_id },
  address: "127.0.0.1",
  port: apnsPort,
  ca,
  production: true,
});

const notification = new apn.Notification();
notification.rawPayload = settings.apns_payload;
notification.topic = settings.topic;
notification.pushType = "alert";
notification.priority = 10;
notification.expiry = Math.floor(Date.now() / 1000) + settings.ttl_seconds;
notification.collapseId = settings.message;

await drive("@parse/node-apn", installed(import.meta.url, "@parse/node-apn"), { workers, step }, async (first, size) => {
  const tokens = Array.from({ length: size }, (_, at) => token(first + at));
  const { sent, failed } = await provider.send(notification, tokens);
  if (sent.length !== size) throw new Error(`not accepted: ${JSON.stringify(failed)}`);
});
await provider.shutdown();
process.exit();
