import type { CheckListing } from '../../src-shared/grading/grading-run.ts';
import { findCheck } from './checks/index.ts';
import type { RubricCheck } from './rubric.ts';

/** A rubric's check with its title, for who chooses or watches. */
export const listingOf = (check: RubricCheck): CheckListing => ({
  ...check,
  title: findCheck(check.id)?.title ?? check.id,
});
