import * as z from 'zod/mini';
import { analyticsPageSchema } from './analytics-page.ts';
import { assistantPageSchema } from './assistant-page.ts';
import { controllerPageSchema } from './controller-page.ts';
import { timelinePageSchema } from './timeline-page.ts';

/** The pages of a panel, in the order of their tabs. The first is about one run; the host sends the others when opened. */
export const pageNames = ['result', 'controller', 'analytics', 'assistant', 'timeline'] as const;

export const pageNameSchema = z.enum(pageNames);

export type PageName = (typeof pageNames)[number];

/** The complete snapshot of a page other than the result. */
export const pageSchema = z.discriminatedUnion('name', [
  controllerPageSchema,
  analyticsPageSchema,
  assistantPageSchema,
  timelinePageSchema,
]);

export type Page = z.infer<typeof pageSchema>;
export type PageOf<Name extends Page['name']> = Extract<Page, { name: Name }>;
