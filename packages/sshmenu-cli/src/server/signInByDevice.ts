import { setTimeout as sleep } from 'node:timers/promises';
import { tell } from '../output';
import { apiKeyIn, notSignedIn, WANTED } from './keyAnswer';
import { messageOf, ServerError, type Answer, type Server } from './Server';

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** What a server may ask for at most, in seconds. */
const LONGEST_LIFE = 3600;
const LONGEST_INTERVAL = 60;

/** What the server says of a code that somebody is to confirm. */
interface Codes {
  deviceCode: string;
  userCode: string;
  page: string;
  pageWithCode: string;
  lifeSeconds: number;
  interval: number;
}

/** Without a browser here: somebody confirms a short code in the portal, on any device (RFC 8628). */
export async function signInByDevice(server: Server): Promise<string> {
  const codes = codesIn(
    server,
    await server.post('/api/tenancy/device', WANTED),
  );
  tell(
    'Open this page of the portal in a browser, on any device:',
    `  ${codes.page}`,
    `and confirm the code  ${codes.userCode}  for ${WANTED.persona}.`,
    `Or open  ${codes.pageWithCode}`,
    `Waiting for at most ${inMinutes(codes.lifeSeconds)}; Ctrl-C ends it.`,
  );
  return waitForKey(server, codes);
}

async function waitForKey(server: Server, codes: Codes): Promise<string> {
  const end = Date.now() + codes.lifeSeconds * 1000;
  let { interval } = codes;
  for (;;) {
    await sleep(interval * 1000);
    if (Date.now() >= end) throw tooLate(codes);
    const answer = await ask(server, codes.deviceCode);
    switch (answer && wordOf(answer)) {
      case 'key':
        return apiKeyIn(answer!);
      case 'authorization_pending':
        break;
      case 'slow_down':
        interval += 5;
        break;
      case 'access_denied':
        throw notSignedIn('somebody has refused it in the portal');
      case 'expired_token':
        throw tooLate(codes);
      case 'away':
      case undefined:
        interval = Math.min(interval * 2, LONGEST_INTERVAL);
        break;
      default:
        throw notSignedIn(messageOf(answer!));
    }
  }
}

/** Undefined: the server is away for now, which ends nothing. */
async function ask(
  server: Server,
  deviceCode: string,
): Promise<Answer | undefined> {
  try {
    return await server.post('/api/tenancy/token', {
      grant_type: GRANT,
      device_code: deviceCode,
    });
  } catch {
    return undefined;
  }
}

function wordOf({ status, body }: Answer): string {
  if (status === 201) return 'key';
  if (status === 429 || status >= 500) return 'away';
  return String(Object(Object(body).error).name);
}

function codesIn(server: Server, answer: Answer): Codes {
  const body = Object(answer.body);
  const { device_code: deviceCode, user_code: userCode } = body;
  const page = addressOf(body.verification_uri);
  if (
    answer.status !== 200 ||
    !isText(deviceCode, 500) ||
    !isText(userCode, 50) ||
    page === undefined
  ) {
    throw new ServerError(`${server.address}: ${messageOf(answer)}.`);
  }
  return {
    deviceCode,
    userCode,
    page,
    pageWithCode: addressOf(body.verification_uri_complete) ?? page,
    lifeSeconds: between(1, body.expires_in, LONGEST_LIFE) ?? 600,
    interval: between(1, body.interval, LONGEST_INTERVAL) ?? 5,
  };
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest;
}

function addressOf(value: unknown): string | undefined {
  return isText(value, 2048) && /^https?:\/\//.test(value) ? value : undefined;
}

function between(least: number, value: unknown, most: number) {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(Math.max(value, least), most)
    : undefined;
}

function tooLate({ lifeSeconds }: Codes) {
  return notSignedIn(
    `nobody confirmed the code within ${inMinutes(
      lifeSeconds,
    )}, or it was used; \`s login\` shows another`,
  );
}

function inMinutes(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} seconds`;
  return `${Math.round(seconds / 60)} minutes`;
}
