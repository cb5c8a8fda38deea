import { isIP } from 'node:net';

/** Whether a host name or address means this machine alone: `localhost`, names below it, 127.0.0.0/8, `::1`. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (isIP(name) === 4) return name.startsWith('127.');
  return name === '::1' || name === 'localhost' || name.endsWith('.localhost');
}

/** The host of a `Host` header, without the port. */
export function hostOf(header: string): string {
  return header.replace(/:\d*$/, '');
}
