/** What the page does beyond being read: filters, fields on demand, theme, print. Without it everything can still be read. */
export const SCRIPT = `
'use strict';
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const theme = document.getElementById('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
  const nameTheme = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; };
  theme.hidden = false;
  theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; nameTheme(); });
  nameTheme();

  const data = JSON.parse(document.getElementById('reach').textContent);
  const cell = (on, wide) => element('td', on ? '\\u25cf' : '\\u00b7', (on ? 'on' : 'off') + (on && wide ? ' wide' : ''));
  const fieldList = (read, edit) => {
    const list = element('td', undefined, 'fields');
    const edits = new Set(edit);
    for (const index of [...edit, ...read.filter((one) => !edits.has(one))]) {
      list.append(element(edits.has(index) ? 'b' : 'span', data.names[index]), document.createTextNode(' '));
    }
    return list;
  };
  const row = ([name, bits, read, edit]) => {
    const line = element('tr');
    const head = element('th', data.names[name]);
    head.scope = 'row';
    line.append(head);
    for (let bit = 0; bit < 7; bit += 1) line.append(cell((bits >> bit) & 1, bit > 3));
    const fields = element('td', undefined, 'fields');
    if (read.length + edit.length > 0) {
      const open = element('details');
      const count = new Set([...read, ...edit]).size;
      open.append(element('summary', count + (count === 1 ? ' field' : ' fields') + (edit.length ? ', ' + edit.length + ' editable' : '')));
      open.addEventListener('toggle', () => {
        if (open.childElementCount === 1) {
          const inside = element('div');
          inside.append(...fieldList(read, edit).childNodes);
          open.append(inside);
        }
      });
      fields.append(open);
    }
    line.append(fields);
    return line;
  };
  const fill = (matrix) => {
    if (matrix.dataset.filled) return;
    matrix.dataset.filled = 'yes';
    const body = matrix.querySelector('tbody');
    body.replaceChildren(...data.integrations[Number(matrix.dataset.integration)].map(row));
    const rest = matrix.parentElement.querySelector('.rest');
    if (rest) rest.hidden = true;
  };
  const fillOpen = (card) => { if (card.open) for (const reach of all('.reach[open]', card)) fill(reach.querySelector('.matrix')); };
  const cards = all('.card');
  for (const card of cards) {
    card.addEventListener('toggle', () => fillOpen(card));
    for (const reach of all('.reach', card)) reach.addEventListener('toggle', () => fillOpen(card));
    fillOpen(card);
  }

  const find = document.getElementById('find');
  if (find) {
    find.parentElement.hidden = false;
    const texts = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
    find.addEventListener('input', () => {
      const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
      for (const card of cards) card.hidden = !words.every((word) => texts.get(card).includes(word));
    });
    const unfold = document.getElementById('unfold');
    unfold.addEventListener('click', () => {
      const open = unfold.textContent === 'Unfold all';
      for (const card of cards) card.open = open;
      unfold.textContent = open ? 'Fold all' : 'Unfold all';
    });
  }

  const findings = all('.finding');
  const bar = document.querySelector('.filters');
  const count = document.getElementById('count');
  const search = bar.querySelector('input');
  const selects = all('select', bar);
  const haystack = new Map(findings.map((finding) => [finding, finding.textContent.toLowerCase()]));
  const apply = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      const fits = selects.every(({ name, value }) => value === '' || (name === 'integration' ? JSON.parse(finding.dataset.integrations).includes(value) : finding.dataset[name] === value));
      const visible = fits && words.every((word) => haystack.get(finding).includes(word));
      finding.hidden = !visible;
      if (visible) shown += 1;
    }
    count.textContent = shown + ' of ' + findings.length + ' shown';
  };
  bar.hidden = false;
  search.addEventListener('input', apply);
  for (const select of selects) select.addEventListener('change', apply);
  document.getElementById('reset').addEventListener('click', () => {
    search.value = '';
    for (const select of selects) select.value = '';
    apply();
  });
  for (const link of all('[data-show-integration]')) {
    link.addEventListener('click', () => {
      bar.querySelector('select[name=integration]').value = link.dataset.showIntegration;
      apply();
    });
  }
  apply();

  addEventListener('beforeprint', () => { for (const details of all('.card, .reach')) details.open = true; });
})();
`;
