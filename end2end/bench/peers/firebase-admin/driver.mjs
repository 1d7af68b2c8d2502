// firebase-admin with `sendEach`, which takes 500 messages and opens a connection for them. More such calls at once
// (WORKERS) cost more.
import { initializeApp } from "firebase-admin/app";
import { getMessaging } from "firebase-admin/messaging";
import http2 from "node:http2";
import process from "node:process";
import { ca, drive, fcmPort, installed, settings, token } from "../driver.mjs";

const BATCH = 500;
const workers = Number(process.env.WORKERS ?? 1);

// The host of Firebase is written into the package; this leads its connections to the bench instead. It also names the
// scheme `https:`, which Google takes and stricter servers do not.
const connect = http2.connect;
http2.connect = (_authority, options, listener) => {
  const session = connect(`https://127.0.0.1:${fcmPort}`, { ...options, ca }, listener);
  const request = session.request;
  session.request = (headers, ...rest) => {
    headers[":scheme"] = "https";
    return request.call(session, headers, ...rest);
  };
  return session;
};

const credential = { getAccessToken: async () => ({ access_token: "of-the-bench", expires_in: 3599 }) };
const messaging = getMessaging(initializeApp({ credential, projectId: settings.project_id }));

const { notification, android, data } = settings.fcm_message;
const { channel_id: channelId, tag, visibility } = android.notification;
const message = {
  notification,
  android: {
    priority: android.priority.toLowerCase(),
    ttl: settings.ttl_seconds * 1000,
    notification: { channelId, tag, visibility: visibility.toLowerCase() },
  },
  data,
};

await drive("firebase-admin", installed(import.meta.url, "firebase-admin"), { workers, step: BATCH }, async (first, size) => {
  const messages = Array.from({ length: size }, (_, at) => ({ ...message, token: token(first + at) }));
  const { failureCount, responses } = await messaging.sendEach(messages);
  if (failureCount > 0) throw responses.find((response) => response.error).error;
});
process.exit();
