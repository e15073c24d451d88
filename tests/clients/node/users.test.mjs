// MSAL for Node in clients that users call through: by code, from the cache, by refresh token, interactively, by
// password. Left out is what needs a broker on the device.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { CryptoProvider } from '@azure/msal-node';

import { Browser, deliver } from './browser.mjs';
import { CERTIFICATES, confidential, MODES, PORTAL, REDIRECT, terminal } from './msal.mjs';
import { issuer, isWorth, READS, REFUSED, REMOVES, says, scope, scopes, tenant, url, users, WRITES } from './world.mjs';

const crypto = new CryptoProvider();

// Signs a user in through a client, and redeems the code.
async function signedIn(client, user, { browser = new Browser(), redirectUri = REDIRECT, ...how } = {}) {
  const { verifier, challenge } = await crypto.generatePkceCodes();
  const asked = { scopes, redirectUri, ...how };
  const uri = await client.getAuthCodeUrl({ ...asked, codeChallenge: challenge, codeChallengeMethod: 'S256' });
  const goal = await browser.signsIn(uri, user);
  const code = goal.searchParams.get('code');
  assert.ok(code, goal.href);
  const clientInfo = goal.searchParams.get('client_info') ?? undefined;
  return client.acquireTokenByCode({ ...asked, code, codeVerifier: verifier, clientInfo });
}

// What MSAL throws for a refusal of the authority.
const refused = (error, number) => (thrown) => {
  assert.equal(thrown.errorCode, error, thrown.stack);
  if (number) assert.match(thrown.errorMessage, new RegExp(`AADSTS${number}: `));
  return true;
};

for (const mode of MODES) {
  describe(`MSAL in mode ${mode}`, () => {
    for (const [user, worth] of [['viewer', READS], ['editor', WRITES], ['admin', REMOVES], ['guest', REFUSED]]) {
      test(`a ${user} signs in by code`, async () => {
        const result = await signedIn(terminal(mode), user);
        await isWorth(result.accessToken, worth);
        assert.equal(result.idTokenClaims.iss, issuer);
        assert.equal(result.account.localAccountId, users[user].object_id);
      });
    }

    for (const responseMode of ['query', 'fragment', 'form_post']) {
      test(`the answer comes by ${responseMode}`, async () => {
        const result = await signedIn(terminal(mode), 'editor', { responseMode, state: 'a b&c|d', nonce: 'n' });
        await isWorth(result.accessToken, WRITES);
        assert.equal(result.idTokenClaims.nonce, 'n');
      });
    }

    test('a web application signs users in, by its secret and by a certificate', async () => {
      const byCertificate = { clientCertificate: CERTIFICATES['by SHA-256'] };
      for (const credential of [undefined, byCertificate]) {
        const portal = confidential('portal', credential, mode);
        const result = await signedIn(portal, 'editor', { redirectUri: PORTAL });
        await isWorth(result.accessToken, WRITES);
      }
    });

    test('a token that is there is not asked for, and a new one is on request', async () => {
      const client = terminal(mode);
      const first = await signedIn(client, 'editor');
      const [account] = await client.getAllAccounts();
      const again = await client.acquireTokenSilent({ scopes, account });
      assert.equal(again.fromCache, true);
      assert.equal(again.accessToken, first.accessToken);
      const fresh = await client.acquireTokenSilent({ scopes, account, forceRefresh: true });
      assert.equal(fresh.fromCache, false);
      await isWorth(fresh.accessToken, WRITES);
      const graph = await client.acquireTokenSilent({ scopes: ['https://graph.microsoft.com/User.Read'], account });
      await isWorth(graph.accessToken, REFUSED);
    });

    test('a refresh token is good by itself, and replaced', async () => {
      const client = terminal(mode);
      await signedIn(client, 'editor');
      const first = refreshToken(client);
      const other = terminal(mode);
      const result = await other.acquireTokenByRefreshToken({ scopes, refreshToken: first, forceCache: true });
      await isWorth(result.accessToken, WRITES);
      assert.notEqual(refreshToken(other), first);
    });

    test('who signs out is forgotten', async () => {
      const client = terminal(mode);
      await signedIn(client, 'editor');
      const [account] = await client.getAllAccounts();
      await client.signOut({ account });
      assert.deepEqual(await client.getAllAccounts(), []);
      await assert.rejects(client.acquireTokenSilent({ scopes, account }), refused('no_tokens_found'));
    });

    test('a cache outlives its program', async () => {
      const before = terminal(mode);
      await signedIn(before, 'viewer');
      const after = terminal(mode);
      after.getTokenCache().deserialize(before.getTokenCache().serialize());
      const [account] = await after.getTokenCache().getAllAccounts();
      const result = await after.acquireTokenSilent({ scopes, account });
      assert.equal(result.fromCache, true);
      await isWorth(result.accessToken, READS);
      await after.getTokenCache().removeAccount(account);
      after.clearCache();
      assert.deepEqual(await after.getTokenCache().getAllAccounts(), []);
    });

    test('one call opens a browser and waits for it', async () => {
      const browser = new Browser();
      const openBrowser = async (uri) => void browser.signsIn(uri, 'editor').then(deliver);
      const result = await terminal(mode).acquireTokenInteractive({ scopes, openBrowser, prompt: 'select_account' });
      await isWorth(result.accessToken, WRITES);
    });

    test('who gives up at the browser has said no', async () => {
      const openBrowser = async (uri) => void new Browser().declines(uri).then(deliver);
      const asked = terminal(mode).acquireTokenInteractive({ scopes, openBrowser });
      await assert.rejects(asked, refused('access_denied', 65004));
    });

    test('a password signs in', async () => {
      const asked = { scopes, username: 'editor@directory.test' };
      const result = await terminal(mode).acquireTokenByUsernamePassword({ ...asked, password: 'correct horse' });
      await isWorth(result.accessToken, WRITES);
      const wrong = terminal(mode).acquireTokenByUsernamePassword({ ...asked, password: 'password' });
      await assert.rejects(wrong, refused('invalid_grant', 50126));
      const portal = confidential('portal', undefined, mode);
      const viewer = await portal.acquireTokenByUsernamePassword({ scopes, username: 'viewer', password: 'password' });
      await isWorth(viewer.accessToken, READS);
    });
  });
}

