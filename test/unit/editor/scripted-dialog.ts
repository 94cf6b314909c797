import type { Dialog } from '../../../src/editor/questions.ts';

/** What a person answers, in order: a label, a text, what they make of the proposal, or nothing. */
export type Answer = string | undefined | ((proposed: string) => string);

export interface ScriptedDialog extends Dialog {
  /** The texts of every question so far. */
  readonly asked: string[];
}

/** Fails on a question that no answer was written for, and on an answer that the question does not take. */
export function scriptedDialog(answers: Answer[]): ScriptedDialog {
  const left = [...answers];
  const asked: string[] = [];
  const next = (question: string, proposed: string): string | undefined => {
    asked.push(question);
    if (left.length === 0) throw new Error(`nobody answers: ${question}`);
    const answer = left.shift();
    return typeof answer === 'function' ? answer(proposed) : answer;
  };
  const among = <T>(options: T[], label: (option: T) => string, question: string): T | undefined => {
    const answer = next(question, '');
    const found = options.find((option) => label(option) === answer);
    if (answer !== undefined && !found) throw new Error(`${question} does not offer ${answer}`);
    return found;
  };
  return {
    asked,
    pick: async (title, choices) => among(choices, ({ label }) => label, title)?.value,
    async pickMany(title, choices) {
      const answer = next(title, '');
      const labels = answer?.split(', ');
      return labels && choices.filter(({ label }) => labels.includes(label)).map(({ value }) => value);
    },
    confirm: async (message, detail, buttons) => among(buttons, (button) => button, `${message}\n${detail}`),
    async input({ title, prompt, value, check }) {
      const answer = next(`${title}\n${prompt}`, value);
      const wrong = answer === undefined ? null : check(answer);
      if (wrong !== null) throw new Error(`${title} refuses ${answer}: ${wrong}`);
      return answer;
    },
  };
}
