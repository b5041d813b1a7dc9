import { z } from 'zod';

import { JOB_STATUSES } from '../../contracts/job.js';
import { choice, wholeNumberOr } from './parameter.js';

/** `GET /jobs`. */
export const LIST_QUERY = z.object({
  status: choice('status', JOB_STATUSES).optional(),
  limit: wholeNumberOr(20, 'limit', 1, 100),
  cursor: z.string().optional().meta({ description: 'What the page before gave.' }),
});
