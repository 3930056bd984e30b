/**
 * Fails unless the plan makes exactly the changes that the merged request's comment showed: node ci/require-review.mjs plans/prod.json
 * REVIEWED_PLAN approves another plan by its digest.
 */
import { digestOf, hasChanges, readPlan } from './digest.mjs';
import { forge } from './forge.mjs';
import { digestIn, marker } from './marker.mjs';

const { environment, json } = readPlan(process.argv[2]);
const digest = digestOf(json);
const problem = hasChanges(json) ? await findProblem() : undefined;
if (problem === undefined)
  console.log(`The plan of ${environment} is the reviewed plan, or changes nothing.`);
else {
  console.log(
    `The plan of ${environment} was not applied: ${problem}. Read the review of this run. To apply this plan, run the ` +
      `pipeline of the main branch with REVIEWED_PLAN=${digest}`,
  );
  process.exitCode = 1;
}

async function findProblem() {
  if (process.env.REVIEWED_PLAN?.split(/\s+/).includes(digest)) return undefined;
  const { mergedRequest, ownComments } = forge();
  const number = await mergedRequest();
  if (number === undefined) return 'the commit merged no request, so nobody reviewed it';
  const [own] = (await ownComments(number)).filter(({ body }) => body.startsWith(marker));
  const reviewed = own && digestIn(own.body, environment);
  if (reviewed === undefined) return `request ${number} has no review of a complete plan of ${environment}`;
  return reviewed === digest ? undefined : `it differs from the plan that request ${number} showed`;
}
