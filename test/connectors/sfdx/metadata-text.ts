/** A metadata document of one line per element: the body starts on line 3. */
export function document(root: string, ...body: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${body.map((line) => `    ${line}\n`).join('')}</${root}>\n`;
}

/** An element on one line: `element('fieldPermissions', { field: 'Account.Phone', readable: true })`. */
export function element(name: string, children: Readonly<Record<string, string | boolean>>): string {
  const inner = Object.entries(children).map(([child, value]) => `<${child}>${value}</${child}>`);
  return `<${name}>${inner.join('')}</${name}>`;
}
