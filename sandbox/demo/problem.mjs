/** Something that the person at the keyboard can mend: printed as a paragraph, without a stack. */
export class DemoProblem extends Error {}
