/** Name of the stand-alone command: by it a command class knows that it does not run inside the Salesforce CLI. */
export const STAND_ALONE = 'leastwise';
