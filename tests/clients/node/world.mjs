// What `run.mjs` has started, and what a token is worth there.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const world = JSON.parse(process.env.WORLD);

export const url = world.url;
export const tenant = world.tenant_id;
export const application = world.client_id;
export const authority = `${url}/${tenant}`;
export const issuer = `${authority}/v2.0`;
export const host = new URL(url).host;
export const apps = Object.fromEntries(world.apps.map((app) => [app.name, app]));
export const users = Object.fromEntries(world.users.map((user) => [user.name, user]));
export const certificate = readFileSync(join(world.folder, 'robot.pem'), 'utf8');
export const key = readFileSync(join(world.folder, 'robot.key'), 'utf8');

export const scope = (name, app = application) => `api://${app}/${name}`;
export const scopes = [scope('Documents.Read'), scope('Documents.ReadWrite')];

export const READS = [200, 403, 403];
export const WRITES = [200, 201, 403];
export const REMOVES = [200, 201, 204];
export const NOTHING = [403, 403, 403];
export const REFUSED = [401, 401, 401];

// The answers to reading, to writing, and to removing what was written.
export async function rights(token) {
  const call = (method, path, body) =>
    fetch(`${world.documents}${path}`, {
      method,
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' },
    });
  const created = await call('POST', '/documents', JSON.stringify({ title: 'Minutes', body: 'We met.' }));
  const path = created.status === 201 ? `/documents/${(await created.json()).id}` : '/documents/1';
  const read = await call('GET', '/documents');
  const removed = await call('DELETE', path);
  return [read.status, created.status, removed.status];
}

export async function isWorth(token, expected) {
  assert.deepEqual(await rights(token), expected);
}

// Presses one of the directory's own buttons.
export async function says(path, form) {
  const answer = await fetch(`${url}/_directory/${path}`, { method: 'POST', body: new URLSearchParams(form) });
  assert.ok(answer.ok, await answer.text());
}
