import { initialTraits, isWeaker, weakerTraits, weakestOf, type EndpointTraits } from './endpoint-traits.ts';

/**
 * What was found out about an endpoint, for all its models. Models of one endpoint differ: what an endpoint says of a
 * model it names holds for that model alone.
 */
export interface EndpointMemory {
  /** How to ask a model, as far as is known. */
  wayOf(model: string): WayOfAsking;
}

/** One way of asking a model. */
export interface WayOfAsking {
  readonly traits: EndpointTraits;
  /** The next way after a complaint, in lower case; null when there is none left. */
  afterComplaint(complaint: string): WayOfAsking | null;
  /** To be called when the model has answered: the way is used from now on. */
  keep(): void;
}

/** Knows nothing yet but what the makers document. */
export function createEndpointMemory(origin: string): EndpointMemory {
  const ofModels = new Map<string, EndpointTraits>();
  let ofEndpoint = initialTraits(origin);
  const knownOf = (model: string): EndpointTraits => ofModels.get(model) ?? ofEndpoint;
  /** `common` are the traits that models share, after the same complaints. */
  const way = (model: string, traits: EndpointTraits, common: EndpointTraits): WayOfAsking => ({
    traits,
    afterComplaint: (complaint) => {
      // A call that began at the same time may have found the way meanwhile.
      const known = knownOf(model);
      if (isWeaker(known, traits)) return way(model, known, ofEndpoint);
      const next = weakerTraits(traits, complaint);
      if (next === null) return null;
      const nextCommon = isAboutModel(complaint) ? null : weakerTraits(common, complaint);
      return way(model, next, nextCommon ?? common);
    },
    keep: () => {
      ofModels.set(model, traits);
      ofEndpoint = weakestOf(ofEndpoint, common);
    },
  });
  return { wayOf: (model) => way(model, knownOf(model), ofEndpoint) };
}

/** "… is not supported with this model" says nothing about the other models of the endpoint. */
function isAboutModel(complaint: string): boolean {
  return /\bmodels?\b/.test(complaint);
}
