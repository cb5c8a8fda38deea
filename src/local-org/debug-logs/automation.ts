import { keptBody, keptFile } from '../metadata/kept-files.ts';
import { childOf, childrenOf, isTrue, textOf } from '../metadata/xml-node.ts';
import type { Org } from '../org.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { Operation } from './debug-logs.ts';

/** A piece of automation that a write would set off. */
export interface CodeUnit {
  readonly kind: 'trigger' | 'flow' | 'validation';
  readonly id: string;
  readonly name: string;
  readonly when: 'Before' | 'After';
}

const HEAD = /\btrigger\s+\w+\s+on\s+(\w+)\s*\(([^)]*)\)/i;

/** Active triggers on the object, by what their first line says. */
function triggers(org: Org, object: ObjectType, operation: Operation): readonly CodeUnit[] {
  return org.store
    .all('SELECT "Id", "Name" FROM "ApexTrigger" WHERE "Status" = \'Active\' ORDER BY "Name"')
    .flatMap((row) => {
      const name = String(row['Name']);
      const [, target = '', events = ''] = HEAD.exec(keptBody(org, 'ApexTrigger', name) ?? '') ?? [];
      if (target.toLowerCase() !== object.name.toLowerCase()) return [];
      return (['Before', 'After'] as const)
        .filter((when) => new RegExp(`\\b${when}\\s+${operation}\\b`, 'i').test(events))
        .map((when): CodeUnit => ({ kind: 'trigger', id: String(row['Id']), name, when }));
    });
}

const FLOW_EVENTS: Readonly<Record<string, readonly Operation[]>> = {
  Create: ['Insert'],
  Update: ['Update'],
  CreateAndUpdate: ['Insert', 'Update'],
  Delete: ['Delete'],
};

/** Active flows that records of the object start. */
function flows(org: Org, object: ObjectType, operation: Operation): readonly CodeUnit[] {
  return org.store.all('SELECT "Id", "DeveloperName" FROM "FlowDefinition" ORDER BY "DeveloperName"').flatMap((row) => {
    const name = String(row['DeveloperName']);
    const file = keptFile(org, 'Flow', name);
    const start = childOf(file, 'start');
    const trigger = textOf(start, 'triggerType') ?? '';
    const starts =
      textOf(file, 'status') === 'Active' &&
      textOf(start, 'object') === object.name &&
      trigger.startsWith('Record') &&
      FLOW_EVENTS[textOf(start, 'recordTriggerType') ?? 'Create']?.includes(operation) === true;
    const when = trigger === 'RecordAfterSave' ? 'After' : 'Before';
    return starts ? [{ kind: 'flow', id: String(row['Id']), name: textOf(file, 'label') ?? name, when }] : [];
  });
}

function validationRules(org: Org, object: ObjectType, operation: Operation): readonly CodeUnit[] {
  if (operation === 'Delete') return [];
  return childrenOf(keptFile(org, 'CustomObject', object.name), 'validationRules')
    .filter((rule) => isTrue(rule, 'active'))
    .map((rule) => ({ kind: 'validation', id: '', name: textOf(rule, 'fullName') ?? '', when: 'Before' }));
}

/**
 * What Salesforce would run for a write, in its order of execution: flows before the save, triggers before it, validation
 * rules, triggers after it, flows after it. Nothing of it is run here.
 */
export function automationOn(org: Org, object: ObjectType, operation: Operation): readonly CodeUnit[] {
  const flow = flows(org, object, operation);
  const trigger = triggers(org, object, operation);
  const at = (units: readonly CodeUnit[], when: CodeUnit['when']) => units.filter((unit) => unit.when === when);
  return [
    ...at(flow, 'Before'),
    ...at(trigger, 'Before'),
    ...validationRules(org, object, operation),
    ...at(trigger, 'After'),
    ...at(flow, 'After'),
  ];
}
