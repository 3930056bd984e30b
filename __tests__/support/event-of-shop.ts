/** An event of the source `shop`, without its `detail`. An event job of the tests has a pattern that matches this source. */
export const eventOfShop = {
  id: 'x',
  version: '0',
  account: '123456789012',
  time: '2027-03-14T00:00:00Z',
  region: 'us-east-1',
  resources: [],
  source: 'shop',
  'detail-type': 'Placed',
} as const;
