import assert from 'node:assert/strict';
import { guessLanguage } from '../../../../src/core/contract/natural-language.ts';

describe('the language of a text', () => {
  const cases: Readonly<Record<string, string>> = {
    'You are a helpful assistant. Answer the question with the context below.': 'en',
    'Summarize this in 3 bullets for {audience}.': 'en',
    'Du bist ein hilfreicher Assistent. Beantworte die Frage mit dem Text und ohne Umschweife.': 'de',
    'Vous êtes un assistant utile. Répondez à la question avec le texte pour les lecteurs.': 'fr',
    'Eres un asistente útil. Responde a la pregunta con el texto y los datos para el usuario.': 'es',
    'Você é um assistente útil. Responda com o texto e não use os dados do usuário.': 'pt',
    'Sei un assistente utile. Rispondi alla domanda con il testo e non usare gli esempi.': 'it',
    'Je bent een behulpzame assistent. Beantwoord de vraag met het document en niet meer.': 'nl',
    '你是一个工程师。请为任务撰写代码。': 'zh',
    'あなたは有能なアシスタントです。質問に答えてください。': 'ja',
    '당신은 유능한 비서입니다. 질문에 답하세요.': 'ko',
    'Ты полезный помощник. Ответь на вопрос кратко.': 'ru',
    'أنت مساعد مفيد. أجب عن السؤال باختصار.': 'ar',
    'Είσαι ένας χρήσιμος βοηθός.': 'el',
    'अपने उत्तर संक्षेप में दें।': 'hi',
    'ตอบคำถามสั้น ๆ': 'th',
    'אתה עוזר מועיל': 'he',
    '用中文回答 JSON 和 API 的问题，请不要使用 English words。': 'zh',
    '': 'unknown',
    '12 {x} !!!': 'unknown',
    'foo bar baz qux': 'unknown',
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(`${expected}: ${text}`, () => assert.equal(guessLanguage(text).language, expected));
  }

  it('comes with a confidence between 0 and 1', () => {
    for (const text of Object.keys(cases)) {
      const { language, confidence } = guessLanguage(text);
      assert.ok(language === 'unknown' ? confidence === 0 : confidence > 0 && confidence <= 1, text);
    }
  });
});
