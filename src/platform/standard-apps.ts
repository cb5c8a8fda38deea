/**
 * Apps that every org has. Permission sets and profiles name them in `applicationVisibilities`.
 *
 * Names and labels from memory: Salesforce publishes no list. Retrieves of real orgs name the same ones.
 */
export const STANDARD_APPS: readonly (readonly [name: string, label: string])[] = [
  ['standard__AllTabSet', 'All Tabs'],
  ['standard__AppLauncher', 'App Launcher'],
  ['standard__Chatter', 'Salesforce Chatter'],
  ['standard__Community', 'Community'],
  ['standard__Content', 'Content'],
  ['standard__Insights', 'Analytics Studio'],
  ['standard__LightningBolt', 'Bolt Solutions'],
  ['standard__LightningInstrumentation', 'Lightning Usage App'],
  ['standard__LightningSales', 'Sales'],
  ['standard__LightningSalesConsole', 'Sales Console'],
  ['standard__LightningScheduler', 'Lightning Scheduler Setup'],
  ['standard__LightningService', 'Service Console'],
  ['standard__Marketing', 'Marketing'],
  ['standard__Platform', 'Platform'],
  ['standard__QueueManagement', 'Queue Management'],
  ['standard__Sales', 'Sales'],
  ['standard__SalesforceCMS', 'Digital Experiences'],
  ['standard__Service', 'Service'],
  ['standard__ServiceConsole', 'Service Console'],
  ['standard__Work', 'Work.com'],
];
