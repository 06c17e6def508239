/** Cases of one request; more would not fit into an answer. */
export const mostDraftedCases = 30;
