import type { EventReader, RecordStore } from '../../db/store.ts';

/** What a report is made of. It only reads. */
export interface ReportDeps {
  records: RecordStore;
  events: EventReader;
  now: () => number;
}
