// Standard Webhooks, by npm's standardwebhooks.
import {Webhook} from 'standardwebhooks';

// Checks as of the moment at which the message arrived; the library refuses what is older than five minutes.
export function verify({secret, headers, body}, secondsLater = 0) {
  const flat = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
  const timestamp = Number(Object.entries(flat).find(([name]) => name.toLowerCase() === 'webhook-timestamp')?.[1]);
  const now = Date.now;
  Date.now = () => (timestamp + secondsLater) * 1000;
  try {
    return {verified: true, message: new Webhook(secret).verify(body, flat)};
  } catch (e) {
    return {verified: false, reason: e.message};
  } finally {
    Date.now = now;
  }
}
