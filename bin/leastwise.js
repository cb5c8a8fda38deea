#!/usr/bin/env node
// Plain syntax only: this file must parse on Node versions that are too old for the rest, to say so.

var major = Number(process.versions.node.split('.')[0]);
if (major < 22) {
  process.stderr.write(
    'leastwise needs Node 22 or newer; this is ' +
      process.version +
      '.\n  \u2192 Install a current Node from https://nodejs.org, or use nvm, fnm or volta.\n',
  );
  process.exitCode = 4;
} else {
  // Compiled code is kept between runs, beside what oclif keeps; NODE_DISABLE_COMPILE_CACHE=1 switches it off.
  Promise.all([import('node:module'), import('node:os'), import('node:path')])
    .then(([module, os, path]) => {
      const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
      module.enableCompileCache(path.join(cache, 'leastwise', 'compiled'));
      return import('../lib/commands/stand-alone.js');
    })
    .then(
      (module) => module.standAlone(process.argv.slice(2)),
      (error) => {
        if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
        process.stderr.write('leastwise is not built here.\n  \u2192 Run: npm run build\n');
        process.exitCode = 4;
      },
    );
}
