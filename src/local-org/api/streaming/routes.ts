import type { Route } from '../api.ts';
import { bayeux } from './bayeux.ts';

/** Events by long polling: new debug logs. */
export const STREAMING_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/cometd/:version',
    title: 'Streaming by Bayeux: handshake, connect, subscribe to /systemTopic/Logging',
    evidence: 'client-driven',
    access: 'session',
    family: 'STREAMING',
    handle: bayeux,
  },
];
