import { LoggerService } from '@backstage/backend-plugin-api';
import { RequestHandler } from 'express';
import { currentRequestId } from '../requestId';

/** Longer paths are cut off in the log, in characters. */
const MAX_PATH = 512;

/** Logs each request when it ended: never its query, headers or body, where secrets stand. Page files and probes only for debugging. */
export function createAccessLog(logger: LoggerService): RequestHandler {
  const accessLogger = logger.child({ type: 'request' });
  return (req, res, next) => {
    const started = process.hrtime.bigint();
    const requestId = currentRequestId();
    const { method } = req;
    const path = req.originalUrl.split('?')[0].slice(0, MAX_PATH);
    res.once('close', () => {
      const durationMs = Number(process.hrtime.bigint() - started) / 1e6;
      const status = res.writableFinished ? res.statusCode : 'aborted';
      const level = /^\/api\//i.test(path) ? 'info' : 'debug';
      accessLogger[level](`${method} ${path} ${status}`, {
        requestId: requestId!,
        method,
        path,
        status,
        durationMs: Math.round(durationMs * 10) / 10,
      });
    });
    next();
  };
}
