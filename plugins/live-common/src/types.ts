/** What a browser opens a socket with: it works once, for 30 seconds. */
export interface LiveTicket {
  ticket: string;
  /** ISO 8601. */
  expires: string;
}
