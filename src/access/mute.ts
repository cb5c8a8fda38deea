import { FieldBits, OBJECT_VERBS, ObjectBits, SETUP_ENTITY_TYPES } from '../model/permission.ts';
import { OBJECT_VERB_NEEDS } from '../platform/permission-dependencies.ts';
import { bitsOf, type GrantRows, type GrantTable, NO_ROWS } from './grant-table.ts';

/** For every mask of muted verbs, that mask with the verbs that need one of them: without Read nothing is left. */
const OBJECT_MASKS: readonly number[] = Array.from({ length: 1 << OBJECT_VERBS.length }, (_, mask) => {
  let closed = mask;
  for (let before = -1; before !== closed; ) {
    before = closed;
    for (const verb of OBJECT_VERBS) {
      if (OBJECT_VERB_NEEDS[verb].some((need) => (closed & ObjectBits[need]) !== 0)) closed |= ObjectBits[verb];
    }
  }
  return closed;
});

const mutedObject = (granted: number, muted: number): number => granted & ~(OBJECT_MASKS[muted] ?? muted);

/** Edit needs Read. */
const mutedField = (granted: number, muted: number): number =>
  granted & ~((muted & FieldBits.read) === 0 ? muted : muted | FieldBits.edit);

const mutedFlag = (granted: number, muted: number): number => granted & ~muted;

function without(rows: GrantRows, muted: GrantRows, rule: (granted: number, muted: number) => number): GrantRows {
  if (muted.ids.length === 0 || rows.ids.length === 0) return rows;
  const ids = new Uint32Array(rows.ids.length);
  const bits = new Uint8Array(rows.ids.length);
  let count = 0;
  for (let at = 0; at < rows.ids.length; at++) {
    const id = rows.ids[at] ?? 0;
    const left = rule(rows.bits[at] ?? 0, bitsOf(muted, id));
    if (left === 0) continue;
    ids[count] = id;
    bits[count] = left;
    count += 1;
  }
  return { ids: ids.slice(0, count), bits: bits.slice(0, count) };
}

/**
 * The members of a group, united, minus what its muting sets mute. In a muting set `true` takes away; what no member
 * grants is muted in vain.
 *
 * Source: Metadata API guide, MutingPermissionSet; Object Reference PermissionSetGroup (v67).
 */
export function mute(members: GrantTable, muted: GrantTable): GrantTable {
  const types = SETUP_ENTITY_TYPES.filter((type) => members.setup[type] !== undefined);
  return {
    objects: without(members.objects, muted.objects, mutedObject),
    fields: without(members.fields, muted.fields, mutedField),
    system: without(members.system, muted.system, mutedFlag),
    setup: Object.fromEntries(
      types.map((type) => [type, without(members.setup[type] ?? NO_ROWS, muted.setup[type] ?? NO_ROWS, mutedFlag)]),
    ),
  };
}
