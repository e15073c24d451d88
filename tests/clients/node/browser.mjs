// A person at a browser, as a script: one POST says who signs in, a second agrees. Cookies are kept.

import assert from 'node:assert/strict';

import { tenant, url } from './world.mjs';

export class Browser {
  #cookies = new Map();

  // Signs a user in to an authorization request. The end is where the browser is sent, as a URL; what goes there by
  // POST stands in its query.
  async signsIn(uri, user, consent = 'accept') {
    const asked = Object.fromEntries(new URL(uri).searchParams);
    const picked = await this.#post(`/${tenant}/login`, { ...asked, user });
    if (!picked.page?.includes('name="consent"')) return leaving(picked);
    return leaving(await this.#post(`/${tenant}/login`, { ...asked, user, consent }));
  }

  // Leaves an authorization request by the button that gives up.
  async declines(uri) {
    const asked = Object.fromEntries(new URL(uri).searchParams);
    return leaving(await this.#post(`/${tenant}/login`, { ...asked, cancel: '1' }));
  }

  // Opens a URL that shall need no hand.
  async opens(uri) {
    return leaving(await this.#send(uri));
  }

  // Types the code that a device shows, and signs in.
  async types(code, user, consent = 'accept') {
    await this.#post('/devicelogin', { user_code: code });
    await this.#post('/devicelogin', { user_code: code, user });
    const { status, page } = await this.#post('/devicelogin', { user_code: code, user, consent });
    assert.equal(status, 200, page);
  }

  #post(path, form) {
    const headers = { origin: url, 'sec-fetch-site': 'same-origin' };
    return this.#send(`${url}${path}`, { method: 'POST', body: new URLSearchParams(form), headers });
  }

  async #send(uri, { headers, ...how } = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(uri, { ...how, redirect: 'manual', headers: { ...headers, cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [name, value] = set.split(';')[0].split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    return { status: answer.status, to: answer.headers.get('location'), page: await answer.text() };
  }
}

// Where an answer of the directory leads, be it a redirect or a form that submits itself.
function leaving({ status, to, page }) {
  if (to) return new URL(to.replace('#', '?'), url);
  const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
  assert.ok(status === 200 && action, `${status}: ${page}`);
  const goal = new URL(text(action), url);
  for (const [input] of page.matchAll(/<input[^>]*>/g)) {
    const [, name] = / name="([^"]*)"/.exec(input) ?? [];
    const [, value] = / value="([^"]*)"/.exec(input) ?? [];
    if (name) goal.searchParams.append(text(name), text(value ?? ''));
  }
  return goal;
}

// Takes the answer to the redirect URI as a form, as browsers do in the mode `form_post`.
export async function deliver(goal) {
  const bare = `${goal.origin}${goal.pathname}`;
  return fetch(bare, { method: 'POST', body: goal.searchParams });
}

function text(escaped) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return escaped.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) =>
    decimal || hex ? String.fromCodePoint(decimal ?? parseInt(hex, 16)) : (named[name] ?? all),
  );
}