test('a tenant has many names', async () => {
  for (const name of ['common', 'organizations', 'directory.test']) {
    const result = await signedIn(terminal('AAD', { authority: `${url}/${name}` }), 'editor');
    await isWorth(result.accessToken, WRITES);
    assert.equal(result.tenantId, tenant);
  }
});

test('without PKCE there is no code', async () => {
  const uri = await terminal().getAuthCodeUrl({ scopes, redirectUri: REDIRECT });
  const goal = await new Browser().opens(uri);
  assert.equal(goal.searchParams.get('error'), 'invalid_request');
  assert.match(goal.searchParams.get('error_description'), /PKCE/);
});

test('a code is worth nothing without its verifier, and good once', async () => {
  const { verifier, challenge } = await crypto.generatePkceCodes();
  const asked = { scopes, redirectUri: REDIRECT };
  const uri = await terminal().getAuthCodeUrl({ ...asked, codeChallenge: challenge, codeChallengeMethod: 'S256' });
  const wrong = (await new Browser().signsIn(uri, 'editor')).searchParams.get('code');
  const forged = terminal().acquireTokenByCode({ ...asked, code: wrong, codeVerifier: 'x'.repeat(43) });
  await assert.rejects(forged, refused('invalid_grant', 501481));
  const right = (await new Browser().signsIn(uri, 'editor')).searchParams.get('code');
  await terminal().acquireTokenByCode({ ...asked, code: right, codeVerifier: verifier });
  const again = terminal().acquireTokenByCode({ ...asked, code: right, codeVerifier: verifier });
  await assert.rejects(again, refused('invalid_grant', 54005));
});

test('who is signed in needs no hand, and else one is needed', async () => {
  const browser = new Browser();
  const { verifier, challenge } = await crypto.generatePkceCodes();
  const asked = { scopes, redirectUri: REDIRECT, prompt: 'none', loginHint: 'editor@directory.test' };
  const uri = await terminal().getAuthCodeUrl({ ...asked, codeChallenge: challenge, codeChallengeMethod: 'S256' });
  assert.equal((await browser.opens(uri)).searchParams.get('error'), 'login_required');
  await signedIn(terminal(), 'editor', { browser });
  const code = (await browser.opens(uri)).searchParams.get('code');
  const result = await terminal().acquireTokenByCode({ ...asked, code, codeVerifier: verifier });
  await isWorth(result.accessToken, WRITES);
});

test('claims and capabilities are taken', async () => {
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  const client = terminal('AAD', { clientCapabilities: ['CP1'] });
  const result = await signedIn(client, 'editor', { claims, domainHint: 'organizations', prompt: 'login' });
  await isWorth(result.accessToken, WRITES);
});

test('who is signed out everywhere has to sign in again', async () => {
  const client = terminal();
  await signedIn(client, 'editor');
  await says('revoke', { user: 'editor' });
  const [account] = await client.getAllAccounts();
  const asked = client.acquireTokenSilent({ scopes, account, forceRefresh: true });
  await assert.rejects(asked, refused('invalid_grant', 50173));
});

test('what users did not agree to is not refreshed', async () => {
  const reader = terminal('AAD', { name: 'reader' });
  await signedIn(reader, 'nobody', { scopes: [scopes[0]] });
  const [account] = await reader.getAllAccounts();
  const asked = reader.acquireTokenSilent({ scopes: [scopes[1]], account });
  await assert.rejects(asked, (thrown) => {
    assert.equal(thrown.name, 'InteractionRequiredAuthError');
    assert.equal(thrown.subError, 'consent_required');
    return true;
  });
});

test('a scope that is not there is refused', async () => {
  const { challenge } = await crypto.generatePkceCodes();
  const pkce = { codeChallenge: challenge, codeChallengeMethod: 'S256' };
  const asked = { scopes: [scope('Documents.Nothing')], redirectUri: REDIRECT, ...pkce };
  const goal = await new Browser().opens(await terminal().getAuthCodeUrl(asked));
  assert.equal(goal.searchParams.get('error'), 'invalid_scope');
});

function refreshToken(client) {
  const { RefreshToken } = JSON.parse(client.getTokenCache().serialize());
  return Object.values(RefreshToken)[0].secret;
}
