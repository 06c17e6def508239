import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { AnswerSchema, ChatMessage, ChatRequest } from '../core/models/chat-model.ts';
import { schemaInWords } from '../core/models/schema-in-words.ts';
import type { EndpointTraits } from './endpoint-traits.ts';

interface ParameterInput {
  readonly model: string;
  readonly request: ChatRequest;
  readonly traits: EndpointTraits;
}

/** The body of a chat-completions request, asked the way the endpoint understands. */
export function chatParameters({
  model,
  request,
  traits,
}: ParameterInput): ChatCompletionCreateParamsStreaming {
  const { answer, temperature, maxOutputTokens } = request;
  const [lengthLimit] = traits.lengthLimits;
  return {
    model,
    messages: messagesFor(request, traits),
    stream: true,
    ...(traits.reportsUsageInStream ? { stream_options: { include_usage: true } } : {}),
    ...(temperature !== null && traits.takesTemperature ? { temperature } : {}),
    ...(lengthLimit === null ? {} : { [lengthLimit]: maxOutputTokens }),
    ...(answer === null ? {} : responseFormat(answer, traits)),
  };
}

function responseFormat(
  { name, schema }: AnswerSchema,
  { formats: [format] }: EndpointTraits,
): Pick<ChatCompletionCreateParamsStreaming, 'response_format'> {
  switch (format) {
    case 'json_schema':
      return { response_format: { type: 'json_schema', json_schema: { name, schema, strict: true } } };
    case 'json_object':
      return { response_format: { type: 'json_object' } };
    case 'text':
      return {};
  }
}

/** Where the endpoint does not take the schema, the model reads it in its instructions. */
function messagesFor(
  { messages, answer }: ChatRequest,
  { formats: [format] }: EndpointTraits,
): ChatMessage[] {
  if (answer === null || format === 'json_schema') return [...messages];
  const schema = schemaInWords(answer);
  const index = messages.findIndex(({ role }) => role === 'system');
  if (index < 0) return [{ role: 'system', content: schema }, ...messages];
  return messages.map((message, at) =>
    at === index ? { ...message, content: `${message.content}\n\n${schema}` } : message,
  );
}
