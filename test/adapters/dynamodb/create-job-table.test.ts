import { startDynalite } from '../../support/start-dynalite.js';
import { describeJobTable } from './describe-job-table.js';

describeJobTable('dynalite', startDynalite);
