import { readFileSync } from 'node:fs';

/** Returns the API of GitHub or GitLab, with the functions that the review needs. */
export function forge() {
  return process.env.GITLAB_CI === undefined ? gitHub(process.env) : gitLab(process.env);
}

function gitHub(env) {
  const root = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}`;
  const call = caller({
    authorization: `Bearer ${env.GITHUB_TOKEN}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  });
  return {
    runUrl: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`,
    /** The number of the pull request of this run, or undefined. */
    request: () => JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')).pull_request?.number,
    /** The number of the pull request that the commit of this run merged, or undefined. */
    mergedRequest: async () => {
      const pulls = await call('GET', `${root}/commits/${env.GITHUB_SHA}/pulls`);
      return pulls.find(({ merge_commit_sha: sha }) => sha === env.GITHUB_SHA)?.number;
    },
    /** The comments that workflows wrote. Only workflows can write as this user. */
    ownComments: async (request) => {
      const all = await everyPage(call, `${root}/issues/${request}/comments`);
      return all.filter(({ user }) => user?.login === 'github-actions[bot]');
    },
    create: (request, body) => call('POST', `${root}/issues/${request}/comments`, { body }),
    update: (request, id, body) => call('PATCH', `${root}/issues/comments/${id}`, { body }),
  };
}

function gitLab(env) {
  const root = `${env.CI_API_V4_URL}/projects/${env.CI_PROJECT_ID}`;
  const call = caller({ 'private-token': env.REVIEW_TOKEN });
  return {
    runUrl: env.CI_JOB_URL,
    request: () => env.CI_MERGE_REQUEST_IID,
    mergedRequest: async () => {
      const sha = env.CI_COMMIT_SHA;
      const requests = await call('GET', `${root}/repository/commits/${sha}/merge_requests`);
      return requests.find(
        (each) =>
          each.state === 'merged' && [each.merge_commit_sha, each.squash_commit_sha, each.sha].includes(sha),
      )?.iid;
    },
    /** The notes of the access token's own user. */
    ownComments: async (request) => {
      const { id } = await call('GET', `${env.CI_API_V4_URL}/user`);
      const all = await everyPage(call, `${root}/merge_requests/${request}/notes`);
      return all.filter(({ author }) => author.id === id);
    },
    create: (request, body) => call('POST', `${root}/merge_requests/${request}/notes`, { body }),
    update: (request, id, body) => call('PUT', `${root}/merge_requests/${request}/notes/${id}`, { body }),
  };
}

function caller(headers) {
  return async (method, url, body) => {
    const response = await fetch(url, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${method} ${url} returned ${response.status}: ${await response.text()}`);
    return response.json();
  };
}

async function everyPage(call, url) {
  const all = [];
  for (let page = 1; ; page += 1) {
    const items = await call('GET', `${url}?per_page=100&page=${page}`);
    all.push(...items);
    if (items.length < 100) return all;
  }
}
