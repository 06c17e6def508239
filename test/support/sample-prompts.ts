/** Prompts with many weaknesses, for tests that need a run with something to do. */
export const wordySupportPrompt = `You are a very helpful, friendly and knowledgeable AI assistant. You are a support agent for {{company}}.

Please make sure that you always read the customer's message carefully in order to understand what they need. Due to the fact that customers are busy, please keep your answers short.

- Never promise a refund.
- In the event that you do not know the answer, say so.
- Never promise a refund.

Customer message:
{{message}}`;

/** A prompt that no rule objects to. */
export const tidyPrompt =
  'Translate the text between the tags to French. Return only the translation.\n\n<text>\n{text}\n</text>';
