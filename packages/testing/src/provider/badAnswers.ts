import { Response } from 'express';
import { BadAnswer, RecordedRequest } from './behaviour';

const ENDLESS_BYTES = 100 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 'x');

/** Gives a bad answer. */
export function answerBadly(
  answer: BadAnswer,
  res: Response,
  record: RecordedRequest,
): void {
  if (typeof answer === 'number') res.status(answer).json({});
  else if (typeof answer === 'object') res.redirect(302, answer.redirect);
  else if (answer === 'down') res.destroy();
  else if (answer === 'endless') sendEndlessly(res, record);
  // `silent`: the connection stays open, without an answer.
}

function sendEndlessly(res: Response, record: RecordedRequest): void {
  res.type('json').write('{"padding":"');
  const send = () => {
    while (record.sentBytes < ENDLESS_BYTES && !res.destroyed) {
      record.sentBytes += CHUNK.length;
      if (!res.write(CHUNK)) {
        res.once('drain', send);
        return;
      }
    }
  };
  send();
}
