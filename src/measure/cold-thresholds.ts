/** What is the least that counts as cold, for a route as for a socket. */

/** Less is nothing that a person feels, and within the reach of a timer or a collection of garbage. */
export const smallestExcessMs = 1;
export const smallestFactor = 2;
/** How far beyond what happens to steady requests now and then a cold one has to be: those are only a sample. */
export const safetyFactor = 1.5;
