/** A failure whose message is a sentence for a person. Anything else that is thrown here is a bug. */
export class DatabaseProblem extends Error {}
