import { generateText } from 'ai';

interface Article {
  readonly title: string;
  readonly body: string;
}

const audience = 'busy engineers';

/** Summarizes one article for the weekly newsletter. */
export async function summarize(model: Parameters<typeof generateText>[0]['model'], article: Article) {
  const prompt = `You are an expert editor. Your task is to summarize the article below for ${audience}.

Please note that it is very important that you write in plain language, in order to make sure that
people who are not native speakers can understand the summary. Use at most 80 words. Use at most 80 words.
Do not add anything that the article does not say.

Return Markdown with exactly two parts:
1. A headline of at most 8 words.
2. A bullet list of 3 to 5 facts.

Title: ${article.title}
Article:
${article.body}`;

  const { text } = await generateText({ model, prompt });
  return text;
}
