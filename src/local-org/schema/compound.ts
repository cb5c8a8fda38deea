import type { FieldType } from './object-type.ts';

/** A field that has no value of its own but those of its parts: an address, a place. */
export function isCompound({ type }: FieldType): boolean {
  return type === 'address' || type === 'location';
}

/** What a part is called within the compound: `street` for `BillingStreet`, `latitude` for `Place__Latitude__s`. */
export function partName(compound: FieldType, part: FieldType): string {
  const local =
    compound.type === 'location'
      ? part.name.replace(/^.*__(Latitude|Longitude)__s$/, '$1')
      : part.name.slice(compound.name.replace(/Address$/, '').length);
  return `${local.charAt(0).toLowerCase()}${local.slice(1)}`;
}
