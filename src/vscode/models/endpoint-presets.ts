import { defaultBaseUrl } from '../../providers/endpoint-address.ts';

/** An endpoint that many people have, so that nobody has to know its address. */
export interface EndpointPreset {
  readonly name: string;
  readonly baseUrl: string;
  /** True when the address differs from person to person. */
  readonly isTemplate: boolean;
}

/** Addresses as the makers document them; the local ones with the ports that they open by default. */
export const endpointPresets: readonly EndpointPreset[] = [
  { name: 'OpenAI', baseUrl: defaultBaseUrl, isTemplate: false },
  { name: 'Azure OpenAI', baseUrl: 'https://YOUR-RESOURCE.openai.azure.com/openai/v1', isTemplate: true },
  { name: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1', isTemplate: false },
  { name: 'Ollama', baseUrl: 'http://localhost:11434/v1', isTemplate: true },
  { name: 'LM Studio', baseUrl: 'http://localhost:1234/v1', isTemplate: true },
  { name: 'llama.cpp', baseUrl: 'http://localhost:8080/v1', isTemplate: true },
  { name: 'vLLM', baseUrl: 'http://localhost:8000/v1', isTemplate: true },
];
