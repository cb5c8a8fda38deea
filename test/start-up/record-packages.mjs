/** Loaded with `--import`: notes the npm packages whose files are loaded, and prints them when the process ends. */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const packages = new Set();

registerHooks({
  load(url, context, next) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
    if (name !== undefined) packages.add(name);
    return next(url, context);
  },
});

process.on('exit', () => writeFileSync(process.env.PACKAGES_FILE, JSON.stringify([...packages].sort())));
