import { DEFAULT_SWITCHES, type OrgSwitches } from './org.ts';
import { keepSetting, keptSetting } from './store/settings.ts';
import type { Store } from './store/store.ts';

const NAMES = Object.keys(DEFAULT_SWITCHES) as (keyof OrgSwitches)[];

/** The switches of an org; every change is kept with its records. */
export function createSwitches(store: Store): OrgSwitches {
  const switches = { ...DEFAULT_SWITCHES };
  for (const name of NAMES) {
    const kept = keptSetting(store, `switch.${name}`);
    const values: Record<string, unknown> = { [name]: kept ?? DEFAULT_SWITCHES[name] };
    Object.defineProperty(switches, name, {
      enumerable: true,
      get: () => values[name],
      set: (value: unknown) => {
        if (values[name] === value) return;
        values[name] = value;
        keepSetting(store, `switch.${name}`, value);
      },
    });
  }
  return switches;
}
