/** Something that ends on a day, and whose it is. */
export interface Deadline {
  readonly kind: 'review' | 'assignment' | 'certificate' | 'waiver';
  /** Integration, certificate, or the subject of a waiver. */
  readonly name: string;
  readonly owner: string;
  /** ISO date; the last day on which it holds. Absent: it was never set. */
  readonly ends: string | undefined;
  /** Days from today; negative when it is over. */
  readonly inDays: number;
  readonly text: string;
}
