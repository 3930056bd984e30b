import { expect, jest, test } from '@jest/globals';
import { hostileTexts, hostilePlaces, tryText } from '../../constructs/support/hostile-texts';

jest.setTimeout(600_000);

/** Places whose text is used only together with other fields, or only in jobs that the file does not have. */
const unused =
  /^job_defaults\.|^project_name$|^storage\.bucket_name$|^queue_worker_jobs\.any\.(description|queue\.message_group_id)$/;

test.each(hostileTexts.map((text) => [JSON.stringify(text.slice(0, 40)), text] as const))(
  'at every place of the schema, %s is rejected or reaches Terraform unchanged',
  (_, text) => {
    const outcomes = hostilePlaces.map((place) => ({ place: place.name, outcome: tryText(place, text) }));
    const placesOf = (outcome: string) =>
      outcomes.filter((one) => one.outcome === outcome).map(({ place }) => place);
    expect(placesOf('lost').filter((place) => !unused.test(place))).toEqual([]);
    expect(placesOf('written').length).toBeGreaterThan(5);
  },
);
