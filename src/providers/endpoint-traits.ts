/** How an endpoint wants to be asked, as far as it is known. Compatible endpoints differ in what they accept. */
export interface EndpointTraits {
  /** Strongest form of answer that it takes. */
  readonly format: 'json_schema' | 'json_object' | 'text';
  readonly lengthLimit: 'max_completion_tokens' | 'max_tokens';
  /** Reasoning models take no temperature. */
  readonly takesTemperature: boolean;
  readonly reportsUsageInStream: boolean;
}

/** What to try first: OpenAI has renamed the limit, most others know the old name only. */
export function initialTraits(origin: string): EndpointTraits {
  return {
    format: 'json_schema',
    lengthLimit: origin === 'https://api.openai.com' ? 'max_completion_tokens' : 'max_tokens',
    takesTemperature: true,
    reportsUsageInStream: true,
  };
}

/**
 * The next way of asking after an endpoint turned a request down, or null when there is none left. The complaint is
 * searched for names of parameters alone; without any, the form of the answer is the likeliest reason.
 */
export function weakerTraits(traits: EndpointTraits, complaint: string): EndpointTraits | null {
  const { lengthLimit, takesTemperature, reportsUsageInStream } = traits;
  if (takesTemperature && complaint.includes('temperature')) return { ...traits, takesTemperature: false };
  if (reportsUsageInStream && complaint.includes('stream_options')) {
    return { ...traits, reportsUsageInStream: false };
  }
  if (lengthLimit === 'max_tokens' && /max_(?:completion_)?tokens/.test(complaint)) {
    return { ...traits, lengthLimit: 'max_completion_tokens' };
  }
  if (lengthLimit === 'max_completion_tokens' && complaint.includes('max_completion_tokens')) {
    return { ...traits, lengthLimit: 'max_tokens' };
  }
  return weakerFormat(traits);
}

function weakerFormat(traits: EndpointTraits): EndpointTraits | null {
  switch (traits.format) {
    case 'json_schema':
      return { ...traits, format: 'json_object' };
    case 'json_object':
      return { ...traits, format: 'text' };
    case 'text':
      return null;
  }
}
