import { expect, test } from '@jest/globals';
import { locationOf } from '../../../lib/aws/arns';
import { buildRule } from '../../../lib/jobs/triggers/event-rule';

const location = locationOf('us-east-1', '123456789012');

test('a rule with a pattern of the configuration has exactly that pattern, on its bus', () => {
  const pattern = { source: ['app.orders'], detail: { total: [{ numeric: ['>', 100] as const }] } };
  const rule = buildRule({ location }, 'app-order', {
    description: 'Large orders',
    state: 'ENABLED',
    source: { kind: 'pattern', pattern },
    configured: { event_bus_name: 'orders', delivery: { dead_letter_queue: true } },
    deadLetterQueueName: 'app-order-dead-letters',
  });
  expect(rule).toMatchObject({ name: 'app-order', eventBusName: 'orders', eventPattern: pattern });
  expect(JSON.stringify(rule.delivery?.deadLetterQueue?.policy)).toContain('rule/orders/app-order');
});

test('a rule without a bus is on the default bus, with AWS’s own limits of delivery', () => {
  const rule = buildRule({ location }, 'app-order', {
    description: undefined,
    state: 'DISABLED',
    source: { kind: 'pattern', pattern: { source: ['app.orders'] } },
    configured: {},
    deadLetterQueueName: 'app-order-dead-letters',
  });
  expect(rule).toMatchObject({ eventBusName: 'default', state: 'DISABLED', delivery: undefined });
});
