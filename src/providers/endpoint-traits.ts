/**
 * How an endpoint is asked, as far as is known what it takes: compatible endpoints differ. Each list begins with the
 * way that is in use; what follows is tried in turn, and nothing twice.
 */
export interface EndpointTraits {
  /** How the form of the answer is asked for. */
  readonly formats: readonly ['json_schema' | 'json_object' | 'text', ...('json_object' | 'text')[]];
  /** The parameter that limits the answer; null: none, for contexts that have no room for our limit. */
  readonly lengthLimits: readonly [LengthLimit, ...LengthLimit[]];
  /** Reasoning models take no temperature. */
  readonly takesTemperature: boolean;
  readonly reportsUsageInStream: boolean;
}

type LengthLimit = 'max_completion_tokens' | 'max_tokens' | null;

/** What to try first: OpenAI has renamed the limit, most others know the old name only. */
export function initialTraits(origin: string): EndpointTraits {
  return {
    formats: ['json_schema', 'json_object', 'text'],
    lengthLimits:
      origin === 'https://api.openai.com'
        ? ['max_completion_tokens', 'max_tokens', null]
        : ['max_tokens', 'max_completion_tokens', null],
    takesTemperature: true,
    reportsUsageInStream: true,
  };
}

/**
 * The next way of asking after an endpoint turned a request down, or null when there is none left. The complaint, in
 * lower case, is searched for names of parameters; without any, the form of the answer is the likeliest reason.
 */
export function weakerTraits(traits: EndpointTraits, complaint: string): EndpointTraits | null {
  if (traits.takesTemperature && complaint.includes('temperature')) {
    return { ...traits, takesTemperature: false };
  }
  if (traits.reportsUsageInStream && complaint.includes('stream_options')) {
    return { ...traits, reportsUsageInStream: false };
  }
  const [, ...otherLimits] = traits.lengthLimits;
  if (isAboutContext(complaint)) {
    // Without a limit the answer may have what the prompt leaves; a prompt that fills the context is too long itself.
    return otherLimits.length > 0 ? { ...traits, lengthLimits: [null] } : null;
  }
  if (/max_(?:completion_)?tokens/.test(complaint) && isNotEmpty(otherLimits)) {
    return { ...traits, lengthLimits: otherLimits };
  }
  const [, ...otherFormats] = traits.formats;
  return isNotEmpty(otherFormats) ? { ...traits, formats: otherFormats } : null;
}

/** What both ways of asking leave out is left out. */
export function weakestOf(a: EndpointTraits, b: EndpointTraits): EndpointTraits {
  return {
    formats: a.formats.length < b.formats.length ? a.formats : b.formats,
    lengthLimits: a.lengthLimits.length < b.lengthLimits.length ? a.lengthLimits : b.lengthLimits,
    takesTemperature: a.takesTemperature && b.takesTemperature,
    reportsUsageInStream: a.reportsUsageInStream && b.reportsUsageInStream,
  };
}

/** True when more was found out about the one than about the other. */
export function isWeaker(traits: EndpointTraits, than: EndpointTraits): boolean {
  return stepsLeft(traits) < stepsLeft(than);
}

function stepsLeft({
  formats,
  lengthLimits,
  takesTemperature,
  reportsUsageInStream,
}: EndpointTraits): number {
  return formats.length + lengthLimits.length + Number(takesTemperature) + Number(reportsUsageInStream);
}

/** As OpenAI and vLLM ("context length"), llama.cpp ("context size") and others ("context window") call it. */
function isAboutContext(complaint: string): boolean {
  return /context[ _](?:length|size|window)/.test(complaint);
}

function isNotEmpty<Item>(items: readonly Item[]): items is readonly [Item, ...Item[]] {
  return items.length > 0;
}
