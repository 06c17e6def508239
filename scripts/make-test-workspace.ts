import { freshTestWorkspace } from './support/test-workspace.ts';

// For F5: a copy of examples/ that host tests may change.
console.log(await freshTestWorkspace());
