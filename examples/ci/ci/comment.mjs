/**
 * Writes the review into one comment of the pull request or merge request: node ci/comment.mjs review.md plans/*.json
 * Name every plan, even a plan that may be missing. The comment lists the plans and reviews that are missing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { digestOf, readPlan } from './digest.mjs';
import { forge } from './forge.mjs';
import { marker, withDigests } from './marker.mjs';

const [reviewFile, ...planFiles] = process.argv.slice(2);
const { runUrl, request, ownComments, create, update } = forge();

const review = existsSync(reviewFile) ? readFileSync(reviewFile, 'utf8').replace(marker, '').trim() : '';
const plans = planFiles.map(readPlan);
const gaps = plans
  .filter(({ json }) => json === undefined)
  .map(({ environment }) => `**There is no plan of ${environment}. Do not merge: [read why](${runUrl}).**`);
if (review === '') gaps.push(`**There is no review. Do not merge: [read why](${runUrl}).**`);
// An incomplete plan gets no digest, because it can't be applied.
const digests = plans
  .filter(({ json }) => json !== undefined && json.errored !== true && json.complete !== false)
  .map(({ environment, json }) => [environment, digestOf(json)]);
const body = withDigests([marker, ...gaps, review].join('\n\n'), digests);

const number = request();
if (number === undefined) throw new Error('this run has no pull request or merge request');
const [own] = (await ownComments(number)).filter((each) => each.body.startsWith(marker));
if (own === undefined) await create(number, body);
else await update(number, own.id, body);
